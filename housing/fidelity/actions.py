"""What is done about fidelity: assess a programme, strike an assessment out, go through the principles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.fidelity import policies
from housing.fidelity.enums import Verb
from housing.fidelity.models import FidelityAssessment, FidelityScore, PrincipleAnswer, PrinciplesReview
from housing.fidelity.selectors import assessment_of_form, review_of_form
from housing.homes.models import Programme
from housing.homes.policies import HomeTaken
from intake.safety.reach import names_of


@transaction.atomic
def assess_fidelity(
    *, actor: User, programme: Programme, on: date, instrument: str, scores: dict[str, tuple[Decimal, Decimal]],
    client_uuid: UUID, note: str = "",
) -> FidelityAssessment:
    """Write down the scores of a programme by domain, each with its maximum; the same form twice is one assessment.

    Raises HomeTaken with who was first when this instrument was used on that day already. Source: DOMAIN 14.
    """
    policies.assess.check(actor, on=on, scores=scores)
    done = assessment_of_form(client_uuid)
    if done is not None:
        return done
    made = FidelityAssessment(
        programme=programme, assessed_on=on, instrument=instrument, note=note, by=actor.pk, at=clock.now(), client_uuid=client_uuid
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        first = FidelityAssessment.objects.get(programme=programme, assessed_on=on, instrument=instrument, struck_at=None)
        words = _("%(who)s wrote down this instrument for this day at %(at)s. Strike that one out first.")
        who = names_of([first.by]).get(first.by, _("a colleague"))
        raise HomeTaken(words % {"who": who, "at": date_format(clock.local(first.at), "j/n H:i")}) from error
    FidelityScore.objects.bulk_create(
        FidelityScore(assessment=made, domain=domain, score=score, maximum=most) for domain, (score, most) in scores.items()
    )
    record(Verb.ASSESSED, obj=made)
    return made


@transaction.atomic
def strike_assessment(*, actor: User, assessment: FidelityAssessment) -> FidelityAssessment:
    """Strike out an assessment written by mistake; it stays in the books."""
    policies.strike_assessment.check(actor, struck=assessment.struck_at is not None)
    assessment.struck_at, assessment.struck_by = clock.now(), actor.pk
    assessment.save(update_fields=["struck_at", "struck_by"])
    record(Verb.STRUCK, obj=assessment)
    return assessment


@transaction.atomic
def review_principles(
    *, actor: User, programme: Programme, on: date, answers: dict[str, tuple[str, str]], client_uuid: UUID
) -> PrinciplesReview:
    """Write down how far each principle is met, with a comment; the same form twice is one review."""
    policies.assess.check(actor, on=on)
    done = review_of_form(client_uuid)
    if done is not None:
        return done
    made = PrinciplesReview.objects.create(
        programme=programme, reviewed_on=on, by=actor.pk, at=clock.now(), client_uuid=client_uuid
    )
    PrincipleAnswer.objects.bulk_create(
        PrincipleAnswer(review=made, principle=principle, met=met, comment=comment)
        for principle, (met, comment) in answers.items()
    )
    record(Verb.REVIEWED, obj=made)
    return made
