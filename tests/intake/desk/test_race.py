"""The same tap on two posts in the same second: one event, nobody sees an error. UX 1.2."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections

from centre.access.identity import acting
from intake.desk import actions, selectors
from intake.desk.models import Passage
from tests.conftest import owner_connection

TAPS = 6


@pytest.fixture
def swept():
    """What this test commits is removed afterwards: the stage is the same for all tests."""
    taps = []
    yield taps
    with owner_connection() as owner:
        for tap in taps:
            owner.execute("DELETE FROM intake_historicalpassage WHERE client_uuid = %s", [tap])
            owner.execute("DELETE FROM intake_passage WHERE client_uuid = %s", [tap])


def test_six_hands_on_one_tap(vera, swept, django_db_blocker):
    tap, line, seen = uuid4(), Barrier(TAPS), []
    swept.append(tap)

    def hand():
        with django_db_blocker.unblock():
            try:
                line.wait()
                with acting(vera, lifetime=60):
                    coffee = selectors.service_by_code("coffee")
                    seen.append(actions.record_passage(actor=vera, service=coffee, client_uuid=tap).pk)
            finally:
                connections.close_all()

    hands = [Thread(target=hand) for _ in range(TAPS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    assert len(seen) == TAPS
    assert len(set(seen)) == 1
    with acting(vera, lifetime=60):
        assert Passage.objects.filter(client_uuid=tap).count() == 1
