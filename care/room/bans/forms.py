"""Input about limits in the room."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, moment

from .enums import BanGround


class ProposeForm(forms.Form):
    """Until when, when it is looked at again, and why."""

    ground = forms.ChoiceField(label=_("About"), choices=BanGround.choices, widget=forms.RadioSelect)
    ends_at = moment(_("Until"), help_text=_("The shortest that makes sense. It ends by itself."), required=False)
    review_on = day(_("Looked at again on"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("Sealed, for the room's team. What happened, not who the person is."),
    )
    client_uuid = form_number(initial=uuid4)


class DecideForm(forms.Form):
    """Yes or no."""

    agreed = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class AppealForm(forms.Form):
    """What the person says."""

    words = forms.CharField(
        label=_("In the words of the person"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    )


class AnswerForm(forms.Form):
    """What a colleague answers to an appeal."""

    words = forms.CharField(label=_("Answer given"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}))
    ends_at = moment(_("Ends earlier"), required=False)
