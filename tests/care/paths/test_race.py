"""Two who name the same need at the same moment, on two real connections: it stands once, the other is told who was first."""

from __future__ import annotations

import uuid
from threading import Barrier, Thread

from django.db import connection
from django.utils import translation

from audit.rules import Refused
from care.paths import actions
from care.paths.models import PathNeed
from centre.access.grants import grant_team
from centre.access.identity import acting
from intake.person.actions import open_file


def test_of_two_who_name_a_need_at_once_one_is_told_who_was_first(clone):
    from centre.staff.models import Team, User

    nadia, vera = User.objects.get(username="nadia"), User.objects.get(username="vera")
    with acting(vera):
        person = open_file(actor=vera, alias="Momo")
        grant_team(person=person, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with acting(nadia):
        path = actions.open_path(actor=nadia, person=person, compartment="nursing")
    start, said = Barrier(2), []

    def one():
        try:
            with acting(nadia), translation.override("en"):
                start.wait(10)
                actions.name_need(actor=nadia, path=path, area="housing", client_uuid=uuid.uuid4())
                said.append("won")
        except Refused as refusal:
            said.append(refusal.words)
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    lost = [words for words in said if words != "won"]
    assert (len(said), len(lost)) == (2, 1)
    assert "Nadia wrote it down" in lost[0]
    with acting(nadia):
        assert PathNeed.objects.count() == 1
