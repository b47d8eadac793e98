"""The invented homes: told through the same actions, cheaply, and whole."""

from __future__ import annotations

import random
from datetime import timedelta

from centre.access.identity import acting
from centre.demo.registry import Story
from centre.shifts import clock
from housing.demo import homes, support
from housing.placements.models import Arrears, Lease, Placement
from housing.support.models import SupportVisit
from housing.support.selectors import attention


def test_homes_are_told_with_arrears_an_absence_and_a_second_home(clone):
    from centre.staff.models import User

    today = clock.service_day()
    story = Story(dice=random.Random(7), days=[today - timedelta(days=back) for back in range(62, -1, -1)])
    story.staff = {user.username: user for user in User.objects.all()}
    story.kept |= {"persons": [], "cards": {}}
    for tell in (homes.build, support.house, support.live):
        tell(story)
    with acting(story.staff["hugo"]) as hugo:
        assert sorted(Placement.objects.values_list("state", flat=True)) == ["ended"] + ["housed"] * 6 + ["planned"]
        assert Placement.objects.filter(previous__isnull=False).count() == 1
        assert (Lease.objects.count(), Arrears.objects.count()) == (7, 3)
        assert SupportVisit.objects.count() > 20
        assert {"arrears", "visit", "guarantee", "lease"} <= {str(one.kind) for one in attention(hugo)}
