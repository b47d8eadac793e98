"""Two colleagues and one locker in the same second, and two who give the same things back: one wins, the other is told."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
from django.db import connection

from audit.rules import Refused
from centre.access.identity import acting
from housing.belongings import actions
from housing.belongings.policies import LockerTaken


def _together(deeds: dict[str, Any]) -> dict[str, str]:
    """Each deed by its worker, on a connection of its own, at the same moment: "won" or the words of the refusal."""
    from centre.staff.models import User

    said: dict[str, str] = {}
    start = threading.Barrier(len(deeds))

    def do(name: str, deed: Any) -> None:
        try:
            user = User.objects.get(username=name)
            with acting(user):
                start.wait(10)
                deed(user)
                said[name] = "won"
        except (LockerTaken, Refused) as refusal:
            said[name] = refusal.words
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in deeds.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def _stage() -> tuple[Any, list[Any]]:
    """One free locker and two people with things."""
    from centre.staff.models import User
    from intake.person.actions import open_file

    colette, vera = (User.objects.get(username=name) for name in ("colette", "vera"))
    with acting(colette):
        locker = actions.write_locker(actor=colette, number="1", size="medium", place="", space="", in_service=True, order=0)
    with acting(vera):
        return locker, [open_file(actor=vera, alias=alias) for alias in ("Momo", "Pavel")]


def _rows(clone: str, sql: str) -> Any:
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner:
        return owner.execute(sql).fetchone()


def test_one_of_two_has_the_locker_and_the_other_is_told_who_was_first(clone):
    locker, people = _stage()

    def keep(person: Any) -> Any:
        return lambda user: actions.keep_belongings(actor=user, person=person, what="a bag", locker=locker)

    said = _together({"vera": keep(people[0]), "walid": keep(people[1])})
    winner = next(name for name, words in said.items() if words == "won")
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"{winner.title()} was first: locker 1 is taken since ")
    assert _rows(clone, "select count(*) from housing_keeping") == (1,)


def test_the_same_things_are_given_back_once(clone):
    from centre.staff.models import User

    locker, people = _stage()
    vera = User.objects.get(username="vera")
    with acting(vera):
        kept = actions.keep_belongings(actor=vera, person=people[0], what="a bag", locker=locker)

    def give(user: Any) -> Any:
        return actions.give_back(actor=user, keeping=kept, receiver="known")

    said = _together({"vera": give, "walid": give})
    assert sorted(said.values()) == ["These belongings are no longer here.", "won"]
    assert _rows(clone, "select count(*) from housing_historicalkeeping where ending = 'given_back'") == (1,)
