"""Who may withhold a file from a colleague: coordinators and the data protection officer, never about themselves."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import service_day

from .enums import Ground

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.withholding.models import Withholding

LONGEST = timedelta(days=366)


def end_words(until: date | None, review_on: date | None) -> str | None:
    """Why this end will not do, or None: every withholding ends or is looked at again."""
    if until is None and review_on is None:
        return _("Say until when, or when somebody looks at it again.")
    days = [day - service_day() for day in (until, review_on) if day is not None]
    if min(days) < timedelta(0) or max(days) > LONGEST:
        return _("Both days lie between today and a year from now.")
    return None


@rule("intake.withhold_file")
def withhold_file(
    actor: "User", *, person: UUID, colleague: "User", ground: str, words: str, until: date | None, review_on: date | None,
    standing: bool,
) -> str | None:
    """For a reason, with an end or a review; once for each colleague and person."""
    if colleague.pk == actor.pk:
        return _("This is about you. Ask another coordinator, or the data protection officer.")
    if standing:
        return _("This file is withheld from this colleague already.")
    if ground not in Ground.values or (ground == Ground.OTHER and not words.strip()):
        return _("Say why.")
    return end_words(until, review_on)


@rule("intake.end_withholding")
def end_withholding(actor: "User", *, withholding: "Withholding") -> str | None:
    """Once."""
    return _("It has ended already.") if withholding.ended_at else None


@rule("intake.review_withholding")
def review_withholding(actor: "User", *, withholding: "Withholding", until: date | None, review_on: date | None) -> str | None:
    """While it stands, to keep it longer."""
    return _("It has ended already.") if withholding.ended_at else end_words(until, review_on)


@rule("intake.view_withheld")
def view_withheld(actor: "User") -> str | None:
    """Whoever may withhold; what is about themselves is not shown."""
    return None
