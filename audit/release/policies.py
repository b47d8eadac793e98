"""Who may close a quarter, prepare a release, let it go; and when the figures themselves say no."""

from typing import Any

from django.db.models import Q
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
    """In order, once, and when it is over. Quarters before it that nobody came in are closed with it, as empty."""
    return why_not_close(year, number)


def why_not_close(year: int, number: int) -> str | None:
    """The words of the calendar, whoever asks; for the command too."""
    if not calendar.is_over(year, number):
        return _("This quarter is not over yet.")
    found = Quarter.objects.filter(year=year, number=number).first()
    if found is not None and found.state == QuarterState.CLOSED:
        return _("This quarter is closed already. What arrives late is counted in the next one.")
    if found is not None and found.state == QuarterState.ORDERED:
        return _("This quarter is being closed.")
    later = Quarter.objects.filter(Q(year=year, number__gt=number) | Q(year__gt=year))
    if later.exclude(state=QuarterState.FAILED).exists():
        return _("A later quarter is closed already. What arrives late is counted in the next one.")
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
