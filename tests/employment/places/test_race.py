"""A thousand attempts on twenty places, on real connections to a database of their own: no place twice, nobody twice.

Whoever gets none is told when the last one went and which number they have.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import translation

from centre.access.identity import acting
from employment.places.actions import sign_up
from employment.places.selectors import standing

PLACES, PEOPLE, HANDS, ATTEMPTS = 20, 50, 12, 1000


def _stage() -> tuple[int, list[Any]]:
    """A session of twenty places in the order of signing up, five of them for first-timers, and people with files."""
    from centre.shifts import clock
    from centre.staff.models import User
    from employment.projects.actions import open_project, plan_session
    from intake.person.actions import open_file

    colette, vera = User.objects.get(username="colette"), User.objects.get(username="vera")
    with acting(colette, lifetime=600):
        project = open_project(actor=colette, title="Gardening")
        session = plan_session(
            actor=colette, project=project, day=clock.local().date() + timedelta(days=1), starts=time(9), ends=time(13),
            places=PLACES, first_timer_places=5, filling="first_come",
        )
    with acting(vera, lifetime=600):
        return session.pk, [open_file(actor=vera, alias=f"P{n}") for n in range(PEOPLE)]


def _hand(name: str, session: int, attempts: Iterator[Any], take: threading.Lock, start: threading.Barrier, said: list[Any]) -> None:
    """One post of the desk: card after card, in the same minute as the others."""
    from centre.staff.models import User
    from employment.projects.models import Session

    try:
        user = User.objects.get(username=name)
        start.wait(30)
        while True:
            with take:
                person = next(attempts, None)
            if person is None:
                return
            with acting(user, lifetime=600), translation.override("en"):
                found = Session.objects.select_related("project").get(pk=session)
                entry = sign_up(actor=user, person=person, session=found)
                said.append((person.pk, entry.seat, standing(entry, found) if entry.seat is None else ""))
    except Exception as error:
        said.append((None, None, repr(error)))
        raise
    finally:
        connection.close()


def test_a_thousand_attempts_on_twenty_places(clone: str) -> None:
    session, people = _stage()
    attempts, take, said = iter(people * (ATTEMPTS // PEOPLE)), threading.Lock(), []
    start = threading.Barrier(HANDS)
    hands = [
        threading.Thread(target=_hand, args=(("vera", "walid")[n % 2], session, attempts, take, start, said))
        for n in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(120)
    assert len(said) == ATTEMPTS
    by_person: dict[Any, set[Any]] = {}
    for person, seat, _words in said:
        by_person.setdefault(person, set()).add(seat)
    assert all(len(seats) == 1 for seats in by_person.values()), "the same person is told the same"
    given = Counter(seat for (seat,) in by_person.values() if seat is not None)
    assert given == Counter(range(1, PLACES + 1))
    words = {text for _person, seat, text in said if seat is None}
    assert all(
        re.fullmatch(r"All 20 places are given, the last to somebody who signed up at \d\d:\d\d:\d\d\. Number \d+ in the order\.", one)
        for one in words
    ), words
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname=clone, user="centre_owner") as owner:
        rows = "select count(*), count(distinct person_id), count(distinct seat), count(seat), count(distinct rank) from employment_signup"
        assert owner.execute(rows).fetchone() == (PEOPLE, PEOPLE, PLACES, PLACES, PEOPLE)


@pytest.mark.django_db
def test_the_database_itself_gives_no_place_twice(as_, colette, plan, people, enrol):
    from django.db import IntegrityError, transaction

    from employment.places.actions import draw_places
    from employment.places.models import SignUp

    session = plan(places=1)
    first, second = enrol(session, people(2))
    with as_(colette):
        draw_places(actor=colette, session=session)
        waiting = SignUp.objects.get(pk__in=(first.pk, second.pk), placed=False)
        waiting.placed, waiting.seat = True, 1
        with pytest.raises(IntegrityError, match="place_given_once"), transaction.atomic():
            waiting.save()
