"""Nights over HTTP: the rounds through the rooms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused, require
from housing.nights import actions
from housing.nights.forms import LookForm
from housing.nights.panels import post_page, round_page, rounds_page
from housing.nights.selectors import round_for
from housing.stays.selectors import bed_for, bed_row


@require_GET
@require("housing.walk_round")
def night_rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the last nights, and the next one to begin."""
    return render(request, "housing/nights/rounds.html", rounds_page(request.actor))


@require_POST
@require("housing.walk_round")
def night_open(request: HttpRequest) -> HttpResponse:
    """Begin a round, or join the one under way."""
    return redirect("night_round", actions.open_night_round(actor=request.actor).pk)


@require_GET
@require("housing.walk_round")
def night_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Room by room, bed by bed: here, not here, did not look; below, where the list and the house part."""
    return render(request, "housing/nights/round.html", round_page(request.actor, round_for(request.actor, pk)))


@require_POST
@require("housing.walk_round")
def night_look(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap at one bed: the line alone with script, back to its place on the page without."""
    found = round_for(request.actor, pk)
    form = LookForm(request.POST)
    if not form.is_valid():
        return render(request, "housing/nights/round.html", round_page(request.actor, found), status=422)
    bed, seen = bed_row(request.actor, form.cleaned_data["bed"]), form.cleaned_data["seen"]
    try:
        actions.look_at_bed(actor=request.actor, round=found, bed=bed_for(request.actor, bed), seen=seen)
    except Refused as refused:
        if not request.actor.may(refused.permission):
            raise
        said = round_page(request.actor, round_for(request.actor, pk)) | {"words": refused.words}
        return render(request, "housing/nights/round.html", said, status=422)
    if request.htmx:
        return render(request, "housing/nights/_tapped.html", post_page(request.actor, found, bed))
    return redirect(f"{reverse('night_round', args=[pk])}#bed-{bed.id}")


@require_POST
@require("housing.walk_round")
def night_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the round; what parts from the list stays there to be put right."""
    actions.close_round(actor=request.actor, round=round_for(request.actor, pk))
    return redirect("night_round", pk)


@require_GET
@require("housing.walk_round")
def night_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The round on paper, with names or without."""
    context = round_page(request.actor, round_for(request.actor, pk)) | {"names": request.GET.get("names") != "no"}
    return render(request, "housing/nights/sheet.html", context)
