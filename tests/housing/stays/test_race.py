"""Two hands on one bed, or one stay, in the same second, on two real connections: one wins, the other is told why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from audit.rules import Refused
from centre.access.grants import grant_role_teams
from centre.access.identity import acting
from housing.arrivals.actions import admit_couple
from housing.stays.actions import admit_to_bed, end_stay, extend_stay, hold_bed, move_bed
from housing.stays.models import Stay
from housing.stays.policies import BedTaken

WON = "won"


def stage(beds: int = 1, people: int = 2) -> tuple[list[Any], list[Any]]:
    """Free beds of a room for couples, and people who want them."""
    from centre.staff.models import User
    from housing.beds.models import Bed, Room, Ward
    from intake.person.actions import open_file

    vera = User.objects.get(username="vera")
    with acting(User.objects.get(username="colette")):
        room = Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1", couples=True)
        made = [Bed.objects.create(room=room, label=f"1{letter}") for letter in "ABCD"[:beds]]
    with acting(vera):
        return made, [open_file(actor=vera, alias=alias) for alias in ("Momo", "Pavel", "Tom")[:people]]


def at_once(deeds: dict[str, Callable[[Any], Any]]) -> dict[str, str]:
    """Do each deed as the worker of that name, all at the same moment; what each was told."""
    from centre.staff.models import User

    said: dict[str, str] = {}
    start = threading.Barrier(len(deeds))

    def do(name: str, deed: Callable[[Any], Any]) -> None:
        try:
            user = User.objects.get(username=name)
            with acting(user):
                start.wait(10)
                deed(user)
                said[name] = WON
        except (BedTaken, Refused) as refused:
            said[name] = refused.words
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=one) for one in deeds.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def rows(clone: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner:
        return owner.execute(query).fetchall()


def given(person: Any, bed: Any) -> Stay:
    from centre.staff.models import User

    with acting(User.objects.get(username="vera")) as vera:
        return admit_to_bed(actor=vera, person=person, bed=bed)


def test_one_of_two_wins_and_the_other_is_told_who_was_first(clone):
    (bed,), (momo, pavel) = stage()
    said = at_once({
        "vera": lambda actor: admit_to_bed(actor=actor, person=momo, bed=bed),
        "walid": lambda actor: admit_to_bed(actor=actor, person=pavel, bed=bed),
    })  # fmt: skip
    winner = next(name for name, words in said.items() if words == WON)
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"{winner.title()} was first: bed 1A is taken since ")
    assert rows(clone, "select count(*) from housing_stay") == [(1,)]


def test_a_hold_and_an_admission_are_one(clone):
    (bed,), (momo, pavel) = stage()
    said = at_once({
        "vera": lambda actor: hold_bed(actor=actor, person=momo, bed=bed),
        "walid": lambda actor: admit_to_bed(actor=actor, person=pavel, bed=bed),
    })  # fmt: skip
    assert sorted(words == WON for words in said.values()) == [False, True]
    assert rows(clone, "select count(*) from housing_stay") == [(1,)]


def test_an_end_and_a_move_leave_one_truth(clone):
    (first, second), (momo,) = stage(beds=2, people=1)
    stay = given(momo, first)
    said = at_once({
        "vera": lambda actor: end_stay(actor=actor, stay=Stay.objects.get(pk=stay.pk), reason="planned"),
        "walid": lambda actor: move_bed(actor=actor, stay=Stay.objects.get(pk=stay.pk), bed=second),
    })  # fmt: skip
    states = sorted(state for (state,) in rows(clone, "select state from housing_stay"))
    if said["vera"] == WON:
        assert (states, said["walid"]) == (["out"], "This stay is not under way.")
    else:
        assert (states, said["vera"]) == (["in", "moved"], "This stay is not under way.")


def test_an_extension_and_an_end_never_extend_what_is_over(clone):
    (bed,), (momo,) = stage(people=1)
    stay = given(momo, bed)
    assert stay.planned_end is not None
    until = stay.planned_end.replace(year=stay.planned_end.year + 1)
    said = at_once({
        "vera": lambda actor: end_stay(actor=actor, stay=Stay.objects.get(pk=stay.pk), reason="planned"),
        "walid": lambda actor: extend_stay(actor=actor, stay=Stay.objects.get(pk=stay.pk), planned_end=until),
    })  # fmt: skip
    assert said["vera"] == WON
    extended = rows(clone, "select count(*) from housing_extension") == [(1,)]
    assert said["walid"] == (WON if extended else "This stay is not under way.")
    assert rows(clone, "select state, planned_end from housing_stay") == [("out", until if extended else stay.planned_end)]


def test_a_couple_and_a_single_never_leave_half_a_couple(clone):
    beds, (momo, pavel, tom) = stage(beds=2, people=3)
    said = at_once({
        "vera": lambda actor: admit_couple(actor=actor, people=(momo, pavel), beds=(beds[0], beds[1])),
        "walid": lambda actor: admit_to_bed(actor=actor, person=tom, bed=beds[1]),
    })  # fmt: skip
    assert sorted(words == WON for words in said.values()) == [False, True]
    assert rows(clone, "select count(*) from housing_stay") == [(2,) if said["vera"] == WON else (1,)]


def test_twenty_hands_on_two_beds(clone):
    from centre.staff.models import User
    from intake.person.actions import open_file

    beds, _people = stage(beds=2, people=0)
    names = ["vera", "walid", "women_worker", "colette", "corentin"]
    with acting(User.objects.get(username="vera")) as vera:
        people = [open_file(actor=vera, alias=f"Person {number}") for number in range(20)]
        for person in people:
            grant_role_teams("coordinator", person=person, compartment="housing", days=7, origin="relation")
    refused = 0
    for round in range(4):
        deeds = {
            name: (lambda actor, person=people[5 * round + place], bed=beds[place % 2]: hold_bed(actor=actor, person=person, bed=bed))
            for place, name in enumerate(names)
        }
        said = at_once(deeds)
        refused += sum(" was first: bed 1" in words for words in said.values())
        assert all(words == WON or " was first: bed 1" in words for words in said.values()), said
    assert refused == 18
    assert rows(clone, "select count(*), count(distinct bed_id) from housing_stay where state = 'held'") == [(2, 2)]
