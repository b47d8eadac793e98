"""Pages of the medication list: the list, its lines, and the sheet on paper."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .enums import Verb
from .forms import CautionForm, EndForm, MedicineForm, StopForm
from .registry import here


@require_GET
@require("care.view_medication")
def medication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a person takes, what was stopped, what to watch for."""
    return _list(request, pk, "medication/list.html", Verb.READ)


@require_GET
@require("care.view_medication")
def medication_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same on one sheet, to be taken to a doctor or a pharmacy."""
    return _list(request, pk, "medication/sheet.html", Verb.PRINTED)


def _list(request: HttpRequest, pk: UUID, template: str, verb: str) -> HttpResponse:
    person = person_for(request.actor, pk)
    if not policies.view_medication.allows(request.actor, person=person):
        raise Http404
    sheet = selectors.sheet_of(request.actor, person, verb)
    return render(request, template, {"person": person, "sheet": sheet, "here": here.of(request.actor, person)})


@require_http_methods(["GET", "POST"])
@require("care.list_medicine")
def medicine_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a medicine on the list."""
    person = person_for(request.actor, pk)
    form = MedicineForm(request.POST or None, initial={"client_uuid": uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.list_medicine(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("medication", person.pk)
    context = {"person": person, "form": form, "title": _("Put a medicine on the list")}
    return render(request, "medication/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.list_medicine")
def medicine_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a line: the old one is stopped today and stays, a new one stands in for it."""
    former = selectors.medicine_for(request.actor, pk)
    person = person_for(request.actor, former.person_id)
    start = {"client_uuid": uuid4()} | selectors.opened(request.actor, former)
    form = MedicineForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.list_medicine(actor=request.actor, person=person, replaces=former, **form.cleaned_data)
            return redirect("medication", person.pk)
    context = {"person": person, "form": form, "title": _("Change a line of the list")}
    return render(request, "medication/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.list_medicine")
def medicine_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop a line."""
    found = selectors.medicine_for(request.actor, pk)
    person = person_for(request.actor, found.person_id)
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "on"):
            actions.stop_medicine(actor=request.actor, medicine=found, **form.cleaned_data)
            return redirect("medication", person.pk)
    what = selectors.opened(request.actor, found)["substance"]
    context = {"person": person, "form": form, "title": _("Stop %(medicine)s") % {"medicine": what}}
    return render(request, "medication/form.html", context, status=422 if form.errors else 200)


@require_POST
@require("care.list_medicine")
def medication_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list was gone through with the person."""
    person = person_for(request.actor, pk)
    actions.check_medication(actor=request.actor, person=person)
    messages.success(request, _("Kept: the list was right today."))
    return redirect("medication", person.pk)


@require_http_methods(["GET", "POST"])
@require("care.list_medicine")
def caution_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an allergy or what does not go together."""
    person = person_for(request.actor, pk)
    form = CautionForm(request.POST or None, initial={"client_uuid": uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.write_caution(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("medication", person.pk)
    context = {"person": person, "form": form, "title": _("Allergy, or what does not go together")}
    return render(request, "medication/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.list_medicine")
def caution_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it does not hold any more."""
    found = selectors.caution_for(request.actor, pk)
    person = person_for(request.actor, found.person_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "because"):
            actions.end_caution(actor=request.actor, caution=found, **form.cleaned_data)
            return redirect("medication", person.pk)
    context = {"person": person, "form": form, "title": _("It does not hold any more: %(kind)s") % {"kind": found.get_kind_display()}}
    return render(request, "medication/form.html", context, status=422 if form.errors else 200)
