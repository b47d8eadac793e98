"""Searches over HTTP: the board, a search with its trail, wishes, proposing, and each step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.shell import undo
from housing.homes import actions, letting, policies, registry, selectors
from housing.homes.enums import CandidatureState, StepKind
from housing.homes.forms import ProgrammeChoiceForm, ProposeForm, StepForm, WishForm
from housing.homes.models import Candidature
from housing.homes.panels import board_page, search_page
from housing.homes.policies import HomeTaken
from intake.person.selectors import person_for

#: Steps that are written on a page of their own: the state they lead to, and what is done.
STEPS: dict[str, tuple[str, Any]] = {
    StepKind.VISITED: (CandidatureState.VISITED, actions.note_visit),
    StepKind.ACCEPTED: (CandidatureState.ACCEPTED, actions.accept_dwelling),
    StepKind.REFUSED_BY_PERSON: (CandidatureState.REFUSED_BY_PERSON, actions.refuse_by_person),
    StepKind.REFUSED_BY_LANDLORD: (CandidatureState.REFUSED_BY_LANDLORD, actions.refuse_by_landlord),
    StepKind.TAKEN_BACK: (CandidatureState.OPEN, actions.take_back_proposal),
    StepKind.WITHDRAWN: (CandidatureState.WITHDRAWN, actions.close_search),
    StepKind.LAPSED: (CandidatureState.LAPSED, actions.close_search),
    StepKind.REOPENED: (CandidatureState.OPEN, actions.reopen_search),
}


@require_GET
@require("housing.view_homes")
def homes(request: HttpRequest) -> HttpResponse:
    """The searches under way by state."""
    form = ProgrammeChoiceForm(request.GET or None, programmes=letting.programmes_in_use())
    programme = form.cleaned_data["programme"] if form.is_bound and form.is_valid() else None
    return render(request, "housing/homes/board.html", board_page(request.actor, programme) | {"form": form, "narrowed": programme})


@require_http_methods(["GET", "POST"])
@require("housing.search_home")
def home_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the search of a person with what they wish."""
    person = person_for(request.actor, pk)
    form = _wish_form(request, None)
    standing = selectors.standing_search(request.actor, person)
    if request.method == "POST" and form.is_valid():
        facts = form.wishes | {"asked_on": form.cleaned_data["asked_on"], "client_uuid": form.cleaned_data["client_uuid"]}
        with said_beside(form):
            made = actions.open_search(actor=request.actor, person=person, **facts)
            return redirect("home_search", made.pk)
    why_not = policies.open_search.why_not(request.actor, standing=standing)
    context = {"person": person, "form": form, "standing": standing, "why_not": why_not if not form.is_bound else None}
    return render(request, "housing/homes/look.html", context, status=422 if form.is_bound else 200)


def _wish_form(request: HttpRequest, search: Candidature | None) -> WishForm:
    """The form of wishes: empty, or with what a search says."""
    areas = letting.areas()
    initial = WishForm.of(search, selectors.words_of(search), areas) if search else None
    data = request.POST if request.method == "POST" else None
    return WishForm(data, initial=initial, programmes=letting.programmes_in_use(), areas=areas, opening=search is None)


@require_GET
@require("housing.view_homes")
def home_search(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One search: wishes, trail, what may be done, and the dwellings that fit."""
    return _page(request, selectors.search_for(request.actor, pk))


def _page(request: HttpRequest, search: Candidature, words: str = "", status: int = 200) -> HttpResponse:
    context = search_page(request.actor, search) | {"words": words, "way_home": registry.way_home(request.actor, search)}
    return render(request, "housing/homes/search.html", context, status=status)


@require_http_methods(["GET", "POST"])
@require("housing.search_home")
def home_wishes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what a person wishes; whoever was slower is told who wrote meanwhile, and keeps what they typed."""
    search = selectors.search_for(request.actor, pk)
    form, status, words = _wish_form(request, search), 200, policies.change_wishes.why_not(request.actor, candidature=search) or ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            try:
                actions.change_wishes(actor=request.actor, candidature=search, version=version, **form.wishes)
                return redirect("home_search", pk)
            except HomeTaken as taken:
                words, status = taken.words, 409
                form.show_version(search.version)
    context = {"search": search, "form": form, "words": words, "wished": selectors.wished_names([search])[search.pk]}
    return render(request, "housing/homes/wishes.html", context, status=status)


@require_POST
@require("housing.search_home")
def home_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap proposes a dwelling; the undo bar takes it back. A dwelling taken meanwhile is said with who was first."""
    search, form = selectors.search_for(request.actor, pk), ProposeForm(request.POST)
    if not form.is_valid():
        return _page(request, search, _("Choose a dwelling."), 422)
    data = form.cleaned_data
    line = letting.dwelling_for(request.actor, data["dwelling"])
    step = {"version": data["version"], "client_uuid": data["client_uuid"]}
    try:
        actions.propose_dwelling(actor=request.actor, candidature=search, dwelling=line.dwelling, **step)
    except HomeTaken as taken:
        return _page(request, selectors.search_for(request.actor, pk), taken.words, 409)
    except Refused as refusal:
        return _page(request, search, refusal.words, 422)
    label = _("%(dwelling)s proposed to %(person)s") % {"dwelling": line.dwelling, "person": search.person}
    undo.offer(request, label, reverse("home_step", args=[pk, StepKind.TAKEN_BACK]))
    return redirect("home_dwelling", line.dwelling.pk) if data["back"] == "dwelling" else redirect("home_search", pk)


@require_http_methods(["GET", "POST"])
@require("housing.search_home")
def home_step(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """One step of a search, on its day, with the reason and the words of whoever said it."""
    if kind not in STEPS:
        raise Http404
    search = selectors.search_for(request.actor, pk)
    form = StepForm(request.POST if request.method == "POST" else None, kind=kind, initial={"version": search.version})
    status, words = 200, policies.move_search.why_not(request.actor, candidature=search, to=STEPS[kind][0]) or ""
    if form.is_bound and form.is_valid():
        words, status = _do(request, search, kind, form)
        if not words:
            return redirect("home_search", pk)
    context = {"search": search, "form": form, "kind": kind, "title": StepKind(kind).label, "words": words}
    return render(request, "housing/homes/step.html", context, status=status if status != 200 or not form.errors else 422)


def _do(request: HttpRequest, search: Candidature, kind: str, form: StepForm) -> tuple[str, int]:
    """Do a step; the words of the refusal and its status, or none."""
    extra: dict[str, Any] = {"lapsed": True} if kind == StepKind.LAPSED else {}
    try:
        STEPS[kind][1](actor=request.actor, candidature=search, **form.step, **extra)
    except HomeTaken as taken:
        return taken.words, 409
    except Refused as refusal:
        return refusal.words, 422
    if kind == StepKind.TAKEN_BACK:
        undo.withdraw(request, request.path)
    if kind in (StepKind.VISITED, StepKind.ACCEPTED):
        label = _("%(step)s: %(person)s") % {"step": capfirst(StepKind(kind).label), "person": search.person}
        undo.offer(request, label, reverse("home_undo", args=[search.pk]))
    else:
        messages.success(request, _("Written down."))
    return "", 200


@require_POST
@require("housing.search_home")
def home_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a visit or a yes back that was tapped by mistake."""
    search = selectors.search_for(request.actor, pk)
    try:
        actions.undo_step(actor=request.actor, candidature=search)
    except Refused as refusal:
        messages.error(request, refusal.words)
    undo.withdraw(request, request.path)
    return redirect("home_search", pk)
