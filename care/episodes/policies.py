"""Who begins, corrects and ends a treatment episode: a role for it, and the compartment of that person now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.notes.policies import outside
from centre.shifts import clock


@rule("care.view_episodes")
def view_episodes(actor: Any) -> str | None:
    """Whoever follows the person in that compartment; the wall says whom."""
    return None


@rule("care.open_episode")
def open_episode(actor: Any, *, programme: Any, person: Any = None, started_on: date | None = None, running: Any = None) -> str | None:
    """In a programme of the actor's own part of the file, not in the future, and once at a time."""
    if programme.compartment not in actor.compartments():
        return _("Your team does not work in this part of the file.")
    if not programme.active:
        return _("This programme takes nobody new.")
    if words := next(iter(entry_faults(started_on).values()), None):
        return words
    if running is not None:
        return _("An episode in this programme runs since %(day)s.") % {"day": date_format(running.started_on, "SHORT_DATE_FORMAT")}
    return None


def entry_faults(started_on: date | None) -> dict[str, str]:
    """What is wrong with the day of an entry: the field, and words."""
    if started_on is not None and started_on > clock.service_day():
        return {"started_on": _("This day has not come yet.")}
    return {}


@rule("care.open_episode")
def correct_snapshot(actor: Any, *, episode: Any) -> str | None:
    """By whoever follows the person in that part of the file; the first answers stay."""
    return outside(actor, episode.person_id, episode.compartment)


@rule("care.open_episode")
def note_contact(actor: Any, *, episode: Any, on: date) -> str | None:
    """A day between the entry and today, of an episode that runs."""
    if episode.ended_on is not None:
        return _("This episode is over.")
    if not episode.started_on <= on <= clock.service_day():
        return _("The day lies before the entry or has not come yet.")
    return outside(actor, episode.person_id, episode.compartment)


@rule("care.open_episode")
def end_episode(actor: Any, *, episode: Any, on: date) -> str | None:
    """Not before the entry, not in the future, once."""
    if episode.ended_on is not None:
        return _("This episode is over.")
    if on < episode.started_on:
        return _("The end lies before the entry on %(day)s.") % {"day": date_format(episode.started_on, "SHORT_DATE_FORMAT")}
    if on > clock.service_day():
        return _("This day has not come yet.")
    return outside(actor, episode.person_id, episode.compartment)


@rule("care.edit_programmes")
def edit_programmes(actor: Any) -> str | None:
    """Programmes and the rule of episodes are settings, signed and dated."""
    return None
