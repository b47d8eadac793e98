"""Corrections over HTTP: an admission or an end written afterwards, an end taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.rules import Refused, require, said_beside
from housing.beds.selectors import board_beds
from housing.corrections import actions
from housing.corrections.forms import AdmitLateForm, EndLateForm
from housing.corrections.panels import closed_words
from housing.stays.panels import bed_label, end_facts, stay_page
from housing.stays.policies import BedTaken
from housing.stays.selectors import bed_for, bed_row, stay_for
from intake.person.selectors import person_for


def _page(request: HttpRequest, form: Any, title: str, button: str, person: Any, stay: Any = None, **more: Any) -> HttpResponse:
    """The form with its words: 409 when somebody was first, 422 when something typed cannot be."""
    context = {
        "form": form, "title": title, "button": button, "person": person, "stay": stay, "closed": closed_words(),
        "words": more.get("words", ""), "kept": more.get("kept", []), "action": request.path,
    }  # fmt: skip
    status = 409 if context["words"] else 422 if form.errors else 200
    return render(request, "housing/stay_late.html", context, status=status)


@require("housing.backdate_stay")
def stay_admit_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a stay that began earlier."""
    person = person_for(request.actor, pk)
    beds = [(row.id, bed_label(row)) for row in board_beds(request.actor)]
    form = AdmitLateForm(request.POST if request.method == "POST" else None, beds=beds)
    words = ""
    if form.is_bound and form.is_valid():
        facts = form.facts
        facts["bed"] = bed_for(request.actor, bed_row(request.actor, facts["bed"]))
        try:
            return redirect("stay", actions.admit_late(actor=request.actor, person=person, **facts).pk)
        except BedTaken as taken:
            words = taken.words
        except Refused as refused:
            form.add_error(None, refused.words)
    return _page(request, form, _("A stay written afterwards"), _("Write it down"), person, words=words)


@require("housing.backdate_stay")
def stay_end_late(request: HttpRequest, pk: int) -> HttpResponse:
    """Write that a stay ended earlier."""
    stay = stay_for(request.actor, pk)
    form = EndLateForm(request.POST if request.method == "POST" else None, initial={"ethos_before": stay.ethos_before})
    if form.is_bound and form.is_valid():
        with said_beside(form, "ended_day"):
            return redirect("stay", actions.end_late(actor=request.actor, stay=stay, **form.facts).pk)
    return _page(request, form, _("It ended earlier"), _("Write it down"), stay.person, stay, **end_facts(request.actor, stay))


@require_POST
@require("housing.end_stay")
def stay_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an end back; a bed given meanwhile is said on the stay's page."""
    stay = stay_for(request.actor, pk)
    try:
        actions.undo_end(actor=request.actor, stay=stay)
    except (BedTaken, Refused) as refused:
        if isinstance(refused, Refused) and not request.actor.may(refused.permission):
            raise
        fresh = stay_page(request.actor, stay_for(request.actor, pk)) | {"words": refused.words}
        return render(request, "housing/stay.html", fresh, status=409)
    return redirect("stay", stay.pk)
