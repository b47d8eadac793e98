"""Who looks for somebody lost, follows a stay in prison, keeps contact after the end: a role, and the compartment now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.notes.policies import outside
from care.paths.policies import called, first_of, passed
from centre.shifts import clock

from .enums import AfterCareState, LostState
from .models import SOUGHT
from .states import LOST_MOVES


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


@rule("care.follow_contact")
def lose_contact(actor: Any, *, path: Any, last_seen_on: date, look_until: date | None = None, already: Any = None) -> str | None:
    """Once at a time, on a path that runs; seen last on a day that has come, looked for until one that comes."""
    if already is not None:
        return _("Last seen %(day)s: %(who)s wrote it down already.") % {
            "day": _day(already.last_seen_on), "who": called(already.noted_by),
        }
    if words := first_of(loss_faults(last_seen_on, look_until)):
        return words
    if path.closed_at:
        return _("This path is closed.")
    return outside(actor, path.person_id, path.compartment)


def loss_faults(last_seen_on: date, look_until: date | None) -> dict[str, str]:
    """What is wrong with the days of a loss of contact: the field, and words."""
    found = {"last_seen_on": _("This day has not come yet.")} if last_seen_on > clock.service_day() else {}
    if look_until is not None and look_until < clock.service_day():
        found["look_until"] = passed()
    return found


@rule("care.follow_contact")
def move_search(
    actor: Any, *, lost: Any, state: str, found_on: date | None = None, look_until: date | None = None
) -> str | None:
    """Along the table of states.py; found on a day between the last time and today, looked for until one that comes."""
    if state not in LOST_MOVES[lost.state]:
        return _("A search that is %(now)s cannot become %(next)s.") % {
            "now": LostState(lost.state).label, "next": LostState(state).label if state in LostState.values else state,
        }
    return first_of(search_faults(lost, state, found_on, look_until)) or outside(actor, lost.person_id, lost.compartment)


def search_faults(lost: Any, state: str, found_on: date | None, look_until: date | None) -> dict[str, str]:
    """What is wrong with the day that a state asks for: the field, and words."""
    if state == LostState.FOUND and (found_on is None or not lost.last_seen_on <= found_on <= clock.service_day()):
        return {"found_on": _("The day lies before the last time the person was seen, or has not come yet.")}
    if state in SOUGHT and look_until is not None and look_until < clock.service_day():
        return {"look_until": passed()}
    return {}


@rule("care.follow_contact")
def note_after_care(actor: Any, *, contact: Any, state: str) -> str | None:
    """What came of it is said once."""
    if contact.state != AfterCareState.PLANNED:
        return _("This contact is noted already: %(state)s.") % {"state": contact.get_state_display()}
    if state not in AfterCareState.values or state == AfterCareState.PLANNED:
        return _("Say what came of the contact.")
    return outside(actor, contact.person_id, contact.compartment)


@rule("care.follow_prison")
def note_prison(actor: Any, *, path: Any, entered_on: date, already: Any = None, release_on: date | None = None) -> str | None:
    """Once at a time, entered on a day that has come; a path that was closed may still be handed on."""
    if already is not None:
        return _("In prison since %(day)s: %(who)s wrote it down already.") % {
            "day": _day(already.entered_on), "who": called(already.noted_by),
        }
    return first_of(prison_faults(entered_on, release_on)) or outside(actor, path.person_id, path.compartment)


def prison_faults(entered_on: date, release_on: date | None) -> dict[str, str]:
    """What is wrong with the days of a stay in prison: the field, and words."""
    found = {"entered_on": _("This day has not come yet.")} if entered_on > clock.service_day() else {}
    if release_on is not None and release_on < entered_on:
        found["release_on"] = _("The release comes after the entry.")
    return found


@rule("care.follow_prison")
def change_prison(actor: Any, *, stay: Any, **days: date | None) -> str | None:
    """Every day after the entry, what has happened not in the future; a stay that ended is left as it is."""
    if stay.released_on is not None:
        return _("Released on %(day)s.") % {"day": _day(stay.released_on)}
    return first_of(stay_faults(stay, **days)) or outside(actor, stay.person_id, stay.compartment)


def stay_faults(stay: Any, **days: date | None) -> dict[str, str]:
    """What is wrong with days written on a stay: the field, and words. The expected release alone may lie ahead."""
    found = {}
    for name, day in days.items():
        if day is not None and day < stay.entered_on:
            found[name] = _("This day lies before the entry on %(day)s.") % {"day": _day(stay.entered_on)}
        elif day is not None and name != "release_on" and day > clock.service_day():
            found[name] = _("This day has not come yet.")
    return found


@rule("care.open_path")
def plan_after_care(actor: Any, *, path: Any) -> str | None:
    """Once the path is closed, by whoever followed the person there."""
    if path.closed_at is None:
        return _("This path still runs.")
    return outside(actor, path.person_id, path.compartment)
