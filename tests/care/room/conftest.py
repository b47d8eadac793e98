"""A room that may open: a basis signed by two, rules, minutes, three booths; Rosa and Robin at work in it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from care.room.enrolment.actions import enrol
from care.room.ground import actions as ground
from care.room.ground.selectors import every_booth
from care.room.visits import actions
from centre.access.grants import grant_team
from centre.staff.models import Team

MOMENT = "2026-03-10 10:00"


def set_up(as_, colette, amina, *, until=date(2100, 12, 31), typed=None):
    """The basis with its two signatures, rules, minutes (30, 45, 20 and a look every 10), booths I1 I2 F1."""
    typed = typed or {"fresh": True}
    with as_(colette, **typed):
        basis = ground.enter_basis(
            actor=colette, reference="AR 1/1/2026 (invented)", given_by="Parliament (invented)", valid_from=date(2026, 1, 1),
            valid_until=until, client_uuid=uuid4(),
        )
        ground.sign_basis(actor=colette, basis=basis, role="coordinator")
        ground.publish_rules(actor=colette, text_fr="On reste calme.", text_nl="We blijven kalm.", text_en="We stay calm.")
        ground.set_terms(
            actor=colette, valid_from=date(2026, 1, 1), injection_minutes=30, inhalation_minutes=45, watch_minutes=20, look_minutes=10,
            staff_least=2, because="invented for the test",
        )
        for label, space, order in (("I1", "injection", 1), ("I2", "injection", 2), ("F1", "inhalation", 1)):
            ground.save_booth(actor=colette, label=label, space=space, order=order, active=True)
    with as_(amina, **typed):
        return ground.sign_basis(actor=amina, basis=basis, role="doctor")


@pytest.fixture
def basis(as_, at, colette, amina):
    at(MOMENT)
    return set_up(as_, colette, amina)


@pytest.fixture
def open_room(as_, basis, rosa, robin):
    with as_(rosa):
        opening = ground.open_room(actor=rosa, staff=[rosa.pk, robin.pk], client_uuid=uuid4())
        booths = {booth.label: booth for booth in every_booth()}
    return SimpleNamespace(opening=opening, **booths)


@pytest.fixture
def someone(as_, vera):
    """`someone("Kenza")` opens a file at the desk and brings the room's team near it, as a card does."""
    from intake.person.actions import open_file

    def make(alias="Kenza", birth_year=1988):
        with as_(vera):
            person = open_file(actor=vera, alias=alias, gender="F", birth_year=birth_year, languages=["fr"])
            grant_team(person=person, team=Team.objects.get(code="room"), compartment="desk", days=30, origin="contact")
        return person

    return make


@pytest.fixture
def enrolled(as_, open_room, rosa, someone):
    """`enrolled("Kenza")` is somebody enrolled, with the rules signed."""

    def make(alias="Kenza", **about):
        person = someone(alias)
        with as_(rosa):
            enrol(actor=rosa, person=person, age_check="declared", client_uuid=uuid4(), **about)
        return person

    return make


@pytest.fixture
def waiting(as_, rosa, enrolled):
    """`waiting("Kenza")` is the visit of somebody in the queue."""

    def make(alias="Kenza", space="injection"):
        person = enrolled(alias)
        with as_(rosa):
            return actions.arrive(actor=rosa, person=person, space=space, client_uuid=uuid4())

    return make


@pytest.fixture
def seated(as_, rosa, waiting, open_room):
    """`seated("Kenza")` is the visit of somebody in booth I1, since 10:00."""

    def make(alias="Kenza"):
        visit = waiting(alias)
        with as_(rosa):
            return actions.seat(actor=rosa, visit=visit, booth=open_room.I1)

    return make


@pytest.fixture
def watched(as_, at, rosa, seated):
    """Somebody who used heroin in I1, under observation from 10:15 to 10:35."""

    def make(alias="Kenza"):
        visit = seated(alias)
        at("2026-03-10 10:15")
        with as_(rosa):
            actions.record_use(actor=rosa, visit=visit, lines=[("11", "11", "iv")], otherwise="public", client_uuid=uuid4())
            return actions.begin_watch(actor=rosa, visit=visit)

    return make
