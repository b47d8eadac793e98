"""Input of complaints and near-misses."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number

from .enums import About, Kind, Source, State


class ComplaintForm(forms.Form):
    """What somebody says; who, only when they want it."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices, initial=Kind.COMPLAINT, widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Who speaks"), choices=Source.choices, initial=Source.ANONYMOUS)
    about = forms.ChoiceField(label=_("About what"), choices=About.choices)
    text = forms.CharField(
        label=_("In their words"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_("Sealed, for the coordination. You read what you wrote down yourself."),
    )
    client_uuid = form_number(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class FollowForm(forms.Form):
    """Where it goes, and what was found or answered."""

    state = forms.ChoiceField(label=_("It is now"), choices=State.choices)
    note = forms.CharField(label=_("What was found or answered"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, moves: tuple[str, ...], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(code, State(code).label) for code in moves]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """From when to when."""

    since = day(_("From"))
    until = day(_("Until"))

    def period(self, otherwise: tuple[date, date]) -> tuple[date, date]:
        """The days asked for, or the others when none were."""
        return (self.cleaned_data["since"], self.cleaned_data["until"]) if self.is_bound and self.is_valid() else otherwise
