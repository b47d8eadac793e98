"""A thumb that taps twice, two nurses in one second: on two real connections each thing is written once, and none is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection

from audit.rules import Refused
from care.papers.actions import keep_paper
from care.papers.models import Paper
from care.wounds import actions
from care.wounds.models import Wound, WoundLook, WoundPhoto
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.scans.check import Scan
from centre.staff.models import Team, User
from intake.person.actions import open_file

SCAN = Scan("png", b"dots")


def at_once(*deeds: Callable[[Any], Any]) -> list[Any]:
    """What each deed of Nadia's gave, all begun at the same moment; the words for one that was refused."""
    start, said = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[Any], Any]) -> None:
        try:
            with acting(User.objects.get(username="nadia")) as nadia:
                start.wait(20)
                said[place] = deed(nadia).pk
        except Refused as refusal:
            said[place] = refusal.words
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def test_what_is_sent_twice_at_once_is_written_once(clone: Any) -> None:
    vera = User.objects.get(username="vera")
    with acting(vera):
        momo = open_file(actor=vera, alias="Momo")
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    number = uuid4()
    one, other = at_once(*[lambda nadia: actions.note_wound(actor=nadia, person=momo, site="face", client_uuid=number)] * 2)
    assert one == other
    with acting(User.objects.get(username="nadia")):
        wound = Wound.objects.get(pk=one)
    one, other = at_once(*[lambda nadia: actions.look_at_wound(actor=nadia, wound=wound, pain=2, client_uuid=number)] * 2)
    assert one == other
    with acting(User.objects.get(username="nadia")):
        look = WoundLook.objects.get()
    photo = {"look": look, "scan": SCAN, "agreed": "spoken", "no_face": True, "client_uuid": number}
    paper = {"person": momo, "compartment": "nursing", "kind": "letter", "scan": SCAN, "client_uuid": number}
    for deed in (lambda nadia: actions.keep_photo(actor=nadia, **photo), lambda nadia: keep_paper(actor=nadia, **paper)):
        one, other = at_once(deed, deed)
        assert one == other

    # One closes while another looks: either the look came first and stands, or its nurse is told that the wound is closed.
    closed, looked = at_once(
        lambda nadia: actions.close_wound(actor=nadia, wound=wound, outcome="healed"),
        lambda nadia: actions.look_at_wound(actor=nadia, wound=wound, pain=0, client_uuid=uuid4()),
    )
    assert closed == wound.pk
    with acting(User.objects.get(username="nadia")):
        assert (Wound.objects.count(), WoundPhoto.objects.count(), Paper.objects.count()) == (1, 1, 1)
        if isinstance(looked, str):
            assert looked == "This wound is closed. Open it again first."
            assert WoundLook.objects.count() == 1
        else:
            assert WoundLook.objects.count() == 2
