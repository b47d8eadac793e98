"""Who may ask for an erasure, who may decide, who may carry it out, and who may see who looked."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.rights.enums import OPEN, State
from audit.rights.models import ErasureRequest
from audit.rights.states import may_become
from audit.rules import rule


@rule("audit.who_looked")
def who_looked(actor: Any) -> str | None:
    """The data protection officer sees who opened a file."""
    return None


@rule("audit.view_erasures")
def view_erasures(actor: Any) -> str | None:
    """Whoever may decide an erasure sees the requests."""
    return None


@rule("audit.request_erasure")
def request_erasure(actor: Any, *, subject: UUID) -> str | None:
    """One erasure at a time for each file, and none for a file already erased."""
    states = set(ErasureRequest.objects.filter(subject=subject).values_list("state", flat=True))
    if State.DONE in states:
        return _("This file was already erased.")
    if states & set(OPEN):
        return _("An erasure of this file is already under way.")
    return None


@rule("audit.approve_erasure")
def approve_erasure(actor: Any, *, request: ErasureRequest) -> str | None:
    """Another person than the one who asked. Source: PRIVACY 5."""
    if not may_become(request.state, State.APPROVED):
        return _("There is nothing to approve any more.")
    if actor.pk == request.requested_by:
        return _("Another person must approve what you asked for.")
    return None


@rule("audit.withdraw_erasure")
def withdraw_erasure(actor: Any, *, request: ErasureRequest) -> str | None:
    """Until it is ordered, an erasure can be taken back."""
    if not may_become(request.state, State.WITHDRAWN):
        return _("It is too late to withdraw.")
    return None


@rule("audit.carry_out_erasure")
def carry_out_erasure(actor: Any, *, request: ErasureRequest) -> str | None:
    """Approved, and the waiting time over; a demonstration need not wait. Source: GDPR 18."""
    if request.state == State.REQUESTED:
        return _("Another person must approve it first.")
    if not may_become(request.state, State.ORDERED):
        return _("There is nothing to carry out any more.")
    if request.restricted_until and request.restricted_until > timezone.now() and not settings.CENTRE_DEMO:
        return _("The waiting time is not over yet.")
    return None
