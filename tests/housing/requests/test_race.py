"""Two workers at once, each on a connection of their own: one serves, the other turns away; the second is told."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
from django.db import connection

from centre.access.identity import acting
from housing.requests.actions import ask_for_bed, serve_request, turn_away, withdraw_request
from housing.requests.models import BedRequest
from housing.requests.policies import Settled


def _act(name: str, act: Any, pk: Any, start: threading.Barrier, said: dict[str, str], **more: Any) -> None:
    from centre.staff.models import User

    try:
        user = User.objects.get(username=name)
        with acting(user):
            found = BedRequest.objects.get(pk=pk)
            start.wait(10)
            act(actor=user, request=found, **more)
            said[name] = "won"
    except Settled as settled:
        said[name] = settled.words
    finally:
        connection.close()


def _run(pk: Any, acts: dict[str, tuple[Any, dict[str, Any]]]) -> dict[str, str]:
    said: dict[str, str] = {}
    start = threading.Barrier(len(acts))
    threads = [
        threading.Thread(target=_act, args=(name, act, pk, start, said), kwargs=more) for name, (act, more) in acts.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def _stage() -> Any:
    from centre.staff.models import User
    from intake.person.actions import open_file

    vera = User.objects.get(username="vera")
    with acting(vera):
        return ask_for_bed(actor=vera, person=open_file(actor=vera, alias="Momo")).pk


def _ended(clone: str) -> tuple[str, int]:
    """How the request ended, and how many turnings away count for it."""
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner:
        (state,) = owner.execute("select state from housing_bedrequest").fetchone() or ("",)
        (away,) = owner.execute("select count(*) from housing_turnaway where undone_at is null").fetchone() or (-1,)
    return state, away


def test_one_serves_and_one_takes_it_off_and_the_second_is_told_who_was_first(clone: Any) -> None:
    said = _run(_stage(), {"vera": (serve_request, {}), "walid": (withdraw_request, {"reason": "own_choice"})})
    winner = next(name for name, words in said.items() if words == "won")
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"{winner.title()} was first: {'served' if winner == 'vera' else 'withdrawn'} at "), said
    assert _ended(clone) == (("served" if winner == "vera" else "withdrawn"), 0)


def test_one_serves_and_one_turns_away_and_whoever_has_a_bed_is_counted_as_served(clone: Any) -> None:
    said = _run(_stage(), {"vera": (serve_request, {}), "walid": (turn_away, {"reason": "full"})})
    assert said["vera"] == "won"
    assert said["walid"] == "won" or said["walid"].startswith("Vera was first: served at "), said
    assert _ended(clone) == ("served", 0)


def _ask(name: str, person: Any, start: threading.Barrier, said: dict[str, str]) -> None:
    from audit.rules import Refused
    from centre.staff.models import User

    try:
        user = User.objects.get(username=name)
        with acting(user):
            start.wait(10)
            ask_for_bed(actor=user, person=person)
            said[name] = "won"
    except Refused as refused:
        said[name] = refused.words
    finally:
        connection.close()


def test_two_who_ask_for_the_same_person_make_one_request(clone: Any) -> None:
    from centre.staff.models import User
    from intake.person.actions import open_file

    vera = User.objects.get(username="vera")
    with acting(vera):
        momo = open_file(actor=vera, alias="Momo")
    said: dict[str, str] = {}
    start = threading.Barrier(2)
    threads = [threading.Thread(target=_ask, args=(name, momo, start, said)) for name in ("vera", "walid")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said.values()) == ["This person is already on the list.", "won"]
