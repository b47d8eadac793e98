"""The invented wounds and papers are written by the actions of the house, and every page has something to show."""

import random
from datetime import timedelta

from care.demo import wounds
from care.notes.models import NoteTemplate
from care.papers.models import Paper
from care.wounds.models import Wound, WoundPhoto
from centre.access.grants import grant_team
from centre.demo.registry import Story
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file


def test_the_story_of_wounds_and_papers_can_be_told(as_, vera, colette, nadia, ivan):
    today = clock.service_day()
    days = [today - timedelta(days=60 - number) for number in range(61)]
    with as_(vera):
        persons = [open_file(actor=vera, alias=f"Person {number}") for number in range(11)]
        for person in persons:
            for code in ("nurses", "social"):
                grant_team(person=person, team=Team.objects.get(code=code), compartment="desk", days=90, origin="contact")
    staff = {"colette": colette, "nadia": nadia, "ivan": ivan}
    story = Story(random.Random(1), days, staff, {"persons": [(days[0], person) for person in persons]})
    wounds.treat_wounds(story)
    wounds.keep_papers(story)
    with as_(nadia):
        found = Wound.objects.order_by("pk")
        assert [(one.site, bool(one.closed_at)) for one in found] == [("shin_l", False), ("forearm_r", False), ("palm_r", True), ("foot_l", False)]
        assert WoundPhoto.objects.count() == 5
        assert Paper.objects.filter(compartment="nursing").count() == 2
        assert NoteTemplate.objects.count() == 4
    with as_(ivan):
        assert Paper.objects.count() == 3
