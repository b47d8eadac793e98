"""Two people say yes to one home in the same second, on two real connections: one has it, the other is told."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection

from centre.access.identity import acting
from housing.homes import actions
from housing.homes.models import Candidature
from housing.homes.policies import HomeTaken


def _stage() -> list[Any]:
    """One studio, proposed to two people."""
    from centre.staff.models import User
    from intake.person.actions import open_file

    colette, hugo = (User.objects.get(username=name) for name in ("colette", "hugo"))
    with acting(colette):
        studio = actions.write_dwelling(actor=colette, label="Studio 3", kind="studio", area="Jette")
    found = []
    with acting(hugo):
        for alias in ("Kenza", "Sam"):
            search = actions.open_search(actor=hugo, person=open_file(actor=hugo, alias=alias))
            found.append(actions.propose_dwelling(actor=hugo, candidature=search, dwelling=studio).pk)
    return found


def _say_yes(name: str, search: Any, start: threading.Barrier, said: dict[str, str]) -> None:
    """Write the yes down as this worker, at the same moment as the other."""
    from centre.staff.models import User

    try:
        user = User.objects.get(username=name)
        with acting(user):
            found = Candidature.objects.get(pk=search)
            start.wait(10)
            actions.accept_dwelling(actor=user, candidature=found)
            said[name] = "won"
    except HomeTaken as taken:
        said[name] = taken.words
    finally:
        connection.close()


def test_one_of_two_has_the_home_and_the_other_is_told_who_was_first(clone):
    said: dict[str, str] = {}
    searches, start = _stage(), threading.Barrier(2)
    threads = [
        threading.Thread(target=_say_yes, args=(name, search, start, said))
        for name, search in zip(("hugo", "colette"), searches, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner = next(name for name, words in said.items() if words == "won")
    loser = next(name for name in said if name != winner)
    assert said[loser].startswith(f"This dwelling was accepted by somebody else: {winner.title()} wrote it down at ")
