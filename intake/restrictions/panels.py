"""What restrictions show elsewhere: limits and until at the desk and in the file, what ends soon; what erasure finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Tile, home
from centre.shifts.registry import Entry, Section, Span, handover
from intake.desk import notices
from intake.person import casefile

from . import selectors
from .models import Restriction, RestrictionAppeal, RestrictionReason

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

SHOWN_AT_HOME = 5


def at_the_desk(actor: User, person: Person | None) -> dict[str, Any] | None:
    """The limits of the person before the desk; nothing when there are none, or nobody."""
    limits = selectors.limits_of(actor, person) if person else []
    return {"limits": limits} if limits else None


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """Every restriction of the file with its state; nothing when there never was one."""
    restrictions = selectors.all_of(actor, person)
    return {"restrictions": restrictions, "limits": selectors.still_standing(restrictions)} if restrictions else None


def home_tile(actor: User) -> dict[str, Any]:
    """What ends within a week."""
    return {"soon": list(selectors.ending_soon(actor)[:SHOWN_AT_HOME])}


def shift_figures(actor: User, shift: Any) -> dict[str, Any]:
    """Restrictions counted, for the handover."""
    return selectors.figures(actor, shift)


def shift_entries(actor: User, span: Span) -> list[Entry]:
    """One line for each person whose restriction ends within a week: what is limited is on its own page."""
    return [
        Entry(one.person_id, one.compartment, "ends", str(one.pk), at=one.ends_at) for one in selectors.ending_soon(actor)
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many restrictions and appeals stand under this person."""
    return {
        "restrictions": Restriction.objects.filter(person_id=person_id).count(),
        "appeals": RestrictionAppeal.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the person's restrictions, reasons and appeals with their history. Source: PRIVACY 5."""
    found = held_here(person_id)
    RestrictionReason.objects.filter(person_id=person_id).delete()
    RestrictionAppeal.objects.filter(person_id=person_id).delete()
    RestrictionAppeal.history.filter(person_id=person_id).delete()
    Restriction.objects.filter(person_id=person_id).delete()
    Restriction.history.filter(person_id=person_id).delete()
    return found


home.add(Tile("restrictions", 40, "intake.view_restrictions", "restrictions/_home.html", home_tile))
notices.add(notices.Notice("limits", 10, "intake.view_restrictions", "restrictions/_limits.html", at_the_desk, rows=selectors.standing_of))
casefile.register(
    casefile.Panel(
        "restrictions", _("Restrictions"), 8, Compartment.DESK, "intake.view_restrictions", "restrictions/_panel.html", in_the_file,
        rows=lambda: Restriction.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(
    casefile.Act("restriction", _("Restriction"), "restriction_propose", "ban", "intake.propose_restriction", 70)
)
handover.add(
    Section(
        "restrictions", _("Restrictions"), 30, "intake.view_restrictions", "restrictions/_handover.html", shift_figures,
        entries=shift_entries, words={"ends": _("a restriction ends on %(day)s")},
    )
)
rights.register(_("Restrictions and appeals"), collect=held_here, erase=forget)
