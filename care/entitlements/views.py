"""Pages of entitlement files: the list by deadline, one file, its steps, what is noted on it, the days of deadlines."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from care.paths.shown import text_of
from centre.shell import undo
from centre.shifts import clock
from intake.person.selectors import person_for

from . import actions, attached, days, deadlines, selectors
from .enums import EntitlementState, Kind, PaperCode
from .forms import (
    AttestationForm,
    BackForm,
    BoardForm,
    DeadlineForm,
    EncodedForm,
    InsurerForm,
    MoveForm,
    OpenForm,
    OwnPaperForm,
    RuleForm,
    SituationForm,
    TieForm,
    WorkerForm,
)
from .models import Entitlement


@require_GET
@require("care.view_entitlements")
def entitlements(request: HttpRequest) -> HttpResponse:
    """The open files by deadline."""
    form = BoardForm(request.GET)
    lines = selectors.board(request.actor, **form.cleaned_data) if form.is_valid() else selectors.board(request.actor)
    context = {"form": form, "lines": lines, "figures": selectors.figures(request.actor, clock.service_day())}
    return render(request, "entitlements/list.html", context)


@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note a need of a person; when a file for it is open, that one is shown."""
    person = person_for(request.actor, pk)
    form = OpenForm(request.POST or None, initial={"client_uuid": uuid.uuid4(), "kind": Kind.AMU})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_entitlement(actor=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("The need is noted."))
            return redirect("entitlement", made.pk)
        except actions.AlreadyOpen as open_already:
            return _open_already(request, form, open_already.file)
        except Refused as refusal:
            form.add_error(None, refusal.words)
    return render(request, "entitlements/new.html", {"person": person, "form": form, "standing": None}, status=422 if form.is_bound else 200)


def _open_already(request: HttpRequest, form: OpenForm, file: Entitlement) -> HttpResponse:
    """The file that is open already; words typed for a new one stay on their page, beside the way to it."""
    if not any(form.cleaned_data[name] for name in ("place", "due_on", "note")):
        messages.info(request, _("There is an open file for this already: here it is."))
        return redirect("entitlement", file.pk)
    form.add_error("kind", _("There is an open file for this already. Open it, and put there what is new in what you typed."))
    return render(request, "entitlements/new.html", {"person": file.person, "form": form, "standing": file}, status=409)


def _page(request: HttpRequest, file: Entitlement, status: int = 200, **extra: Any) -> HttpResponse:
    """One file: where it stands, what lacks, who does the next thing, its story."""
    shown = selectors.opened(request.actor, file)
    colleagues = selectors.colleagues(request.actor)
    granted = file.state in (EntitlementState.GRANTED, EntitlementState.RENEWAL)
    papers = attached.kept_papers(request.actor, file)
    lines, number = attached.lines_of(shown), {"client_uuid": uuid.uuid4()}
    context = {
        "file": file, "shown": shown, "may_keep": request.actor.may("care.keep_entitlement"), "step": selectors.last_step(request.actor, file),
        "deadline_form": DeadlineForm(initial={"due_on": file.due_on}), "own_form": OwnPaperForm(initial={"client_uuid": uuid.uuid4()}),
        "tie_form": TieForm(auto_id="tie_%s", lines=lines, papers=papers, initial=number) if papers else None,
        "worker_form": WorkerForm(colleagues=colleagues, initial={"worker": file.worker}) if len(colleagues) > 1 else None,
        "insurer_form": InsurerForm(initial={"way": file.insurer_way, "name": file.insurer_name}) if file.kind == Kind.INSURANCE else None,
        "encoded_form": EncodedForm(initial={"encoded_on": clock.service_day()}) if file.kind == Kind.AMU and granted and not file.encoded_on else None,
    }
    return render(request, "entitlements/file.html", context | extra, status=status)


@require_GET
@require("care.view_entitlements")
def entitlement(request: HttpRequest, pk: int) -> HttpResponse:
    """One file."""
    return _page(request, selectors.entitlement_for(request.actor, pk))


