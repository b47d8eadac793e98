"""What is done before anybody comes: the legal basis, rules, minutes, booths; then open and close."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.shifts.clock import now, service_day
from centre.staff.roles import Role

from ..enums import Verb
from . import policies
from .models import Booth, LegalBasis, RoomOpening, RoomRules, RoomTerms
from .selectors import basis_by_uuid, latest_rules, opening_by_uuid, opening_now, standing

if TYPE_CHECKING:
    from centre.staff.models import User


@transaction.atomic
def enter_basis(
    *, actor: User, reference: str, given_by: str, valid_from: date, valid_until: date, client_uuid: UUID
) -> LegalBasis:
    """Enter the text that allows the room. It allows nothing until a coordinator and a doctor have signed it."""
    policies.set_up_room.check(actor)
    first = basis_by_uuid(client_uuid)
    if first is not None:
        return first
    basis = LegalBasis(
        reference=reference, given_by=given_by, valid_from=valid_from, valid_until=valid_until, entered_at=now(),
        entered_by=actor.pk, client_uuid=client_uuid,
    )
    basis.save(force_insert=True)
    record(Verb.BASIS_ENTERED, obj=basis)
    return basis


@transaction.atomic
def sign_basis(*, actor: User, basis: LegalBasis, role: str) -> LegalBasis:
    """Sign as coordinator or as doctor. Raises Refused for whoever signed for the other role.

    The caller has seen a fresh second factor.
    """
    policies.sign_room_basis.check(actor, basis=basis, role=role)
    basis = LegalBasis.objects.select_for_update(no_key=True).get(pk=basis.pk)
    policies.sign_room_basis.check(actor, basis=basis, role=role)
    field = "coordinator" if role == Role.COORDINATOR else "doctor"
    setattr(basis, f"{field}_by", actor.pk)
    setattr(basis, f"{field}_at", now())
    basis.save(update_fields=[f"{field}_by", f"{field}_at"])
    record(Verb.BASIS_SIGNED, obj=basis, data={"role": role})
    return basis


@transaction.atomic
def withdraw_basis(*, actor: User, basis: LegalBasis, because: str) -> LegalBasis:
    """Take it out of force now, with a reason: no visit begins any more."""
    basis = LegalBasis.objects.select_for_update(no_key=True).get(pk=basis.pk)
    policies.withdraw_basis.check(actor, basis=basis, because=because)
    basis.withdrawn_at, basis.withdrawn_by, basis.withdrawn_because = now(), actor.pk, because.strip()
    basis.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(Verb.BASIS_WITHDRAWN, obj=basis)
    return basis


@transaction.atomic
def publish_rules(*, actor: User, text_fr: str, text_nl: str, text_en: str = "") -> RoomRules:
    """Publish the next version of the rules: whoever comes signs it before using again."""
    policies.set_up_room.check(actor)
    last = latest_rules()
    if last is not None and (last.text_fr, last.text_nl, last.text_en) == (text_fr, text_nl, text_en):
        return last
    rules = RoomRules(
        number=(last.number if last else 0) + 1, text_fr=text_fr, text_nl=text_nl, text_en=text_en, published_at=now(),
        published_by=actor.pk,
    )
    rules.save(force_insert=True)
    record(Verb.RULES_PUBLISHED, obj=rules, data={"version": rules.number})
    return rules


@transaction.atomic
def set_terms(
    *, actor: User, valid_from: date, injection_minutes: int, inhalation_minutes: int, watch_minutes: int, look_minutes: int,
    staff_least: int, because: str,
) -> RoomTerms:
    """Say from which day on how many minutes and colleagues it takes, and where that comes from."""
    policies.set_up_room.check(actor)
    terms = RoomTerms(
        valid_from=valid_from, injection_minutes=injection_minutes, inhalation_minutes=inhalation_minutes,
        watch_minutes=watch_minutes, look_minutes=look_minutes, staff_least=staff_least, because=because, set_at=now(), set_by=actor.pk,
    )
    terms.save(force_insert=True)
    record(Verb.TERMS_SET, obj=terms, data={"watch": watch_minutes, "least": staff_least})
    return terms


@transaction.atomic
def save_booth(*, actor: User, label: str, space: str, order: int, active: bool, booth: Booth | None = None) -> Booth:
    """Put a booth in the room, or change one; out of service it takes nobody."""
    policies.set_up_room.check(actor)
    kept = booth or Booth()
    kept.label, kept.space, kept.order, kept.active = label, space, order, active
    kept.save()
    record(Verb.BOOTH_SAVED, obj=kept, data={"active": active})
    return kept


@transaction.atomic
def use_booth(*, actor: User, booth: Booth, active: bool) -> Booth:
    """Take a booth out of service, or put it back: soiled, broken, clean again. Whoever is in it stays."""
    policies.use_booth.check(actor)
    booth.active = active
    booth.save(update_fields=["active"])
    record(Verb.BOOTH_SAVED, obj=booth, data={"active": active})
    return booth


@transaction.atomic
def open_room(*, actor: User, staff: Iterable[int], client_uuid: UUID) -> RoomOpening:
    """Open the room with these colleagues; when it is open already, that opening. Raises Refused in words."""
    ground, present = standing(), sorted(set(staff))
    least = ground.terms.staff_least if ground.terms else 0
    policies.open_room.check(actor, shut=ground.shut, least=least, present=len(present))
    opening = RoomOpening(
        opened_at=now(), opened_by=actor.pk, staff=present, least=least, service_day=service_day(), client_uuid=client_uuid
    )
    try:
        with transaction.atomic():
            opening.save(force_insert=True)
    except IntegrityError:
        first = opening_by_uuid(client_uuid) or opening_now()
        if first is None:
            raise
        return first
    record(Verb.OPENED, obj=opening, data={"present": len(present)})
    return opening


@transaction.atomic
def change_staff(*, actor: User, opening: RoomOpening, staff: Iterable[int]) -> RoomOpening:
    """Write who is at work now. Fewer than the least is written too: the board says so, and nobody new is given a booth."""
    policies.run_opening.check(actor, opening=opening)
    opening.staff = sorted(set(staff))
    opening.save(update_fields=["staff"])
    record(Verb.STAFF_CHANGED, obj=opening, data={"present": len(opening.staff)})
    return opening


@transaction.atomic
def close_room(*, actor: User, opening: RoomOpening, reason: str, inside: int) -> RoomOpening:
    """Close the room. Raises Refused while somebody is in a booth or under observation (`inside`)."""
    policies.close_room.check(actor, opening=opening, inside=inside)
    opening.closed_at, opening.closed_by, opening.reason = now(), actor.pk, reason
    opening.save(update_fields=["closed_at", "closed_by", "reason"])
    record(Verb.CLOSED, obj=opening, data={"reason": reason})
    return opening
