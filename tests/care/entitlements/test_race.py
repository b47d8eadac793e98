"""Six hands on one file at the same instant: one is first, the others are told who, and the story has no gap."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection
from django.utils import translation

from care.entitlements.actions import AlreadyOpen, StaleFile, move_entitlement, open_entitlement
from centre.access.grants import grant_team
from centre.access.identity import acting

HANDS = 6


def _stage() -> Any:
    """A person whom the social team sees at the desk."""
    from centre.staff.models import Team, User
    from intake.person.actions import open_file

    with acting(User.objects.get(username="vera"), lifetime=600) as vera:
        person = open_file(actor=vera, alias="P")
        grant_team(person=person, team=Team.objects.get(code="social"), compartment="desk", days=90, origin="contact")
        return person


def _together(act: Callable[[Any], str]) -> Counter[str]:
    """What six hands of Ivan's are told when they do the same at once."""
    from centre.staff.models import User

    start, said = threading.Barrier(HANDS), []

    def hand() -> None:
        try:
            user = User.objects.get(username="ivan")
            start.wait(30)
            with acting(user, lifetime=600) as ivan, translation.override("en"):
                said.append(act(ivan))
        except Exception as error:
            said.append(repr(error))
        finally:
            connection.close()

    hands = [threading.Thread(target=hand) for _ in range(HANDS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join(120)
    return Counter(said)


def test_one_file_is_opened_and_one_step_is_made(clone: str) -> None:
    person, opened = _stage(), []

    def ask(ivan: Any) -> str:
        try:
            opened.append(open_entitlement(actor=ivan, person=person, kind="amu", client_uuid=uuid.uuid4()))
            return "opened"
        except AlreadyOpen:
            return "already open"

    assert _together(ask) == {"opened": 1, "already open": HANDS - 1}

    def move(ivan: Any) -> str:
        try:
            move_entitlement(actor=ivan, entitlement=opened[0], state="documents", version=opened[0].version, client_uuid=uuid.uuid4())
            return "moved"
        except StaleFile as stale:
            return stale.words.partition(" at ")[0]

    assert _together(move) == {"moved": 1, "Ivan was first: “Gathering papers”": HANDS - 1}
    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner") as owner:
        rows = "select count(distinct entitlement_id), array_agg(number order by number) from care_entitlementevent"
        assert owner.execute(rows).fetchone() == (1, [1, 2])
