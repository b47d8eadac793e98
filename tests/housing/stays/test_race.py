"""Two bookings in the same second, on two real connections to a database of their own: one wins, the other is told."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
from django.db import connection

from centre.access.identity import acting
from housing.stays.actions import admit_to_bed
from housing.stays.policies import BedTaken


def _stage() -> tuple[int, list[Any]]:
    """One free bed and two people who want it."""
    from centre.staff.models import User
    from housing.beds.models import Bed, Room, Ward
    from intake.person.actions import open_file

    vera = User.objects.get(username="vera")
    with acting(User.objects.get(username="colette")):
        ward = Ward.objects.create(label="First floor")
        bed = Bed.objects.create(room=Room.objects.create(ward=ward, label="Room 1"), label="1A")
    with acting(vera):
        return bed.pk, [open_file(actor=vera, alias=alias) for alias in ("Momo", "Pavel")]


def _book(name: str, bed: int, person: Any, start: threading.Barrier, said: dict[str, str]) -> None:
    """Give the bed as this worker, at the same moment as the other."""
    from centre.staff.models import User
    from housing.beds.models import Bed

    try:
        user = User.objects.get(username=name)
        with acting(user):
            found = Bed.objects.get(pk=bed)
            start.wait(10)
            admit_to_bed(actor=user, person=person, bed=found)
            said[name] = "won"
    except BedTaken as taken:
        said[name] = taken.words
    finally:
        connection.close()


def test_one_of_two_wins_and_the_other_is_told_who_was_first(clone):
    said: dict[str, str] = {}
    bed, people = _stage()
    start = threading.Barrier(2)
    pairs = zip(("vera", "walid"), people, strict=True)
    threads = [threading.Thread(target=_book, args=(name, bed, person, start, said)) for name, person in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner = next(name for name, words in said.items() if words == "won")
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"{winner.title()} was first: bed 1A is taken since ")
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname=clone, user="centre_owner") as owner:
        assert owner.execute("select count(*) from housing_stay where bed_id = %s", [bed]).fetchone() == (1,)
