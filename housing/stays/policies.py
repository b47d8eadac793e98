"""May this worker give, keep, move or end this stay, and the words when not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.models import Bed
from housing.houserules.selectors import terms
from housing.requests.enums import Animal, Need
from housing.requests.models import BedRequest
from housing.stays.enums import StayCompartment, StayState
from housing.stays.models import Stay
from housing.stays.states import may_become
from intake.person.enums import Gender
from intake.person.models import Person

#: Who sleeps in a women's room; trans women are women. Source: DOMAIN 8.6.
WOMEN = (Gender.WOMAN, Gender.TRANS_WOMAN)
UNDO_WITHIN = timedelta(minutes=2)


class BedTaken(Exception):
    """The bed, or the night of the person, is taken. `words` tell the worker who was first and when, as far as known."""

    def __init__(self, words: str, by: int | None = None, at: datetime | None = None) -> None:
        super().__init__(words)
        self.words, self.by, self.at = words, by, at


def longest_until(stay: Stay) -> date:
    """The last planned end that the longest stay of the house allows. Source: DOMAIN 5."""
    day = clock.service_day(stay.began_at)
    return day + timedelta(days=terms(stay.bed.room_id, day).longest_days)


def days_after_stay() -> int:
    """Days the housing part of a file stays open to its teams once a stay is over (setting CENTRE_DAYS_AFTER_STAY, 14)."""
    return int(getattr(settings, "CENTRE_DAYS_AFTER_STAY", 14))


def room_rule(bed: Bed, person: Person | None, *, with_dog: bool = False, couple: bool = False) -> str | None:
    """Why the room of this bed is not for this person (None: not known to the actor), or None. Source: DOMAIN 8.1."""
    if bed.room.women_only and (person is None or person.gender not in WOMEN):
        return _("This room is for women.")
    if with_dog and not bed.room.dogs:
        return _("No dog in this room. Choose a room where dogs are welcome.")
    if couple and not bed.room.couples:
        return _("This room is not for couples. Choose two beds of a room for couples.")
    return None


def brings_dog(request: BedRequest | None) -> bool:
    """Whether the request says that a dog comes along."""
    return request is not None and (request.animal == Animal.DOG or Need.DOG in request.needs)


def bed_state(state: str) -> str | None:
    """Why a bed in this state cannot be given, or None. A bed kept by somebody is a conflict, not a refusal."""
    if state == BedState.CLOSED:
        return _("This bed is closed.")
    if state == BedState.CLEAN:
        return _("This bed has to be cleaned first.")
    return None


def compartment_of(bed: Bed) -> str:
    """The compartment a stay in this bed belongs to."""
    return bed.room.compartment or StayCompartment.HOUSING


def team_rule(actor: User, bed: Bed) -> str | None:
    """Why none of the actor's teams may work with this bed, or None."""
    return None if compartment_of(bed) in actor.compartments() else _("Your team does not work with these beds.")


@rule("housing.admit_to_bed")
def admit_to_bed(
    actor: User, *, bed: Bed, person: Person, state: str, override: str = "", with_dog: bool = False, couple: bool = False
) -> str | None:
    """The bed must be open and clean; the room's rule holds unless it is set aside with a reason."""
    words = None if override else room_rule(bed, person, with_dog=with_dog, couple=couple)
    return team_rule(actor, bed) or bed_state(state) or words


@rule("housing.override_room_rule")
def override_room_rule(actor: User, *, reason: str) -> str | None:
    """Setting a room's rule aside is written down with its reason."""
    return None if reason.strip() else _("Say why the room rule is set aside.")


@rule("housing.hold_bed")
def hold_bed(
    actor: User, *, bed: Bed, person: Person, state: str, with_dog: bool = False, couple: bool = False
) -> str | None:
    """A held bed follows the same rules as a given one."""
    return team_rule(actor, bed) or bed_state(state) or room_rule(bed, person, with_dog=with_dog, couple=couple)


@rule("housing.move_bed")
def move_bed(actor: User, *, stay: Stay, person: Person | None, bed: Bed, state: str, override: str = "") -> str | None:
    """Only somebody who has a bed is moved, into a bed they could be given."""
    if not may_become(stay.state, StayState.MOVED):
        return _("This stay is not under way.")
    if stay.bed_id == bed.pk:
        return _("The person is already in this bed.")
    words = team_rule(actor, bed) or bed_state(state)
    return words or (None if override else room_rule(bed, person, with_dog=stay.with_dog))


