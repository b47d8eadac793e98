"""The stored week of a service, from the words of its hours, and as it is computed with."""

from __future__ import annotations

from .hours import Hours
from .models import PartnerService, ServiceHours
from .osm import parse


def line_of(hours: ServiceHours) -> Hours:
    """A stored line of the week as it is computed with."""
    return Hours(tuple(hours.weekdays), hours.opens, hours.closes, hours.valid_from, hours.valid_to, hours.on_holidays)


def keep_week(service: PartnerService) -> None:
    """Make the week say what the words of the hours say; words that are no plain week leave none."""
    service.week.all().delete()
    for line in parse(service.hours) or ():
        ServiceHours.objects.create(
            service=service, weekdays=list(line.weekdays), opens=line.opens, closes=line.closes, on_holidays=line.on_holidays
        )
