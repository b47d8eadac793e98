"""A session over HTTP: sign-up by card, the draw and its reasons, attendance taps."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import require
from centre.shell import undo
from employment.places import actions, policies, selectors
from employment.places.forms import AttendanceForm, CardForm
from employment.places.registry import heads
from employment.projects.actions import close_session
from employment.projects.policies import close_session as may_close
from employment.projects.selectors import session_for, sign_up_counts
from intake.person.cards import MistypedCard
from intake.person.selectors import UnknownCard, find_card


def _page(request: HttpRequest, pk: int, form: CardForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a session: facts, sign-up box, draw with its seed, list with attendance."""
    actor, session = request.actor, session_for(request.actor, pk)
    draw = selectors.draw_of(session)
    lines = selectors.lines(actor, session, draw)
    context = {
        "session": session,
        "draw": draw,
        "lines": lines,
        "form": form or CardForm(initial={"client_uuid": uuid4()}),
        "signed": sign_up_counts([session]).get(session.pk, 0),
        "why_not_sign_up": policies.sign_up.why_not(actor, session=session),
        "why_not_draw": policies.draw_places.why_not(actor, session=session, candidates=len(lines)),
        "why_not_close": may_close.why_not(actor, session=session),
        "may_mark": actor.may("employment.mark_present") and session.state == "drawn",
        "heads": heads(actor, session),
    }
    return render(request, "employment/session.html", context, status=status)


@require_GET
@require("employment.view_sessions")
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session."""
    return _page(request, pk)


@require_POST
@require("employment.sign_up")
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign up whoever presents this card; a mistyped or unknown one is said, never guessed."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, 422)
    session = session_for(request.actor, pk)
    try:
        person = find_card(request.actor, form.cleaned_data["card"])
    except MistypedCard:
        form.add_error("card", _("This is not a whole card number. Type it again."))
    except UnknownCard:
        form.add_error("card", _("No card in use has this number."))
    if form.errors:
        return _page(request, pk, form, 422)
    number = form.cleaned_data["client_uuid"]
    entry = actions.sign_up(actor=request.actor, person=person, session=session, client_uuid=number)
    label = _("%(person)s signed up") % {"person": person}
    undo.offer(request, label, reverse("sign_up_withdraw", args=[entry.pk]))
    return redirect("session", pk)


@require_POST
@require("employment.sign_up")
def sign_up_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Step back from a session."""
    entry = actions.withdraw(actor=request.actor, sign_up=selectors.sign_up_for(request.actor, pk))
    undo.withdraw(request, request.path)
    return redirect("session", entry.session_id)


@require_POST
@require("employment.draw_places")
def session_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the places."""
    actions.draw_places(actor=request.actor, session=session_for(request.actor, pk))
    return redirect("session", pk)


@require_POST
@require("employment.mark_present")
def session_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The session is over."""
    close_session(actor=request.actor, session=session_for(request.actor, pk))
    return redirect("session", pk)


@require_POST
@require("employment.mark_present")
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Came, or did not come."""
    entry = selectors.sign_up_for(request.actor, pk)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        actions.mark_present(actor=request.actor, sign_up=entry, **form.cleaned_data)
        return redirect("session", entry.session_id)
    return _page(request, entry.session_id, status=422)
