"""What is typed about nights; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from housing.nights.enums import Seen


class LookForm(forms.Form):
    """One tap on a round: the bed and what was seen."""

    bed = forms.IntegerField()
    seen = forms.ChoiceField(choices=Seen.choices)


class PeriodForm(forms.Form):
    """First and last service day of a table, at most a year apart."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The days in order, and not too many."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days <= 366:
            raise forms.ValidationError(_("Choose a first and a last day, at most one year apart."))
        return data
