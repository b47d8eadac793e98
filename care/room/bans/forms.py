"""Input about limits in the room."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import BanGround


def _hour(label: Any, **more: Any) -> forms.DateTimeField:
    """An hour of a day, typed in one field."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=False, **more)


class ProposeForm(forms.Form):
    """Until when, when it is looked at again, and why."""

    ground = forms.ChoiceField(label=_("About"), choices=BanGround.choices, widget=forms.RadioSelect)
    ends_at = _hour(_("Until"), help_text=_("The shortest that makes sense. It ends by itself."))
    review_on = forms.DateField(
        label=_("Looked at again on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("Sealed, for the room's team. What happened, not who the person is."),
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


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
    ends_at = _hour(_("Ends earlier"))
