"""The doses of the demonstration: every state shown, the register whole."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from care.demo.dispensing import treat
from care.demo.register import open_books
from care.dispensing.daylist import day_list
from care.dispensing.models import Bottle, Dose
from care.observing.models import DoseEvent, Watch
from care.register.verification import check
from centre.access.grants import grant_team
from centre.demo.registry import Story
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db


def test_the_doses_of_the_demonstration_show_every_state(as_, vera, nadia, noor, amina):
    today = clock.service_day()
    days = [today - timedelta(days=29 - n) for n in range(30)]
    story = Story(random.Random(1), days, staff={"nadia": nadia, "noor": noor, "amina": amina})
    story.kept["persons"] = []
    with as_(vera):
        for number in range(9):
            person = open_file(actor=vera, alias=f"Person {number}")
            for compartment in ("desk", "nursing"):
                grant_team(person=person, team=Team.objects.get(code="nurses"), compartment=compartment, days=60, origin="contact")
            story.kept["persons"].append((days[0], person))
    open_books(story)
    treat(story)
    with as_(nadia):
        stands = {line.status.value for line in day_list(nadia, today).lines}
        assert {"given", "held", "refused", "due"} <= stands
        assert Dose.objects.filter(outcome="held").count() == 1
        assert (DoseEvent.objects.count(), Watch.objects.count(), Bottle.objects.exists()) == (1, 2, True)
        assert Dose.objects.exclude(outside=[]).exists()
        assert check().faults == []
