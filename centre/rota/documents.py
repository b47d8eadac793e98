"""One's own shifts as a calendar: hours and post, never anybody who comes."""

from __future__ import annotations

from django.conf import settings

from centre.calendars.documents import Occasion
from centre.calendars.documents import calendar as written

from .models import Duty


def calendar(duties: list[Duty]) -> str:
    """The text of the calendar of these shifts."""
    return written((Occasion(str(duty.pk), duty.starts_at, duty.ends_at, _summary(duty)) for duty in duties), "rota")


def _summary(duty: Duty) -> str:
    return " · ".join(filter(None, (str(settings.CENTRE_NAME), str(duty.get_code_display()), duty.post)))
