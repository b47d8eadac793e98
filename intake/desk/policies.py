"""Who may do what at the desk. Nothing about a person is ever a reason against a passage. Source: PRIVACY 1."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.shifts.clock import now

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.desk.models import Passage

UNDO_SECONDS = 60


def _not_at_the_desk(actor: "User") -> str | None:
    """The words for a worker none of whose teams may hold the desk."""
    if Compartment.DESK not in actor.compartments():
        return _("None of your teams works at the desk.")
    return None


@rule("intake.record_passage")
def record_passage(actor: "User") -> str | None:
    """Never a reason against a person: no identity, consent or form is asked at the door."""
    return _not_at_the_desk(actor)


@rule("intake.record_anonymous")
def record_anonymous(actor: "User") -> str | None:
    """Never a reason against a person."""
    return _not_at_the_desk(actor)


@rule("intake.record_leaving")
def record_leaving(actor: "User") -> str | None:
    """Never a reason against a person."""
    return _not_at_the_desk(actor)


@rule("intake.undo_passage")
def undo_passage(actor: "User", *, passage: "Passage") -> str | None:
    """The same worker, within a minute; afterwards it is a correction."""
    if passage.by != actor.pk:
        return _("Only the colleague who recorded it can undo it. You can correct it.")
    if now() - passage.recorded_at > timedelta(seconds=UNDO_SECONDS):
        return _("More than a minute has passed. You can still correct it.")
    return None


@rule("intake.correct_passage")
def correct_passage(actor: "User", *, passage: "Passage") -> str | None:
    """Any worker with the right, any time; the correction stays in the history."""
    return None
