"""Two workers at once, on two real connections to a database of their own: one wins, the other is told in words."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from audit.rules import Refused
from centre.access.identity import acting
from housing.placements import actions
from housing.placements.models import Placement
from housing.placements.policies import Conflict


def _stage() -> tuple[Any, Any]:
    """Somebody whom both workers' teams follow, and a programme."""
    from centre.staff.models import User
    from housing.homes.models import Programme
    from intake.person.actions import open_file

    colette = User.objects.get(username="colette")
    with acting(colette):
        return open_file(actor=colette, alias="Momo"), Programme.objects.create(kind="housing_first", name="Housing First")


def _both(deed: Any) -> dict[str, str]:
    """What Colette and Corentin are answered when they do it at the same moment."""
    from centre.staff.models import User

    said: dict[str, str] = {}
    start = threading.Barrier(2)

    def one(name: str) -> None:
        try:
            user = User.objects.get(username=name)
            with acting(user):
                start.wait(10)
                deed(user)
                said[name] = "won"
        except (Conflict, Refused) as words:
            said[name] = words.words
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(name,)) for name in ("colette", "corentin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def test_one_of_two_takes_on_and_one_of_two_ends(clone):
    person, programme = _stage()

    def take_on(user: Any) -> None:
        actions.plan_placement(actor=user, person=person, programme=programme, enrolled_on=date(2026, 1, 5), client_uuid=uuid4())

    said = _both(take_on)
    assert sorted(words == "won" for words in said.values()) == [False, True]
    assert next(words for words in said.values() if words != "won").startswith("Momo is in Housing First since 5/1/2026")

    def end(user: Any) -> None:
        placement = Placement.objects.get()
        actions.end_placement(actor=user, placement=placement, ended_on=date(2026, 1, 6), reason="lost")

    said = _both(end)
    winner = next(name for name, words in said.items() if words == "won")
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"{winner.title()} was first: this placement was ended on ")
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname=clone, user="centre_owner") as owner:
        assert owner.execute("select count(*), min(state) from housing_placement").fetchone() == (1, "ended")
