"""Stays over HTTP: the side panel of a bed, giving, holding, moving, extending, ending, and the stays that end soon."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused, require, said_beside
from centre.shell import undo
from housing.beds.selectors import board_beds
from housing.stays import actions
from housing.stays.forms import DescribeForm, EndingForm, EndStayForm, ExtendForm, GiveBedForm, MoveForm
from housing.stays.models import Stay
from housing.stays.panels import bed_label, bed_panel, end_facts, gone_bed, stay_page
from housing.stays.policies import BedTaken
from housing.stays.selectors import bed_for, bed_row, ending_within, free_beds, stay_for
from intake.person.selectors import person_for


def _panel(request: HttpRequest, pk: int, words: str = "", status: int = 200) -> HttpResponse:
    """The panel of one bed: a part of the board when it is asked for as one, a page of its own otherwise."""
    context = bed_panel(request.actor, pk) | {"words": words}
    template = "housing/_bed.html" if request.htmx else "housing/bed.html"
    return render(request, template, context, status=status)


def _board(pk: int) -> HttpResponse:
    """Back to the board with the panel of this bed open."""
    return redirect(f"{reverse('beds')}?bed={pk}")


@require_GET
@require("housing.view_board")
def bed(request: HttpRequest, pk: int) -> HttpResponse:
    """One bed: who has it, who could have it, what may be done."""
    return _panel(request, pk)


def _give(request: HttpRequest, action: Any) -> tuple[GiveBedForm, Stay | None, HttpResponse | None]:
    """Give or hold a bed as posted: the form, then the stay or the answer that says why not, with what was typed."""
    form = GiveBedForm(request.POST)
    if not form.is_valid():
        return form, None, render(request, "housing/give_failed.html", {"form": form, "gone": None}, status=422)
    data = form.cleaned_data
    person = person_for(request.actor, data["person"])
    bed = bed_for(request.actor, bed_row(request.actor, data["bed"]))
    extra = {"override_reason": data["override_reason"]} if action is actions.admit_to_bed else {}
    extra |= {"client_uuid": data["client_uuid"], "with_dog": data["with_dog"]}
    try:
        stay = action(actor=request.actor, person=person, bed=bed, **extra)
    except BedTaken as taken:
        gone = gone_bed(request.actor, bed, person, taken.words, data)
        return form, None, render(request, "housing/give_failed.html", {"form": form, "gone": gone}, status=409)
    return form, stay, None


@require_POST
@require("housing.admit_to_bed")
def stay_admit(request: HttpRequest) -> HttpResponse:
    """One tap gives a bed; the undo bar takes it back. A bed taken meanwhile is said with who was first."""
    form, stay, refused = _give(request, actions.admit_to_bed)
    if stay is None:
        return refused  # type: ignore[return-value]  # always one of the two
    label = _("Bed %(bed)s given to %(person)s") % {"bed": stay.bed, "person": stay.person}
    undo.offer(request, label, reverse("stay_undo", args=[stay.pk]))
    if form.cleaned_data["back"] == "person":
        return redirect("person", stay.person_id)
    return _board(stay.bed_id)


@require_POST
@require("housing.hold_bed")
def stay_hold(request: HttpRequest) -> HttpResponse:
    """Hold a bed for as long as the rules of the house say."""
    _form, stay, refused = _give(request, actions.hold_bed)
    if stay is None:
        return refused  # type: ignore[return-value]  # always one of the two
    label = _("Bed %(bed)s held for %(person)s") % {"bed": stay.bed, "person": stay.person}
    undo.offer(request, label, reverse("stay_release", args=[stay.pk]))
    return _board(stay.bed_id)


@require_GET
@require("housing.view_board")
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """One stay: its nights and beds, absences, extensions, and what may be done with it."""
    return render(request, "housing/stay.html", stay_page(request.actor, stay_for(request.actor, pk)))


def _form_page(request: HttpRequest, stay: Stay, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    """A form about a stay with its one button; 422 with errors, 409 with the words of a conflict."""
    words = more.pop("words", "")
    context = {
        "stay": stay, "bed": stay.bed, "form": form, "title": title, "button": button, "words": words,
        "action": request.path, "kept": more.pop("kept", []), "note": more.pop("note", ""),
    }  # fmt: skip
    return render(request, "housing/stay_form.html", context, status=409 if words else 422 if form.errors else 200)


@require("housing.end_stay")
def stay_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a stay ends, show what is kept for the person, then end it."""
    stay = stay_for(request.actor, pk)
    form = EndStayForm(request.POST if request.method == "POST" else None, initial={"ethos_before": stay.ethos_before})
    if request.method == "POST" and form.is_valid():
        actions.end_stay(actor=request.actor, stay=stay, **form.cleaned_data)
        return _board(stay.bed_id)
    return _form_page(request, stay, form, _("End of stay"), _("End the stay"), **end_facts(request.actor, stay))


