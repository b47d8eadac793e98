"""What is done for safety at work: a briefing given, tools lent and taken back, an accident written down and declared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from employment.places.models import SignUp
from employment.projects.selectors import briefing_of
from employment.safety import policies
from employment.safety.enums import Verb
from employment.safety.models import Accident, BriefingGiven, ToolLoan
from employment.safety.selectors import accident_of_form, heard_by, is_insured, loan_of_form
from intake.safety.models import Incident


@transaction.atomic
def give_briefing(*, actor: User, sign_up: SignUp, language: str) -> BriefingGiven:
    """Somebody heard the briefing that holds now; the same version once for a session."""
    briefing = briefing_of(sign_up.session.project_id)
    policies.give_briefing.check(actor, sign_up=sign_up, briefing=briefing)
    assert briefing is not None, "the policy refuses without one"
    known = heard_by(sign_up, briefing)
    if known is not None:
        return known
    given = BriefingGiven.objects.create(
        sign_up=sign_up, briefing=briefing, language=language, given_at=clock.now(), given_by=actor.pk
    )
    record(Verb.BRIEFED, subject=sign_up.person_id, obj=sign_up, data={"version": given.briefing.version})
    return given


@transaction.atomic
def brief_several(*, actor: User, sign_ups: Sequence[SignUp], language: str) -> int:
    """Several people heard it together; how many."""
    for one in sign_ups:
        give_briefing(actor=actor, sign_up=one, language=language)
    return len(sign_ups)


@transaction.atomic
def lend_tool(*, actor: User, sign_up: SignUp, what: str, client_uuid: UUID | None = None) -> ToolLoan:
    """Hand a tool or piece of clothing out; the same form twice is one."""
    done = loan_of_form(client_uuid)
    if done is not None:
        return done
    policies.lend_tool.check(actor, sign_up=sign_up)
    loan = ToolLoan.objects.create(
        sign_up=sign_up, what=what, lent_at=clock.now(), lent_by=actor.pk, client_uuid=client_uuid or uuid4()
    )
    record(Verb.LENT, subject=sign_up.person_id, obj=loan)
    return loan


@transaction.atomic
def take_tool_back(*, actor: User, loan: ToolLoan) -> ToolLoan:
    """It is back; nobody pays for what is not."""
    policies.take_tool_back.check(actor, loan=loan)
    loan.back_at, loan.back_by = clock.now(), actor.pk
    loan.save()
    record(Verb.BROUGHT_BACK, subject=loan.sign_up.person_id, obj=loan)
    return loan


@transaction.atomic
def report_accident(
    *, actor: User, sign_up: SignUp, happened_at: datetime, words: str, where: str = "", incident: Incident | None = None,
    client_uuid: UUID | None = None,
) -> Accident:
    """Write an accident down with the policy of that day; the words are sealed. The same form twice is one accident."""
    done = accident_of_form(actor, client_uuid)
    if done is not None:
        return done
    policies.report_accident.check(actor, sign_up=sign_up, happened_at=happened_at)
    project = sign_up.session.project
    accident = Accident.objects.create(
        person_id=sign_up.person_id, sign_up=sign_up, happened_at=happened_at, words=words, where=where, incident=incident,
        insurance=project.insurance, insured=is_insured(project, clock.local(happened_at)), written_by=actor.pk,
        written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    record(Verb.ACCIDENT, subject=sign_up.person_id, obj=accident)
    return accident


@transaction.atomic
def declare_accident(*, actor: User, accident: Accident, on: date) -> Accident:
    """The insurer has been told on that day."""
    policies.declare_accident.check(actor, accident=accident, on=on)
    accident.declared_on, accident.declared_by = on, actor.pk
    accident.save()
    record(Verb.DECLARED, subject=accident.person_id, obj=accident)
    return accident
