"""What is done with scales: one is filled in, a result is corrected by the next entry."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from care.notes.actions import follow
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .catalogue import SCALES
from .enums import Verb
from .instruments import Answers
from .models import ScaleResult
from .selectors import result_for, result_of_form


@transaction.atomic
def take_scale(
    *, actor: User, person: Person, code: str, answers: Answers, compartment: str, mode: str, language: str, taken_at: datetime,
    client_uuid: UUID, about: str = "",
) -> ScaleResult:
    """Write down what was answered on a scale, with its sum; the same `client_uuid` again returns the first.

    The writer's team takes the person on, or stays on, in that part of the file. Raises Refused, with the item that is
    missing in words, or when another team follows the person there.
    """
    scale = SCALES[code]
    policies.take_scale.check(actor, scale=scale, compartment=compartment, mode=mode, taken_at=taken_at, answers=answers, about=about)
    follow(actor=actor, person=person, compartment=compartment)
    first = result_of_form(actor, client_uuid)
    if first is not None:
        return first
    result = _write(
        actor, person=person, compartment=compartment, code=code, version=scale.version, about=about, language=language, mode=mode,
        taken_at=taken_at, answers=_kept(answers), score=scale.sum_of(answers, about), most=scale.most(about), client_uuid=client_uuid,
    )
    record(Verb.TAKEN, subject=person, obj=result, purpose=compartment, data={"scale": code})
    return result


@transaction.atomic
def correct_scale(
    *, actor: User, result: ScaleResult, answers: Answers, mode: str, language: str, taken_at: datetime, because: str, client_uuid: UUID
) -> ScaleResult:
    """Write the right answers as a new entry that names the one it replaces; both stay.

    The same `client_uuid` again returns the first. Raises Refused when a colleague corrected it before, saying who and when.
    """
    first = result_of_form(actor, client_uuid)
    if first is not None and first.replaces_id == result.pk:
        return first
    _may_correct(actor, result_for(actor, result.pk), answers, mode, taken_at)
    scale = SCALES[result.code]
    try:
        with transaction.atomic():
            made = _write(
                actor, person=result.person, compartment=result.compartment, code=result.code, version=scale.version, about=result.about,
                language=language, mode=mode, taken_at=taken_at, answers=_kept(answers), score=scale.sum_of(answers, result.about),
                most=scale.most(result.about), replaces_id=result.pk, because=because, client_uuid=client_uuid,
            )
    except IntegrityError:
        _may_correct(actor, result_for(actor, result.pk), answers, mode, taken_at)
        raise
    record(Verb.CORRECTED, subject=result.person_id, obj=made, purpose=result.compartment, data={"replaces": str(result.pk)})
    return made


def _may_correct(actor: User, result: ScaleResult, answers: Answers, mode: str, taken_at: datetime) -> None:
    """Raises Refused; who was first is named."""
    after = getattr(result, "replaced_by", None)
    by = User.objects.filter(pk=after.by).values_list("display_name", flat=True).first() if after else ""
    policies.correct_scale.check(
        actor, result=result, scale=SCALES[result.code], mode=mode, taken_at=taken_at, answers=answers, by=by or ""
    )


def _kept(answers: Answers) -> str:
    return json.dumps(dict(answers), sort_keys=True)


def _write(actor: User, **values: Any) -> ScaleResult:
    result = ScaleResult(by=actor.pk, written_at=clock.now(), **values)
    result.save(force_insert=True)
    return result
