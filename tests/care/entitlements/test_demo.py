"""The invented files are told through the same actions as a worker would."""

import random
from datetime import timedelta

from care.demo import entitlements
from care.entitlements.models import DeadlineRule, Entitlement, EntitlementLetter
from centre.access.grants import grant_team
from centre.demo.registry import SEED, Story
from centre.shifts import clock
from centre.staff.models import Team
from centre.todo.models import Task
from intake.directory.partners import ensure_partners
from intake.person.actions import open_file


def test_no_page_of_entitlements_is_empty(as_, vera, ivan, colette):
    today = clock.service_day()
    days = [today - timedelta(days=62 - number) for number in range(63)]
    with as_(colette):
        ensure_partners(today)
    with as_(vera):
        people = [open_file(actor=vera, alias=f"P{number}", gender="M", birth_year=1980, languages=["fr"]) for number in range(36)]
        for person in people[1::3]:
            grant_team(person=person, team=Team.objects.get(code="social"), compartment="desk", days=90, origin="contact")
    story = Story(random.Random(SEED), days, {"ivan": ivan, "colette": colette})
    story.kept["persons"] = [(days[0], person) for person in people]
    entitlements.rules(story)
    entitlements.ask(story)
    with as_(ivan):
        assert Entitlement.objects.count() == len(entitlements.FILES)
        assert set(EntitlementLetter.objects.values_list("language", flat=True)) == {"fr", "nl"}
        assert set(DeadlineRule.objects.values_list("source", flat=True)) == {"Démonstration : nombre inventé"}
        assert Task.objects.filter(done_at=None).exists()
