"""What is typed about beds; validates, never saves."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shifts import clock
from housing.beds.enums import ClosureReason


class CloseBedForm(forms.Form):
    """Why a bed is closed and, if known, the last day it is."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ClosureReason.choices, widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Closed until and including"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("About the bed, never about a person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_until(self) -> Any:
        """The instant after the last day closed, aware, or None."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < clock.local().date():
            raise forms.ValidationError(_("This day is over."))
        return clock.instant(datetime.combine(day, time(23, 59)))
