"""The invented winter: what it tells stands on the pages."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from centre.demo.registry import Story
from centre.shifts import clock
from housing.demo.winter import ASKED, asking, ordered, turned_away
from housing.requests.models import TurnAway
from housing.requests.selectors import lapsed_lately, order_on, ranked

pytestmark = pytest.mark.django_db


def test_the_winter_is_told(as_, vera, walid, colette, somebody, at, house):
    at("2026-01-20 15:00")
    days = [clock.service_day() - timedelta(days=number) for number in reversed(range(12))]
    story = Story(random.Random(7), days, {"vera": vera, "walid": walid, "colette": colette})
    story.kept["persons"] = [(days[0], somebody(f"Somebody {number}")) for number in range(len(ASKED) + 2)]
    turned_away(story)
    ordered(story)
    asking(story)
    with as_(vera):
        lines = ranked(vera)
        assert len(lines) == len(ASKED) + 1
        assert [line.rank for line in lines] == list(range(1, len(ASKED) + 2))
        assert len(lapsed_lately(vera)) == 1
        assert sum(line.request.is_couple for line in lines) == 2
        assert order_on(days[-1])[:2] == ("medical", "outside")
        assert TurnAway.objects.filter(person=None).count() > 5
        assert {one.service_day for one in TurnAway.objects.all()} <= set(days)
