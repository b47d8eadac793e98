"""Reading danger assessments: one's own, and for the coordination all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from intake.safety.reach import names_of, within

from .enums import Option, Verb
from .models import DangerAssessment

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

LISTED = 100


def _mine(actor: User) -> QuerySet[DangerAssessment]:
    """Those the actor may read."""
    return within(actor, DangerAssessment.objects.select_related("person"))


def assessment_for(actor: User, pk: Any) -> DangerAssessment:
    """One assessment. Raises Http404 outside the actor's reach."""
    return get_object_or_404(_mine(actor), pk=pk)


def assessment_by_uuid(client_uuid: UUID) -> DangerAssessment | None:
    """The assessment that a page's uuid already wrote."""
    return DangerAssessment.objects.filter(client_uuid=client_uuid).first()


def assessments(actor: User) -> list[DangerAssessment]:
    """Those not signed first, then the latest, at most a hundred; the reading is recorded."""
    found = list(_mine(actor).order_by("judgement", "-at", "pk")[:LISTED])
    viewed(Verb.LISTED, count=len(found))
    return found


def unsigned(actor: User) -> int:
    """How many wait for a signature that this actor could give."""
    return _mine(actor).filter(judgement="").exclude(by=actor.pk).count()


def assessments_of(actor: User, person: Person) -> list[DangerAssessment]:
    """The assessments in a person's file that the actor may read."""
    return list(_mine(actor).filter(person=person).order_by("-at", "pk")[:10])


def opened(actor: User, assessment: DangerAssessment) -> dict[str, Any]:
    """An assessment opened; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=assessment.person_id, obj=assessment)
    names = names_of(pk for pk in (assessment.by, assessment.signed_by) if pk)
    labels = dict(Option.choices)
    return {
        "assessment": assessment, "facts": _text(assessment.facts), "weighed": _text(assessment.weighed),
        "options": [str(labels[code]) for code in assessment.options], "by": names.get(assessment.by, ""),
        "remark": _text(assessment.remark) if assessment.remark else "", "signed_by": names.get(assessment.signed_by or 0, ""),
    }


def _text(sealed: Any) -> str:
    """A text in clear; nothing when its key was destroyed."""
    try:
        return str(sealed.reveal())
    except Shredded:
        return ""
