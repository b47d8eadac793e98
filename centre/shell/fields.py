"""Fields that the forms of every room have: a day, a moment, the number of the form; and choices known only when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Nobody alive was born before, and nothing is planned after: a year outside is a slip of the hand.
YEARS = range(1900, 2151)


def check_year(day: date) -> None:
    """Raises ValidationError for a year that cannot be meant."""
    if day.year not in YEARS:
        raise ValidationError(_("Look at the year once more: %(year)s.") % {"year": f"{day.year:04d}"})


def day(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen in the calendar of the browser."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, validators=[check_year], **options)


def moment(label: Any, **options: Any) -> forms.DateTimeField:
    """A day and an hour on the wall clock of the house, chosen in the calendar of the browser."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, validators=[check_year], **options)


class CodeInput(forms.TextInput):
    """Shown while typed, never sent back: a code works once."""

    def format_value(self, value: Any) -> None:
        return None


def form_number(**options: Any) -> forms.UUIDField:
    """The number of the form: sent twice, it is one event."""
    return forms.UUIDField(widget=forms.HiddenInput, **options)


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field the choices that only the page knows."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