@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_move(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """One step: what it asks, by when to look again; when a colleague was faster, nothing typed is lost."""
    file = selectors.entitlement_for(request.actor, pk)
    if state not in EntitlementState.values:
        raise Http404
    form = MoveForm(request.POST or None, file=file, state=state, initial=_first_answers(file, state))
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_entitlement(actor=request.actor, entitlement=file, state=state, **form.facts())
            _offer_undo(request, moved)
            return redirect("entitlement", pk)
        except actions.StaleFile as stale:
            form.add_error(None, stale.words)
            typed, status = request.POST.copy(), 409
            typed["version"] = str(stale.file.version)
            form.data = typed
        except Refused as refusal:
            form.add_error(None, refusal.words)
    context = {"file": file, "form": form, "state": EntitlementState(state).label}
    return render(request, "entitlements/move.html", context, status=status)


def _offer_undo(request: HttpRequest, file: Entitlement) -> None:
    """The last step alone can be taken back: what was offered for the one before it is offered no longer."""
    url = reverse("entitlement_undo", args=[file.pk])
    undo.withdraw(request, url)
    undo.offer(request, _("Moved to “%(state)s”") % {"state": file.get_state_display()}, url)


def _first_answers(file: Entitlement, state: str) -> dict[str, Any]:
    """What a step begins with: today, and what the file says already."""
    today = clock.service_day()
    days_of_today: dict[str, Any] = dict.fromkeys(("requested_on", "decided_on", "appealed_on", "ended_on"), today)
    known: dict[str, Any] = {"window_from": file.requested_on or today} if file.kind == Kind.AMU else {}
    if state == EntitlementState.REQUESTED:
        known |= {"authority": file.authority_id, "authority_name": file.authority_name}
    return days_of_today | known | {"version": file.version, "client_uuid": uuid.uuid4()}


@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last step back, with its reason."""
    file = selectors.entitlement_for(request.actor, pk)
    form = BackForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.step_back(actor=request.actor, entitlement=file, **form.cleaned_data)
            undo.withdraw(request, reverse("entitlement_undo", args=[pk]))
            return redirect("entitlement", pk)
    context = {"file": file, "form": form, "step": selectors.last_step(request.actor, file)}
    return render(request, "entitlements/back.html", context, status=422 if form.is_bound else 200)


@require_POST
@require("care.keep_entitlement")
def entitlement_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the step just made."""
    file = selectors.entitlement_for(request.actor, pk)
    undo.withdraw(request, request.path)
    try:
        actions.step_back(actor=request.actor, entitlement=file, client_uuid=uuid.uuid4())
        messages.success(request, _("Taken back."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("entitlement", pk)


@require_POST
@require("care.keep_entitlement")
def entitlement_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper of the checklist is there, or is not after all."""
    file = selectors.entitlement_for(request.actor, pk)
    code, row = request.POST.get("code", ""), request.POST.get("row", "")
    form = OwnPaperForm(request.POST if code == PaperCode.OTHER and not row else {"words": "-", "client_uuid": request.POST.get("client_uuid")})
    if code not in PaperCode.values or not form.is_valid():
        return _page(request, file, status=422, own_form=form)
    given: dict[str, Any] = {"words": form.cleaned_data["words"], "have": request.POST.get("have") == "yes", "pk": int(row) if row.isdigit() else None}
    try:
        actions.tick_paper(actor=request.actor, entitlement=file, code=code, client_uuid=form.cleaned_data["client_uuid"], **given)
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("entitlement", pk)


@require_POST
@require("care.keep_entitlement")
def entitlement_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper kept in the file is a line of the checklist."""
    file = selectors.entitlement_for(request.actor, pk)
    lines = attached.lines_of(selectors.opened(request.actor, file))
    form = TieForm(request.POST, lines=lines, papers=attached.kept_papers(request.actor, file), auto_id="tie_%s")
    if not form.is_valid():
        return _page(request, file, status=422, tie_form=form)
    try:
        actions.tick_paper(actor=request.actor, entitlement=file, **form.tied())
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("entitlement", pk)


def _noted(request: HttpRequest, pk: int, form: django_forms.Form, name: str, beside: str, act: Callable[..., Any]) -> HttpResponse:
    """A small form of the page: done, or the page again with words beside the field `beside`."""
    file = selectors.entitlement_for(request.actor, pk)
    if form.is_valid():
        with said_beside(form, beside):
            act(actor=request.actor, entitlement=file, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("entitlement", file.pk)
    return _page(request, file, status=422, **{name: form})


@require_POST
@require("care.keep_entitlement")
def entitlement_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day to look at it again."""
    return _noted(request, pk, DeadlineForm(request.POST), "deadline_form", "due_on", actions.set_deadline)


@require_POST
@require("care.keep_entitlement")
def entitlement_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """Another referring worker."""
    form = WorkerForm(request.POST, colleagues=selectors.colleagues(request.actor))
    return _noted(request, pk, form, "worker_form", "worker", actions.assign_worker)


@require_POST
@require("care.keep_entitlement")
def entitlement_insurer(request: HttpRequest, pk: int) -> HttpResponse:
    """Which insurer the person chose."""
    return _noted(request, pk, InsurerForm(request.POST), "insurer_form", "name", actions.choose_insurer)


@require_POST
@require("care.keep_entitlement")
def entitlement_encoded(request: HttpRequest, pk: int) -> HttpResponse:
    """The card was seen in MediPrima."""
    return _noted(request, pk, EncodedForm(request.POST), "encoded_form", "encoded_on", actions.note_encoded)


@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_attest(request: HttpRequest, pk: int) -> HttpResponse:
    """A doctor or dentist attested that care is needed."""
    file = selectors.entitlement_for(request.actor, pk)
    known = selectors.attestations_of(request.actor, file)
    start = {"client_uuid": uuid.uuid4(), "plan": max((one.plan for one in known), default=0) + 1, "attested_on": clock.service_day()}
    form = AttestationForm(request.POST or None, known=known, initial=start)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.note_attestation(actor=request.actor, entitlement=file, **form.cleaned_data)
            messages.success(request, _("Noted. The provider keeps the paper."))
            return redirect("entitlement", pk)
    return render(request, "entitlements/attest.html", {"file": file, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_situation(request: HttpRequest, pk: int) -> HttpResponse:
    """Insurability and right to stay, on a page of their own: opening it is written down."""
    file = selectors.entitlement_for(request.actor, pk)
    insurability, residence = selectors.situation_of(request.actor, file)
    kept = {"insurability": insurability or "not_asked", "residence": residence or "not_asked", "place": text_of(file.place)}
    form = SituationForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.set_situation(actor=request.actor, entitlement=file, **form.given())
            return redirect("entitlement", pk)
    return render(request, "entitlements/situation.html", {"file": file, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.set_entitlement_rule")
def entitlement_days(request: HttpRequest) -> HttpResponse:
    """The days of deadlines: what holds today, what was entered, and one more."""
    today = clock.service_day()
    form = RuleForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        days.set_rule(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Entered."))
        return redirect("entitlement_days")
    context = {"form": form, "holding": deadlines.holding(today), "rules": deadlines.rules()}
    return render(request, "entitlements/days.html", context, status=422 if form.is_bound else 200)
