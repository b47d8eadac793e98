"""Who may put the eight questions, and how often. Nobody has to answer them. Source: PRIVACY 1."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import local

from .tags import MOST_UNSAID, Answers

if TYPE_CHECKING:
    from datetime import datetime

    from centre.staff.models import User
    from intake.linkage.models import Pause
    from intake.person.models import Person


def paused_words(until: "datetime") -> str:
    """Why the questions wait, in words for the worker."""
    return _("Many searches in a short time: the questions are open again at %(time)s. The coordinator is told. The person is served all the same.") % {
        "time": date_format(local(until), "H:i")
    }


def unsaid_words(answers: Answers) -> str | None:
    """Why these answers are too few, or None."""
    if answers.unsaid > MOST_UNSAID:
        return _("At most two answers may be left out. Without them a card is the way to be found again.")
    return None


@rule("intake.ask_questions")
def ask_questions(actor: "User", *, answers: Answers | None = None, paused_until: "datetime | None" = None) -> str | None:
    """At most twenty times an hour; after five misses in ten minutes one waits."""
    if paused_until is not None:
        return paused_words(paused_until)
    return unsaid_words(answers) if answers is not None else None


@rule("intake.confirm_candidate")
def confirm_candidate(actor: "User") -> str | None:
    """Whoever may put the questions hears the answer; the person says yes."""
    return None


@rule("intake.set_tags")
def set_tags(actor: "User", *, person: "Person", answers: Answers | None, agreed: bool) -> str | None:
    """When the person wants it, at any time."""
    if not agreed:
        return _("Only when the person says that they want it.")
    return unsaid_words(answers) if answers is not None else None


@rule("intake.remove_tags")
def remove_tags(actor: "User", *, person: "Person") -> str | None:
    """At any time, by whoever sees the person."""
    return None


@rule("intake.watch_questions")
def watch_questions(actor: "User", *, pause: "Pause | None" = None) -> str | None:
    """The coordinator; never about oneself."""
    if pause is not None and pause.by == actor.pk:
        return _("This is about you. A colleague must look at it.")
    if pause is not None and pause.seen_at is not None:
        return _("A colleague has looked at this already.")
    return None
