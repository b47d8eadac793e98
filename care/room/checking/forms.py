"""Input about samples. Nobody is asked who brought it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from care.episodes.lists import Drug
from centre.shell.fields import form_number, moment
from centre.shifts import clock
from intake.bulletins.enums import Advice

from .enums import AlertLevel, Method, SampleForm


class TakeForm(forms.Form):
    """What is brought."""

    sold_as = forms.ChoiceField(label=_("Sold as"), choices=Drug.choices)
    name = forms.CharField(
        label=_("Name it is sold under"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Such as “brown”. Never who sold it, nor where."),
    )
    form = forms.ChoiceField(label=_("What it is"), choices=SampleForm.choices, widget=forms.RadioSelect)
    looks = forms.CharField(label=_("What it looks like"), max_length=200, required=False)
    client_uuid = form_number(initial=uuid4)


class ResultForm(forms.Form):
    """What was found and what it means."""

    method = forms.ChoiceField(label=_("Looked at by"), choices=Method.choices, widget=forms.RadioSelect)
    found = forms.MultipleChoiceField(label=_("Found in it"), choices=Drug.choices, widget=forms.CheckboxSelectMultiple, required=False)
    level = forms.ChoiceField(label=_("What it means"), choices=AlertLevel.choices, widget=forms.RadioSelect)
    result = forms.CharField(label=_("Result in words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _in_a_week() -> str:
    return clock.local(clock.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")


class WarnForm(forms.Form):
    """A product alert for the whole house, until an hour: what it will say of the product stands here, to be looked through."""

    sold_as = forms.CharField(label=_("Sold as"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    looks = forms.CharField(label=_("What it looks like"), max_length=200, required=False)
    effect = forms.CharField(
        label=_("What it does"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    )
    ends_at = moment(_("Until"), initial=_in_a_week)
    advice = forms.MultipleChoiceField(label=_("What to do"), choices=Advice.choices, widget=forms.CheckboxSelectMultiple, required=False)
    words_fr = forms.CharField(label=_("More, in French"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    words_nl = forms.CharField(label=_("More, in Dutch"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    words_en = forms.CharField(label=_("More, in English"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    client_uuid = form_number(initial=uuid4)
