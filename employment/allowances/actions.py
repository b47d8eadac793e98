"""Write an allowance, enter a ceiling."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import connection, transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances import policies
from employment.allowances.enums import Verb
from employment.allowances.models import Allowance, AllowanceCap
from employment.allowances.selectors import allowance_of_form, ceiling_for, paid_in
from employment.places.models import SignUp
from employment.places.selectors import sign_up_for


@transaction.atomic
def write_allowance(
    *,
    actor: User,
    sign_up: SignUp,
    amount_cents: int,
    legal_form: str,
    paid_by: str,
    receipt: str = "",
    client_uuid: UUID | None = None,
) -> Allowance:
    """Write down what a person received for a session, in euro cents; the same form twice is one allowance.

    Raises Refused above the ceiling of a day or a year, and while the year's ceilings are unknown. Source: DOMAIN 8.4.
    """
    done = allowance_of_form(actor, client_uuid)
    if done is not None:
        return done
    person, day = sign_up.person_id, sign_up.session.day
    _one_at_a_time(person)
    sign_up = sign_up_for(actor, sign_up.pk)
    attendance = getattr(sign_up, "attendance", None)
    policies.write_allowance.check(
        actor,
        present=bool(attendance and attendance.present),
        written=bool(paid_in(actor, [sign_up])),
        amount_cents=amount_cents,
        ceiling=ceiling_for(actor, person, legal_form, day),
    )
    allowance = Allowance.objects.create(
        person_id=person,
        sign_up=sign_up,
        on_day=day,
        amount_cents=amount_cents,
        legal_form=legal_form,
        paid_by=paid_by,
        receipt=receipt,
        written_by=actor.pk,
        written_at=clock.now(),
        client_uuid=client_uuid or uuid4(),
    )
    record(Verb.WRITTEN, subject=person, obj=allowance, data={"cents": amount_cents, "form": legal_form})
    return allowance


@transaction.atomic
def set_cap(
    *,
    actor: User,
    legal_form: str,
    valid_from: date,
    valid_until: date,
    day_cents: int,
    year_cents: int,
    source: str,
) -> AllowanceCap:
    """Enter the legal ceilings of a period in euro cents, with where they were read; a correction replaces the row."""
    policies.set_cap.check(actor)
    values = {
        "valid_until": valid_until,
        "day_cents": day_cents,
        "year_cents": year_cents,
        "source": source,
        "entered_by": actor.pk,
    }
    cap, _new = AllowanceCap.objects.update_or_create(legal_form=legal_form, valid_from=valid_from, defaults=values)
    record(Verb.CAP_SET, obj=cap, data={"day": day_cents, "year": year_cents})
    return cap


def _one_at_a_time(person: UUID | None) -> None:
    """Two amounts for one person wait for each other, so that together they stay under the ceiling."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"allowance of {person}"])