@require("housing.move_bed")
def stay_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the new bed in a list, then move; a rule that stands in the way is said beside the field."""
    stay = stay_for(request.actor, pk)
    choices = [(row.id, bed_label(row)) for row in free_beds(board_beds(request.actor))]
    may_override = request.actor.may("housing.override_room_rule")
    form = MoveForm(request.POST if request.method == "POST" else None, beds=choices, may_override=may_override)
    words = ""
    if request.method == "POST" and form.is_valid():
        bed = bed_for(request.actor, bed_row(request.actor, form.cleaned_data["bed"]))
        reason = form.cleaned_data.get("override_reason", "")
        try:
            return _board(actions.move_bed(actor=request.actor, stay=stay, bed=bed, override_reason=reason).bed_id)
        except BedTaken as taken:
            words = taken.words
        except Refused as refused:
            form.add_error("bed", refused.words)
    return _form_page(request, stay, form, _("Move to another bed"), _("Move"), words=words)


@require("housing.extend_stay")
def stay_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another planned end and say why."""
    stay = stay_for(request.actor, pk)
    form = ExtendForm(request.POST if request.method == "POST" else None, planned=stay.planned_end)
    if request.method == "POST" and form.is_valid():
        actions.extend_stay(actor=request.actor, stay=stay, **form.cleaned_data)
        return _board(stay.bed_id)
    facts = stay_page(request.actor, stay)
    note = " ".join(filter(None, (facts["longest"], facts["closing"])))
    return _form_page(request, stay, form, _("Planned end"), _("Save"), note=note)


@require("housing.admit_to_bed")
def stay_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the person slept before, and whether a dog is with them."""
    stay = stay_for(request.actor, pk)
    now = {"ethos_before": stay.ethos_before, "with_dog": stay.with_dog}
    form = DescribeForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "with_dog"):
            actions.describe_stay(actor=request.actor, stay=stay, **form.cleaned_data)
            return redirect("stay", stay.pk)
    return _form_page(request, stay, form, _("Before the stay"), _("Save"))


@require_GET
@require("housing.view_board")
def stays_ending(request: HttpRequest) -> HttpResponse:
    """Stays that end within some days, or should have ended."""
    form = EndingForm(request.GET or None, initial={"days": 3})
    days = form.cleaned_data["days"] if form.is_bound and form.is_valid() else 3
    context = {"form": form, "days": days, "lines": ending_within(request.actor, days)}
    return render(request, "housing/stays_ending.html", context, status=422 if form.errors else 200)


def _tap(request: HttpRequest, pk: int, action: Any) -> HttpResponse:
    """One tap on a stay; a bed given to somebody else meanwhile, or an hour that is over, is said on the bed's panel."""
    stay = stay_for(request.actor, pk)
    try:
        stay = action(actor=request.actor, stay=stay)
    except BedTaken as taken:
        return _panel(request, stay.bed_id, taken.words, status=409)
    except Refused as refused:
        if not request.actor.may(refused.permission):
            raise
        return _panel(request, stay.bed_id, refused.words, status=422)
    undo.withdraw(request, request.path)
    return _board(stay.bed_id)


@require_POST
@require("housing.hold_bed")
def stay_hold_longer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a bed for as long again."""
    return _tap(request, pk, actions.extend_hold)


@require_POST
@require("housing.mark_absent")
def stay_absent(request: HttpRequest, pk: int) -> HttpResponse:
    """Out for the night; the bed is kept."""
    return _tap(request, pk, actions.mark_absent)


@require_POST
@require("housing.mark_absent")
def stay_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the bed of somebody out for as long again."""
    return _tap(request, pk, actions.keep_longer)


@require_POST
@require("housing.mark_absent")
def stay_returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Back in the bed that was kept."""
    return _tap(request, pk, actions.mark_returned)


@require_POST
@require("housing.hold_bed")
def stay_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a held bed back."""
    return _tap(request, pk, actions.release_hold)


@require_POST
@require("housing.admit_to_bed")
def stay_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mistaken admission back."""
    return _tap(request, pk, actions.undo_admission)
