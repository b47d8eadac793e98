"""Entitlements on a person's page, the home board, in the handover, the timeline and the figures; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.registry import Before, Source, newest, timeline
from care.paths.registry import Line as Told
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Shift, Span, handover
from intake.person import casefile
from intake.person.models import Person

from . import counting  # noqa: F401  figures are registered with the panels
from .deadlines import by_when
from .enums import Deed, EntitlementState
from .models import (
    Entitlement,
    EntitlementEvent,
    EntitlementLetter,
    EntitlementPaper,
    UrgencyAttestation,
)
from .selectors import WEEK, figures, files_of, open_files

PAGES = (
    "entitlement", "entitlement_new", "entitlement_move", "entitlement_back", "entitlement_attest", "entitlement_situation",
    "entitlement_letter_new", "entitlement_letter",
)
#: What is cut off or removed at an erasure, the rows that hang on others first.
PARTS: tuple[tuple[str, Any], ...] = (
    ("entitlement_letters", EntitlementLetter), ("attestations", UrgencyAttestation), ("entitlement_papers", EntitlementPaper),
    ("entitlement_steps", EntitlementEvent),
)


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The files of a person."""
    return {"person": person, "lines": files_of(actor, person), "may_open": actor.may("care.keep_entitlement")}


def none_of(person: Person) -> dict[str, Any]:
    """A person without a file; whoever sees the panel may open one."""
    return {"person": person, "lines": [], "may_open": True}


def rows() -> QuerySet[Entitlement]:
    """What the panel tells of."""
    return Entitlement.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")))


def waiting(actor: Any) -> dict[str, Any]:
    """How many files are open, late, and due within a week."""
    return figures(actor, clock.service_day())


def of_shift(actor: Any, shift: Shift) -> dict[str, Any]:
    """The same for the handover: numbers, nobody in them."""
    return figures(actor, shift.service_day)


def entries(actor: Any, span: Span) -> list[Entry]:
    """Files whose deadline is over or comes within a week, for those who follow the person."""
    due = open_files(actor).filter(due_on__lte=span.service_day + WEEK, person__isnull=False).order_by("due_on", "pk")
    return [
        Entry(
            one.person_id, Compartment.SOCIAL, "late" if one.due_on < span.service_day else "due", str(one.pk),  # type: ignore[arg-type,operator]  # filtered above
            at=by_when(one.due_on), for_whom="social", facts={"kind": str(one.kind)},  # type: ignore[arg-type]  # filtered above
        )
        for one in due[:MOST_ENTRIES]
    ]


def told(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Told]:
    """Lines of the timeline: files opened, moved and taken back, letters sent."""
    deeds = (Deed.OPENED, Deed.MOVED, Deed.BACK, Deed.SENT)
    found = visible(actor, EntitlementEvent.objects.filter(person__in=persons, deed__in=deeds)).select_related("entitlement")
    states = dict(EntitlementState.choices)
    return [
        Told(
            one.at, Compartment.SOCIAL, one.entitlement.get_kind_display(),
            str(states[EntitlementState(one.to_state)]) if one.to_state and one.deed == Deed.MOVED else one.get_deed_display(),
            reverse("entitlement", args=[one.entitlement_id]), str(one.pk),
        )
        for one in newest(found, before, limit)
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {"entitlements": Entitlement.objects.filter(person_id=person_id).count()} | {
        name: model.objects.filter(person_id=person_id).count() for name, model in PARTS
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove letters, papers and the story; the file stays counted by kind and state, of nobody. Source: PRIVACY 5, DOMAIN 9.19."""
    found = held_here(person_id)
    EntitlementEvent.objects.filter(person_id=person_id).update(takes_back=None)
    for _name, model in PARTS:
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    Entitlement.objects.filter(person_id=person_id).update(
        person=None, place=None, insurability=None, residence=None, request_reference=None, authority=None, authority_name="", insurer_way="",
        insurer_name="", task=None,
    )
    Entitlement.history.filter(person_id=person_id).delete()
    return found


navigation.add(Item(_("Entitlements"), "entitlements", "id-card", "care.view_entitlements", 54, PAGES))
navigation.add(Item(_("Days of deadlines"), "entitlement_days", "settings", "care.set_entitlement_rule", 93))
home.add(Tile("entitlements", 45, "care.view_entitlements", "entitlements/_home.html", waiting))
handover.add(
    Section(
        "entitlements", _("Entitlements"), 58, "care.view_entitlements", "entitlements/_handover.html", of_shift, entries=entries,
        words={"late": _("a deadline of an entitlement is over"), "due": _("a deadline of an entitlement comes at %(at)s")},
    )
)
casefile.register(
    casefile.Panel(
        "entitlements", _("Entitlements"), 37, Compartment.SOCIAL, "care.view_entitlements", "entitlements/_person.html", of_person,
        rows=rows, bare=none_of,
    )
)
casefile.register_act(casefile.Act("entitlement", _("Rights and papers"), "entitlement_new", "id-card", "care.keep_entitlement", 62))
timeline.add(Source("entitlements", _("Entitlements"), (Compartment.SOCIAL.value,), told, permission="care.view_entitlements", icon="id-card"))
rights.register(_("Entitlements"), collect=held_here, erase=forget, keeps=_("The file stays counted by kind and state, of nobody."))
