"""What the desk shows elsewhere: a person's last day, the house at a glance, the count of a shift."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.clock import now
from centre.shifts.registry import Section, Shift, handover
from intake.desk import selectors
from intake.desk.models import Passage
from intake.person import casefile

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

DAY = timedelta(hours=24)


def _recent(actor: "User", person: "Person") -> list[Passage]:
    """The last 24 hours, asked once for the page and kept with the person on it."""
    page = person.__dict__
    if "recent_passages" not in page:
        page["recent_passages"] = list(selectors.recent_passages(actor, person, now() - DAY))
    passages: list[Passage] = page["recent_passages"]
    return passages


def last_day(actor: "User", person: "Person") -> dict[str, Any]:
    """The person's passages of the last 24 hours, newest first."""
    return {"passages": _recent(actor, person), "person": person}


def presence(actor: "User", person: "Person") -> dict[str, Any]:
    """Whether the person is inside the house, and since when."""
    return {"since": selectors.inside_since(_recent(actor, person))}


def house(actor: "User") -> dict[str, Any]:
    """How many are inside, and the counts of the day."""
    tiles = [tile for tile in selectors.tiles(actor) if tile.today]
    return {"inside": selectors.inside_count(actor), "tiles": tiles}


def shift_counts(actor: "User", shift: Shift) -> dict[str, Any]:
    """Passages of a shift by service, for the handover; nobody is named, and every language has its label."""
    counted = selectors.counts_between(actor, shift.start, shift.end)
    return {
        "lines": [
            {
                "fr": line["service"].label_fr,
                "nl": line["service"].label_nl,
                "en": line["service"].label_en,
                "n": line["n"],
                "anonymous": line["anonymous"],
            }
            for line in counted
        ],
        "inside": selectors.inside_count(actor),
    }


def held_here(person_id: UUID) -> dict[str, int]:
    """How many passages stand under this person."""
    return {"passages": Passage.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Make the person's passages nobody's; a presence in a walled space goes altogether. Source: PRIVACY 5."""
    found = held_here(person_id)
    walled = Passage.objects.filter(person_id=person_id).exclude(compartment=Compartment.DESK)
    Passage.history.filter(person_id=person_id).exclude(compartment=Compartment.DESK).delete()
    walled.delete()
    Passage.objects.filter(person_id=person_id).update(person=None)
    Passage.history.filter(person_id=person_id).update(person=None)
    return found


navigation.add(Item(_("Desk"), "desk", "door-open", "intake.use_desk", 10, ("desk_person", "desk_find", "desk_inside", "desk_queue")))
home.add(Tile("house", 10, "intake.view_person", "desk/_home.html", house))
casefile.register(
    casefile.Panel("presence", _("Presence"), 5, Compartment.DESK, "", "desk/_presence.html", presence, "header")
)
casefile.register(
    casefile.Panel("last_day", _("Last 24 hours"), 20, Compartment.DESK, "", "desk/_last_day.html", last_day)
)
handover.add(Section("passages", _("Passages"), 10, "intake.view_person", "desk/_handover.html", shift_counts))
rights.register(
    _("Passages"), collect=held_here, erase=forget, keeps=_("Each passage stays counted, as nobody's.")
)
