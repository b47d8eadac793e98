"""Who may house somebody, keep the lease and end it, and the words when not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.access.enums import Compartment
from centre.shifts import clock

from .enums import RUNNING, EventKind, ExitReason, PlacementState
from .states import may_become

if TYPE_CHECKING:
    from centre.staff.models import User
    from housing.homes.models import Dwelling, Programme

    from .models import Lease, Placement, TenancyEvent

UNDO_WITHIN = timedelta(minutes=15)


class Conflict(Exception):
    """Somebody was first, or two things cannot stand at once. `words` say who, what and since when."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def rehouse_days() -> int:
    """Days after an end within which a second home goes on with the same story (CENTRE_REHOUSE_DAYS, 90). Source: DOMAIN 5."""
    return int(getattr(settings, "CENTRE_REHOUSE_DAYS", 90))


def days_after_placement() -> int:
    """Days the housing part of a file stays open to its teams once a placement is over (CENTRE_DAYS_AFTER_PLACEMENT, 120)."""
    return int(getattr(settings, "CENTRE_DAYS_AFTER_PLACEMENT", 120))


def months_of_alarm() -> int:
    """From how many unpaid months on a home needs attention (CENTRE_ARREARS_MONTHS, 2)."""
    return int(getattr(settings, "CENTRE_ARREARS_MONTHS", 2))


def lease_notice_days() -> int:
    """How many days before its last day a lease needs attention (CENTRE_LEASE_END_DAYS, 60)."""
    return int(getattr(settings, "CENTRE_LEASE_END_DAYS", 60))


def team_rule(actor: User) -> str | None:
    """Why none of the actor's teams works with homes, or None."""
    return None if Compartment.HOUSING in actor.compartments() else _("Your team does not work with homes.")


def _not_ahead(day: date) -> str | None:
    """A day that has not come yet is no fact."""
    return _("This day has not come yet.") if day > clock.local().date() else None


def _running(placement: Placement) -> str | None:
    return None if placement.state in RUNNING else _("This placement is not under way.")


def erased(placement: Placement) -> str | None:
    """A placement of nobody stays counted; nothing more is written about it."""
    return _("The file of this person was erased.") if placement.person_id is None else None


@rule("housing.view_placements")
def view_placements(actor: User) -> str | None:
    """Whoever accompanies people in homes; which persons, their compartment says."""
    return None


@rule("housing.plan_placement")
def plan_placement(
    actor: User, *, programme: Programme, enrolled_on: date, running: Placement | None, previous: Placement | None = None
) -> str | None:
    """One placement at a time; a second home follows an end of the last ninety days."""
    words = team_rule(actor) or _not_ahead(enrolled_on)
    if words:
        return words
    if not programme.active:
        return _("This programme takes nobody on any more.")
    if running is not None:
        return _("%(person)s is in %(programme)s since %(day)s. End that placement first.") % {
            "person": running.person, "programme": running.programme, "day": date_format(running.enrolled_on, "j/n/Y")
        }
    return no_second_home(previous, enrolled_on) if previous is not None else None


def no_second_home(placement: Placement, on: date) -> str | None:
    """Why this placement cannot be followed by a second home from that day on, or None."""
    if placement.state != PlacementState.ENDED or placement.ended_on is None:
        return _("A second home follows a placement that has ended.")
    if placement.died:
        return _("This person has died.")
    if on < placement.ended_on:
        return _("The second home begins before the first has ended.")
    most = rehouse_days()
    if on > placement.ended_on + timedelta(days=most):
        return ngettext(
            "More than %(n)s day has passed: this is a new placement.", "More than %(n)s days have passed: this is a new placement.", most
        ) % {"n": most}
    return None


@rule("housing.move_in")
def move_in(actor: User, *, placement: Placement, moved_in_on: date, dwelling: Dwelling | None, taken: bool) -> str | None:
    """Into a home that is in use and nobody else's, not before the programme took the person on."""
    if not may_become(placement.state, PlacementState.HOUSED) or placement.state == PlacementState.ENDED:
        return _("This person has moved in before.") if placement.state == PlacementState.HOUSED else _running(placement)
    if moved_in_on < placement.enrolled_on:
        return _("The programme took the person on on %(day)s: they cannot move in before.") % {
            "day": date_format(placement.enrolled_on, "j/n/Y")
        }
    if dwelling is not None and taken:
        return _("Somebody else lives in %(home)s.") % {"home": dwelling}
    if dwelling is not None and dwelling.out_of_use(moved_in_on):
        return _("%(home)s is out of use on that day.") % {"home": dwelling}
    return _not_ahead(moved_in_on)


@rule("housing.move_in")
def undo_move_in(actor: User, *, placement: Placement, leased: bool) -> str | None:
    """A mistaken tap is taken back by whoever made it, while no lease hangs on it."""
    if placement.state != PlacementState.HOUSED or placement.written_by != actor.pk:
        return _("Only the colleague who wrote it down can take it back.")
    if leased:
        return _("A lease is written down: end the placement instead.")
    return None if _fresh(placement.written_at) else _("Too late to take it back. End the placement instead.")


