"""What is typed about closures; validates, never saves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import check_year
from centre.shifts import clock
from housing.beds.enums import ClosureReason
from housing.beds.forms import end_of
from housing.beds.models import Closure
from housing.beds.policies import last_day


class ReviseForm(forms.Form):
    """The whole closure as it is to be, and why it is changed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ClosureReason.choices, widget=forms.RadioSelect)
    start = fields.day(_("Closed from"))
    until = fields.day(_("Closed until and including"), required=False, help_text=_("Empty: until further notice."))
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("About the bed, never about a person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = forms.CharField(
        label=_("Why is it changed?"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    known = forms.DateTimeField(required=False, widget=forms.HiddenInput, validators=[check_year])

    def __init__(self, *args: Any, closure: Closure, **kwargs: Any) -> None:
        period = closure.period
        kwargs["initial"] = {
            "reason": closure.reason, "note": closure.note, "known": clock.now().isoformat(),
            "start": clock.local(period.lower).date() if period.lower else None,
            "until": last_day(period.upper) if period.upper else None,
        }
        super().__init__(*args, **kwargs)
        self.closure = closure

    def clean(self) -> dict[str, Any]:
        """The last day after the first; a day left as it was keeps its hour."""
        data = super().clean() or {}
        if data.get("start"):
            data["start"] = self._start(data["start"])
        if data.get("until"):
            data["until"] = self._kept("until", self.closure.period.upper) or end_of(data["until"])
        if data.get("start") and data.get("until") and data["until"] <= data["start"]:
            self.add_error("until", _("This day comes before the first."))
        return data

    def _start(self, day: Any) -> datetime:
        if day == clock.local().date() and "start" in self.changed_data:
            return clock.now()
        return self._kept("start", self.closure.period.lower) or clock.bounds(day)[0]

    def _kept(self, name: str, before: datetime | None) -> datetime | None:
        return None if name in self.changed_data else before


class CancelForm(forms.Form):
    """Why a closure is cancelled."""

    why = forms.CharField(
        label=_("Why is it cancelled?"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PastForm(forms.Form):
    """Up to which day the past of a bed is shown."""

    last = forms.DateField(required=False, validators=[check_year])

    def asked(self) -> Any:
        """The day asked, the present service day when none can be read."""
        return (self.cleaned_data.get("last") if self.is_valid() else None) or clock.service_day()
