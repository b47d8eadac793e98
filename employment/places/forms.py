"""What is typed about places; validates, never saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CardForm(forms.Form):
    """A card, typed or scanned."""

    card = forms.CharField(
        label=_("Card"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)


class AttendanceForm(forms.Form):
    """One tap: came or did not come; hours only when they differ."""

    present = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")
    came_at = forms.TimeField(required=False)
    left_at = forms.TimeField(required=False)
    left_early = forms.BooleanField(required=False)
