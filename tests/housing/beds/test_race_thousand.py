"""A thousand attempts on twenty beds, eight real connections at a time: no double, and every loser is told why."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from centre.access.identity import acting
from housing.stays.actions import admit_to_bed, hold_bed
from housing.stays.policies import BedTaken

pytestmark = pytest.mark.slow
BEDS, PEOPLE, ATTEMPTS, AT_ONCE = 20, 125, 1000, 8
FIRST = re.compile(r"^(Vera|Walid) was first: bed \d+A is (taken|held) since \d\d:\d\d:\d\d\.$")
HOUSED = re.compile(r"^Person \d+ already has bed \d+A\.$")

#: Two stays that share a bed, or a person, at one instant, whatever became of them but a cancelling.
DOUBLES = """
select count(*) from housing_stay a join housing_stay b on a.id < b.id and a.period && b.period
   and (a.bed_id = b.bed_id or a.person_id = b.person_id)
 where a.state <> 'cancelled' and b.state <> 'cancelled'
"""


def _stage() -> tuple[list[int], list[Any]]:
    """Twenty free beds and the people who want one."""
    from centre.staff.models import User
    from housing.beds.models import Bed, Room, Ward
    from intake.person.actions import open_file

    with acting(User.objects.get(username="colette")):
        room = Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1")
        beds = [Bed.objects.create(room=room, label=f"{number}A", order=number).pk for number in range(BEDS)]
    vera = User.objects.get(username="vera")
    with acting(vera):
        return beds, [open_file(actor=vera, alias=f"Person {number}") for number in range(PEOPLE)]


def _attempt(start: threading.Barrier, tasks: list[tuple[Any, int]], name: str, act: Callable[..., Any], said: list[str]) -> None:
    """One connection: its share of the attempts, one after the other, each in a transaction of its own."""
    from centre.staff.models import User
    from housing.beds.models import Bed

    try:
        user = User.objects.get(username=name)
        start.wait(60)
        for person, bed in tasks:
            try:
                with acting(user):
                    act(actor=user, person=person, bed=Bed.objects.get(pk=bed))
                said.append("won")
            except BedTaken as taken:
                said.append(taken.words)
    finally:
        connection.close()


def _race(act: Callable[..., Any]) -> tuple[list[str], list[int]]:
    """All attempts at once, each person asking for eight different beds; what each was told, and the beds."""
    beds, people = _stage()
    tries = [(people[number % PEOPLE], beds[(number * 7 + number // PEOPLE) % BEDS]) for number in range(ATTEMPTS)]
    start, said = threading.Barrier(AT_ONCE), [[] for _ in range(AT_ONCE)]
    threads = [
        threading.Thread(target=_attempt, args=(start, tries[number::AT_ONCE], ("vera", "walid")[number % 2], act, said[number]))
        for number in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return [words for one in said for words in one], beds


def _count(clone: str, sql: str) -> Any:
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname=clone, user="centre_owner") as owner:
        return owner.execute(sql).fetchall()


@pytest.mark.parametrize(("act", "state"), [(admit_to_bed, "in"), (hold_bed, "held")])
def test_a_thousand_attempts_make_no_double(clone, act, state):
    told, _beds = _race(act)
    assert len(told) == ATTEMPTS
    kept = Counter(dict(_count(clone, f"select bed_id, count(*) from housing_stay where state = '{state}' group by 1")))
    persons = _count(clone, f"select count(distinct person_id) from housing_stay where state = '{state}'")
    losers = [words for words in told if words != "won"]
    assert [words for words in losers if not FIRST.match(words) and not HOUSED.match(words)] == []
    assert any(FIRST.match(words) for words in losers)
    assert set(kept.values()) == {1}
    assert _count(clone, DOUBLES) == [(0,)]
    assert len(kept) == persons[0][0]
    if state == "in":
        assert told.count("won") == BEDS == len(kept)
    else:
        gone = _count(clone, "select count(*) from housing_stay where state = 'cancelled'")[0][0]
        assert told.count("won") == len(kept) + gone
