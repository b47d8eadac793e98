"""Input of a withholding: which file, from whom, why, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day
from centre.shifts.clock import service_day
from centre.staff.models import User

from .enums import Ground
from .policies import end_words
from .selectors import colleagues, file_meant

REVIEW_AFTER = timedelta(days=90)


def _in_three_months() -> date:
    return service_day() + REVIEW_AFTER


class EndForm(forms.Form):
    """Until when, or when somebody looks at it again."""

    until = day(_("Until, last day"), required=False)
    review_on = day(_("Or: look at it again on"), required=False, initial=_in_three_months)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two days is given and lies within a year."""
        data = super().clean() or {}
        if not self.errors and (words := end_words(data.get("until"), data.get("review_on"))):
            self.add_error(None, words)
        return data


class WithholdingForm(EndForm):
    """Which file, from which colleague, and why."""

    file = forms.CharField(label=_("Card, or number of the file"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    colleague: forms.ModelChoiceField[User] = forms.ModelChoiceField(label=_("Withheld from"), queryset=None)
    ground = forms.ChoiceField(label=_("Why"), choices=Ground.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words, as little as possible"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("file", "colleague", "ground", "words", "until", "review_on")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["colleague"].queryset = colleagues(actor)  # type: ignore[attr-defined]  # a choice of models

    def clean_file(self) -> UUID:
        """The file that was meant."""
        found = file_meant(self.actor, self.cleaned_data["file"])
        if found is None:
            raise forms.ValidationError(_("No file has this card or number."))
        return found
