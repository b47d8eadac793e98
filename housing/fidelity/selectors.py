"""Reading how programmes were assessed; of nobody."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from centre.staff.models import User
from housing.fidelity.enums import Domain, Met, Principle
from housing.fidelity.models import FidelityAssessment, FidelityScore, PrincipleAnswer, PrinciplesReview
from housing.homes.models import Programme
from intake.safety.reach import names_of

ASSESSMENTS = 12


@dataclass(frozen=True)
class Assessed:
    """An assessment with its scores by domain and their sums."""

    assessment: FidelityAssessment
    scores: dict[str, FidelityScore]
    score: Decimal
    maximum: Decimal
    by: str

    @property
    def share(self) -> int:
        """The sum in per cent of the most possible."""
        return round(100 * self.score / self.maximum) if self.maximum else 0


@dataclass(frozen=True)
class Reviewed:
    """A checklist with its answers in the order of the principles."""

    review: PrinciplesReview
    answers: list[tuple[str, PrincipleAnswer | None]]
    met: int
    by: str


def assessments(actor: User, programme: Programme) -> list[Assessed]:
    """The assessments of a programme that stand, the latest first; at most twelve."""
    found = FidelityAssessment.objects.filter(programme=programme, struck_at=None).prefetch_related("scores")
    listed = list(found.order_by("-assessed_on", "-pk")[:ASSESSMENTS])
    names = names_of(one.by for one in listed)
    return [_assessed(one, names.get(one.by, "")) for one in listed]


def _assessed(one: FidelityAssessment, by: str) -> Assessed:
    scores = {score.domain: score for score in one.scores.all()}
    return Assessed(
        one, scores, sum((each.score for each in scores.values()), Decimal()),
        sum((each.maximum for each in scores.values()), Decimal()), by,
    )


def assessment_for(actor: User, pk: Any) -> FidelityAssessment:
    """One assessment, struck or not. Raises Http404."""
    return get_object_or_404(FidelityAssessment.objects.select_related("programme"), pk=pk)


def reviews(actor: User, programme: Programme) -> list[Reviewed]:
    """The checklists of a programme, the latest first; at most twelve."""
    found = PrinciplesReview.objects.filter(programme=programme).prefetch_related("answers")
    listed = list(found.order_by("-reviewed_on", "-pk")[:ASSESSMENTS])
    names = names_of(one.by for one in listed)
    told = []
    for one in listed:
        answers = {answer.principle: answer for answer in one.answers.all()}
        lines = [(str(principle.label), answers.get(principle)) for principle in Principle]
        told.append(Reviewed(one, lines, sum(a.met == Met.MET for a in answers.values()), names.get(one.by, "")))
    return told


def assessment_of_form(client_uuid: UUID) -> FidelityAssessment | None:
    """The assessment that a form has already written."""
    return FidelityAssessment.objects.filter(client_uuid=client_uuid).first()


def review_of_form(client_uuid: UUID) -> PrinciplesReview | None:
    """The checklist that a form has already written."""
    return PrinciplesReview.objects.filter(client_uuid=client_uuid).first()


def _short(number: Decimal) -> Decimal | int:
    """A number without the noughts behind its point."""
    return int(number) if number == int(number) else number


def last_maxima(assessed: list[Assessed]) -> dict[str, Any]:
    """What the next form starts with: the instrument of the last assessment and the most of each domain."""
    if not assessed:
        return {}
    last = assessed[0]
    return {"instrument": last.assessment.instrument} | {f"most_{domain}": _short(one.maximum) for domain, one in last.scores.items()}


def by_domain(assessed: list[Assessed]) -> list[tuple[str, list[FidelityScore | None]]]:
    """The table: one line for each domain, one column for each assessment, the oldest first."""
    return [(str(domain.label), [one.scores.get(domain) for one in reversed(assessed)]) for domain in Domain]
