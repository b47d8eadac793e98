"""What is done with a sample: taken in, looked at, warned of. No person is ever tied to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts.clock import now, service_day
from intake.bulletins.actions import draft_bulletin, publish_bulletin
from intake.bulletins.enums import Level, Zone

from ..enums import Verb
from . import policies
from .enums import AlertLevel
from .models import Sample
from .selectors import sample_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User


@transaction.atomic
def take_sample(
    *, actor: User, sold_as: str, form: str, client_uuid: UUID, name: str = "", looks: str = ""
) -> Sample:
    """Take a sample in and return it: its number, on a slip of paper, brings the answer back."""
    policies.check_sample.check(actor)
    first = sample_by_uuid(client_uuid)
    if first is not None:
        return first
    sample = Sample(
        sold_as=sold_as, form=form, name=name, looks=looks, taken_at=now(), taken_by=actor.pk, service_day=service_day(),
        client_uuid=client_uuid,
    )
    sample.save(force_insert=True)
    record(Verb.SAMPLE_TAKEN, obj=sample)
    return sample


@transaction.atomic
def tell_result(*, actor: User, sample: Sample, method: str, level: str, found: Iterable[str] = (), result: str = "") -> Sample:
    """Write what was found and what it means; a later, better test is written over it, the earlier one kept in its history."""
    policies.check_sample.check(actor)
    sample.method, sample.level, sample.found, sample.result = method, level, sorted(found), result
    sample.told_at, sample.told_by = now(), actor.pk
    sample.save(update_fields=["method", "level", "found", "result", "told_at", "told_by"])
    record(Verb.SAMPLE_TOLD, obj=sample, data={"level": level})
    return sample


@transaction.atomic
def warn_of_sample(
    *, actor: User, sample: Sample, sold_as: str, ends_at: datetime | None, advice: Iterable[str], client_uuid: UUID, looks: str = "",
    effect: str = "", words_fr: str = "", words_nl: str = "", words_en: str = "",
) -> Sample:
    """Make a product alert of a sample and publish it: on the board, at every desk, until its end. Raises Refused.

    What is told of the product is what was looked through for it, not what lies with the sample: never who brought it, where it was bought, nor that somebody used it here.
    """
    sample = Sample.objects.select_for_update(of=("self",), no_key=True).get(pk=sample.pk)
    policies.warn_of_sample.check(actor, sample=sample)
    danger = sample.level == AlertLevel.DANGER
    bulletin = draft_bulletin(
        actor=actor, sold_as=sold_as, looks=looks, effect=effect,
        zone=Zone.UNKNOWN, level=Level.DANGER if danger else Level.WATCH, advice=advice, ends_at=ends_at,
        client_uuid=uuid5(client_uuid, "bulletin"), words_fr=words_fr, words_nl=words_nl, words_en=words_en,
    )
    publish_bulletin(actor=actor, bulletin=bulletin)
    sample.bulletin = bulletin
    sample.save(update_fields=["bulletin"])
    record(Verb.SAMPLE_WARNED, obj=sample)
    return sample
