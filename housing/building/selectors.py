"""The house as it stands: buildings, wards, rooms, beds in use and out of use, within what the actor may know."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed, Building, Room, Ward
from housing.beds.selectors import Kept, kept_in, rooms_known

Thing = TypeVar("Thing", bound=Model)


class House(NamedTuple):
    """A building with its wards; None for the wards that stand in no building."""

    building: Building | None
    wards: list[Ward]


def houses(actor: User) -> list[House]:
    """Everything, in the order of the board: each building, its wards, their rooms, and the beds of each."""
    beds = Prefetch("beds", Bed.objects.order_by("order", "label"), to_attr="all_beds")
    rooms = Prefetch(
        "rooms", rooms_known(actor).order_by("order", "label").prefetch_related(beds), to_attr="known_rooms"
    )
    wards = list(Ward.objects.order_by("order", "pk").select_related("building").prefetch_related(rooms))
    standing: list[Building | None] = [*Building.objects.order_by("order", "pk"), None]
    found = [House(building, [ward for ward in wards if ward.building == building]) for building in standing]
    return [house for house in found if house.building or house.wards]


def buildings() -> list[Building]:
    """Every building in order."""
    return list(Building.objects.order_by("order", "pk"))


def wards() -> list[Ward]:
    """Every ward in order."""
    return list(Ward.objects.order_by("order", "pk"))


def building_for(pk: int) -> Building:
    """One building or 404."""
    return get_object_or_404(Building, pk=pk)


def ward_for(pk: int) -> Ward:
    """One ward or 404."""
    return get_object_or_404(Ward, pk=pk)


def room_for(actor: User, pk: int) -> Room:
    """One room; 404 when the actor may not know of it."""
    return get_object_or_404(rooms_known(actor).select_related("ward"), pk=pk)


def bed_for(actor: User, pk: int) -> Bed:
    """One bed, in use or not; 404 in a room the actor may not know of."""
    found = Bed.objects.filter(room__in=rooms_known(actor)).select_related("room__ward").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def bed_to_change(actor: User, bed: Bed) -> Bed:
    """A bed locked until the end of the transaction, as it is now."""
    locked = Bed.objects.select_for_update(of=("self",), no_key=True).select_related("room")
    return locked.get(pk=bed_for(actor, bed.pk).pk)


def made_by_form(model: type[Thing], client_uuid: UUID | None) -> Thing | None:
    """What a form has already made, or None: the same form twice is one thing."""
    return model._default_manager.filter(client_uuid=client_uuid).first() if client_uuid else None


def labels_in(room: Room, but: Bed | None = None) -> set[str]:
    """What the beds of a room are called, in use or not, apart from one."""
    beds = room.beds.exclude(pk=but.pk) if but else room.beds.all()
    return set(beds.values_list("label", flat=True))


def kept_after(actor: User, bed: Bed, day: date) -> list[Kept]:
    """Who has, or is expected to have, a bed on a day or later."""
    start: Any = max(clock.bounds(day)[0], clock.now())
    return kept_in(actor, bed, start, None)


def is_taken(actor: User, room: Room) -> bool:
    """Whether anybody has, or will have, a bed of a room."""
    return any(kept_in(actor, bed, clock.now(), None) for bed in room.beds.order_by("pk")) if room.pk else False
