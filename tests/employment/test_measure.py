"""The sessions of the large database, in small: they fill, and their pages read them within the statements allowed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.access.identity import acting
from centre.measure.registry import PAGES, PARTS, Scale
from centre.shifts import clock
from employment.measure import PLACES, SIGNED, fill_sessions, fill_sign_ups

pytestmark = pytest.mark.slow


def fill() -> Scale:
    """Accounts, persons, sessions and sign-ups, written as their owner."""
    connection.close()
    connection.settings_dict["USER"] = "centre_owner"
    scale = Scale(60, 2, clock.now())
    for part in sorted(PARTS, key=lambda one: one.order):
        if part.order <= 10 or part.fill in (fill_sessions, fill_sign_ups):
            part.fill(scale)
    connection.close()
    connection.settings_dict["USER"] = "centre_web"
    return scale


def test_the_bench_reads_what_it_filled(clone):
    from centre.staff.models import User
    from employment.places.page import session_page
    from employment.places.selectors import worked_sessions
    from employment.projects.models import Session

    fill()
    pages = {one.code: one for one in PAGES if one.code in ("work", "session")}
    with acting(User.objects.get(username="bench-0"), lifetime=600) as actor:
        newest = pages["session"].subject()
        with CaptureQueriesContext(connection) as made:
            page = session_page(actor, newest)
        assert (len(page["lines"]), page["signed"], page["hidden"]) == (SIGNED, SIGNED, 0)
        assert len(made) <= 20
        for page in pages.values():
            sql, given = page.floor(newest)
            with connection.cursor() as cursor:
                cursor.execute(sql, given)
                assert cursor.fetchall()
        days = [one.day for one in Session.objects.filter(state="done")]
        told = worked_sessions(actor, min(days), max(days))
        assert {(one.places, one.came, one.minutes) for one in told} == {(PLACES, PLACES, PLACES * 240)}
