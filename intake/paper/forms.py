"""What stands on a paper sheet, line by line. A line that cannot be is named; nothing of the sheet is lost meanwhile."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shifts.clock import ZONE, cutover_hour, now, service_day
from intake.desk.models import Service
from intake.paper import serials

LINES = 20


class SerialForm(forms.Form):
    """The number on the sheet."""

    serial = forms.CharField(label=_("Number of the sheet"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_serial(self) -> str:
        """The number as it was given out."""
        try:
            return serials.read(self.cleaned_data["serial"])
        except serials.Misread:
            raise forms.ValidationError(_("This is no number of a sheet. Read it again: six letters and digits."))


class DayForm(forms.Form):
    """The service day the sheet is of."""

    day = fields.day(_("Service day of the sheet"))

    def clean_day(self) -> date:
        """Not a day to come, and not older than a month."""
        day: date = self.cleaned_data["day"]
        if day > service_day():
            raise forms.ValidationError(_("This day has not come yet."))
        if day < service_day() - timedelta(days=31):
            raise forms.ValidationError(_("A sheet is entered within a month."))
        return day


class LineForm(forms.Form):
    """One line; an empty one is passed over."""

    hour = forms.TimeField(label=_("Hour"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    who = forms.CharField(label=_("Card or alias, or nothing"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    service = forms.ModelChoiceField(
        label=_("Service"), queryset=Service.objects.filter(active=True, order__gt=0).order_by("order", "code"), required=False,
        empty_label="–",
    )  # fmt: skip
    n = forms.IntegerField(label=_("How many"), min_value=1, max_value=50, required=False)

    def clean(self) -> dict[str, Any]:
        """A line with anything on it needs its hour and its service."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if any(data.get(name) for name in ("hour", "who", "service", "n")):
            for name, words in (("hour", _("At what hour?")), ("service", _("Which service?"))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


LineSet = forms.formset_factory(LineForm, extra=LINES, max_num=LINES, absolute_max=LINES)


def moment(day: date, hour: time, zone: ZoneInfo = ZONE) -> datetime | None:
    """The instant of an hour of a service day by the clock on the wall; None for an hour that the night did not have."""
    local = datetime.combine(day if hour.hour >= cutover_hour() else day + timedelta(days=1), hour, zone)
    there_and_back = local.astimezone(ZoneInfo("UTC")).astimezone(zone)
    return local if there_and_back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def fault(at: datetime | None) -> Any:
    """Why an instant cannot be that of a line, or None."""
    if at is None:
        return _("That night had no such hour: the clock went forward.")
    if at > now():
        return _("This hour has not come yet.")
    return None
