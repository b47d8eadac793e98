"""The waiting list of the large database, in small: it fills, and is read within the statements allowed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.access.identity import acting
from centre.measure.registry import PAGES, PARTS, Scale
from centre.shifts import clock
from housing.measure import WAITING, fill_beds, fill_requests

pytestmark = pytest.mark.slow


def test_the_bench_reads_the_list_it_filled(clone):
    from centre.staff.models import User
    from housing.requests.panels import waiting_page
    from housing.stays.enums import StayCompartment

    connection.close()
    connection.settings_dict["USER"] = "centre_owner"
    scale = Scale(WAITING + 20, 2, clock.now())
    for part in sorted(PARTS, key=lambda one: one.order):
        if part.order <= 10 or part.fill in (fill_beds, fill_requests):
            part.fill(scale)
    connection.close()
    connection.settings_dict["USER"] = "centre_web"
    page = next(one for one in PAGES if one.code == "waiting")
    with acting(User.objects.get(username="bench-0"), lifetime=600) as actor:
        with CaptureQueriesContext(connection) as made:
            lines = waiting_page(actor, StayCompartment.HOUSING)["lines"]
        assert (len(lines), len(made) <= 15) == (WAITING, True)
        sql, given = page.floor(None)
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            assert len(cursor.fetchall()) == WAITING
