"""What is done with doses. What is given is written in the drug register in the same transaction, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused, numbered, once, used_form
from care.medication.selectors import sedating_effects
from care.prescribing.enums import Decided, Slot
from care.prescribing.models import Prescription
from care.prescribing.selectors import file_to_write, kept_file
from care.register.actions import supply, take_back
from care.register.selectors import is_proven
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from centre.todo.actions import add_task

from . import policies
from .enums import Element, Outcome, Outside, SecondHand, State, Verb
from .models import Dose, Preparation
from .selectors import dose_of_form, preparation_of_form, turn_for
from .situation import Offer, Situation, objections

GIVE = "care.give_dose"


@transaction.atomic
def give_dose(
    *, actor: User, prescription: Prescription, slot: str, amount_ug: int, client_uuid: UUID, state: str, identity: Collection[str],
    batch: str = "", breath: int | None = None, choice: str = "", reason: str = "", recognised_by: int | None = None,
    preparation: Preparation | None = None, **seen: Any,
) -> Dose:
    """Write down a dose given now, with its line in the register; the same form twice is one dose.

    `seen`: last_use, supervised. A dose that is checked in two steps takes amount and batch from its `preparation`.
    Raises Refused with words for every rule it would not keep to, and when a colleague was faster.
    """
    situation = turn_for(actor, prescription, slot)
    if situation.written_by(client_uuid):
        return Dose.objects.get(client_uuid=client_uuid)
    if preparation is not None:
        amount_ug, batch = preparation.amount_ug, preparation.batch
    offer = Offer(
        amount_ug, clock.now(), state, breath, choice, reason, frozenset(identity),
        checked=preparation is not None and preparation.checked_at is not None and preparation == situation.preparation,
    )
    person = kept_file(situation.prescription.about)
    sedatives = sorted(sedating_effects(actor, [person.pk]).get(person.pk, set()))
    policies.give_dose.check(actor, situation=situation, offer=offer, sedatives=sedatives, recognised_by=recognised_by)
    entry = supply(actor=actor, account=prescription.account, amount_ug=amount_ug, batch=batch, authority=prescription.number, client_uuid=client_uuid)
    dose = _dose(
        actor, situation, slot, Outcome.GIVEN, client_uuid, amount_ug=amount_ug, entry=entry, batch=entry.batch.label if entry.batch else batch,
        state=state, identity=sorted(set(identity)), breath=breath, choice=choice, reason=reason.strip() or None,
        recognised_by=recognised_by if Element.STAFF in identity else None, preparation=preparation,
        decision_id=_followed(situation), **_stays(situation, clock.now()), **seen,
    )
    _save(dose)
    record(Verb.GIVEN, subject=dose.person_id, obj=dose, data={"ug": amount_ug})
    return dose


@transaction.atomic
def tell_dose(
    *, actor: User, prescription: Prescription, slot: str, amount_ug: int, taken_at: datetime, reason: str, client_uuid: UUID,
    batch: str = "", state: str = State.UNSEEN, identity: Collection[str] = (), **seen: Any,
) -> Dose:
    """Write down a dose that was given, whatever the rules say: it is kept with what it did not keep to, and why.

    A second dose for one time stands beside the first. What the register refuses is written there later (`enter_dose`).
    """
    done = once(dose_of_form(actor, client_uuid), GIVE, prescription_id=prescription.pk, outcome=Outcome.GIVEN)
    if done is not None:
        return done
    situation = turn_for(actor, prescription, slot, taken_at)
    policies.tell_dose.check(actor, situation=situation, amount_ug=amount_ug, taken_at=taken_at, reason=reason)
    offer = Offer(amount_ug, taken_at, state, identity=frozenset(identity))
    outside = [code for code, _words in objections(situation, offer) if code != Outside.CLOCK]
    if len(set(identity)) < 2:
        outside.append(Outside.IDENTITY)
    entry = _try_supply(actor, prescription, amount_ug, batch, client_uuid)
    if entry is None:
        outside.append(Outside.REGISTER)
    told = Slot.EXTRA if situation.same_dose is not None else slot
    dose = _dose(
        actor, situation, told, Outcome.GIVEN, client_uuid, amount_ug=amount_ug, entry=entry, taken_at=taken_at, reason=reason.strip(),
        batch=entry.batch.label if entry and entry.batch else batch, state=state, identity=sorted(set(identity)),
        outside=list(dict.fromkeys(outside)), decision_id=_followed(situation), **_stays(situation, taken_at), **seen,
    )
    _save(dose)
    record(Verb.TOLD, subject=dose.person_id, obj=dose, data={"ug": amount_ug, "outside": [str(code) for code in dose.outside]})
    if dose.outside:
        add_task(
            actor=actor, text=_("A dose was given outside a rule: look at it."), client_uuid=uuid5(dose.pk, "outside"), person=dose.person_id,
            compartment=Compartment.NURSING.value, role=Role.DOCTOR, urgent=True,
        )  # fmt: skip
    return dose


@transaction.atomic
def hold_dose(*, actor: User, prescription: Prescription, slot: str, reason: str, client_uuid: UUID, **seen: Any) -> Dose:
    """Write down that the dose is held for now, and why. It may still be given later this day."""
    return _not_given(actor, prescription, slot, Outcome.HELD, Verb.HELD, reason, client_uuid, seen)


@transaction.atomic
def refuse_dose(*, actor: User, prescription: Prescription, slot: str, reason: str, client_uuid: UUID, **seen: Any) -> Dose:
    """Write down that the person does not want the dose now. It may still be given later this day."""
    return _not_given(actor, prescription, slot, Outcome.REFUSED, Verb.REFUSED, reason, client_uuid, seen)


@transaction.atomic
def strike_dose(*, actor: User, dose: Dose, reason: str) -> Dose:
    """Strike out a dose written by mistake: it stays readable, its line of the register is taken back."""
    dose = visible(actor, Dose.objects.select_for_update(of=("self",), no_key=True).select_related("entry__account")).get(pk=dose.pk)
    policies.strike_dose.check(actor, dose=dose, reason=reason)
    if dose.entry is not None:
        take_back(actor=actor, entry=dose.entry, reason=_("Dose struck out"))
    dose.struck_at, dose.struck_by, dose.struck_because = clock.now(), actor.pk, reason.strip()
    dose.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(Verb.STRUCK, subject=dose.person_id, obj=dose)
    return dose


@transaction.atomic
def enter_dose(*, actor: User, dose: Dose, batch: str = "") -> Dose:
    """Write a dose in the register that could not be written there when it was given."""
    dose = visible(actor, Dose.objects.select_for_update(of=("self",), no_key=True).select_related("prescription__account")).get(pk=dose.pk)
    policies.enter_dose.check(actor, dose=dose)
    plan = dose.prescription
    dose.entry = supply(
        actor=actor, account=plan.account, amount_ug=dose.amount_ug, batch=batch, authority=plan.number, client_uuid=dose.client_uuid
    )
    dose.outside = [code for code in dose.outside if code != Outside.REGISTER]
    dose.save(update_fields=["entry", "outside"])
    record(Verb.ENTERED, subject=dose.person_id, obj=dose)
    return dose


@transaction.atomic
def prepare_dose(
    *, actor: User, prescription: Prescription, slot: str, amount_ug: int, client_uuid: UUID, batch: str = ""
) -> Preparation:
    """Make a dose ready for a second worker to check; the same form twice is one preparation."""
    done = once(preparation_of_form(actor, client_uuid), GIVE, prescription_id=prescription.pk, slot=slot)
    if done is not None:
        return done
    situation = turn_for(actor, prescription, slot)
    policies.prepare_dose.check(actor, situation=situation, offer=Offer(amount_ug, clock.now()))
    preparation = Preparation(
        person=file_to_write(actor, situation.prescription.about), prescription=prescription, substance=prescription.substance, day=situation.day,
        slot=slot, amount_ug=amount_ug, batch=batch.strip(), prepared_by=actor.pk, prepared_at=clock.now(), client_uuid=client_uuid,
    )
    with numbered(GIVE):
        preparation.save(force_insert=True)
    record(Verb.PREPARED, subject=preparation.person_id, obj=preparation, data={"ug": amount_ug})
    return preparation


@transaction.atomic
def check_preparation(*, actor: User, preparation: Preparation, how: str = SecondHand.SESSION) -> Preparation:
    """The second worker has looked at substance, amount and person, and says so with an own second factor."""
    preparation = _locked_preparation(actor, preparation)
    policies.check_preparation.check(actor, preparation=preparation, fresh=is_proven())
    preparation.checked_by, preparation.checked_at, preparation.checked_how = actor.pk, clock.now(), how
    preparation.save(update_fields=["checked_by", "checked_at", "checked_how"])
    record(Verb.CHECKED, subject=preparation.person_id, obj=preparation)
    return preparation


@transaction.atomic
def drop_preparation(*, actor: User, preparation: Preparation) -> Preparation:
    """Put a prepared dose aside; what is destroyed of it is written in the register by two."""
    preparation = _locked_preparation(actor, preparation)
    policies.drop_preparation.check(actor, preparation=preparation, used=Dose.objects.filter(preparation=preparation).exists())
    preparation.dropped_by, preparation.dropped_at = actor.pk, clock.now()
    preparation.save(update_fields=["dropped_by", "dropped_at"])
    record(Verb.DROPPED, subject=preparation.person_id, obj=preparation)
    return preparation


def _locked_preparation(actor: User, preparation: Preparation) -> Preparation:
    return visible(actor, Preparation.objects.select_for_update(of=("self",), no_key=True)).get(pk=preparation.pk)


def _dose(actor: User, situation: Situation, slot: str, outcome: str, client_uuid: UUID, **facts: Any) -> Dose:
    plan, now = situation.prescription, clock.now()
    moment = {"taken_at": now, "written_at": now}
    return Dose(
        person=file_to_write(actor, plan.about), prescription=plan, substance=plan.substance, day=situation.day, slot=slot, outcome=outcome,
        planned_ug=situation.planned_ug, by=actor.pk, client_uuid=client_uuid,
        **moment | ({"route": plan.route} if outcome == Outcome.GIVEN else {}) | facts,
    )  # fmt: skip


def _stays(situation: Situation, at: datetime) -> dict[str, datetime]:
    minutes = situation.limits.observe_minutes if situation.limits else None
    return {"stay_until": at + timedelta(minutes=minutes)} if minutes else {}


def _followed(situation: Situation) -> int | None:
    """The decision of a prescriber that this dose follows, if any."""
    kinds = (Decided.AGAIN,) if situation.slot == Slot.EXTRA else (Decided.ABOVE, Decided.RELEASE)
    found = [one.pk for kind in kinds if (one := situation.decided(kind)) is not None]
    return next(iter(found), None)


def _try_supply(actor: User, prescription: Prescription, amount_ug: int, batch: str, client_uuid: UUID) -> Any:
    try:
        with transaction.atomic():
            return supply(
                actor=actor, account=prescription.account, amount_ug=amount_ug, batch=batch, authority=prescription.number, client_uuid=client_uuid
            )
    except Refused:
        return None


def _not_given(
    actor: User, prescription: Prescription, slot: str, outcome: Outcome, verb: Verb, reason: str, client_uuid: UUID, seen: dict[str, Any]
) -> Dose:
    done = once(dose_of_form(actor, client_uuid), GIVE, prescription_id=prescription.pk, outcome=outcome)
    if done is not None:
        return done
    situation = turn_for(actor, prescription, slot)
    policies.hold_dose.check(actor, situation=situation, reason=reason)
    dose = _dose(actor, situation, slot, outcome, client_uuid, reason=reason.strip(), supervised=False, **seen)
    _save(dose)
    record(verb, subject=dose.person_id, obj=dose)
    return dose


def _save(dose: Dose) -> None:
    """Whatever was not seen here, PostgreSQL sees: a dose of a day is given once, and a form writes one."""
    try:
        with numbered(GIVE):
            dose.save(force_insert=True)
    except IntegrityError as error:
        if "not that of this dose" in str(error):
            raise Refused(used_form(), GIVE) from error
        if "dose_given_once" not in str(error):
            raise
        raise Refused(_("A colleague has just given this dose. Look at the list again."), GIVE) from error
