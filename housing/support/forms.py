"""What is typed about visits; validates, never saves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, moment
from centre.shifts import clock

from .enums import Outcome, VisitKind, Where

Choices = list[tuple[Any, Any]]


def _text(label: Any, **more: Any) -> forms.CharField:
    """A text that will be sealed."""
    area = forms.Textarea(attrs={"rows": 6, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=10_000, widget=area, **more)


class _Sent(forms.Form):
    """A form that is one event however often it is sent, its text in one part of the file."""

    part = forms.ChoiceField(
        label=_("Part of the file"), required=False, help_text=_("Only colleagues of this part read the text.")
    )
    client_uuid = form_number(required=False, initial=uuid4)

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # a choice field

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class VisitForm(_Sent):
    """A visit: when, where, with whom, what about, what next."""

    field_order = ("at", "outcome", "where", "minutes", "second", "kinds", "part", "text", "next_at")
    at = moment(_("When"), initial=clock.local)
    outcome = forms.ChoiceField(label=_("Did it take place?"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.KEPT)
    where = forms.ChoiceField(label=_("Where"), choices=Where.choices, widget=forms.RadioSelect, initial=Where.HOME)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=720)
    second = forms.TypedChoiceField(label=_("With a colleague"), required=False, coerce=int, empty_value=None)
    kinds = forms.MultipleChoiceField(
        label=_("What about"), required=False, choices=VisitKind.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Known to everybody who works with homes: the content stays in the text."),
    )
    text = _text(_("What was said and done"), required=False, help_text=_("Sealed with the person's own key. It cannot be changed later, only added to."))
    next_at = moment(_("Next visit"), required=False)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"].choices = [("", _("alone")), *colleagues]  # type: ignore[attr-defined]  # a choice field

    def clean_minutes(self) -> int:
        """Nothing typed is no minutes."""
        return self.cleaned_data["minutes"] or 0


class AddForm(_Sent):
    """Something added to a visit later."""

    text = _text(_("What you add"))


class RhythmForm(forms.Form):
    """How often to visit, from a day on."""

    every_days = forms.IntegerField(label=_("A visit every … days"), min_value=1, max_value=366)
    from_on = day(_("From"), initial=lambda: clock.local().date())
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class WeeksForm(forms.Form):
    """First and last day of the figure, at most a year apart."""

    first = day(_("From"))
    last = day(_("Until"))

    def clean(self) -> dict[str, Any]:
        """The days in order, and not too many."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days <= 366:
            raise forms.ValidationError(_("Choose a first and a last day, at most one year apart."))
        return data


def last_weeks() -> dict[str, date]:
    """Eight weeks until today."""
    today = clock.local().date()
    return {"first": today - timedelta(days=today.weekday() + 49), "last": today}
