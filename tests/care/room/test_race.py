"""Two colleagues give one booth in the same second, on two real connections: one has it, the other is told who was first."""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from audit.rules import Refused
from care.room.enrolment.actions import enrol
from care.room.ground.actions import open_room
from care.room.ground.models import Booth
from care.room.visits import actions
from care.room.visits.models import RoomVisit
from centre.access.identity import acting

from .conftest import set_up

WON = "won"


def _stage(users: dict[str, Any]) -> list[Any]:
    """An open room with two people in the queue."""
    from intake.person.actions import open_file

    set_up(acting, users["colette"], users["amina"], typed={"fresh_until": time.time() + 300})
    found = []
    with acting(users["rosa"]) as rosa:
        open_room(actor=rosa, staff=[rosa.pk, users["robin"].pk], client_uuid=uuid4())
        for alias in ("Kenza", "Sam"):
            person = open_file(actor=rosa, alias=alias, birth_year=1988)
            enrol(actor=rosa, person=person, age_check="seen", client_uuid=uuid4())
            found.append(actions.arrive(actor=rosa, person=person, space="injection", client_uuid=uuid4()).pk)
    return found


def _seat(user: Any, visit: Any, start: threading.Barrier, said: dict[str, str]) -> None:
    try:
        with acting(user):
            found, booth = RoomVisit.objects.get(pk=visit), Booth.objects.get(label="I1")
            start.wait(10)
            actions.seat(actor=user, visit=found, booth=booth)
            said[user.username] = WON
    except Refused as taken:
        said[user.username] = taken.words
    finally:
        connection.close()


def test_one_of_two_gives_the_booth_and_the_other_is_told_who_was_first(clone):
    from django.contrib.auth import get_user_model
    from django.utils import translation

    users = {one.username: one for one in get_user_model().objects.all()}
    with translation.override("en"):
        visits, start, said = _stage(users), threading.Barrier(2), {}
    threads = [
        threading.Thread(target=_seat, args=(users[name], visit, start, said))
        for name, visit in zip(("rosa", "robin"), visits, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner = next(name for name, words in said.items() if words == WON)
    loser = next(name for name in said if name != winner)
    assert "I1" in said[loser]
    assert winner.title() in said[loser]
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner:
        assert owner.execute("select count(*) from care_roomvisit where booth_id is not null").fetchall() == [(1,)]
