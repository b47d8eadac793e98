"""What work by the day tells the next shift."""

import pytest

from centre.shifts import clock, selectors
from centre.shifts.registry import Span
from employment.handover import figures, work_entries
from employment.places.actions import draw_places

pytestmark = pytest.mark.django_db


def test_who_works_tomorrow_is_told_to_who_may_know(as_, vera, nadia, colette, people, plan, enrol, at):
    at("2026-11-21 20:00")
    session, persons = plan(places=1), people(2)
    enrol(session, persons)
    with as_(colette):
        draw_places(actor=colette, session=session, seed="abcd")
    span = Span(clock.instant("2026-11-21 14:00"), clock.now())
    with as_(vera):
        (told,) = work_entries(vera, span)
        assert (told.code, told.facts, told.at) == ("work", {"project": "Gardening"}, clock.instant("2026-11-22 09:00"))
        assert told.person in {one.pk for one in persons}
        (line,) = figures(vera, selectors.shift_now())["sessions"]
        assert (line["project"], line["places"], line["signed"]) == ("Gardening", 1, 2)
        at("2026-11-22 09:30")
        assert work_entries(vera, Span(clock.instant("2026-11-21 14:00"), clock.now())) == []
    with as_(nadia):
        assert work_entries(nadia, span) == []


def test_the_page_shows_sessions(browse, vera, plan):
    plan()
    assert "Gardening" in browse(vera).get("/handover/").content.decode()
