"""Reading who is enrolled, for the room's own team: what they signed, what was decided with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from intake.person.models import Person
from intake.youth.selectors import minor

from ..ground.selectors import latest_rules, names_of
from .enums import ClinicalOutcome, Ground
from .models import ClinicalDecision, Enrolment, RoomRefusal, RulesSigned

if TYPE_CHECKING:
    from centre.staff.models import User

ADULT = 18


@dataclass(frozen=True)
class Decided:
    """A clinical decision opened."""

    decision: ClinicalDecision
    words: str
    by: str


def text_of(sealed: Any) -> str:
    """The text in clear; nothing when its key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def of_whole(person: Person, way: str = "person") -> Q:
    """Rows of a person's file, of the file it was joined to and of those joined to either."""
    kept = person.merged_into_id or person.pk
    return Q(**{f"{way}__in": [kept, person.pk]}) | Q(**{f"{way}__merged_into": kept})


def is_minor(actor: User, person: Person) -> bool:
    """Whether the file says that the person is, or may be, under 18."""
    year = clock.now().year
    young = person.birth_year is not None and year - person.birth_year < ADULT
    return young or minor(actor, person) is not None


def enrolment_of(actor: User, person: Person) -> Enrolment | None:
    """The enrolment that runs, of this file or one joined to it, if the actor may see it."""
    found = visible(actor, Enrolment.objects.filter(of_whole(person), ended_at=None))
    return found.order_by("-enrolled_at", "pk").first()


def enrolment_for(actor: User, pk: Any) -> Enrolment:
    """One enrolment with its person. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, Enrolment.objects.filter(person__isnull=False)).select_related("person"), pk=pk)


def enrolment_by_uuid(client_uuid: UUID) -> Enrolment | None:
    """The enrolment that a page's uuid already made."""
    return Enrolment.objects.filter(client_uuid=client_uuid).first()


def refusal_by_uuid(client_uuid: UUID) -> RoomRefusal | None:
    """The refusal that a page's uuid already wrote."""
    return RoomRefusal.objects.filter(client_uuid=client_uuid).first()


def decision_by_uuid(client_uuid: UUID) -> ClinicalDecision | None:
    """The decision that a page's uuid already wrote."""
    return ClinicalDecision.objects.filter(client_uuid=client_uuid).first()


def has_signed(enrolment: Enrolment) -> bool:
    """Whether the version that counts now is signed."""
    rules = latest_rules()
    return rules is not None and RulesSigned.objects.filter(enrolment=enrolment, rules=rules).exists()


def grounds_to_decide(enrolment: Enrolment) -> list[str]:
    """What has to be decided with the person before a booth: asked about it, and no decision that still counts."""
    told = {Ground.PREGNANCY: enrolment.pregnant, Ground.FIRST_TIME: enrolment.first_time}
    latest = latest_decisions(enrolment)
    return [ground.value for ground, said in told.items() if said and not _counts(latest.get(ground))]


def _counts(decision: ClinicalDecision | None) -> bool:
    """A decision against counts for its service day; the next day it is taken again."""
    if decision is None:
        return False
    return decision.outcome != ClinicalOutcome.NOT_NOW or clock.service_day(decision.at) == clock.service_day()


def latest_decisions(enrolment: Enrolment) -> dict[str, ClinicalDecision]:
    """The last decision about each ground."""
    rows = ClinicalDecision.objects.filter(enrolment=enrolment).order_by("ground", "-at", "-pk").distinct("ground")
    return {one.ground: one for one in rows}


def not_now(enrolment: Enrolment) -> ClinicalDecision | None:
    """A decision of this service day that the person does not use the room now."""
    today = clock.service_day()
    found = (one for one in latest_decisions(enrolment).values() if one.outcome == ClinicalOutcome.NOT_NOW)
    return next((one for one in found if clock.service_day(one.at) == today), None)


def decisions_of(enrolment: Enrolment) -> list[Decided]:
    """The decisions, the newest first, opened. The caller has recorded the reading."""
    rows = list(ClinicalDecision.objects.filter(enrolment=enrolment).order_by("-at", "-pk")[:20])
    names = names_of(one.by for one in rows)
    return [Decided(one, text_of(one.words), names.get(one.by, "")) for one in rows]


def signatures_of(enrolment: Enrolment) -> list[tuple[int, datetime, str]]:
    """(version, when, with whom) of the rules signed, the newest first."""
    rows = list(RulesSigned.objects.filter(enrolment=enrolment).select_related("rules").order_by("-at", "-pk"))
    names = names_of(one.by for one in rows)
    return [(one.rules.number, one.at, names.get(one.by, "")) for one in rows]
