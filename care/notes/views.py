"""Pages about notes. A text travels in the body of a request only, and never into an address or a log."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.shell import wording
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .enums import NoteCompartment
from .forms import CorrectionForm, DraftForm, NoteForm, TemplateChangeForm, TemplateForm, TextForm


@require_http_methods(["GET", "POST"])
@require("care.write_note")
def note_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a note; what looks like a name is pointed at once, and may stay."""
    person = person_for(request.actor, pk)
    compartments = selectors.compartments_for(request.actor)
    context = {"person": person, "warnings": [], "draft": None, "others": [], "beginnings": selectors.templates_for(request.actor)}
    if request.method == "GET":
        drafts = _unfinished(request, person)
        form = NoteForm(compartments=compartments, initial=_blank(drafts, compartments))
        return render(request, "care/note_add.html", context | {"form": form, "draft": next(iter(drafts), None), "others": drafts[1:]})
    if request.POST.get("begin"):
        return render(request, "care/note_add.html", context | {"form": _begun(request, compartments, context["beginnings"])})
    form = NoteForm(request.POST, compartments=compartments)
    found = wording.warnings(request.POST.get("text", ""))
    if form.is_valid() and (not found or "warned" in request.POST):
        with said_beside(form):
            note = actions.write_note(actor=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("The note is sealed."))
            return redirect("notes", person.pk, note.compartment)
    return render(request, "care/note_add.html", context | {"form": form, "warnings": found}, status=422)


def _unfinished(request: HttpRequest, person: Any) -> list[selectors.Unfinished]:
    """The author's drafts, the one asked for first, else the newest."""
    drafts = selectors.drafts_of(request.actor, person)
    return sorted(drafts, key=lambda one: str(one.pk) != request.GET.get("draft", ""))


def _blank(drafts: list[selectors.Unfinished], compartments: list[tuple[str, str]]) -> dict[str, Any]:
    """A fresh form with what the author left unfinished."""
    first = next(iter(drafts), None)
    return {
        "client_uuid": uuid.uuid4(), "compartment": first.compartment if first else compartments[0][0] if compartments else "",
        "text": first.text if first else "", "continues": first.mark if first else "",
    }


def _begun(request: HttpRequest, compartments: list[tuple[str, str]], beginnings: Any) -> NoteForm:
    """The form as it was sent, with a beginning put under what stood there; nothing is kept by it."""
    given = {name: request.POST.get(name, "") for name in ("compartment", "kind", "text", "third_party", "client_uuid", "continues")}
    chosen = next((one for one in beginnings if str(one.pk) == request.POST["begin"]), None)
    if chosen is not None:
        text = f"{given['text'].rstrip()}\n\n{chosen.text}" if given["text"].strip() else chosen.text
        given |= {"compartment": chosen.compartment, "kind": chosen.kind, "text": text}
    return NoteForm(compartments=compartments, initial=given)


@require_POST
@require("care.write_note")
def note_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written, every few seconds; an empty answer."""
    person = person_for(request.actor, pk)
    form = DraftForm(request.POST)
    if form.is_valid() and policies.read_note.allows(request.actor, person=person, compartment=form.cleaned_data["compartment"]):
        actions.keep_draft(actor=request.actor, person=person, **form.cleaned_data)
    return HttpResponse(status=204)


@require_POST
@require("care.write_note")
def note_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw one draft away."""
    person = person_for(request.actor, pk)
    mark, compartment = request.POST.get("mark", ""), request.POST.get("compartment", "")
    actions.drop_draft(actor=request.actor, person=person, compartment=compartment, mark=mark)
    messages.success(request, _("The draft is gone."))
    return redirect("person", pk)


@require_GET
@require("care.read_note")
def notes(request: HttpRequest, pk: UUID, compartment: str) -> HttpResponse:
    """The notes of one compartment, a page at a time; a compartment one does not hold is not there."""
    person = person_for(request.actor, pk)
    if compartment not in NoteCompartment.values or not policies.read_note.allows(request.actor, person=person, compartment=compartment):
        raise Http404
    before = request.GET.get("before", "")
    page = selectors.page_of(request.actor, person, compartment, int(before) if before.isdigit() else None)
    context = {"person": person, "page": page, "compartment": compartment, "label": NoteCompartment(compartment).label}
    return render(request, "care/notes.html", context)


