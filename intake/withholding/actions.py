"""What is done to withhold a file from a colleague: decide, look at it again, end it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.shifts.clock import now

from . import policies
from .enums import Verb
from .models import Withholding
from .selectors import stands

if TYPE_CHECKING:
    from centre.staff.models import User


class NoSuchFile(LookupError):
    """No file has this number."""


@transaction.atomic
def withhold_file(
    *, actor: "User", person: UUID, colleague: "User", ground: str, words: str = "", until: date | None = None,
    review_on: date | None = None,
) -> Withholding:
    """From now the colleague does not see this person: not by card, alias or questions, in no list and on no board.

    They may still serve them without a name. Raises Refused, NoSuchFile.
    """
    policies.withhold_file.check(
        actor, person=person, colleague=colleague, ground=ground, words=words, until=until, review_on=review_on,
        standing=stands(person, colleague),
    )  # fmt: skip
    withholding = Withholding(
        person_id=person, colleague=colleague, ground=ground, words=words.strip() or None, until=until,
        review_on=review_on, decided_at=now(), decided_by=actor.pk,
    )  # fmt: skip
    try:
        with transaction.atomic():
            withholding.save(force_insert=True)
            _keys_hold()
    except IntegrityError as missing:
        raise NoSuchFile from missing
    record(Verb.WITHHELD, subject=person, obj=withholding, purpose=ground)
    return withholding


@transaction.atomic
def review_withholding(
    *, actor: "User", withholding: Withholding, until: date | None = None, review_on: date | None = None
) -> Withholding:
    """Looked at again and kept, until another day or another review."""
    policies.review_withholding.check(actor, withholding=withholding, until=until, review_on=review_on)
    withholding.until, withholding.review_on = until, review_on
    withholding.reviewed_at, withholding.reviewed_by = now(), actor.pk
    withholding.save(update_fields=["until", "review_on", "reviewed_at", "reviewed_by"])
    record(Verb.REVIEWED, subject=withholding.person_id, obj=withholding)
    return withholding


@transaction.atomic
def end_withholding(*, actor: "User", withholding: Withholding) -> Withholding:
    """The colleague sees again what their teams see."""
    policies.end_withholding.check(actor, withholding=withholding)
    withholding.ended_at, withholding.ended_by = now(), actor.pk
    withholding.save(update_fields=["ended_at", "ended_by"])
    record(Verb.ENDED, subject=withholding.person_id, obj=withholding)
    return withholding


def _keys_hold() -> None:
    """Ask now, not at the end of the transaction, whether the file exists."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