@rule("housing.end_stay")
def end_stay(actor: User, *, stay: Stay) -> str | None:
    """Only a stay under way is ended."""
    return None if may_become(stay.state, StayState.OUT) else _("This stay is not under way.")


@rule("housing.hold_bed")
def extend_hold(actor: User, *, stay: Stay) -> str | None:
    """Only a bed still held is held for longer: once the hold has ended, somebody else may have it."""
    if stay.state != StayState.HELD:
        return _("This bed is not held.")
    if stay.period.upper <= clock.now():
        when = date_format(clock.local(stay.period.upper), "H:i")
        return _("The hold ended at %(when)s. Look whether the bed is still free and hold it again.") % {"when": when}
    return None


@rule("housing.hold_bed")
def release_hold(actor: User, *, stay: Stay) -> str | None:
    """Only a held bed is given back."""
    return None if stay.state == StayState.HELD else _("This bed is not held.")


@rule("housing.mark_absent")
def mark_absent(actor: User, *, stay: Stay) -> str | None:
    """Only somebody who is in is out for the night."""
    return None if may_become(stay.state, StayState.ABSENT) else _("This stay is not under way.")


@rule("housing.mark_absent")
def keep_longer(actor: User, *, stay: Stay) -> str | None:
    """Only a bed still kept is kept for longer."""
    if stay.state != StayState.ABSENT:
        return _("This person is not marked as out.")
    if stay.period.upper <= clock.now():
        when = date_format(clock.local(stay.period.upper), "j/n H:i")
        return _("The bed was kept until %(when)s and is free since. Mark the person as back, if the bed is not given.") % {"when": when}
    return None


@rule("housing.mark_absent")
def mark_returned(actor: User, *, stay: Stay) -> str | None:
    """Only somebody who is out for the night comes back."""
    return None if stay.state == StayState.ABSENT else _("This person is not marked as out.")


@rule("housing.admit_to_bed")
def describe_stay(actor: User, *, stay: Stay, with_dog: bool) -> str | None:
    """What is known of a stay that is not cancelled; a dog sleeps only where dogs are welcome."""
    if stay.state in (StayState.CANCELLED, StayState.NOT_COME):
        return _("This stay is not under way.")
    if with_dog and not stay.with_dog and not stay.override_reason and not stay.bed.room.dogs:
        return _("No dog in this room. Choose a room where dogs are welcome.")
    return None


@rule("housing.extend_stay")
def extend_stay(actor: User, *, stay: Stay, planned_end: date | None = None) -> str | None:
    """Only a stay under way gets another planned end, never one before it began."""
    if stay.state not in (StayState.IN, StayState.ABSENT):
        return _("This stay is not under way.")
    if planned_end is not None and planned_end < clock.service_day(stay.began_at):
        return _("The stay began on %(day)s: it cannot end before.") % {"day": date_format(clock.service_day(stay.began_at), "j F Y")}
    return None


@rule("housing.admit_to_bed")
def undo_admission(actor: User, *, stay: Stay) -> str | None:
    """A mistaken tap is taken back by the same worker within two minutes."""
    if stay.state != StayState.IN or stay.given_by != actor.pk:
        return _("Only the colleague who gave the bed can take it back.")
    if stay.given_at is None or clock.now() - stay.given_at > UNDO_WITHIN:
        return _("Too late to take it back. End the stay instead.")
    return None


@rule("housing.end_stay")
def reopen_stay(actor: User, *, stay: Stay, closed: bool = False) -> str | None:
    """An end written by mistake is taken back for some hours after it was written; whether the bed is free is asked then."""
    if stay.state != StayState.OUT or stay.person_id is None or stay.ended_at is None:
        return _("This stay has not ended.")
    if closed:
        return _("This bed is closed.")
    hours = terms(stay.bed.room_id).reopen_hours
    if clock.now() - (stay.end_recorded_at or stay.ended_at) > timedelta(hours=hours):
        words = ngettext(
            "An end is taken back within %(hours)d hour. Admit the person again.", "An end is taken back within %(hours)d hours. Admit the person again.", hours
        )  # fmt: skip
        return words % {"hours": hours}
    return None
