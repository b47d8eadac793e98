"""The invented health is told through the same actions as a worker would, so that no page of it is empty."""

import random
from datetime import timedelta

from care.demo.health import fill_in
from care.medication.models import Caution, Medicine
from care.testing import selectors as testing
from care.testing.models import InfectionTest, PregnancyTest
from care.vaccines import selectors as vaccines
from care.vitals import selectors as vitals
from centre.access.grants import grant_team
from centre.demo.registry import SEED, Story
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file


def test_every_page_of_health_has_something_to_show(as_, vera, nadia, amina, at):
    at("2026-11-20 11:00")
    days = [clock.service_day() - timedelta(days=60 - number) for number in range(61)]
    with as_(vera):
        persons = [open_file(actor=vera, alias=f"Person {number}", gender="F" if number % 2 else "M") for number in range(18)]
        for person in persons:
            grant_team(person=person, team=Team.objects.get(code="nurses"), compartment="desk", days=90, origin="contact")
    story = Story(random.Random(SEED), days, {"nadia": nadia, "amina": amina})
    story.kept["persons"] = [(days[0], person) for person in persons]
    fill_in(story)
    with as_(nadia):
        assert [one.news.band.value for one in vitals.lately(nadia) if one.news.band][:2] == ["high", "medium"]
        assert testing.to_tell(nadia)
        assert set(InfectionTest.objects.values_list("telling", flat=True).distinct()) == {"waiting", "told", "unwanted"}
        assert len(vaccines.schedules()) == 2
        assert vaccines.unsigned() == ["tetanus, diphtheria, whooping cough"]
        assert Medicine.objects.filter(effect="opioid").exists()
        assert Caution.objects.exists()
        assert PregnancyTest.objects.exists()
