"""What is typed about tests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock

from .enums import Contact, Infection, Known, LinkStep, Method, Outcome, Recency, Telling

EMPTY = [("", "---------")]
#: What is treated after a test; the others are cured by the way.
TREATED = (Infection.HCV_RNA, Infection.HIV, Infection.HBV, Infection.SYPHILIS, Infection.TB)


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **options)


class TestForm(forms.Form):
    """A test done here, or what is known of one: a day, or how long ago."""

    infection = forms.ChoiceField(label=_("Tested for"), choices=Infection.choices, widget=forms.RadioSelect)
    known = forms.ChoiceField(label=_("Known from"), choices=Known.choices, widget=forms.RadioSelect, initial=Known.HERE)
    taken_on = day(_("Tested on"), required=False)
    recency = forms.ChoiceField(label=_("Or only how long ago"), choices=[*EMPTY, *Recency.choices[:-1]], required=False)
    method = forms.ChoiceField(label=_("How"), choices=[*EMPTY, *Method.choices], required=False)
    lot = forms.CharField(label=_("Lot of the test"), max_length=40, required=False)
    outcome = forms.ChoiceField(
        label=_("Result, if known already"), choices=[*EMPTY, *Outcome.choices], required=False,
        help_text=_("It is sealed apart: on this screen it is not shown again."),
    )
    remark = _text(_("Remark"), help_text=_("Not the result."))
    client_uuid = form_number()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        day, ago = values.get("taken_on"), values.get("recency")
        if "taken_on" not in self.errors:
            if not day and not ago:
                self.add_error("taken_on", _("A day, or how long ago."))
            elif not day and values.get("known") == Known.HERE:
                self.add_error("taken_on", _("A test done here has a day."))
            elif day and ago:
                self.add_error("recency", _("Either a day, or how long ago."))
            elif not day and values.get("outcome"):
                self.add_error("outcome", _("A result needs the day of the test."))
        return values


class ResultForm(forms.Form):
    """What came out."""

    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = _text(_("What the laboratory adds"))
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TellingForm(forms.Form):
    """Whether the person knows."""

    telling = forms.ChoiceField(label=_("Does the person know the result"), choices=Telling.choices, widget=forms.RadioSelect)
    on = day(_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.service_day()}} | kwargs)


class StrikeForm(forms.Form):
    """Why something is struck out."""

    because = forms.CharField(label=_("Why it is struck out"), max_length=200)


class LinkForm(forms.Form):
    """A step towards treatment."""

    infection = forms.ChoiceField(
        label=_("Treatment of"), choices=[(one.value, one.label) for one in TREATED], widget=forms.RadioSelect, initial=Infection.HCV_RNA
    )
    step = forms.ChoiceField(label=_("Step"), choices=LinkStep.choices, widget=forms.RadioSelect)
    on = day(_("Day"))
    remark = _text(_("Remark"))
    client_uuid = form_number()


class PregnancyForm(forms.Form):
    """A pregnancy test and how the person may be reached about it."""

    contact = forms.ChoiceField(
        label=_("How may we reach you about this"), choices=Contact.choices, widget=forms.RadioSelect, initial=Contact.IN_PERSON,
        help_text=_("Ask before the test. Somebody may read the phone or open the letters of this person."),
    )
    contact_words = _text(_("Agreed way"))
    taken_on = day(_("Tested on"))
    outcome = forms.ChoiceField(
        label=_("Result"), choices=Outcome.choices, widget=forms.RadioSelect, help_text=_("It is sealed apart: on this screen it is not shown again.")
    )
    wishes = _text(_("What the person wants"), help_text=_("In their own words. Nothing is proposed that was not asked."))
    client_uuid = form_number()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("contact") == Contact.AGREED and not values.get("contact_words"):
            self.add_error("contact_words", _("Write what was agreed."))
        return values
