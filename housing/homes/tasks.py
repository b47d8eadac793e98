"""What the worker does for searches: the teams that look for homes find the person as long as the search goes on."""

from __future__ import annotations

from datetime import timedelta

from audit.queue import schedule_every_minute
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_team
from centre.access.models import Access
from centre.shifts import clock
from centre.staff.models import Team
from centre.staff.roles import Role
from housing.homes import registry
from housing.homes.enums import LIVE
from housing.homes.models import Candidature

#: Reach that would end sooner is lengthened, to so many days.
SOON, DAYS = timedelta(days=10), 90


def keep_reach() -> int:
    """Lengthen the reach of the housing teams on whoever still looks or is housed, where the end of a stay shortened it.

    A search of months, or a home of years, outlasts what brought the person in. Returns how many were kept.
    """
    done, looking = 0, set(Candidature.objects.filter(state__in=LIVE, person__isnull=False).values_list("person_id", flat=True))
    people = sorted(looking | registry.followed())
    teams = Team.objects.filter(
        role__in=(Role.SOCIAL, Role.COORDINATOR), is_active=True, compartments__contains=[Compartment.HOUSING, Compartment.DESK]
    )
    for team in teams.order_by("pk"):
        held = Access.objects.filter(
            person__in=people, compartment=Compartment.HOUSING, principal=-team.pk, valid_until__gt=clock.now() + SOON
        )
        within = set(held.values_list("person", flat=True))
        for person in (one for one in people if one not in within):
            for compartment in (Compartment.DESK, Compartment.HOUSING):
                grant_team(person=person, team=team, compartment=compartment, days=DAYS, origin=Origin.RELATION)
            done += 1
    return done


schedule_every_minute("housing.homes.tasks.keep_reach", "keep whoever looks for a home, or has one, within reach")
