"""Input of the handover."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number

from .registry import Shift


class BeginForm(forms.Form):
    """Which shift a handover is begun for."""

    def __init__(self, *args: Any, shifts: list[Shift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.code: one for one in reversed(shifts)}
        self.fields["shift"] = forms.TypedChoiceField(choices=[(code, code) for code in known], coerce=known.__getitem__)


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
    client_uuid = form_number()

    def refuse_card(self, error: Any) -> None:
        """Show under the field why this card opens nobody."""
        self.add_error("card", error)


class SecondHandForm(forms.Form):
    """A colleague present at this workstation signs with their PIN, without taking over the screen."""

    who = forms.TypedChoiceField(label=_("Who takes over"), coerce=int)
    pin = forms.CharField(
        label=_("PIN"), max_length=6, min_length=6, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, present: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one.pk, str(one)) for one in present]  # type: ignore[attr-defined]

    def refuse_pin(self, words: Any) -> None:
        """Show under the field why nothing was signed."""
        self.add_error("pin", words)


class RemarkForm(forms.Form):
    """Free words about the shift."""

    text = forms.CharField(
        label=_("About the shift"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody's name and no diagnosis here: every team reads this."),
    )
    client_uuid = form_number()
