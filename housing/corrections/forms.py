"""What is typed about a stay afterwards; hours by the wall clock, also in the nights when clocks change."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from housing.stays.enums import EthosLight, ExitReason, LateReason
from housing.stays.forms import EndStayForm, grouped_destinations

TWICE = (("0", _("the first time, by summer time")), ("1", _("the second time, by winter time")))


class WallForm(forms.Form):
    """Hours read from the clock on the wall: `moment("began")` makes three fields, and an instant once they are clean.

    An hour that the clocks skipped is refused in words; one that came twice is asked for again, with the choice.
    """

    def moment(self, name: str, day_label: Any, hour_label: Any, *, required: bool) -> None:
        """Add the day, the hour and, when it comes twice, which of the two."""
        hour = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        self.fields[f"{name}_day"] = day(day_label, required=required)
        self.fields[f"{name}_hour"] = forms.TimeField(label=hour_label, required=required, widget=hour)
        self.fields[f"{name}_fold"] = forms.ChoiceField(
            label=_("Which of the two hours?"), choices=TWICE, required=False, widget=forms.HiddenInput
        )

    def instant(self, data: dict[str, Any], name: str) -> datetime | None:
        """The instant of the three fields; None when they are empty or wrong, which stands beside them then."""
        day, hour = data.get(f"{name}_day"), data.get(f"{name}_hour")
        if day is None or hour is None:
            if (day is None) != (hour is None) and not self.errors.keys() & {f"{name}_day", f"{name}_hour"}:
                self.add_error(f"{name}_hour" if hour is None else f"{name}_day", _("Give the day and the hour."))
            return None
        return self._on_the_wall(data, name, day, hour)

    def _on_the_wall(self, data: dict[str, Any], name: str, day: date, hour: time) -> datetime | None:
        wall = datetime.combine(day, hour, tzinfo=clock.ZONE)
        if clock.local(clock.instant(wall)).replace(tzinfo=None) != wall.replace(tzinfo=None):
            self.add_error(f"{name}_hour", _("The clocks went forward that night and skipped this hour. Choose the hour before or after."))
            return None
        if wall.utcoffset() == wall.replace(fold=1).utcoffset():
            return clock.instant(wall)
        self.fields[f"{name}_fold"].widget = forms.RadioSelect(choices=TWICE)
        fold = data.get(f"{name}_fold")
        if not fold:
            self.add_error(f"{name}_fold", _("The clocks went back that night: this hour came twice. Say which one."))
            return None
        return clock.instant(wall.replace(fold=int(fold)))


LATE: dict[str, Any] = {"label": _("Why is it written afterwards?"), "choices": LateReason.choices, "widget": forms.RadioSelect}
NOT_KNOWN = ("", _("not known"))


class AdmitLateForm(WallForm):
    """A stay that began earlier: which bed, from when, and until when if it is over."""

    def __init__(self, *args: Any, beds: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        situations = [NOT_KNOWN, *EthosLight.choices]
        self.fields["bed"] = forms.TypedChoiceField(label=_("Bed"), coerce=int, choices=beds)
        self.moment("began", _("Came on"), _("Came at"), required=True)
        self.moment("ended", _("Left on (empty: still here)"), _("Left at"), required=False)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why did the stay end?"), choices=[NOT_KNOWN, *ExitReason.choices], required=False
        )
        self.fields["destination"] = forms.ChoiceField(
            label=_("Where did the person go?"), choices=grouped_destinations, required=False
        )
        self.fields["ethos_before"] = forms.ChoiceField(label=_("Living situation before"), choices=situations, required=False)
        self.fields["ethos"] = forms.ChoiceField(label=_("Living situation after"), choices=situations, required=False)
        self.fields["late"] = forms.ChoiceField(**LATE)
        self.fields["with_dog"] = forms.BooleanField(label=_("Comes with a dog"), required=False)
        self.fields["override_reason"] = forms.CharField(
            label=_("Why the room rule is set aside"), max_length=200, required=False,
            help_text=_("Only when the room is not for this person."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        self.fields["client_uuid"] = form_number(required=False, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        """The instants of start and end; an end needs its reason."""
        data = super().clean() or {}
        data["began_at"], data["ended_at"] = self.instant(data, "began"), self.instant(data, "ended")
        if data["ended_at"] is not None and not data.get("reason"):
            self.add_error("reason", _("Say why the stay ended."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: said for name, said in self.cleaned_data.items() if not name.startswith(("began_", "ended_")) or name.endswith("_at")}


class EndLateForm(WallForm, EndStayForm):
    """An end that lies some time back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment("ended", _("Left on"), _("Left at"), required=True)
        self.fields["late"] = forms.ChoiceField(**LATE)
        self.order_fields(["ended_day", "ended_hour", "ended_fold", "late"])

    def clean(self) -> dict[str, Any]:
        """The instant of the end."""
        data = super().clean() or {}
        data["ended_at"] = self.instant(data, "ended")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: said for name, said in self.cleaned_data.items() if not name.startswith("ended_") or name == "ended_at"}
