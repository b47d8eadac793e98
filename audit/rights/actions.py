"""The steps of an erasure that people take: ask, approve by another person, withdraw, order."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.ledger.actions import record
from audit.rights import policies
from audit.rights.enums import Ground, State, Verb
from audit.rights.models import ErasureRequest

WAITING_DAYS = 14


@transaction.atomic
def request_erasure(*, actor: Any, subject: UUID, ground: str = Ground.ASKED) -> ErasureRequest:
    """Ask for a file to be erased; nothing happens until another person approves. Source: GDPR 17."""
    policies.request_erasure.check(actor, subject=subject)
    request = ErasureRequest(subject=subject, ground=Ground(ground), requested_by=actor.pk)
    request.save(force_insert=True)
    record(Verb.REQUESTED, subject=subject, obj=request, data={"ground": request.ground})
    return request


@transaction.atomic
def approve_erasure(*, actor: Any, request: ErasureRequest) -> ErasureRequest:
    """The second person agrees: the file is closed at once and may be erased after the waiting time.

    The days are the setting ERASURE_WAITING_DAYS (14). Source: PRIVACY 5, GDPR 18.
    """
    request = _locked(request)
    policies.approve_erasure.check(actor, request=request)
    request.state = State.APPROVED
    request.decided_by, request.decided_at = actor.pk, timezone.now()
    days = getattr(settings, "ERASURE_WAITING_DAYS", WAITING_DAYS)
    request.restricted_until = request.decided_at + timedelta(days=days)
    request.save()
    record(Verb.APPROVED, subject=request.subject, obj=request)
    return request


@transaction.atomic
def withdraw_erasure(*, actor: Any, request: ErasureRequest) -> ErasureRequest:
    """The person thought better of it: the file opens again to those who had access."""
    request = _locked(request)
    policies.withdraw_erasure.check(actor, request=request)
    request.state = State.WITHDRAWN
    request.save()
    record(Verb.WITHDRAWN, subject=request.subject, obj=request)
    return request


@transaction.atomic
def carry_out_erasure(*, actor: Any, request: ErasureRequest) -> ErasureRequest:
    """Order the erasure. The worker carries it out within a minute, for no page may ever erase a file by itself."""
    request = _locked(request)
    policies.carry_out_erasure.check(actor, request=request)
    request.state, request.ordered_by = State.ORDERED, actor.pk
    request.save()
    record(Verb.ORDERED, subject=request.subject, obj=request)
    return request


def _locked(request: ErasureRequest) -> ErasureRequest:
    return ErasureRequest.objects.select_for_update().get(pk=request.pk)
