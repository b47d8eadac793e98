"""The rules that hold on a day, for the house and for each of its rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Room
from housing.houserules import policies
from housing.houserules.models import HouseRule


class Terms(NamedTuple):
    """What holds: hours a bed is held and kept, nights one may stay, warning, census, rounds, how long an end is undone."""

    hold_hours: int
    keep_hours: int
    longest_days: int
    warn_days: int
    census_hour: int
    rounds: int
    reopen_hours: int
    emergency_apart: bool

    @property
    def hold(self) -> timedelta:
        """How long a bed is held. Source: UX 7.2."""
        return timedelta(hours=self.hold_hours)

    @property
    def keep(self) -> timedelta:
        """How long a bed is kept for somebody who is out. Source: DOMAIN 8.1."""
        return timedelta(hours=self.keep_hours)


#: Each term, the setting that gives it before any rule, and its value without one. Sources: UX 7.2, DOMAIN 5 and 8.1.
DEFAULTS: dict[str, tuple[str, int]] = {
    "hold_hours": ("CENTRE_HOLD_BED_HOURS", 2),
    "keep_hours": ("CENTRE_KEEP_BED_HOURS", 24),
    "longest_days": ("CENTRE_STAY_DAYS", 13),
    "warn_days": ("CENTRE_STAY_WARN_DAYS", 2),
    "census_hour": ("CENTRE_CENSUS_HOUR", 4),
    "rounds": ("CENTRE_NIGHT_ROUNDS", 2),
    "reopen_hours": ("CENTRE_REOPEN_HOURS", 24),
    "emergency_apart": ("CENTRE_EMERGENCY_APART", 1),
}


def defaults() -> dict[str, Any]:
    """The terms of the settings."""
    values: dict[str, Any] = {name: int(getattr(settings, setting, value)) for name, (setting, value) in DEFAULTS.items()}
    return values | {"emergency_apart": bool(values["emergency_apart"])}


class Book:
    """Every rule of the house, read once, to be asked for many days and rooms."""

    def __init__(self, rules: Iterable[HouseRule]) -> None:
        self.rules = list(rules)
        self.first = defaults()

    def on(self, day: date, room: int | None = None) -> Terms:
        """What holds on a service day, in a room when one is named."""
        values = dict(self.first)
        for whole in (True, False):
            for rule in self.rules:
                if rule.from_on <= day and (rule.room_id is None if whole else room is not None and rule.room_id == room):
                    values |= {name: said for name in DEFAULTS if (said := getattr(rule, name)) is not None}
        return Terms(**values)


def book() -> Book:
    """The rules of the house, oldest first: one query."""
    return Book(HouseRule.objects.order_by("from_on", "pk"))


def terms(room: int | None = None, day: date | None = None) -> Terms:
    """What holds on a service day (the present one), in a room when one is named."""
    return book().on(day or clock.service_day(), room)


def rules_for(actor: User) -> QuerySet[HouseRule]:
    """The rules as they were set, newest first."""
    policies.set_house_rules.check(actor)
    return HouseRule.objects.select_related("room").order_by("-from_on", "-pk")


def rooms_of(actor: User) -> QuerySet[Room]:
    """The rooms a rule may be set for: those of the house and of the spaces the actor works in."""
    spaces = ["", *sorted(actor.compartments())]
    return Room.objects.filter(compartment__in=spaces).select_related("ward").order_by("ward__order", "order", "label", "pk")


def names_of(users: Iterable[int]) -> dict[int, str]:
    """The names colleagues know members of staff by: one query."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "display_name"))
