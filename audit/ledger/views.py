"""The ledger on screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.ledger import policies, selectors
from audit.ledger.forms import LedgerFilter


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Events of a time window, newest first, with the state of the seals above them."""
    policies.read_ledger.check(request.actor)
    form = LedgerFilter(request.GET, actors=selectors.actor_choices())
    page = None
    if form.is_valid():
        said = form.cleaned_data
        since, until = said["window"]
        page = selectors.events(
            request.actor, since=since, until=until, kind=said["kind"], verb=said["verb"], who=said["who"],
            before=said["before"],
        )
    state = selectors.seal_state()
    return render(request, "audit/ledger/ledger.html", {
        "form": form,
        "page": page,
        "older": _older(request, page),
        "state": state,
        "checkpoint": selectors.checkpoint(state),
        "check": selectors.last_check(request.actor),
    }, status=200 if page else 422)


def _older(request: HttpRequest, page: selectors.Page | None) -> str:
    """The query of the next older page; empty on the last one."""
    if page is None or page.older is None:
        return ""
    query = request.GET.copy()
    query["before"] = str(page.older)
    return query.urlencode()
