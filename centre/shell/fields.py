"""Fields that the forms of every room have: a day, the number of the form itself; and choices known only when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


def day(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen in the calendar of the browser."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


def form_number() -> forms.UUIDField:
    """The number of the form: sent twice, it is one event."""
    return forms.UUIDField(widget=forms.HiddenInput)


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field the choices that only the page knows."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
