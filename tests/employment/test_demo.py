"""The invented work, its money and its journeys are told through the same actions as a worker would."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from centre.demo.registry import SEED, Story
from centre.shifts import clock
from employment.allowances.models import C45B, Allowance, AllowanceReversal
from employment.cash.models import CashBox
from employment.cash.selectors import figures, last_entry
from employment.demo import journeys, work
from employment.journeys.models import Journey

pytestmark = pytest.mark.django_db


def test_no_page_of_money_and_journeys_is_empty(as_, vera, walid, ivan, colette, people):
    today = clock.service_day()
    days = [today - timedelta(days=62 - number) for number in range(63)]
    story = Story(random.Random(SEED), days, {"vera": vera, "walid": walid, "ivan": ivan, "colette": colette})
    story.kept |= {"persons": [(days[0], person) for person in people(24)], "cards": {}}
    work.work(story)
    for tell in (journeys.papers, journeys.journeys, journeys.count):
        tell(story)
    with as_(ivan):
        assert Counter(Journey.objects.values_list("phase", "state")) == {
            ("contact", "running"): 2, ("contact", "paused"): 1, ("care", "running"): 3, ("accompany", "running"): 1,
            ("care", "ended"): 1, ("accompany", "ended"): 1,
        }
        assert set(C45B.objects.values_list("state", flat=True)) == {"filed", "to_file", "not_needed", "agreed"}
        assert AllowanceReversal.objects.count() == 1
        assert Allowance.objects.filter(entry=None).count() == 0
        (box,) = CashBox.objects.all()
        assert figures(ivan, box) == {"waiting": 2, "cases": 1}
        assert last_entry(box).kind == "count"
