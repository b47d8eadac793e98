"""Who may close a quarter, prepare a release, let it go; and when the figures themselves say no."""

from typing import Any

from django.utils.translation import gettext as _

from audit.release import calendar
from audit.release.enums import QuarterState, State
from audit.release.models import Quarter, Release
from audit.release.states import may_become
from audit.rules import rule


@rule("audit.view_releases")
def view_releases(actor: Any) -> str | None:
    """Those who prepare figures and those who let them go."""
    return None


@rule("audit.close_quarter")
def close_quarter(actor: Any, *, year: int, number: int) -> str | None:
    """In order, once, and when it is over."""
    return why_not_close(year, number)


def why_not_close(year: int, number: int) -> str | None:
    """The words of the calendar, whoever asks; for the command too."""
    if not calendar.is_over(year, number):
        return _("This quarter is not over yet.")
    states = {one.number: one.state for one in Quarter.objects.filter(year=year).order_by("number")}
    if states.get(number) == QuarterState.CLOSED:
        return _("This quarter is closed already. What arrives late is counted in the next one.")
    if states.get(number) == QuarterState.ORDERED:
        return _("This quarter is being closed.")
    if any(states.get(before) != QuarterState.CLOSED for before in range(1, number)):
        return _("Close the quarters before it first.")
    return None


@rule("audit.prepare_release")
def prepare_release(actor: Any) -> str | None:
    """The figures decide when they are checked."""
    return None


@rule("audit.approve_release")
def approve_release(actor: Any, *, release: Release) -> str | None:
    """Checked, and by another person than the one who prepared it."""
    if not may_become(release.state, State.APPROVED):
        return _("There is nothing to approve.")
    if actor.pk == release.prepared_by:
        return _("Another person must approve what you prepared.")
    return None


@rule("audit.download_release")
def download_release(actor: Any, *, release: Release) -> str | None:
    """Only what was approved has files."""
    if release.state != State.RELEASED:
        return _("The files are not made yet.")
    return None
