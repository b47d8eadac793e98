"""What is typed about nights; validates, never saves."""

from __future__ import annotations

from django import forms

from housing.nights.enums import Seen


class LookForm(forms.Form):
    """One tap on a round: the bed and what was seen."""

    bed = forms.IntegerField()
    seen = forms.ChoiceField(choices=Seen.choices)
