"""Nothing leaves the room by default: who sees nothing of it, on both walls; numbers that name nobody; erasure; joined files."""

import time
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from audit.ledger.models import Event
from care.paths.registry import timeline
from care.room.bans.models import RoomBan
from care.room.enrolment.models import ClinicalDecision, Enrolment, RoomRefusal, RulesSigned
from care.room.enrolment.selectors import enrolment_of
from care.room.panels import COUNTED, forget, held_here, shift_figures, whole
from care.room.selectors import counted
from care.room.visits import actions
from care.room.visits.models import ConsumptionAct, RoomLook, RoomVisit, VisitIncident
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.access.scope import visible
from centre.figures.periods import Period
from centre.shifts import clock
from centre.shifts.registry import handover
from centre.staff.models import Team
from intake.merging.actions import merge_files, propose_merge
from intake.person.casefile import load_panels
from tests.conftest import become

OTHERS = ("vera", "ivan", "nadia", "noor", "amina", "psy", "colette", "peer", "olga", "dora")
WALLED = (RoomVisit, ConsumptionAct, RoomLook, Enrolment, RulesSigned, ClinicalDecision, RoomRefusal, RoomBan, VisitIncident)


@pytest.fixture
def known_to_all(as_, vera, watched, rosa):
    """A visit of somebody whom every team of the house has at the desk, and whom they follow in their own part."""
    visit = watched()
    with as_(rosa):
        actions.look_after(actor=rosa, visit=visit, consciousness="A", client_uuid=uuid4())
    with as_(vera):
        for code in ("nurses", "mobile", "social", "coordination", "doctors", "psych"):
            grant_team(person=visit.person, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
    return visit


def test_nobody_else_sees_anything_of_it_on_either_wall(request, as_, known_to_all):
    for name in OTHERS:
        other = request.getfixturevalue(name)
        with as_(other), connection.cursor() as cursor:
            for model in WALLED:
                assert not visible(other, model.objects.all()).exists(), (name, model)
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")  # as if the first wall were forgotten
                assert cursor.fetchone() == (0,), (name, model)
                if hasattr(model, "history"):
                    assert not model.history.exists(), (name, model)


@pytest.mark.parametrize("name", ["vera", "nadia", "colette"])
def test_no_page_of_others_tells_of_it(request, browse, as_, known_to_all, name):
    other, person = request.getfixturevalue(name), known_to_all.person
    client = browse(other)
    page = client.get(reverse("person", args=[person.pk]))
    assert (page.status_code, "onsumption room" in page.content.decode()) == (200, False)
    for door, pk in (("room_person", person.pk), ("room_visit", known_to_all.pk), ("room", None), ("room_live", None), ("room_bans", None)):
        assert client.get(reverse(door, args=[pk] if pk else None)).status_code in {403, 404}
    with as_(other):
        assert "room" not in [one.panel.slug for one in load_panels(other, person, other.compartments())]
        assert "room" not in [source.name for source in timeline.for_actor(other, other.compartments())]


def test_the_room_itself_sees_it_all_on_the_timeline_too(browse, as_, robin, known_to_all):
    person = known_to_all.person
    client = browse(robin)
    assert reverse("room_visit", args=[known_to_all.pk]) in client.get(reverse("person", args=[person.pk])).content.decode()
    assert "heroin, into a vein" in client.get(reverse("room_visit", args=[known_to_all.pk])).content.decode()
    with as_(robin):
        (source,) = [one for one in timeline.for_actor(robin, {"room"}) if one.name == "room"]
        (line,) = source.rows(robin, [person.pk], None, 10)
        assert (line.compartment, line.url) == ("room", reverse("room_visit", args=[known_to_all.pk]))


def test_the_coordination_counts_and_learns_of_nobody(as_, at, colette, vera, known_to_all, rosa, robin, waiting):
    day = known_to_all.service_day
    with as_(vera):
        assert counted(day, day) == {}
    with as_(colette):
        found = counted(day, day)
        assert (found["visits"], found["acts"], found["persons"]) == ({"injection": 1}, {"": 1}, {"": None})
        assert not {"substance", "route", "otherwise"} & set(found)
        table = whole(colette, Period(day, day))
        assert [line.values[0] for line in table.rows][:5] == [1, 1, 0, 1, None]
        shift = type("Shift", (), {"service_day": day})()
        assert shift_figures(colette, shift) == {"visits": 1, "acts": 1, "overdoses": 0, "naloxone": 0, "early": 0}
    for number in range(4):
        waiting(f"Guest {number}")
    with as_(colette):
        found, month = counted(day, day), counted(date(2026, 3, 1), date(2026, 3, 31))
        assert (found["visits"], found["persons"], month["substance"]) == ({"injection": 5}, {"": 5}, {"11": 1})
        for some_days in (found, counted(date(2026, 3, 1), date(2026, 3, 30)), counted(date(2026, 3, 1), date(2199, 12, 31))):
            assert not {"substance", "route", "otherwise"} & set(some_days), "two periods would tell what one person used"
    assert [one.permission for one in handover.everything() if one.slug == "room"] == ["care.count_room"]


def test_every_reading_of_a_name_is_in_the_ledger_and_the_wall_screen_reads_none(browse, as_, dora, rosa, known_to_all):
    client = browse(rosa)
    hallway = client.get(reverse("room"), {"view": "hallway"}).content.decode()
    assert "Kenza" not in hallway
    with as_(dora):
        assert not Event.objects.filter(verb="care.room.board_read").exists()
    assert "Kenza" in client.get(reverse("room")).content.decode()
    client.get(reverse("room_visit", args=[known_to_all.pk]))
    with as_(dora):
        verbs = set(Event.objects.filter(actor=rosa.pk, verb__startswith="care.room").values_list("verb", flat=True))
        assert {"care.room.board_read", "care.room.read"} <= verbs


def test_a_joined_file_is_the_same_person_before_the_room(as_, vera, rosa, enrolled, someone):
    known, double = enrolled("Kenza"), someone("Kenza bis")
    with as_(vera):
        merge_files(actor=vera, merge=propose_merge(actor=vera, one=known, other=double, ground="said"), chosen={})
    with as_(rosa):
        double.refresh_from_db()
        assert enrolment_of(rosa, double) == enrolment_of(rosa, known) is not None
        visit = actions.arrive(actor=rosa, person=double, space="injection", client_uuid=uuid4())
        assert counted(visit.service_day, visit.service_day)["visits"] == {"injection": 1}


def test_erasure_keeps_numbers_of_nobody_and_frees_the_booth(clone):
    from django.contrib.auth import get_user_model

    users = {one.username: one for one in get_user_model().objects.all()}
    with clock.at("2026-03-10 10:00"):
        person = _somebody_with_everything(users)
        with acting(users["rosa"]):
            before = held_here(person.pk)
        assert before == {
            "room_visits": 1, "room_uses": 1, "room_looks": 1, "enrolments": 1, "room_refusals": 0, "room_decisions": 1, "room_limits": 1,
        }
        become("worker")
        assert forget(person.pk) == before
    assert held_here(person.pk) == dict.fromkeys(COUNTED, 0)
    visit = RoomVisit.objects.get()
    assert (visit.person_id, visit.left_at is None, visit.seat.upper is None) == (None, False, False)
    assert (ConsumptionAct.objects.count(), RoomBan.objects.count()) == (1, 0)
    assert not RoomVisit.history.filter(person_id=person.pk).exists()


def _somebody_with_everything(users):
    """Enrolled, decided with, limited once, in a booth after a use."""
    from datetime import timedelta

    from care.room.bans.actions import propose_ban
    from care.room.enrolment.actions import decide_clinically, enrol
    from care.room.ground.actions import open_room
    from care.room.ground.selectors import every_booth
    from intake.person.actions import open_file

    from .conftest import set_up

    set_up(acting, users["colette"], users["amina"], typed={"fresh_until": time.time() + 300})
    with acting(users["rosa"]) as rosa:
        person = open_file(actor=rosa, alias="Kenza", birth_year=1988)
        open_room(actor=rosa, staff=[rosa.pk, users["robin"].pk], client_uuid=uuid4())
        enrolment = enrol(actor=rosa, person=person, age_check="seen", pregnant=True, client_uuid=uuid4())
        decide_clinically(actor=rosa, enrolment=enrolment, ground="pregnancy", outcome="may", taken_with="nurse", words="Vue.", client_uuid=uuid4())
        visit = actions.arrive(actor=rosa, person=person, space="injection", client_uuid=uuid4())
        visit = actions.seat(actor=rosa, visit=visit, booth=every_booth()[1])
        actions.record_use(actor=rosa, visit=visit, lines=[("11", "11", "iv")], client_uuid=uuid4())
        actions.look_after(actor=rosa, visit=visit, consciousness="A", client_uuid=uuid4())
        propose_ban(
            actor=rosa, person=person, ground="other", reason="x", ends_at=clock.now() + timedelta(days=1), review_on=date(2026, 3, 10),
            client_uuid=uuid4(),
        )
    return person
