"""The demonstration's register is whole, quickly told, and shows what is to be shown."""

from __future__ import annotations

import random
import time
from datetime import timedelta

import pytest

from care.demo.register import keep_books, open_books
from care.register.selectors import figures, to_count
from care.register.verification import check
from centre.demo.registry import Story
from centre.shifts import clock

pytestmark = pytest.mark.django_db


def test_the_register_of_the_demonstration_is_whole(as_, nadia, noor, amina):
    today = clock.service_day()
    days = [today - timedelta(days=60 - n) for n in range(60)]
    story = Story(random.Random(1), days, staff={"nadia": nadia, "noor": noor, "amina": amina})
    began = time.perf_counter()
    open_books(story)
    keep_books(story)
    assert time.perf_counter() - began < 10
    with as_(nadia):
        assert check().faults == []
        assert figures(nadia) == {"waiting": 1, "cases": 1}
        assert len(to_count(nadia)) == 3
