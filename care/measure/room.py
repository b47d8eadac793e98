"""The consumption room of the large database: fifty people in it at once, more than any room holds."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from care.room.enrolment.models import Enrolment
from care.room.ground.models import Booth, LegalBasis, RoomOpening, RoomRules, RoomTerms
from care.room.visits.models import ConsumptionAct, RoomVisit
from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts.clock import service_day

PEOPLE, BOOTHS = 50, 20


def fill_room(scale: Scale) -> int:
    """An open room: twenty in booths, fifteen under observation, fifteen in the queue, each with what they used."""
    persons, at, day = scale.kept["persons"][5::7][:PEOPLE], scale.until, service_day(scale.until)
    _grants(scale, persons)
    booths, opening = _ground(at, day)
    for place, person in enumerate(persons):
        Enrolment.objects.create(person_id=person, age_check="declared", enrolled_at=at - timedelta(hours=2), enrolled_by=1, service_day=day)
        visit = RoomVisit(
            person_id=person, opening=opening, space="injection", service_day=day, arrived_at=at - timedelta(minutes=50 - place), arrived_by=1
        )
        if place < BOOTHS:
            visit.booth, visit.seat, visit.due_at = booths[place], DateTimeTZRange(at - timedelta(minutes=9), None), at + timedelta(minutes=20)
        elif place < BOOTHS + 15:
            visit.booth, visit.seat = booths[place - BOOTHS], DateTimeTZRange(at - timedelta(minutes=40), at - timedelta(minutes=10))
            visit.watched_at, visit.watch_until = at - timedelta(minutes=10), at + timedelta(minutes=10)
        visit.save(force_insert=True)
        if visit.booth_id:
            ConsumptionAct.objects.create(
                visit=visit, person_id=person, group=uuid.UUID(int=scale.dice.getrandbits(128), version=4), sold_as="11", believed="11",
                route="iv", at=at, by=1,
            )
    return len(persons)


def _grants(scale: Scale, persons: list[Any]) -> None:
    """The room's team holds these people's desk and its own part of their file."""
    team, until = scale.kept["teams"]["room"], scale.until + timedelta(days=365)
    held = Permission.objects.filter(content_type__app_label="intake", codename__in=("hold_desk", "hold_room")).order_by("pk")
    columns = ["content_object_id", "group_id", "permission_id", "valid_until", "origin", "reason", "granted_at"]
    keys = list(held.values_list("pk", flat=True))
    copy("intake_personteamgrant", columns, ([one, team.pk, key, until, "contact", "", scale.until] for one in persons for key in keys))


def _ground(at: Any, day: Any) -> tuple[list[Booth], RoomOpening]:
    """What the room stands on, signed by two."""
    basis = LegalBasis.objects.create(
        reference="Bench", given_by="Bench", valid_from=day - timedelta(days=30), valid_until=day + timedelta(days=365), entered_at=at, entered_by=1
    )
    LegalBasis.objects.filter(pk=basis.pk).update(coordinator_by=1, coordinator_at=at, doctor_by=2, doctor_at=at)
    RoomRules.objects.create(number=1, text_fr="Bench", text_nl="Bench", published_at=at, published_by=1)
    RoomTerms.objects.create(
        valid_from=day - timedelta(days=30), injection_minutes=30, inhalation_minutes=40, watch_minutes=20, look_minutes=10, staff_least=1,
        because="Bench", set_at=at, set_by=1,
    )
    booths = [Booth.objects.create(label=f"I{number}", space="injection", order=number) for number in range(1, BOOTHS + 1)]
    opening = RoomOpening.objects.create(opened_at=at - timedelta(hours=2), opened_by=1, staff=[1], least=1, service_day=day)
    return booths, opening


_SQL = (
    "SELECT v.id, v.seat, v.watch_until, p.alias, b.label FROM care_roomvisit v JOIN intake_person p ON p.id = v.person_id"
    " LEFT JOIN care_booth b ON b.id = v.booth_id WHERE v.left_at IS NULL ORDER BY v.arrived_at"
)

add_part(48, "fifty people in the consumption room", fill_room)
add_page(Page("room", "the board of the consumption room, fifty people", "bench-4", lambda _who: ("get", "/room/live/", {}), lambda: None, lambda _who: (_SQL, [])))
