"""Day labour of the large database, in small: it fills, and its pages read it within the statements allowed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.access.identity import acting
from centre.measure.registry import PAGES, PARTS, Scale
from centre.shifts import clock
from employment.measure import PAID, PLACES, SIGNED, fill_cash, fill_journeys, fill_sessions, fill_sign_ups

pytestmark = pytest.mark.slow


def fill() -> Scale:
    """Accounts, persons, and what day labour writes, as the owner of the tables."""
    connection.close()
    connection.settings_dict["USER"] = "centre_owner"
    scale = Scale(60, 2, clock.now())
    for part in sorted(PARTS, key=lambda one: one.order):
        if part.order <= 10 or part.fill in (fill_sessions, fill_sign_ups, fill_cash, fill_journeys):
            part.fill(scale)
    connection.close()
    connection.settings_dict["USER"] = "centre_web"
    return scale


def test_the_bench_reads_what_it_filled(clone):
    from centre.staff.models import User
    from employment.cash.selectors import balance_of, latest
    from employment.journeys.selectors import listed
    from employment.places.page import session_page
    from employment.places.selectors import worked_sessions
    from employment.projects.models import Session

    fill()
    pages = {one.code: one for one in PAGES if one.code in ("work", "session", "cash", "journeys")}
    with acting(User.objects.get(username="bench-0"), lifetime=600) as actor:
        newest = pages["session"].subject()
        with CaptureQueriesContext(connection) as made:
            page = session_page(actor, newest)
        assert (len(page["lines"]), page["signed"], page["hidden"]) == (SIGNED, SIGNED, 0)
        assert len(made) <= 20
        for page in pages.values():
            sql, given = page.floor(page.subject())
            with connection.cursor() as cursor:
                cursor.execute(sql, given)
                assert cursor.fetchall()
        box = pages["cash"].subject()
        with CaptureQueriesContext(connection) as made:
            assert [(line.entry.kind, line.entry.amount_cents) for line in latest(actor, box)[:2]] == [("count", 0), ("paid", -PAID)]
            assert (balance_of(box), len(listed(actor)[0])) == (0, 60)
        assert len(made) <= 12
        days = [one.day for one in Session.objects.filter(state="done")]
        told = worked_sessions(actor, min(days), max(days))
        assert {(one.places, one.came, one.minutes) for one in told} == {(PLACES, PLACES, PLACES * 240)}
