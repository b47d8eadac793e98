"""What the room shows elsewhere: to its own team on a person's page and timeline; to others numbers alone; and erasure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.episodes.lists import Drug
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.figures.enums import Chart
from centre.figures.periods import Period
from centre.figures.registry import Column, Figure, Table, figures
from centre.figures.registry import Line as Row
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from intake.person import casefile

from . import selectors
from .bans.models import RoomBan
from .bans.selectors import standing_ban
from .enrolment.models import ClinicalDecision, Enrolment, RoomRefusal, RulesSigned
from .enrolment.selectors import enrolment_of, has_signed
from .enums import Otherwise, SpaceKind, UseRoute
from .ground.selectors import opening_now, standing
from .visits.enums import Ending
from .visits.models import ConsumptionAct, RoomEquipment, RoomLook, RoomVisit, VisitIncident
from .visits.selectors import inside_now, visits_for

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

#: Rows that stay counted as nobody's, and those that go.
KEPT = (RoomVisit, ConsumptionAct, RoomLook, Enrolment, RulesSigned, RoomRefusal)
GONE = (RoomEquipment, VisitIncident, ClinicalDecision, RoomBan)
#: Why what was used is not told of a few days.
WHOLE_MONTHS = _("What was used and how is told for whole months that are over, in each of which five persons or more came.")
COUNTED = {
    "room_visits": RoomVisit, "room_uses": ConsumptionAct, "room_looks": RoomLook, "enrolments": Enrolment,
    "room_refusals": RoomRefusal, "room_decisions": ClinicalDecision, "room_limits": RoomBan,
}


def file_panel(actor: User, person: Person) -> dict[str, Any]:
    """For the room's team: enrolled or not, in the room or not, a limit, the last visit."""
    enrolment = enrolment_of(actor, person)
    return {
        "person": person, "enrolment": enrolment, "signed": enrolment is not None and has_signed(enrolment),
        "inside": inside_now(actor, person), "ban": standing_ban(actor, person),
    }


def home_tile(actor: User) -> dict[str, Any]:
    """Open or shut, and how many are there."""
    here = visits_for(actor).filter(left_at=None)
    return {"opening": opening_now(), "shut": standing().shut, "here": here.count(), "waiting": here.filter(booth=None).count()}


