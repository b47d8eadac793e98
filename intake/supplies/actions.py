"""What the equipment counter does: give, take in, and keep the stock behind it."""

from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, ProgrammingError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment
from centre.shifts.clock import now, service_day
from intake.supplies import policies, selectors
from intake.supplies.enums import Method, Move, Source, Verb
from intake.supplies.lots import allocate
from intake.supplies.models import Box, Entry, Handout, Item, Lot, SharpsReturn, StockMove

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.outreach.models import OutreachRound
    from intake.person.models import Person

Kept = TypeVar("Kept", Handout, SharpsReturn)


@transaction.atomic
def hand_out(
    *,
    actor: "User",
    item: Item,
    packs: int,
    client_uuid: UUID,
    person: "Person | None" = None,
    others: int = 0,
    training: str = "",
    compartment: str = Compartment.DESK,
    round: "OutreachRound | None" = None,
) -> Handout:
    """Give `packs` of an item and take them off the stock; the same `client_uuid` again returns the first entry.

    `others` counts further people it is for. A person this worker cannot reach is served without a name. The stock is
    never a reason against: what the paper does not hold is written against no lot. Source: DOMAIN 8.3.
    """
    policies.hand_out.check(actor, item=item)
    moment = now()
    entry = Handout(
        person=person, compartment=compartment, service_day=service_day(moment), at=moment, by=actor.pk,
        client_uuid=client_uuid, item=item, units=packs * item.pack_size, others=others, training=training,
        round=round,
    )  # fmt: skip
    first = _keep_once(entry)
    if first is not None:
        return first
    for place, (lot, units) in enumerate(allocate(entry.units, selectors.shelf(item), entry.service_day)):
        _move(actor, item, Move.HANDED_OUT, -units, uuid5(client_uuid, f"move {place}"), lot=lot, handout=entry)
    record(Verb.HANDED_OUT, subject=entry.person_id, obj=entry, data={"item": item.code, "units": entry.units})
    return entry


@transaction.atomic
def take_back(
    *,
    actor: "User",
    method: str,
    client_uuid: UUID,
    number: int,
    person: "Person | None" = None,
    box: Box | None = None,
    source: str = Source.BROUGHT,
    compartment: str = Compartment.DESK,
    round: "OutreachRound | None" = None,
) -> SharpsReturn:
    """Take used equipment in: `number` is syringes (counted), grams (by weight) or containers (`box`).

    By weight or container the syringes are estimated with the centre's own rate, and left empty while it has none.
    """
    policies.take_back.check(actor)
    moment = now()
    entry = SharpsReturn(
        person=person if source == Source.BROUGHT else None, compartment=compartment, service_day=service_day(moment),
        at=moment, by=actor.pk, client_uuid=client_uuid, source=source, method=method, box=box,
        syringes=_estimated(method, number, box),
        grams=number if method == Method.WEIGHT else None,
        boxes=number if method == Method.CONTAINER else None, round=round,
    )  # fmt: skip
    first = _keep_once(entry)
    if first is not None:
        return first
    record(Verb.RETURNED, subject=entry.person_id, obj=entry, data={"method": method, "number": number})
    return entry


def _estimated(method: str, number: int, box: Box | None) -> int | None:
    """How many syringes a return is taken to be, or None while the centre has no rate for it."""
    if method == Method.COUNTED:
        return number
    if method == Method.WEIGHT:
        each = settings.CENTRE_SYRINGE_GRAMS
        return round(number / each) if each else None
    return number * box.syringes if box is not None and box.syringes else None


def _keep_once(entry: Kept) -> Kept | None:
    """Save an entry. None when it is new; the first one when another tap with its uuid was faster.

    When the wall does not let this worker write about the person, it is kept without a name.
    """
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        first: Kept | None = type(entry)._default_manager.filter(client_uuid=entry.client_uuid).first()
        if first is None:
            raise
        return first
    except ProgrammingError:
        if entry.person_id is None:
            raise
        entry.pk, entry.person = None, None
        return _keep_once(entry)
    return None


