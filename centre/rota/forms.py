"""Input about the rota."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import check_year
from centre.shifts import clock
from centre.shifts.hours import Shift, day_hours
from centre.staff.models import User
from centre.staff.roles import Role

from .selectors import plannable

LONGEST_ABSENCE = 366


class DayForm(forms.Form):
    """Which day a page is about; today when nothing sensible was asked."""

    day = forms.DateField(required=False, validators=[check_year])

    def asked(self) -> date:
        """The day asked for, within a century of today."""
        today = clock.service_day()
        day = self.cleaned_data.get("day") if self.is_valid() else None
        return day if day and abs((day - today).days) < 36525 else today


class PlanForm(forms.Form):
    """Who works a shift of a day, as what, where."""

    code = forms.ChoiceField(label=_("Shift"))
    who = forms.ChoiceField(label=_("Colleague"))
    post = forms.CharField(label=_("Post"), max_length=40, required=False)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = day
        self._people = {f"{user.pk}-{role}": (user, role) for user, roles in plannable() for role in roles}
        shifts = [Shift(day, one.code) for one in day_hours()]
        self.fields["code"].choices = [(one.code, one.label) for one in shifts]  # type: ignore[attr-defined]
        self.fields["who"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, f"{user} · {Role(role).label}") for key, (user, role) in self._people.items()
        ]

    def given(self) -> dict[str, Any]:
        """The cleaned values as an action takes them."""
        user, role = self._people[self.cleaned_data["who"]]
        shift = Shift(self._day, self.cleaned_data["code"])
        return {"user": user, "role": role, "shift": shift, "post": self.cleaned_data["post"]}

    def refuse(self, words: str) -> None:
        """Show why somebody cannot work it."""
        self.add_error("who", words)


class AbsenceForm(forms.Form):
    """From when until when somebody is not available; `people` when it may be somebody else."""

    from_on = fields.day(_("From"))
    until_on = fields.day(_("Until and with"))

    def __init__(self, *args: Any, people: list[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people or ()}
        if people:
            choices = [(key, str(one)) for key, one in self._people.items()]
            self.fields["who"] = forms.ChoiceField(label=_("Colleague"), choices=choices)
            self.order_fields(["who", "from_on", "until_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The end comes before the beginning."))
        elif first and last and (last - first).days > LONGEST_ABSENCE:
            self.add_error("until_on", _("At most a year."))
        return given

    def given(self, actor: Any) -> dict[str, Any]:
        """The cleaned values as an action takes them; the actor when nobody else was chosen."""
        values = dict(self.cleaned_data)
        return values | {"user": self._people.get(values.pop("who", ""), actor)}


class SwapForm(forms.Form):
    """To whom a shift is offered: one colleague of the same role, or whoever takes it."""

    to = forms.ChoiceField(label=_("Offer to"), required=False)

    def __init__(self, *args: Any, duty: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [user for user, roles in plannable() if duty.role in roles and user.pk != duty.user_id]
        self._people = {str(one.pk): one for one in able}
        everybody = [("", _("Whoever takes it"))]
        self.fields["to"].choices = everybody + [(key, str(one)) for key, one in self._people.items()]  # type: ignore[attr-defined]

    def colleague(self) -> User | None:
        """The one chosen; None for whoever takes it."""
        return self._people.get(self.cleaned_data["to"])


class LeastForm(forms.Form):
    """How many of each role each shift needs: one number for each."""

    def __init__(self, *args: Any, leasts: dict[tuple[str, str], int], roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = leasts
        for one in day_hours():
            for role in roles:
                label = f"{Shift(clock.service_day(), one.code).label} · {Role(role).label}"
                first = leasts.get((one.code, role), 0)
                self.fields[f"{one.code}-{role}"] = forms.IntegerField(label=label, min_value=0, max_value=50, initial=first)

    def changed(self) -> list[tuple[str, str, int]]:
        """(shift, role, number) of those that are other than before."""
        found = []
        for name, number in self.cleaned_data.items():
            code, _dash, role = name.partition("-")
            if self._before.get((code, role), 0) != number:
                found.append((code, role, number))
        return found