def _fresh(at: object) -> bool:
    return bool(at and clock.now() - at <= UNDO_WITHIN)  # type: ignore[operator]  # an instant


@rule("housing.move_in")
def assign_workers(actor: User, *, placement: Placement, worker: int | None, cover: int | None) -> str | None:
    """While it runs; nobody stands in for themselves."""
    if worker and worker == cover:
        return _("Choose somebody else to stand in.")
    return _running(placement)


@rule("housing.end_placement")
def end_placement(actor: User, *, placement: Placement, ended_on: date, reason: str, last_lease: date | None = None) -> str | None:
    """Once, not before it began, not ahead."""
    if not may_become(placement.state, PlacementState.ENDED):
        return _("This placement is not under way.")
    begun = placement.moved_in_on or placement.enrolled_on
    if ended_on < begun:
        return _("It began on %(day)s: the end cannot lie before.") % {"day": date_format(begun, "j/n/Y")}
    if reason == ExitReason.OTHER_HOME and placement.moved_in_on is None:
        return _("Nobody has moved in yet: choose another reason.")
    if last_lease is not None and ended_on < last_lease:
        return _("A lease begins on %(day)s, after this end.") % {"day": date_format(last_lease, "j/n/Y")}
    return _not_ahead(ended_on)


@rule("housing.end_placement")
def reopen_placement(actor: User, *, placement: Placement, followed: bool) -> str | None:
    """A mistaken end is taken back by whoever made it, within a quarter of an hour."""
    if placement.state != PlacementState.ENDED or placement.ended_by != actor.pk:
        return _("Only the colleague who wrote it down can take it back.")
    if followed:
        return _("A second home follows it.")
    return None if _fresh(placement.ended_at) else _("Too late to take it back.")


@rule("housing.end_placement")
def cancel_placement(actor: User, *, placement: Placement) -> str | None:
    """Written down by mistake, before anybody moved in."""
    return None if may_become(placement.state, PlacementState.CANCELLED) else _("Somebody has moved in: end the placement.")


@rule("housing.keep_lease")
def add_lease(actor: User, *, placement: Placement, starts_on: date, ends_on: date | None) -> str | None:
    """Of a placement under way; open-ended when there is no last day."""
    if placement.state == PlacementState.CANCELLED or placement.person_id is None:
        return erased(placement) or _running(placement)
    if ends_on is not None and ends_on < starts_on:
        return _("The last day lies before the first.")
    if placement.ended_on is not None and starts_on > placement.ended_on:
        return _("The placement ended on %(day)s: a lease cannot begin after it.") % {"day": date_format(placement.ended_on, "j/n/Y")}
    return None


@rule("housing.keep_lease")
def change_lease(
    actor: User, *, lease: Lease, ends_on: date | None, notice_on: date | None, notice_by: str,
    guarantee_paid_on: date | None, guarantee_returned_on: date | None,
) -> str | None:
    """Days in their order; a notice is given by somebody."""
    if ends_on is not None and ends_on < lease.starts_on:
        return _("The last day lies before the first.")
    if (notice_on is None) != (not notice_by):
        return _("Say when notice was given, and by whom.")
    if guarantee_returned_on is not None and (guarantee_paid_on is None or guarantee_returned_on < guarantee_paid_on):
        return _("A guarantee is returned after it was paid.")
    return None


@rule("housing.keep_lease")
def keep_arrears(actor: User, *, placement: Placement, month: date, owed_cents: int) -> str | None:
    """A month of the time lived there, not one to come."""
    if placement.moved_in_on is None or placement.person_id is None:
        return erased(placement) or _("Nobody has moved in yet.")
    if month > clock.local().date():
        return _("This month has not come yet.")
    if month < placement.moved_in_on.replace(day=1) or (placement.ended_on and month > placement.ended_on):
        return _("The person did not live there in that month.")
    return None if owed_cents else _("Say how much is owed.")


@rule("housing.write_event")
def add_event(
    actor: User, *, placement: Placement, kind: str, on: date, until: date | None = None, away: Placement | TenancyEvent | None = None
) -> str | None:
    """Within the placement; somebody is away once at a time."""
    if placement.state == PlacementState.CANCELLED or placement.person_id is None:
        return erased(placement) or _running(placement)
    if on < placement.enrolled_on or (placement.ended_on and on > placement.ended_on):
        return _("This day lies outside the placement.")
    if until is not None and until < on:
        return _("The day of return lies before the absence.")
    if kind == EventKind.ABSENCE and away is not None:
        return _("An absence is written down already: say first when the person came back.")
    return _not_ahead(on)


@rule("housing.write_event")
def end_absence(actor: User, *, event: TenancyEvent, until: date) -> str | None:
    """Once, not before it began."""
    if event.kind != EventKind.ABSENCE or event.until is not None:
        return _("This absence is over.")
    return _("The day of return lies before the absence.") if until < event.on else _not_ahead(until)
