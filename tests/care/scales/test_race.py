"""Two who correct one result at the same moment, on two real connections: one wins, the other is told who was first."""

from __future__ import annotations

import uuid
from threading import Barrier, Thread

from django.db import connection
from django.utils import translation

from audit.rules import Refused
from care.scales import actions
from care.scales.models import ScaleResult
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.shifts import clock
from intake.person.actions import open_file

LOW = {str(number): 0 for number in range(1, 12)}


def test_of_two_who_correct_at_once_one_wins_and_the_other_is_told(clone):
    from centre.staff.models import Team, User

    nadia, vera = User.objects.get(username="nadia"), User.objects.get(username="vera")
    with acting(vera):
        person = open_file(actor=vera, alias="Momo")
        grant_team(person=person, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with acting(nadia):
        first = actions.take_scale(
            actor=nadia, person=person, code="cows", answers=LOW, compartment="nursing", mode="interview", language="fr",
            taken_at=clock.now(), client_uuid=uuid.uuid4(),
        )
    start, said = Barrier(2), []

    def one(value):
        try:
            with acting(nadia), translation.override("en"):
                start.wait(10)
                actions.correct_scale(
                    actor=nadia, result=first, answers=LOW | {"1": value}, mode="interview", language="fr", taken_at=clock.now(),
                    because="misread", client_uuid=uuid.uuid4(),
                )
                said.append("won")
        except Refused as refusal:
            said.append(refusal.words)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(value,)) for value in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    lost = [words for words in said if words != "won"]
    assert (len(said), len(lost)) == (2, 1)
    assert "Nadia" in lost[0]
    with acting(nadia):
        assert ScaleResult.objects.count() == 2
