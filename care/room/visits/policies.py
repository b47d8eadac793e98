"""What may be done in a visit, and the words when not. Reality comes first: what has happened is always written down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import Refused, rule
from centre.shifts.clock import local, now

from ..enrolment.policies import closed_under_18
from .enums import Ending, VisitStage

if TYPE_CHECKING:
    from centre.staff.models import User

    from ..bans.models import RoomBan
    from ..ground.models import Booth, RoomOpening
    from .models import RoomVisit


#: How the visit ends of somebody who had no booth.
WAITED = (Ending.NO_ANSWER, Ending.CLOSED)


class BoothTaken(Refused):
    """Somebody else was quicker: the words say who gave the booth, and when."""


def hour(moment: datetime) -> str:
    """An instant as the wall clock shows it."""
    return date_format(local(moment), "H:i")


def closed_by_ban(ban: RoomBan) -> str:
    """The words for a limit: until when, and what stays open."""
    return _(
        "For this person the booths are closed until %(until)s. Equipment, naloxone, a nurse and help in an emergency stay open."
    ) % {"until": date_format(local(ban.ends_at), "j F, H:i")}


@rule("care.view_room")
def view_room(actor: User) -> str | None:
    """The room's own team."""
    return None


@rule("care.run_room")
def arrive(
    actor: User, *, opening: RoomOpening | None, shut: str | None, enrolled: bool, minor: bool, ban: RoomBan | None, inside: RoomVisit | None
) -> str | None:
    """Somebody enrolled, while the room is open; never twice at once, nor when the file says since that they are under 18."""
    if minor:
        return closed_under_18()
    if shut:
        return shut
    if opening is None:
        return _("The room is not open now.")
    if not enrolled:
        return _("This person is not enrolled yet.")
    if ban is not None:
        return closed_by_ban(ban)
    return _("This person is in the room already, since %(time)s.") % {"time": hour(inside.arrived_at)} if inside else None


@rule("care.run_room")
def call(actor: User, *, visit: RoomVisit) -> str | None:
    """Who waits."""
    return _gone(visit) or (None if visit.booth_id is None else _("This person has a booth already."))


def _gone(visit: RoomVisit) -> str | None:
    return _("This person has left at %(time)s.") % {"time": hour(visit.left_at)} if visit.left_at is not None else None


@rule("care.run_room")
def seat(
    actor: User, *, visit: RoomVisit, shut: str | None, opening: RoomOpening | None, signed: bool, undecided: list[str], not_now: Any,
    ban: RoomBan | None, minor: bool, booth: Booth | None = None,
) -> str | None:  # fmt: skip
    """A booth for whoever signed the rules as they stand, with what must be decided decided, and enough colleagues.

    Whoever has a booth may be moved to another whatever has changed since. Without a `booth` it says whether any may be given.
    """
    if words := _gone(visit):
        return words
    if visit.watched_at is not None:
        return _("This person has used and is under observation.")
    if visit.booth_id is not None:
        return _out_of_service(booth)
    if minor:
        return closed_under_18()
    if shut or opening is None:
        return shut or _("The room is not open now.")
    if len(opening.staff) < opening.least:
        return ngettext(
            "The room needs at least %(least)s colleague: nobody new is given a booth until somebody comes.",
            "The room needs at least %(least)s colleagues: nobody new is given a booth until somebody comes.", opening.least,
        ) % {"least": opening.least}
    if ban is not None:
        return closed_by_ban(ban)
    return _not_ready(signed, undecided, not_now) or _out_of_service(booth)


def _out_of_service(booth: Booth | None) -> str | None:
    return _("This booth is out of service.") if booth is not None and not booth.active else None


def _not_ready(signed: bool, undecided: list[str], not_now: Any) -> str | None:
    """What comes before a booth on the person's side; nothing of it refuses for good."""
    if not signed:
        return _("A new version of the rules is out. Read it together and have it signed first.")
    if not_now is not None:
        return _("Today it was decided with this person: not now. A new decision can be taken at any time.")
    if undecided:
        return _("Something has to be decided with this person first: pregnancy or first use. It is no refusal: take the decision with a nurse or a doctor and write it down.")
    return None


@rule("care.run_room")
def begin_watch(actor: User, *, visit: RoomVisit) -> str | None:
    """From the booth."""
    return _gone(visit) or (None if visit.stage == VisitStage.IN_BOOTH else _("This person is not in a booth."))


@rule("care.run_room")
def record_use(actor: User, *, visit: RoomVisit, lines: int) -> str | None:
    """In a booth or afterwards, even when the person has gone; never of somebody who had no booth."""
    if visit.seat is None:
        return _("This person has not been in a booth.")
    return None if lines else _("Say at least what it was sold as, and how it is taken.")


@rule("care.run_room")
def strike_use(actor: User, *, struck: bool) -> str | None:
    """A wrong line, once; it stays to be seen."""
    return _("This was struck before.") if struck else None


@rule("care.run_room")
def look_after(actor: User, *, visit: RoomVisit) -> str | None:
    """At any moment of a visit, also after it: what was seen is written down, late or not."""
    return None


@rule("care.run_room")
def give_equipment(actor: User, *, visit: RoomVisit) -> str | None:
    """At any moment of a visit: sterile equipment is never refused."""
    return None


@rule("care.run_room")
def leave(actor: User, *, visit: RoomVisit, used: bool, early: str, ending: str = "") -> str | None:
    """After the minutes of observation; before them somebody may go, and it is written as it was, with why.

    Whoever is taken to hospital goes at once. Called and not there, or sent home, is only who still waits.
    """
    if words := _gone(visit):
        return words
    if ending in WAITED and visit.booth_id is not None:
        return _("This person has had a booth: say how the visit ended.")
    if early or ending == Ending.EMERGENCY:
        return None
    if visit.stage == VisitStage.IN_BOOTH and used:
        return _("Observation has not begun. If the person goes all the same, say why: both are written.")
    if visit.stage == VisitStage.WATCHED and visit.watch_until is not None and now() < visit.watch_until:
        left = max(1, round((visit.watch_until - now()).total_seconds() / 60))
        return ngettext(
            "The observation ends at %(time)s, in %(n)s minute. If the person goes all the same, say why: both are written.",
            "The observation ends at %(time)s, in %(n)s minutes. If the person goes all the same, say why: both are written.", left,
        ) % {"time": hour(visit.watch_until), "n": left}
    return None


@rule("care.run_room")
def start_emergency(actor: User) -> str | None:
    """Anybody of the room, at once."""
    return None
