"""What may be said of a hold, and when two may be given beds together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.stays.enums import StayState
from housing.stays.models import Stay
from intake.person.models import Person


@rule("housing.hold_bed")
def record_not_come(actor: User, *, stay: Stay) -> str | None:
    """Only of a bed held, whether its hours are over or not."""
    return None if stay.state == StayState.HELD else _("This bed is not held.")


@rule("housing.mark_absent")
def record_not_back(actor: User, *, stay: Stay) -> str | None:
    """Only of somebody out whose bed was kept long enough."""
    if stay.state != StayState.ABSENT:
        return _("This person is not marked as out.")
    if stay.period.upper is None or stay.period.upper > clock.now():
        return _("The bed is still kept for this person.")
    return None


def two_of_one_room(people: tuple[Person, Person], beds: tuple[Bed, Bed]) -> str | None:
    """Why these are not two people for two beds of one room, or None."""
    if people[0].pk == people[1].pk:
        return _("Choose two people.")
    if beds[0].pk == beds[1].pk or beds[0].room_id != beds[1].room_id:
        return _("Choose two beds of the same room.")
    return None


@rule("housing.admit_to_bed")
def admit_couple(actor: User, *, people: tuple[Person, Person], beds: tuple[Bed, Bed]) -> str | None:
    """Two people, two beds, one room."""
    return two_of_one_room(people, beds)


@rule("housing.hold_bed")
def hold_couple(actor: User, *, people: tuple[Person, Person], beds: tuple[Bed, Bed]) -> str | None:
    """As for two beds given."""
    return two_of_one_room(people, beds)
