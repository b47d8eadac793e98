"""The rules of the house in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centre.shell.registry import Item, navigation
from centre.shifts import clock
from centre.staff.models import User
from housing.houserules.enums import NUMBERS
from housing.houserules.selectors import book, names_of, rules_for

SHOWN = 50


def rules_page(actor: User) -> dict[str, Any]:
    """What holds today for the house, where a room differs, and every rule as it was set."""
    today = clock.service_day()
    rules = list(rules_for(actor)[:SHOWN])
    now, names = book(), names_of(rule.set_by for rule in rules)
    house = now.on(today)
    rooms = {rule.room_id: rule.room for rule in rules if rule.room_id is not None}
    return {
        "terms": [(label, getattr(house, name)) for name, (label, _least, _most) in NUMBERS.items()],
        "apart": house.emergency_apart,
        "rooms": [
            (str(room), differing) for pk, room in sorted(rooms.items()) if (differing := _differing(house, now.on(today, pk)))
        ],
        "rules": [(rule, names.get(rule.set_by, ""), _changes(rule), rule.from_on > today) for rule in rules],
    }  # fmt: skip


def _differing(house: Any, room: Any) -> list[tuple[Any, Any]]:
    return [(label, getattr(room, name)) for name, (label, *_bounds) in NUMBERS.items() if getattr(room, name) != getattr(house, name)]


def _changes(rule: Any) -> list[tuple[Any, Any]]:
    found = [(label, getattr(rule, name)) for name, (label, *_bounds) in NUMBERS.items() if getattr(rule, name) is not None]
    if rule.emergency_apart is not None:
        found.append((_("Emergency beds"), _("counted apart") if rule.emergency_apart else _("counted with the others")))
    return found


navigation.add(Item(gettext_lazy("Rules of the stays"), "house_rules", "sliders-horizontal", "housing.set_house_rules", 22))
