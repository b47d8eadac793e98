"""Reading visits, for the room's own team: one of them, those of a person, what a booth is held by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from intake.safety.selectors import incidents_for
from intake.supplies.models import Item

from ..bans.selectors import standing_ban
from ..enrolment.selectors import enrolment_of, grounds_to_decide, has_signed, is_minor, not_now, of_whole
from ..enums import Verb
from ..ground.models import Booth
from ..ground.selectors import names_of
from .enums import Advice
from .models import ConsumptionAct, RoomEquipment, RoomLook, RoomVisit, VisitIncident

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

VISITS_SHOWN = 20


@dataclass(frozen=True)
class Used:
    """One use: its lines, when, what would have been done otherwise, advice; struck or not."""

    group: UUID
    lines: tuple[ConsumptionAct, ...]
    at: datetime
    by: str
    struck: bool
    advice: tuple[str, ...]


def visits_for(actor: User) -> QuerySet[RoomVisit]:
    """Visits within the actor's reach."""
    return visible(actor, RoomVisit.objects.all())


def visit_for(actor: User, pk: Any) -> RoomVisit:
    """One visit with its person and booth. Raises Http404 outside the actor's reach."""
    found = visits_for(actor).filter(person__isnull=False).select_related("person", "booth", "opening")
    return get_object_or_404(found, pk=pk)


def visit_by_uuid(client_uuid: UUID) -> RoomVisit | None:
    """The visit that a page's uuid already began."""
    return RoomVisit.objects.filter(client_uuid=client_uuid).first()


def look_by_uuid(client_uuid: UUID) -> RoomLook | None:
    """The look that a page's uuid already wrote."""
    return RoomLook.objects.filter(client_uuid=client_uuid).first()


def inside_now(actor: User, person: Person) -> RoomVisit | None:
    """The visit of a person that has not ended."""
    return visits_for(actor).filter(of_whole(person), left_at=None).order_by("-arrived_at").first()


def visits_of(actor: User, person: Person) -> list[RoomVisit]:
    """The last visits of a person, the newest first. The caller has recorded the reading."""
    found = visits_for(actor).filter(of_whole(person)).select_related("booth")
    return list(found.order_by("-arrived_at", "pk")[:VISITS_SHOWN])


def locked(visit: RoomVisit) -> RoomVisit:
    """The visit as it stands, nobody else changing it until the transaction ends."""
    return RoomVisit.objects.select_for_update(of=("self",), no_key=True).select_related("person", "booth").get(pk=visit.pk)


def holder_of(booth: Booth) -> RoomVisit | None:
    """The visit that has a booth now."""
    return RoomVisit.objects.filter(booth=booth, seat__upper_inf=True).first()


def readiness(actor: User, visit: RoomVisit) -> dict[str, Any]:
    """What comes before a booth on the person's side: rules signed, what is to be decided, a limit, under 18."""
    person = visit.person
    if person is None:
        return {"signed": False, "undecided": [], "not_now": None, "ban": None, "minor": False}
    enrolment = enrolment_of(actor, person)
    return {
        "signed": enrolment is not None and has_signed(enrolment), "undecided": grounds_to_decide(enrolment) if enrolment else [],
        "not_now": not_now(enrolment) if enrolment else None, "ban": standing_ban(actor, person), "minor": is_minor(actor, person),
    }


def has_used(visit: RoomVisit) -> bool:
    """Whether a use is written down in this visit."""
    return ConsumptionAct.objects.filter(visit=visit, struck_at=None).exists()


def inside_count() -> int:
    """How many are in a booth or under observation."""
    return RoomVisit.objects.filter(left_at=None, booth__isnull=False).count()


def uses_of(visit: RoomVisit) -> list[Used]:
    """What was used in a visit, the newest first. The caller has recorded the reading."""
    rows = list(ConsumptionAct.objects.filter(visit=visit).order_by("-at", "group", "number"))
    names, advices = names_of(row.by for row in rows), dict(Advice.choices)
    groups: dict[UUID, list[ConsumptionAct]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [
        Used(
            group, tuple(lines), lines[0].at, names.get(lines[0].by, ""), lines[0].struck_at is not None,
            tuple(str(advices[one]) for one in lines[0].advice if one in advices),
        )
        for group, lines in groups.items()
    ]


def use_for(actor: User, group: UUID) -> list[ConsumptionAct]:
    """The lines of one use. Raises Http404 outside the actor's reach."""
    rows = visible(actor, ConsumptionAct.objects.filter(group=group)).select_related("visit").order_by("number")
    get_object_or_404(rows[:1])
    return list(rows)


def uses_by_group(group: UUID) -> list[ConsumptionAct]:
    """The lines that a page's uuid already wrote."""
    return list(ConsumptionAct.objects.filter(group=group).order_by("number"))


def looks_of(visit: RoomVisit) -> list[tuple[RoomLook, str]]:
    """(look, by whom), the newest first. The caller has recorded the reading."""
    rows = list(RoomLook.objects.filter(visit=visit).select_related("vitals").order_by("-at", "-pk"))
    names = names_of(row.by for row in rows)
    return [(row, names.get(row.by, "")) for row in rows]


def visit_page(actor: User, visit: RoomVisit) -> dict[str, Any]:
    """All that one visit's page shows; the reading is recorded first."""
    viewed(Verb.READ, subject=visit.person_id, obj=visit, purpose="room")
    equipment = RoomEquipment.objects.filter(visit=visit).select_related("handout__item").order_by("pk")
    linked = VisitIncident.objects.filter(visit=visit).values("incident")
    hands = names_of((visit.arrived_by, visit.called_by, visit.seated_by, visit.watched_by, visit.left_by))
    return {
        "visit": visit, "person": visit.person, "uses": uses_of(visit), "looks": looks_of(visit),
        "equipment": [one.handout for one in equipment if one.handout.undone_at is None],
        "incidents": list(incidents_for(actor).filter(pk__in=linked).order_by("-begun_at", "pk")),
        "names": {hand: hands.get(getattr(visit, hand) or 0, "") for hand in ("arrived_by", "called_by", "seated_by", "watched_by", "left_by")},
    }


def equipment_items() -> list[Item]:
    """What may be given in the room, in the order of the counter."""
    return list(Item.objects.filter(active=True).order_by("order", "code"))
