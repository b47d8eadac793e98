"""May this worker take in, give back, warn about or dispose of these belongings, and the words when not."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User

from .enums import AT_ONCE, KeepingCompartment, Receiver
from .models import Keeping, Locker

UNDO_WITHIN = timedelta(minutes=2)
#: Nothing is promised for longer at once.
LONGEST = timedelta(days=366)


class LockerTaken(Exception):
    """Somebody was first. `words` tell the worker who and when."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def days_kept() -> int:
    """Days belongings are kept unless said otherwise (setting CENTRE_BELONGINGS_DAYS, 30 by default)."""
    return int(getattr(settings, "CENTRE_BELONGINGS_DAYS", 30))


def days_warned() -> int:
    """Days between the warning and the first day things may go (setting CENTRE_BELONGINGS_WARNED_DAYS, 14 by default)."""
    return int(getattr(settings, "CENTRE_BELONGINGS_WARNED_DAYS", 14))


def wrong_day(promised_until: date) -> str | None:
    """Why nothing is kept until this day, or None."""
    today = clock.service_day()
    if promised_until < today:
        return _("This day is over.")
    return _("Nothing is promised for more than a year at once.") if promised_until > today + LONGEST else None


def compartment_of(locker: Locker | None) -> str:
    """The compartment of what lies in this locker; a bag stands with the reception."""
    return (locker.space if locker else "") or KeepingCompartment.DESK


def _ended(keeping: Keeping) -> str | None:
    return _("These belongings are no longer here.") if keeping.ending else None


@rule("housing.keep_belongings")
def view_belongings(actor: User) -> str | None:
    """Whoever may take things in sees what is kept for the people they know."""
    return None


@rule("housing.edit_lockers")
def edit_lockers(actor: User, *, locker: Locker | None = None, taken: bool = False, in_service: bool = True) -> str | None:
    """The coordination writes lockers down; a locker with things in it stays in service."""
    if taken and not in_service:
        return _("Something lies in this locker. Empty it first.")
    return None


@rule("housing.keep_belongings")
def keep_belongings(actor: User, *, locker: Locker | None, bag: str, promised_until: date) -> str | None:
    """In one locker in service, or under a bag label, until a day that is not over."""
    if locker is None and not bag.strip():
        return _("Choose a locker, or write on the bag where it stands.")
    if locker is not None and bag.strip():
        return _("A locker or a place for the bag: not both.")
    if locker is not None and not locker.in_service:
        return _("This locker is out of service.")
    if compartment_of(locker) not in actor.compartments():
        return _("Only the team of this space works in it.")
    return wrong_day(promised_until)


@rule("housing.keep_belongings")
def undo_keeping(actor: User, *, keeping: Keeping) -> str | None:
    """A mistaken entry is taken back by the same worker within two minutes."""
    if keeping.ending or keeping.kept_by != actor.pk:
        return _("Only the colleague who took these belongings in can take the entry back.")
    if clock.now() - keeping.period.lower > UNDO_WITHIN:
        return _("Too late to take it back. Give the belongings back instead.")
    return None


@rule("housing.keep_belongings")
def prolong_keeping(actor: User, *, keeping: Keeping, promised_until: date | None = None) -> str | None:
    """Things that are here are kept longer; the day may not be over."""
    if words := _ended(keeping):
        return words
    return wrong_day(promised_until) if promised_until is not None else None


@rule("housing.keep_belongings")
def warn_owner(actor: User, *, keeping: Keeping) -> str | None:
    """Somebody is warned once; keeping things longer begins anew."""
    if words := _ended(keeping):
        return words
    return _("The person was warned before.") if keeping.warned_at is not None else None


@rule("housing.give_back_belongings")
def give_back(actor: User, *, keeping: Keeping, receiver: str = "", is_theirs: bool = False) -> str | None:
    """To the person, by card or because a colleague knows them, or to somebody they named when the things came in."""
    if words := _ended(keeping):
        return words
    if receiver == Receiver.CARD and not is_theirs:
        return _("This is not the card of whoever these belongings are of.")
    if receiver == Receiver.NAMED and keeping.may_collect is None:
        return _("The person named nobody who may fetch these belongings.")
    return None


@rule("housing.dispose_belongings")
def propose_disposal(actor: User, *, keeping: Keeping, reason: str = "") -> str | None:
    """After the day that was warned of, unless keeping them harms somebody or the person gives them up."""
    if words := _ended(keeping):
        return words
    if keeping.asked_by is not None:
        return _("This was proposed before. A second colleague confirms it.")
    if not reason or reason in AT_ONCE:
        return None
    if keeping.dispose_from is None:
        return _("Warn the person first.")
    if keeping.dispose_from > clock.service_day():
        return _("The person was told that nothing goes before %(day)s.") % {"day": date_format(keeping.dispose_from, "j F")}
    return None


@rule("housing.dispose_belongings")
def confirm_disposal(actor: User, *, keeping: Keeping) -> str | None:
    """A second colleague confirms what the first proposed."""
    if words := _ended(keeping):
        return words
    if keeping.asked_by is None:
        return _("Nobody has proposed to dispose of these belongings.")
    return _("You proposed it. Somebody else confirms.") if keeping.asked_by == actor.pk else None
