"""Input of the handover."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """What remains for one person: their card, the words, for whom."""

    card = forms.CharField(
        label=_("Card"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
    )
    text = forms.CharField(
        label=_("What remains to be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No diagnosis here."),
    )
    for_whom = forms.CharField(label=_("For"), max_length=80, required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def refuse_card(self, error: Any) -> None:
        """Show under the field why this card opens nobody."""
        self.add_error("card", error)


class RemarkForm(forms.Form):
    """Free words about the shift."""

    text = forms.CharField(
        label=_("About the shift"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody's name and no diagnosis here: every team reads this."),
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
