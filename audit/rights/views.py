"""The data protection officer's pages, and the sheet "who looked"."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rights import actions, policies, selectors, wording
from audit.rights.forms import ErasureForm
from audit.rights.models import ErasureRequest
from audit.rules import Rule


@require_GET
def console(request: HttpRequest) -> HttpResponse:
    """Open requests with the days left, those carried out, and the form for a new one."""
    return _console(request, ErasureForm(actor=request.actor))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for an erasure; the same page with the words when it is refused (422)."""
    policies.request_erasure.check(request.actor, subject=None)
    form = ErasureForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _console(request, form, status=422)
    subject = form.cleaned_data["file"]
    if words := policies.request_erasure.why_not(request.actor, subject=subject):
        form.add_error("file", words)
        return _console(request, form, status=422)
    erasure = actions.request_erasure(actor=request.actor, subject=subject, ground=form.cleaned_data["ground"])
    messages.success(request, _("Asked. Another person must approve it."))
    return redirect("erasure", erasure.pk)


@require_GET
def erasure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One erasure: its steps, or its certificate once it is done."""
    return _erasure(request, selectors.erasure_for(request.actor, pk))


@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second person agrees."""
    return _step(request, pk, policies.approve_erasure, actions.approve_erasure, _("Approved. The file is closed."))


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the request back."""
    return _step(request, pk, policies.withdraw_erasure, actions.withdraw_erasure, _("Withdrawn. The file is open again."))


@require_POST
def carry_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Order the erasure."""
    words = _("The file is being erased. The certificate is here within a few minutes.")
    return _step(request, pk, policies.carry_out_erasure, actions.carry_out_erasure, words)


@require_GET
def who_looked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every read and write of one file in plain words, fifty at a time; printable."""
    before = request.GET.get("before", "")
    sheet = selectors.who_looked(request.actor, pk, int(before) if before.isdecimal() and len(before) < 19 else None)
    return render(request, "audit/rights/who_looked.html", {"subject": pk, "sheet": sheet, "continued": bool(before)})


def _step(
    request: HttpRequest, pk: UUID, rule: Rule, action: Callable[..., ErasureRequest], words: str
) -> HttpResponse:
    found = selectors.erasure_for(request.actor, pk)
    if refusal := rule.why_not(request.actor, request=found):
        return _erasure(request, found, refusal, status=409)
    action(actor=request.actor, request=found)
    messages.success(request, words)
    return redirect("erasure", pk)


def _console(request: HttpRequest, form: ErasureForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    waiting = [(one, one.days_left(now)) for one in selectors.open_requests(request.actor)]
    finished = list(selectors.finished_requests(request.actor))
    everyone = {user for one, _left in waiting for user in (one.requested_by, one.decided_by)}
    context = {
        "form": form if policies.request_erasure.allows(request.actor, subject=None) else None,
        "waiting": waiting,
        "soonest": min((left for one, left in waiting if one.decided_by), default=None),
        "finished": finished,
        "names": selectors.names_of(everyone),
    }
    return render(request, "audit/rights/console.html", context, status=status)


def _erasure(request: HttpRequest, found: ErasureRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    actor: Any = request.actor
    names = selectors.names_of({found.requested_by, found.decided_by})
    context = {
        "erasure": found,
        "refusal": refusal,
        "left": found.days_left(timezone.now()),
        "requested_by": names.get(found.requested_by, ""),
        "decided_by": names.get(found.decided_by, ""),
        "why_not_approve": policies.approve_erasure.why_not(actor, request=found),
        "why_not_withdraw": policies.withdraw_erasure.why_not(actor, request=found),
        "why_not_carry_out": policies.carry_out_erasure.why_not(actor, request=found),
        "may_see_looks": policies.who_looked.allows(actor),
        "rooms": wording.rooms_of(found.certificate),
        "remains": wording.remains_of(found.certificate),
        "rows_left": wording.rows_left(found.certificate),
    }
    return render(request, "audit/rights/erasure.html", context, status=status)
