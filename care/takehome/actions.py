"""Bottles out and back. What goes home leaves the drug register in the same transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused, once, used_form
from care.dispensing.models import Bottle
from care.dispensing.selectors import turn_for
from care.prescribing.models import Prescription
from care.prescribing.selectors import file_to_write
from care.register.actions import supply
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User

from . import policies
from .enums import Verb
from .selectors import bottles_of_form, days_out, next_days

GIVE = "care.give_dose"


@transaction.atomic
def give_bottles(
    *, actor: User, prescription: Prescription, first: date, number: int, client_uuid: UUID, batch: str = "", lock_box: bool = False
) -> list[Bottle]:
    """Give bottles for the next days at home, one for each day; the same form twice gives the first ones.

    Raises Refused after missed days that hold, for more than the prescription allows, and for a day that has its bottle.
    """
    situation = turn_for(actor, prescription, prescription.slots[0])
    done = bottles_of_form(actor, client_uuid)
    if done:
        once(done[0], GIVE, prescription_id=prescription.pk)
        return done
    plan = situation.prescription
    days = next_days(plan, first, number)
    policies.give_bottles.check(actor, situation=situation, days=days, out=days_out(actor, plan))
    entry = supply(
        actor=actor, account=plan.account, amount_ug=plan.dose_ug * len(days), batch=batch, authority=plan.number,
        client_uuid=client_uuid,
    )  # fmt: skip
    file = file_to_write(actor, plan.about)
    made = [
        Bottle(
            person=file, prescription=plan, substance=plan.substance, for_day=day, amount_ug=plan.dose_ug, lock_box=lock_box,
            batch=entry.batch.label if entry.batch else batch, entry=entry, out_at=clock.now(), out_by=actor.pk, client_uuid=client_uuid,
        )
        for day in days
    ]  # fmt: skip
    try:
        for bottle in made:
            bottle.save(force_insert=True)
    except IntegrityError as error:
        if "bottle_once_a_day" not in str(error):
            raise Refused(used_form(), GIVE) from error
        raise Refused(_("A colleague has just given a bottle for one of these days. Look again."), GIVE) from error
    record(Verb.HOME, subject=made[0].person_id, obj=made[0], data={"bottles": len(made)})
    return made


@transaction.atomic
def take_back_bottle(*, actor: User, bottle: Bottle, back_as: str) -> Bottle:
    """Take a bottle back as it comes: empty, full, partly full, or lost. A full one no longer covers its day."""
    bottle = visible(actor, Bottle.objects.select_for_update(of=("self",), no_key=True)).get(pk=bottle.pk)
    policies.take_back_bottle.check(actor, bottle=bottle)
    bottle.back_at, bottle.back_by, bottle.back_as = clock.now(), actor.pk, back_as
    bottle.save(update_fields=["back_at", "back_by", "back_as"])
    record(Verb.BACK, subject=bottle.person_id, obj=bottle, data={"as": back_as})
    return bottle