def _move(
    actor: "User", item: Item, kind: str, units: int, client_uuid: UUID, *,
    lot: int | None = None, reason: str = "", handout: Handout | None = None,
) -> StockMove:
    """Write one change of the stock."""
    return StockMove.objects.create(
        item=item, lot_id=lot, kind=kind, units=units, at=now(), by=actor.pk, reason=reason, handout=handout,
        client_uuid=client_uuid,
    )  # fmt: skip


@transaction.atomic
def undo_equipment(*, actor: "User", entry: Entry) -> Entry:
    """Take an entry back within the minute, by the worker who made it; undoing twice changes nothing."""
    if entry.undone_at is not None:
        return entry
    policies.undo_equipment.check(actor, entry=entry)
    return _strike(actor, entry, Verb.UNDONE)


@transaction.atomic
def correct_equipment(*, actor: "User", entry: Entry) -> Entry:
    """Strike an entry that was wrong, at any later time; it stays in the history."""
    if entry.undone_at is not None:
        return entry
    policies.correct_equipment.check(actor, entry=entry)
    return _strike(actor, entry, Verb.CORRECTED)


def _strike(actor: "User", entry: Entry, verb: Verb) -> Entry:
    """Mark an entry as undone and put what it gave back into the stock."""
    entry.undone_at, entry.undone_by = now(), actor.pk
    entry.save(update_fields=["undone_at", "undone_by"])
    if isinstance(entry, Handout):
        for move in selectors.moves_for(entry):
            uuid = uuid5(move.client_uuid, "back")
            _move(actor, entry.item, Move.TAKEN_BACK, -move.units, uuid, lot=move.lot_id, handout=entry)
    record(verb, subject=entry.person_id, obj=entry)
    return entry


@transaction.atomic
def receive_stock(
    *, actor: "User", item: Item, units: int, number: str, expires_on: date | None, client_uuid: UUID
) -> Lot:
    """Write a delivery of `units` under its lot number and return the lot; a known number gets more, not a second lot."""
    policies.receive_stock.check(actor)
    lot, _ = Lot.objects.get_or_create(item=item, number=number, defaults={"expires_on": expires_on})
    if selectors.move_by_uuid(client_uuid) is None:
        _move(actor, item, Move.RECEIVED, units, client_uuid, lot=lot.pk)
        record(Verb.RECEIVED, obj=lot, data={"item": item.code, "units": units})
    return lot


@transaction.atomic
def count_stock(
    *, actor: "User", item: Item, lot: Lot | None, counted: int, client_uuid: UUID, reason: str = ""
) -> int:
    """Write what the shelf really holds of a lot, or of no lot when None; the difference to the paper, in units."""
    policies.count_stock.check(actor)
    if selectors.move_by_uuid(client_uuid) is not None:
        return 0
    difference = counted - selectors.balance_of(item, lot)
    _move(actor, item, Move.COUNTED, difference, client_uuid, lot=lot.pk if lot else None, reason=reason)
    record(Verb.COUNTED, obj=item, data={"lot": lot.number if lot else "", "counted": counted, "difference": difference})
    return difference


@transaction.atomic
def discard_stock(*, actor: "User", item: Item, lot: Lot, units: int, reason: str, client_uuid: UUID) -> None:
    """Take `units` of a lot off the stock for good: expired, damaged, lost."""
    if selectors.move_by_uuid(client_uuid) is not None:
        return
    policies.discard_stock.check(actor, units=units, balance=selectors.balance_of(item, lot))
    _move(actor, item, Move.DISCARDED, -units, client_uuid, lot=lot.pk, reason=reason)
    record(Verb.DISCARDED, obj=item, data={"lot": lot.number, "units": units})


@transaction.atomic
def save_item(*, actor: "User", item: Item) -> Item:
    """Keep a new or changed item of the catalogue."""
    policies.edit_catalogue.check(actor)
    item.save()
    record(Verb.ITEM_SAVED, obj=item)
    return item


@transaction.atomic
def save_box(*, actor: "User", box: Box) -> Box:
    """Keep a new or changed container."""
    policies.edit_catalogue.check(actor)
    box.save()
    record(Verb.BOX_SAVED, obj=box)
    return box
