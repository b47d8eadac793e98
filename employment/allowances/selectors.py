"""Reads of money, scoped to the actor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.staff.models import User
from employment.allowances.enums import LegalForm, Verb
from employment.allowances.models import Allowance, AllowanceCap
from employment.allowances.policies import Ceiling
from employment.places.models import SignUp
from employment.places.selectors import came, sign_ups
from employment.projects.models import Session

#: Ceilings known to the house from the start: legal form, year, a day, a year, in cents. Source: DOMAIN 8.4 (2025).
KNOWN_CAPS = {(LegalForm.VOLUNTEER, 2025): (4231, 169251)}
#: Legal forms with a ceiling set by law; the others are paid by an employer or the CPAS/OCMW.
CAPPED_FORMS = (LegalForm.VOLUNTEER,)


class Paid(NamedTuple):
    """Somebody who came to a session, and what was written for them."""

    sign_up: SignUp
    allowance: Allowance | None


def paid_in(actor: User, sign_ups: Sequence[SignUp]) -> dict[int, Allowance]:
    """What was written for these sign-ups, by number of sign-up."""
    mine = visible(actor, Allowance.objects.filter(sign_up__in=[one.pk for one in sign_ups]))
    return {one.sign_up_id: one for one in mine.order_by("pk")}


def paid_lines(actor: User, session: Session) -> list[Paid]:
    """Everybody who came to a session, with what was written for them; its reading recorded."""
    present = [one for one in sign_ups(actor, session) if came(one)]
    written = paid_in(actor, present)
    if present:
        viewed(Verb.READ, obj=session, count=len(present))
    return [Paid(one, written.get(one.pk)) for one in present]


def cap_on(legal_form: str, day: date) -> tuple[int, int] | None:
    """The ceilings (a day, a year, in cents) of a legal form on a day, or None when they have not been entered."""
    valid = AllowanceCap.objects.filter(legal_form=legal_form, valid_from__lte=day, valid_until__gte=day)
    entered = valid.order_by("-valid_from").values_list("day_cents", "year_cents").first()
    return entered or KNOWN_CAPS.get((LegalForm(legal_form), day.year))


def caps(actor: User) -> QuerySet[AllowanceCap]:
    """Every ceiling entered, newest first."""
    return AllowanceCap.objects.order_by("-valid_from", "legal_form", "pk")


def written(actor: User, person: UUID | None, legal_form: str, day: date) -> tuple[int, int]:
    """Cents already written for a person under a legal form: on that day, and in that calendar year."""
    if person is None:
        return 0, 0
    mine = visible(actor, Allowance.objects.filter(person_id=person, legal_form=legal_form, on_day__year=day.year))
    sums = mine.aggregate(day=Sum("amount_cents", filter=Q(on_day=day)), year=Sum("amount_cents"))
    return sums["day"] or 0, sums["year"] or 0


def ceiling_for(actor: User, person: UUID | None, legal_form: str, day: date) -> Ceiling:
    """What may be paid to a person on a day and what was written already."""
    on_day, in_year = written(actor, person, legal_form, day)
    if legal_form not in CAPPED_FORMS:
        return Ceiling(True, day.year, None, None, on_day, in_year)
    cap = cap_on(legal_form, day)
    if cap is None:
        return Ceiling(False, day.year, None, None, on_day, in_year)
    return Ceiling(True, day.year, cap[0], cap[1], on_day, in_year)


def allowance_of_form(actor: User, client_uuid: UUID | None) -> Allowance | None:
    """The allowance that a form has already written, or None."""
    return visible(actor, Allowance.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None
