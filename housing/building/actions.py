"""What coordinators do to the house: write down buildings, wards, rooms and beds, and take a bed out of use for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.staff.models import User
from housing.beds.models import Bed, Building, Room, Ward
from housing.beds.selectors import said
from housing.building import policies
from housing.building.enums import Verb
from housing.building.selectors import bed_to_change, is_taken, kept_after, labels_in, made_by_form


@transaction.atomic
def keep_building(
    *, actor: User, building: Building | None = None, label: str, address: str = "", order: int = 0,
    client_uuid: UUID | None = None,
) -> Building:
    """Write down a new building, or what one is called now."""
    policies.keep_building.check(actor)
    made = None if building else made_by_form(Building, client_uuid)
    if made is not None:
        return made
    building = building or Building(client_uuid=client_uuid)
    building.label, building.address, building.order = label, address, order
    building.save()
    record(Verb.BUILDING_KEPT, obj=building)
    return building


@transaction.atomic
def keep_ward(
    *, actor: User, ward: Ward | None = None, label: str, building: Building | None = None, order: int = 0,
    client_uuid: UUID | None = None,
) -> Ward:
    """Write down a new ward, or what one is called and where it stands now."""
    policies.keep_building.check(actor)
    made = None if ward else made_by_form(Ward, client_uuid)
    if made is not None:
        return made
    ward = ward or Ward(client_uuid=client_uuid)
    ward.label, ward.building, ward.order = label, building, order
    ward.save()
    record(Verb.WARD_KEPT, obj=ward)
    return ward


@transaction.atomic
def keep_room(*, actor: User, room: Room | None = None, client_uuid: UUID | None = None, **given: Any) -> Room:
    """Write down a new room, or its rules as they are now (`given`: ward, label, order, rules, compartment)."""
    made = None if room else made_by_form(Room, client_uuid)
    if made is not None:
        return made
    room = room or Room(client_uuid=client_uuid)
    policies.keep_room.check(actor, room=room, space=given.get("compartment", ""), taken=is_taken(actor, room))
    for name, value in given.items():
        setattr(room, name, value)
    room.save()
    record(Verb.ROOM_KEPT, obj=room)
    return room


@transaction.atomic
def add_beds(
    *, actor: User, room: Room, labels: Sequence[str], open_from: date | None = None, client_uuid: UUID | None = None,
    **given: Any,
) -> list[Bed]:
    """Add beds to a room, one for each label, all alike (`given`: emergency, lower, medical, note)."""
    made = made_by_form(Bed, client_uuid)
    if made is not None:
        return [made]
    taken = labels_in(room)
    policies.keep_bed.check(actor, twice=[label for label in labels if label in taken])
    beds = []
    for number, label in enumerate(labels):
        form = client_uuid if number == 0 else None
        bed = Bed(room=room, label=label, order=len(taken) + number, open_from=open_from, client_uuid=form, **given)
        bed.save()
        beds.append(bed)
    record(Verb.BEDS_ADDED, obj=room, data={"beds": len(beds)})
    return beds


@transaction.atomic
def change_bed(*, actor: User, bed: Bed, label: str, **given: Any) -> Bed:
    """Change what a bed is called and fit for (`given`: order, emergency, lower, medical, note, open_from)."""
    bed = bed_to_change(actor, bed)
    policies.keep_bed.check(actor, twice=[label] if label in labels_in(bed.room, bed) else [])
    bed.label = label
    for name, value in given.items():
        setattr(bed, name, value)
    bed.save()
    record(Verb.BED_KEPT, obj=bed)
    return bed


@transaction.atomic
def retire_bed(*, actor: User, bed: Bed, until: date) -> Bed:
    """Take a bed out of use for good from a day on; its past stays counted.

    Raises Refused, saying who, when somebody has it on that day or later.
    """
    bed = bed_to_change(actor, bed)
    kept = [said(one) for one in kept_after(actor, bed, until)]
    policies.retire_bed.check(actor, bed=bed, until=until, kept=kept)
    bed.open_until = until
    bed.save()
    record(Verb.RETIRED, obj=bed, data={"until": until.isoformat()})
    return bed