def lines(actor: User, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Visits on the timeline, for those who hold the room's part of the file."""
    found = visible(actor, RoomVisit.objects.filter(person__in=persons))
    return [
        Line(one.arrived_at, Compartment.ROOM, _("Consumption room"), one.get_ending_display() or _("in the room"),
             reverse("room_visit", args=[one.pk]), str(one.pk))
        for one in newest(found, before, limit, at="arrived_at")
    ]  # fmt: skip


def shift_figures(actor: User, shift: Shift) -> dict[str, Any]:
    """Numbers of the service day alone."""
    return selectors.shift_counts(actor, shift.service_day)


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in the room."""
    return {name: model._default_manager.filter(person_id=person_id).count() for name, model in COUNTED.items()}


def forget(person_id: UUID) -> dict[str, int]:
    """Visits, uses and the enrolment stay counted as nobody's; limits, decisions and links go. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in GONE:
        if hasattr(model, "history"):
            model.history.filter(person_id=person_id).delete()
        model._default_manager.filter(person_id=person_id).delete()
    for visit in RoomVisit.objects.filter(person_id=person_id, left_at=None).order_by("pk"):
        visit.left_at, visit.ending = max(clock.now(), visit.arrived_at), Ending.DONE
        if visit.seat is not None and visit.seat.upper is None:
            visit.seat = DateTimeTZRange(visit.seat.lower, max(clock.now(), visit.seat.lower + timedelta(seconds=1)))
        visit.save(update_fields=["left_at", "ending", "seat"])
    for kept in KEPT:
        if hasattr(kept, "history"):
            kept.history.filter(person_id=person_id).update(person=None)
        kept._default_manager.filter(person_id=person_id).update(person=None)
    return found


def whole(actor: Any, period: Period) -> Table:
    """Visits, acts and persons of the room, each on its own line."""
    found = selectors.counted(period.first, period.last)
    persons = found.get("persons", {}).get("")
    rows = [
        Row(_("Visits"), (selectors.total(found, "visits"),)),
        *(Row(_("Visits for %(space)s") % {"space": label}, (found.get("visits", {}).get(code) or 0,)) for code, label in SpaceKind.choices),
        Row(_("Acts of use"), (selectors.total(found, "acts"),)),
        Row(_("Persons who came"), (persons,), flag="" if persons is not None else _("fewer than five, or nobody")),
        Row(_("Persons enrolled in the period"), (selectors.total(found, "registered"),)),
        Row(_("Persons who could not be enrolled"), (selectors.total(found, "not_registered"),)),
        Row(_("Overdoses that were survived"), (selectors.total(found, "overdoses"),)),
        Row(_("Of these, naloxone given"), (selectors.total(found, "naloxone"),)),
        Row(_("Of these, 112 called"), (selectors.total(found, "ambulance"),)),
        Row(_("Left before the end of the observation"), (found.get("endings", {}).get("early") or 0,)),
    ]
    return Table(_("Consumption room"), (Column(_("Number"), drawn=True),), tuple(rows), note=_public(found))


def _public(found: selectors.Counted) -> str:
    """The share of acts avoided in public, with how many it rests on; nothing while there are too few."""
    if "otherwise" not in found:
        return str(WHOLE_MONTHS)
    said = {code: number or 0 for code, number in found.get("otherwise", {}).items() if code != Otherwise.UNSAID}
    asked = sum(said.values())
    if asked < 10:
        return str(_("Too few answers to say how many acts would have been in public."))
    words = {"n": said.get(Otherwise.PUBLIC, 0), "asked": asked}
    return str(_("Of %(asked)s acts with an answer, %(n)s would have been in public space.")) % words


def used(actor: Any, period: Period) -> Table:
    """What was used and how, by substance and route, for whole months."""
    found = selectors.counted(period.first, period.last)
    drugs, routes = dict(Drug.choices), dict(UseRoute.choices)
    rows = [Row(drugs.get(code, code), (number,)) for code, number in sorted(found.get("substance", {}).items())]
    rows += [Row(routes.get(code, code), (number,)) for code, number in sorted(found.get("route", {}).items())]
    return Table(_("Sold as, then how"), (Column(_("Lines of use"), drawn=True),), tuple(rows), note=WHOLE_MONTHS)


navigation.add(
    Item(
        _("Consumption room"), "room", "hand-heart", "care.view_room", 18,
        (
            "room_person", "room_visit", "room_enrol", "room_refuse", "room_refuse_unnamed", "room_opening", "room_use", "room_look",
            "room_equipment", "room_bans", "room_ban", "room_ban_propose", "room_decide", "room_describe", "room_enrolment_end",
        ),
    )
)
navigation.add(Item(_("Drug checking"), "samples", "flask-conical", "care.check_sample", 46, ("sample", "sample_new", "sample_result", "sample_warn")))
navigation.add(
    Item(
        _("What the room stands on"), "room_setup", "landmark", "care.view_room_setup", 85,
        ("room_basis_new", "room_rules_new", "room_terms_new", "room_booth_new", "room_booth"),
    )
)
home.add(Tile("room", 8, "care.view_room", "room/_home.html", home_tile))
casefile.register(
    casefile.Panel(
        "room", _("Consumption room"), 44, Compartment.ROOM, "care.view_room", "room/_panel.html", file_panel,
        rows=lambda: Enrolment.objects.filter(person=OuterRef("pk")), bare=lambda person: None,
    )
)
casefile.register_act(casefile.Act("room", _("Consumption room"), "room_person", "hand-heart", "care.view_room", 45))
timeline.add(Source("room", _("Consumption room"), (Compartment.ROOM,), lines, permission="care.view_room", icon="hand-heart"))
handover.add(Section("room", _("Consumption room"), 14, "care.count_room", "room/_handover.html", shift_figures))
figures.add(
    Figure(
        "room", _("Consumption room: visits, acts, persons"), _("Consumption room"), 60, "care.count_room",
        _("Visits are presences; an act is one supervised use, a speedball is one act of two substances; persons are counted once in the period. "
          "Persons below five are not told. Overdoses are those linked to a visit that nobody died of."), 1, Chart.BARS, whole,
    )
)  # fmt: skip
figures.add(
    Figure(
        "room_use", _("Consumption room: what and how"), _("Consumption room"), 61, "care.count_room",
        _("Each substance of each act that was not struck, as it was sold, and each route. Not what it was believed to be."), 1, Chart.BARS, used,
    )
)
rights.register(
    _("Consumption room"), collect=held_here, erase=forget,
    keeps=_("Each visit and each use stays counted, as nobody's; limits and decisions are removed."),
)
