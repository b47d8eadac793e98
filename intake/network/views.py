"""Pages of referrals: write and send one, receive one, what came of it; and the page of a partner without an account."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.access.middleware import public
from centre.access.scope import compartments_of
from centre.shifts import clock
from intake.directory.documents import LANGUAGES
from intake.directory.forms import DirectoryForm
from intake.directory.selectors import directory as find_services
from intake.directory.selectors import service_for
from intake.person.models import Person
from intake.person.selectors import person_for

from . import actions, answering, documents, selectors
from .enums import Aftermath, ReferralCompartment, ReferralState
from .forms import (
    AnswerForm,
    CodeForm,
    DraftForm,
    FollowUpForm,
    LinkForm,
    MoveForm,
    PeriodForm,
    ReceiveForm,
    ReferralForm,
    SendForm,
)
from .models import Referral


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def referral_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose where to refer a person."""
    person = person_for(request.actor, pk)
    form = DirectoryForm(request.POST or None)
    context = {"form": form, "found": find_services(**form.wishes), "person": person, "may_edit": False}
    return render(request, "directory/directory.html", context)


def _parts(request: HttpRequest, person: Person) -> list[tuple[str, str]]:
    """The parts of the file in which this worker refers this person."""
    held = compartments_of(request.actor, person) & request.actor.compartments()
    return [(code, str(label)) for code, label in ReferralCompartment.choices if code in held]


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def referral_to(request: HttpRequest, pk: UUID, service_pk: UUID) -> HttpResponse:
    """Refer a person to a service, with the agreement it stands on; or keep it as a draft."""
    person, service = person_for(request.actor, pk), service_for(service_pk)
    choices = _parts(request, person)
    form = ReferralForm(request.POST or None, compartments=choices, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        common: dict[str, Any] = {"compartment": values["compartment"], "client_uuid": values["client_uuid"], **form.draft(request.actor)}
        with said_beside(form):
            if "keep" in request.POST:
                made = actions.draft_referral(actor=request.actor, person=person, service=service, **common)
            else:
                made = actions.refer(actor=request.actor, person=person, service=service, **common, **form.sending)
            return redirect("referral", made.pk)
    context = {"person": person, "service": service, "form": form, "choices": choices}
    return render(request, "network/referral_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def referral_receive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody was sent to us."""
    person = person_for(request.actor, pk)
    choices = _parts(request, person)
    form = ReceiveForm(request.POST or None, compartments=choices, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            made = actions.receive_referral(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("referral", made.pk)
    context = {"person": person, "form": form, "choices": choices}
    return render(request, "network/referral_receive.html", context, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, found: Referral, status: int = 200, **extra: Any) -> HttpResponse:
    """One referral: what it says, where it may go, its links."""
    shown = selectors.opened(request.actor, found)
    texts = {"reason": shown.reason, "health": shown.health, "social": shown.social}
    draft = found.state == ReferralState.DRAFT
    context = {
        "shown": shown, "form": MoveForm(), "links": selectors.links_of(request.actor, found), "link_form": LinkForm(),
        "now": clock.now(), "languages": LANGUAGES, "may_refer": request.actor.may("intake.refer"),
        "may_go": request.actor.may("intake.plan_accompaniment"),
        "draft_form": DraftForm(referral=found, texts=texts) if draft else None, "send_form": SendForm() if draft else None, "new_link": None,
    }
    return render(request, "network/referral.html", context | extra, status=status)


@require_GET
@require("intake.view_referrals")
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral and where it may go."""
    return _page(request, selectors.referral_for(request.actor, pk))


@require_POST
@require("intake.refer")
def referral_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found, form = selectors.referral_for(request.actor, pk), DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, draft_form=form)
    try:
        actions.correct_referral(actor=request.actor, referral=found, **form.draft(request.actor))
        messages.success(request, _("Kept. Nothing was sent."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("referral", pk)


@require_POST
@require("intake.refer")
def referral_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft; refused, it stays as it was written."""
    found, form = selectors.referral_for(request.actor, pk), SendForm(request.POST)
    if form.is_valid():
        with said_beside(form):
            actions.send_referral(actor=request.actor, referral=found, **form.sending)
            messages.success(request, _("Sent."))
            return redirect("referral", pk)
    return _page(request, found, status=422, send_form=form)


@require_POST
@require("intake.refer")
def referral_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a referral along."""
    found, form = selectors.referral_for(request.actor, pk), MoveForm(request.POST)
    if form.is_valid():
        try:
            moved = actions.move_referral(actor=request.actor, referral=found, **form.cleaned_data)
            messages.success(request, _("The referral is now: %(state)s.") % {"state": moved.get_state_display()})
        except Refused as refusal:
            messages.error(request, refusal.words)
    return redirect("referral", pk)


@require_GET
@require("intake.view_referrals")
def referral_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter on the screen: only what the person agreed to share."""
    shown = selectors.opened(request.actor, selectors.referral_for(request.actor, pk))
    lines = selectors.letter_lines(request.actor, shown.referral)
    agreed = selectors.still_agreed(request.actor, shown.referral)
    context = {"shown": shown, "lines": lines, "less": len(agreed) < len(shown.referral.items), "languages": LANGUAGES}
    return render(request, "network/letter.html", context)


@require_GET
@require("intake.view_referrals")
def referral_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The letter as a PDF of one page, in the language of the partner."""
    found = selectors.referral_for(request.actor, pk)
    if language not in LANGUAGES:
        raise Http404
    actions.make_letter(actor=request.actor, referral=found)
    return HttpResponse(documents.letter(request.actor, found, language=language), content_type="application/pdf")


@require_GET
@require("intake.view_referrals")
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals still waiting for something."""
    context = {"referrals": selectors.open_referrals(request.actor), "may_see_answers": request.actor.may("intake.view_partner_answers")}
    return render(request, "network/referrals.html", context)


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def follow_ups(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What to ask about today; and what was found."""
    if request.method == "POST" and pk is not None:
        found, form = selectors.referral_for(request.actor, pk), FollowUpForm(request.POST)
        if form.is_valid():
            actions.follow_up(actor=request.actor, referral=found, **form.cleaned_data)
            messages.success(request, _("Noted."))
        return redirect("follow_ups")
    return render(request, "network/follow_ups.html", {"due": selectors.follow_ups_due(request.actor), "found": Aftermath.choices})


@require_http_methods(["GET", "POST"])
@require("intake.view_partner_answers")
def partner_answers(request: HttpRequest) -> HttpResponse:
    """How partners answer: refusals, silences, how many arrived, how much is not known."""
    today = clock.service_day()
    start = {"since": today - timedelta(days=365), "until": today}
    form = PeriodForm(request.POST or None, initial=start)
    period = form.cleaned_data if form.is_valid() else start
    rows = selectors.partner_answers(clock.bounds(period["since"])[0], clock.bounds(period["until"])[1])
    return render(request, "network/partner_answers.html", {"form": form, "rows": rows})


@require_POST
@require("intake.refer")
def link_make(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for a partner: its address and code are on this page alone."""
    found, form = selectors.referral_for(request.actor, pk), LinkForm(request.POST)
    if not form.is_valid():
        return redirect("referral", pk)
    try:
        made = actions.make_link(actor=request.actor, referral=found, hours=form.cleaned_data["hours"])
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect("referral", pk)
    address = request.build_absolute_uri(f"/r/{made.token}/")
    return _page(request, found, new_link={"address": address, "code": made.code, "until": made.link.expires_at})


@require_POST
@require("intake.refer")
def link_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link opens nothing any more."""
    link = selectors.link_for(request.actor, pk)
    try:
        actions.revoke_link(actor=request.actor, link=link)
        messages.success(request, _("Revoked. It opens nothing any more."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("referral", link.referral_id)


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def partner_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a partner without an account: the code first, then the letter, then an answer."""
    form = CodeForm(request.POST or None)
    letter = answering.open_link(token, form.cleaned_data["code"]) if form.is_valid() else None
    shut = form.is_bound and letter is None
    answer = AnswerForm(initial={"code": form.cleaned_data["code"]}) if letter else None
    context = {"token": token, "form": form, "letter": letter, "answer": answer, "shut": shut, "answered": ""}
    return _quiet(render(request, "network/link.html", context, status=404 if shut else 200))


@public
@never_cache
@sensitive_post_parameters()
@require_POST
def partner_answer(request: HttpRequest, token: str) -> HttpResponse:
    """What a partner answers."""
    form = AnswerForm(request.POST)
    state = None
    if form.is_valid():
        said = form.cleaned_data
        state = answering.answer_link(token, said["code"], state=said["state"], refusal=said["refusal"], words=said["words"])
    words = dict(ReferralState.choices).get(ReferralState(state)) if state else ""
    context = {"token": token, "form": CodeForm(), "letter": None, "answer": None, "shut": state is None, "answered": words}
    return _quiet(render(request, "network/link.html", context, status=404 if state is None else 200))


def _quiet(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page. Its address goes to no other site: the house's own referrer policy sees to that."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
