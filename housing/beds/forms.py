"""What is asked of the board and typed about beds; validates, never saves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import check_year, form_number
from centre.shifts import clock
from housing.beds.enums import CleaningReason, ClosureReason, Trait


def end_of(day: date) -> datetime:
    """The instant at which a service day, its night included, is over."""
    return clock.bounds(day)[1]


class BoardForm(forms.Form):
    """What of the board is shown: the view, beds with these traits, of one building, in this order, from this night."""

    VIEWS = ("rooms", "list", "tonight", "nights", "hallway")
    SORTS = ("place", "bed", "state", "person", "note")

    view = forms.ChoiceField(choices=[(one, one) for one in VIEWS], required=False)
    trait = forms.MultipleChoiceField(choices=Trait.choices, required=False)
    building = forms.IntegerField(required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in SORTS], required=False)
    first = forms.DateField(required=False, validators=[check_year])

    def asked(self) -> dict[str, Any]:
        """What is asked; whatever cannot be read is as if it had not been."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "view": given.get("view") or "rooms", "traits": tuple(given.get("trait") or ()),
            "building": given.get("building"), "sort": given.get("sort") or "place", "first": given.get("first"),
        }


class CloseBedForm(forms.Form):
    """Why a bed is closed and, if known, the first and the last day it is."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ClosureReason.choices, widget=forms.RadioSelect)
    start = fields.day(_("Closed from"), required=False, help_text=_("Empty or today: from now on."))
    until = fields.day(_("Closed until and including"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("About the bed, never about a person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_start(self) -> datetime | None:
        """The first instant of the first service day, or None for now."""
        day = self.cleaned_data["start"]
        return None if day in (None, clock.local().date()) else clock.bounds(day)[0]

    def clean_until(self) -> datetime | None:
        """The instant after the last service day closed, or None."""
        day = self.cleaned_data["until"]
        return None if day is None else end_of(day)

    def clean(self) -> dict[str, Any]:
        """The last day after the first; a closure that begins now does not end before."""
        data = super().clean() or {}
        start, until = data.get("start"), data.get("until")
        if until and until <= (start or clock.now()):
            self.add_error("until", _("This day comes before the first.") if start else _("This day is over."))
        return data


class AskCleaningForm(forms.Form):
    """Why a bed has to be cleaned."""

    reason = forms.ChoiceField(label=_("Why?"), choices=CleaningReason.choices, widget=forms.RadioSelect)