@require_GET
@require("care.copy_notes")
def notes_copy(request: HttpRequest, pk: UUID, compartment: str) -> HttpResponse:
    """The notes of one compartment to print for the person, without what others said: a mark stands where it was."""
    person = person_for(request.actor, pk)
    if compartment not in NoteCompartment.values or not policies.copy_notes.allows(request.actor, person=person, compartment=compartment):
        raise Http404
    entries, older = selectors.copy_of(request.actor, person, compartment)
    context = {"person": person, "entries": entries, "older": older, "label": NoteCompartment(compartment).label, "compartment": compartment}
    return render(request, "care/notes_copy.html", context)


@require_http_methods(["GET", "POST"])
@require("care.add_addendum")
def addendum_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add to a note."""
    note = selectors.note_for(request.actor, pk)
    form = TextForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        actions.add_addendum(actor=request.actor, note=note, **form.cleaned_data)
        return redirect("notes", note.person_id, note.compartment)
    context = {"note": note, "entry": selectors.opened(request.actor, note), "form": form}
    return render(request, "care/addendum_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.write_note")
def note_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a wording; when a colleague was faster both texts are shown, and when it is too late the words are to be added."""
    note = selectors.note_for(request.actor, pk)
    entry = selectors.opened(request.actor, note)
    earlier = selectors.earlier_wordings(request.actor, note)
    form = CorrectionForm(request.POST or None, initial={"text": entry.text, "version": note.version})
    context = {"note": note, "entry": entry, "form": form, "earlier": earlier, "why_not": policies.correct_note.why_not(request.actor, note=note)}
    if request.method == "GET" or not form.is_valid():
        return render(request, "care/note_correct.html", context, status=422 if form.is_bound else 200)
    try:
        actions.correct_note(actor=request.actor, note=note, **form.cleaned_data)
    except actions.StaleNote as stale:
        theirs = selectors.opened(request.actor, stale.note).text
        mine = CorrectionForm(initial={"text": form.cleaned_data["text"], "version": stale.note.version})
        return render(request, "care/note_conflict.html", {"note": note, "theirs": theirs, "form": mine}, status=409)
    except Refused as refusal:
        messages.error(request, refusal.words)
        added = TextForm(initial={"text": form.cleaned_data["text"], "client_uuid": uuid.uuid4()})
        return render(request, "care/addendum_add.html", {"note": note, "entry": entry, "form": added}, status=409)
    return redirect("notes", note.person_id, note.compartment)


@require_GET
@require("care.edit_note_templates")
def note_templates(request: HttpRequest) -> HttpResponse:
    """The beginnings of notes that this colleague keeps."""
    return render(request, "care/note_templates.html", {"beginnings": selectors.kept_templates(request.actor)})


@require_http_methods(["GET", "POST"])
@require("care.edit_note_templates")
def note_template_add(request: HttpRequest) -> HttpResponse:
    """A new beginning."""
    compartments = selectors.kept_compartments(request.actor)
    form = TemplateForm(request.POST or None, compartments=compartments, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.write_template(actor=request.actor, **form.cleaned_data)
        except IntegrityError:
            form.add_error("title", _("There is a beginning of this name already."))
        else:
            return redirect("note_templates")
    return render(request, "care/note_template.html", {"form": form, "template": None}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.edit_note_templates")
def note_template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a beginning; when a colleague was faster, theirs are kept and these are shown."""
    template = selectors.template_for(request.actor, pk)
    initial = {"title": template.title, "text": template.text, "version": template.version}
    form, status = TemplateChangeForm(request.POST or None, initial=initial), 422
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.change_template(actor=request.actor, template=template, **form.cleaned_data)
        except actions.StaleTemplate:
            form.add_error(None, _("A colleague changed or withdrew it meanwhile. Open it again to see their words; yours are below, not kept."))
            status = 409
        except IntegrityError:
            form.add_error("title", _("There is a beginning of this name already."))
        else:
            return redirect("note_templates")
    return render(request, "care/note_template.html", {"form": form, "template": template}, status=status if form.is_bound else 200)


@require_POST
@require("care.edit_note_templates")
def note_template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    actions.retire_template(actor=request.actor, template=selectors.template_for(request.actor, pk))
    messages.success(request, _("It is no longer offered. Notes that began with it stay as they are."))
    return redirect("note_templates")
