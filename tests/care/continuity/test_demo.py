"""The demonstration tells every state that a worker may meet."""

import random
from datetime import timedelta

from care.continuity.models import AfterCareContact, LostContact, PrisonStay
from care.demo.paths import live
from care.paths.actions import open_path
from care.paths.models import PathCover, PathNeed, PathReview
from centre.access.grants import grant_team
from centre.demo.registry import Story
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file


def test_the_story_has_somebody_in_every_state(as_, vera, nadia, ivan):
    today = clock.service_day()
    begun = clock.now() - timedelta(days=60)
    for actor, team, compartment in ((nadia, "nurses", "nursing"), (ivan, "social", "social")):
        for number in range(6):
            with clock.at(begun + timedelta(days=number)):
                with as_(vera):
                    person = open_file(actor=vera, alias=f"P{number}")
                    grant_team(person=person, team=Team.objects.get(code=team), compartment="desk", days=90, origin="contact")
                with as_(actor):
                    open_path(actor=actor, person=person, compartment=compartment)
    days = [today - timedelta(days=back) for back in range(60, -1, -1)]
    live(Story(dice=random.Random(4), days=days, staff={"nadia": nadia, "ivan": ivan}))
    with as_(nadia):
        assert sorted(LostContact.objects.values_list("state", flat=True)) == ["found", "lost"]
        assert PrisonStay.objects.get().handed_to is not None
        assert sorted(AfterCareContact.objects.values_list("state", flat=True)) == ["planned", "planned", "reached"]
        assert PathCover.objects.get().cover != nadia.pk
        assert PathNeed.objects.count() == 12
        assert PathReview.objects.exclude(use_change="not_asked").count() == 5
