"""The invented scales are told through the same actions as a worker would, so that no page of theirs is empty."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from care.demo.scales import PLANS, fill_in
from care.scales.models import ScaleResult
from centre.access.grants import grant_team
from centre.demo.registry import SEED, Story
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db


def test_every_scale_of_the_plans_is_filled_in_and_one_is_put_right(as_, vera, nadia, ivan, amina, at):
    at("2026-11-20 11:00")
    today = clock.service_day()
    days = [today - timedelta(days=180 - number) for number in range(181)]
    with as_(vera):
        persons = [open_file(actor=vera, alias=f"Person {number}") for number in range(12)]
        for person in persons:
            for code in ("nurses", "social"):
                grant_team(person=person, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
    story = Story(random.Random(SEED), days, {"vera": vera, "nadia": nadia, "ivan": ivan, "amina": amina})
    story.kept["persons"] = [(days[0], person) for person in persons]
    fill_in(story)
    seen = set()
    corrections = 0
    for name in ("nadia", "ivan", "amina"):
        with as_(story.staff[name]):
            seen |= {(name, *row) for row in ScaleResult.objects.filter(by=story.staff[name].pk).values_list("code", "compartment", "about")}
            corrections += ScaleResult.objects.filter(by=story.staff[name].pk).exclude(replaces=None).count()
    assert {(name, code, compartment, about) for name, code, compartment, _weeks, about, _share in PLANS} == seen
    assert corrections >= 1
