"""What the worker does for searches: the teams that look for homes find the person as long as the search goes on."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef

from audit.queue import schedule_every_minute
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_team
from centre.access.models import Access
from centre.shifts import clock
from centre.staff.models import Team
from centre.staff.roles import Role
from housing.homes.enums import LIVE
from housing.homes.models import Candidature

#: Reach that would end sooner is lengthened, to so many days.
SOON, DAYS = timedelta(days=10), 90


def keep_reach() -> int:
    """Lengthen the reach of the housing teams on whoever still looks, where the end of a stay shortened it; how many.

    A search of months outlasts what brought the person in. It ends with the search.
    """
    done = 0
    teams = Team.objects.filter(
        role__in=(Role.SOCIAL, Role.COORDINATOR), is_active=True, compartments__contains=[Compartment.HOUSING, Compartment.DESK]
    )
    for team in teams.order_by("pk"):
        held = Access.objects.filter(
            person=OuterRef("person_id"), compartment=Compartment.HOUSING, principal=-team.pk, valid_until__gt=clock.now() + SOON
        )
        for person in Candidature.objects.filter(~Exists(held), state__in=LIVE).order_by("pk").values_list("person_id", flat=True):
            for compartment in (Compartment.DESK, Compartment.HOUSING):
                grant_team(person=person, team=team, compartment=compartment, days=DAYS, origin=Origin.RELATION)
            done += 1
    return done


schedule_every_minute("housing.homes.tasks.keep_reach", "keep whoever looks for a home within reach")
