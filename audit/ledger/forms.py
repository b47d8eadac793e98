"""The filter of the ledger page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.ledger.enums import Kind

#: Days shown when no window is asked for, and the longest window.
USUAL_DAYS, LONGEST_DAYS = 7, 92


def _day(label: Any) -> forms.DateField:
    """A day between 2000 and 2150: a year outside is a slip of the hand."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    bounds = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2150, 12, 31))]
    return forms.DateField(label=label, required=False, widget=widget, validators=bounds)


class LedgerFilter(forms.Form):
    """A time window in local days, the kind of event, the beginning of its verb, and who acted."""

    since = _day(_("From"))
    until = _day(_("Until"))
    kind = forms.ChoiceField(label=_("Show"), choices=Kind.choices, required=False)
    verb = forms.RegexField(
        label=_("Event begins with"), regex=r"^[a-z][a-z_.]*$", max_length=60, required=False,
        error_messages={"invalid": _("Only small letters, points and underscores.")},
    )
    who = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actors: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Everybody")), *actors]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Dates become the window `since` to `until` (aware instants, end excluded)."""
        said = super().clean() or {}
        last = said.get("until") or timezone.localdate()
        first = said.get("since") or last - timedelta(days=USUAL_DAYS - 1)
        if first > last:
            self.add_error("since", _("The first day is after the last one."))
        elif (last - first).days >= LONGEST_DAYS:
            self.add_error("since", _("Choose at most three months at once."))
        said["window"] = (_midnight(first), _midnight(last + timedelta(days=1)))
        said["kind"] = said.get("kind") or Kind.DEEDS
        return said


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
