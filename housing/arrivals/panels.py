"""Arrivals as the pages show them: lists, choices, the tile of the home board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, Tile, home, navigation
from centre.staff.models import User
from housing.arrivals.selectors import not_come_lately, over, pairs, partners
from housing.beds.panels import room_note
from intake.person.models import Person


def over_page(actor: User, words: str = "") -> dict[str, Any]:
    """Holds and kept beds whose hours are over, and how many holds were not come to lately."""
    held, away = over(actor)
    return {"held": held, "away": away, "words": words, "missed": not_come_lately(actor)}


def over_tile(actor: User) -> dict[str, Any]:
    """How many wait for a tap, for the home board."""
    held, away = over(actor)
    return {"held": len(held), "away": len(away)}


def couple_choices(actor: User, person: Person) -> dict[str, Any]:
    """The partners and the pairs of beds to choose from; whom they asked with stands first."""
    asked, others = partners(actor, person)
    people = ([asked] if asked is not None else []) + others
    return {
        "people": [(str(one.pk), str(one)) for one in people],
        "beds": [(pair.key, " · ".join((pair.first.room_label, f"{pair.first.label} + {pair.second.label}", room_note(pair.first)))) for pair in pairs(actor)],
        "may_override": actor.may("housing.override_room_rule"),
    }


navigation.add(Item(_("Held and kept"), "arrivals", "hourglass", "housing.hold_bed", 20, ("arrivals", "couple", "couple_hold")))
home.add(Tile("arrivals", 22, "housing.hold_bed", "housing/stay_over_tile.html", over_tile))
