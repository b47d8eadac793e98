"""The invented centre has something on each page of these rooms."""

import random
from datetime import timedelta

from centre.demo.registry import Story
from centre.shifts import clock
from centre.staff.models import User
from intake.bulletins.models import Bulletin
from intake.complaints.models import Complaint
from intake.dangers.models import DangerAssessment
from intake.demo import safety
from intake.person.models import Person
from intake.restrictions.models import Restriction, RestrictionAppeal
from intake.safety.models import Incident, IncidentAct, IncidentPerson, IncidentStory


def test_two_months_leave_something_on_every_page(as_worker, db):
    today = clock.service_day()
    story = Story(
        dice=random.Random(1), days=[today - timedelta(days=back) for back in range(62, -1, -1)],
        staff={name: User.objects.get(username=name) for name in ("vera", "walid", "nadia", "colette")},
    )
    story.kept["persons"] = [
        (today, Person.objects.create(alias=alias)) for alias in ("Toto", "Pavel", "Dragan", "Zaza", "Bart", "Mirela")
    ]
    for tell in (safety.tell_incidents, safety.limit_somebody, safety.warn_of_a_product, safety.hear_complaints):
        tell(story)
    assert Incident.objects.filter(stopped_at__isnull=False).count() == len(safety.INCIDENTS)
    assert IncidentAct.objects.filter(lot="NX4471").count() == 4
    assert IncidentPerson.objects.filter(restricted=True).count() == 1
    assert IncidentStory.objects.filter(compartment="nursing").count() == 3
    assert sorted(Restriction.objects.values_list("state", flat=True)) == ["in_force", "proposed"]
    assert RestrictionAppeal.objects.count() == 1
    assert sorted(Bulletin.objects.values_list("state", flat=True)) == ["draft", "published"]
    assert sorted(Complaint.objects.values_list("state", flat=True)) == ["answered", "received", "received"]
    assert DangerAssessment.objects.filter(judgement="").count() == 1
