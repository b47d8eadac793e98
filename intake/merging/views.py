"""Two files of one person: find the other, propose, look at both side by side, join, and take apart again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo as undo_bar
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.selectors import UnknownCard, find_card, search_alias, words_for

from . import actions, policies, selectors
from .forms import ChoiceForm, GroundForm, OtherForm
from .models import Merge


@require_http_methods(["GET", "POST"])
@require("intake.propose_merge")
def other(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which other file is the same person? By card or alias; the words searched travel in a POST."""
    person = selectors.file_within_reach(request.actor, pk)
    form = OtherForm(request.POST or None)
    context: dict[str, Any] = {"person": person, "form": form, "ground": GroundForm(), "found": None, "words": ""}
    text = form.cleaned_data["q"] if request.method == "POST" and form.is_valid() else ""
    if not text:
        return render(request, "merging/other.html", context)
    try:
        if looks_like_card(text):
            people = [find_card(request.actor, text)]
        else:
            people = [one.person for one in search_alias(request.actor, text)]
    except (MistypedCard, UnknownCard) as slip:
        return render(request, "merging/other.html", context | {"words": words_for(slip)}, status=422)
    context["found"] = [one for one in people if one.pk != person.pk]
    return render(request, "merging/other.html", context)


@require_POST
@require("intake.propose_merge")
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that they are one person; both are then seen side by side."""
    one = selectors.file_within_reach(request.actor, pk)
    form = GroundForm(request.POST)
    if not form.is_valid():
        return redirect("merge_other", pk)
    two = selectors.file_within_reach(request.actor, form.cleaned_data["other"])
    try:
        made = actions.propose_merge(actor=request.actor, one=one, other=two, ground=form.cleaned_data["ground"])
    except Refused as refusal:
        messages.warning(request, refusal.words)
        return redirect("merge_other", pk)
    return redirect("merge", made.pk)


@require_GET
@require("intake.propose_merge")
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The two columns, or what became of the proposal."""
    return _page(request, selectors.merge_for(request.actor, pk))


def _page(request: HttpRequest, found: Merge, words: str = "", status: int = 200) -> HttpResponse:
    """Both files side by side."""
    context = {
        "merge": found,
        "lines": selectors.two_columns(found),
        "words": words,
        "decided_by": selectors.name_of(found.decided_by),
        "proposed_by": selectors.name_of(found.proposed_by),
        "until": selectors.undo_until(found),
        "why_not_undo": policies.undo_merge.why_not(request.actor, merge=found),
    }
    return render(request, "merging/merge.html", context, status=status)


@require_POST
@require("intake.merge_files")
def do(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Join them."""
    found, form = selectors.merge_for(request.actor, pk), ChoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _("This was not understood. Nothing was joined."), status=422)
    try:
        swap = form.cleaned_data["swap"]
        done = actions.merge_files(actor=request.actor, merge=found, chosen=form.chosen, swap=swap)
    except Refused as refusal:
        return _page(request, found, refusal.words, status=409)
    messages.success(request, _("Joined. Both cards lead to this file."))
    undo_bar.offer(request, _("Two files joined"), reverse("merge_undo", args=[pk]))
    return redirect("person", done.kept_id)


@require_POST
@require("intake.merge_files")
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They are two persons."""
    found = selectors.merge_for(request.actor, pk)
    try:
        actions.decline_merge(actor=request.actor, merge=found)
    except Refused as refusal:
        return _page(request, found, refusal.words, status=409)
    messages.success(request, _("Two persons. Both files stay as they are."))
    return redirect("person", found.kept_id)


@require_POST
@require("intake.undo_merge")
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take them apart again."""
    found = selectors.merge_for(request.actor, pk)
    undo_bar.withdraw(request, reverse("merge_undo", args=[pk]))
    try:
        actions.undo_merge(actor=request.actor, merge=found)
    except Refused as refusal:
        return _page(request, found, refusal.words, status=409)
    messages.success(request, _("Taken apart. Each file is what it was; what was written meanwhile stays where it was written."))
    return redirect("merge", pk)
