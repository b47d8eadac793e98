"""Pages of treatment: a person's episodes, those that run, programmes, and the tables of a year."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.shifts import clock
from intake.person.selectors import person_for

from . import actions, selectors
from .forms import ContactForm, CorrectionForm, EndForm, EntryForm, ProgrammeForm, RuleForm
from .panels import answers_of


@require_GET
@require("care.view_episodes")
def episodes(request: HttpRequest) -> HttpResponse:
    """Every episode that runs, and those whose person was not seen for months."""
    context = {"running": selectors.running(request.actor), "silent": selectors.silent(request.actor)}
    return render(request, "episodes/list.html", context | {"rule": selectors.rule_on(clock.service_day())})


@require_http_methods(["GET", "POST"])
@require("care.open_episode")
def episode_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin an episode: what the file already tells is filled in."""
    person = person_for(request.actor, pk)
    start = {"client_uuid": uuid4(), "started_on": clock.service_day()} | selectors.known_answers(request.actor, person)
    form = EntryForm(request.POST or None, initial=start, programmes=selectors.programmes_for(request.actor))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("programme", "started_on", "client_uuid")}
        with said_beside(form, "programme"):
            made = actions.open_episode(actor=request.actor, person=person, answers=form.cleaned_answers(), **values)
            return redirect("episode", made.pk)
    context = {"form": form, "person": person}
    return render(request, "episodes/entry.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_episodes")
def episode(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One episode: where it stands, the answers at entry, and every correction."""
    return _episode(request, pk)


def _episode(request: HttpRequest, pk: UUID, **forms: Any) -> HttpResponse:
    found = selectors.episode_for(request.actor, pk)
    kept = selectors.snapshots_of(request.actor, found)
    context = {
        "episode": found, "versions": [(one, answers_of(one)) for one in kept], "contact": ContactForm(), "end": EndForm(),
        "person": person_for(request.actor, found.person_id) if found.person_id else None,
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "episodes/episode.html", context | forms, status=422 if wrong else 200)


@require_POST
@require("care.open_episode")
def episode_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person was seen."""
    form = ContactForm(request.POST)
    if form.is_valid():
        with said_beside(form, "on"):
            actions.note_contact(actor=request.actor, episode=selectors.episode_for(request.actor, pk), on=form.cleaned_data["on"])
            return redirect("episode", pk)
    return _episode(request, pk, contact=form)


@require_POST
@require("care.open_episode")
def episode_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The episode ends."""
    form = EndForm(request.POST)
    if form.is_valid():
        with said_beside(form, "on"):
            actions.end_episode(actor=request.actor, episode=selectors.episode_for(request.actor, pk), **form.cleaned_data)
            return redirect("episode", pk)
    return _episode(request, pk, end=form)


@require_http_methods(["GET", "POST"])
@require("care.open_episode")
def episode_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The answers at entry once more; the first stay in sight."""
    found = selectors.episode_for(request.actor, pk)
    latest = selectors.snapshots_of(request.actor, found)[0]
    start = {name: getattr(latest, name) for name in (*selectors.ANSWERS, "secondary")}
    form = CorrectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        actions.correct_snapshot(actor=request.actor, episode=found, answers=form.cleaned_answers(), because=because)
        return redirect("episode", pk)
    context = {"form": form, "episode": found}
    return render(request, "episodes/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.edit_programmes")
def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes of care and the rule of episodes, each written by name and day."""
    form = RuleForm(request.POST or None, initial={"valid_from": clock.service_day()})
    if request.method == "POST" and form.is_valid():
        if selectors.rules().filter(valid_from=form.cleaned_data["valid_from"]).exists():
            form.add_error("valid_from", _("A rule begins on this day already."))
        else:
            actions.set_rule(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("treatment_programmes")
    context = {"programmes": selectors.programmes(), "rules": selectors.rules(), "now": selectors.rule_on(clock.service_day())}
    return render(request, "episodes/programmes.html", context | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.edit_programmes")
def programme_new(request: HttpRequest) -> HttpResponse:
    """Enter a programme."""
    return _programme(request, ProgrammeForm(request.POST or None, initial={"active": True}))


@require_http_methods(["GET", "POST"])
@require("care.edit_programmes")
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a programme."""
    found = selectors.programme_for(request.actor, pk)
    start = {name: getattr(found, name) for name in ("label", "centre", "counts", "active")}
    return _programme(request, ProgrammeForm(request.POST or None, initial=start, programme=found))


def _programme(request: HttpRequest, form: ProgrammeForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        found = form.programme
        part = {} if found else {"compartment": form.cleaned_data["compartment"]}
        values = {name: form.cleaned_data[name] for name in ("label", "centre", "counts", "active")}
        kept = {"compartment": found.compartment} if found else part
        actions.write_programme(actor=request.actor, programme=found, **values, **kept)
        return redirect("treatment_programmes")
    return render(request, "episodes/programme.html", {"form": form}, status=422 if form.errors else 200)
