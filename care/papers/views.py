"""Pages about papers. A file is given back so that it runs nothing and stays in no browser."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.scans.answers import file_answer
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .forms import PaperForm, RemovalForm
from .models import Paper


@require_GET
@require("care.view_papers")
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The papers of a person, a page at a time."""
    person = person_for(request.actor, pk)
    before = request.GET.get("before", "")
    page = selectors.page_of(request.actor, person, int(before) if before.isdecimal() and len(before) < 19 else None)
    return render(request, "care/papers.html", {"person": person, "page": page})


@require_http_methods(["GET", "POST"])
@require("care.add_paper")
def paper_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a paper; one that cannot be kept is refused in words, and what was typed stays."""
    person = person_for(request.actor, pk)
    compartments = selectors.compartments_for(request.actor)
    if request.method == "GET":
        form = PaperForm(compartments=compartments, initial={"client_uuid": uuid.uuid4()})
        return render(request, "care/paper_add.html", {"person": person, "form": form})
    form = PaperForm(request.POST, request.FILES, compartments=compartments)
    if form.is_valid():
        with said_beside(form):
            actions.keep_paper(actor=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("The paper is kept under seal."))
            return redirect("papers", pk)
    return render(request, "care/paper_add.html", {"person": person, "form": form}, status=422)


@require_GET
@require("care.view_papers")
def kept_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what it is, the way to save it, the way to remove it."""
    return _paper(request, selectors.paper_for(request.actor, pk), RemovalForm())


@require_GET
@require("care.view_papers")
def kept_paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, to be saved; a picture also within its page. Each time is written in the ledger."""
    found = selectors.paper_for(request.actor, pk)
    if found.removed_at:
        raise Http404
    return file_answer(selectors.opened(request.actor, found), found.form, f"paper-{found.pk}-{found.kind}")


@require_POST
@require("care.remove_paper")
def kept_paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a paper, with the reason."""
    found = selectors.paper_for(request.actor, pk)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _paper(request, found, form, status=422)
    if words := policies.remove_paper.why_not(request.actor, paper=found):
        messages.warning(request, words)
        return redirect("kept_paper", pk)
    actions.remove_paper(actor=request.actor, paper=found, why=form.cleaned_data["why"])
    messages.success(request, _("The paper is removed. That it was there, and why it went, stays."))
    return redirect("papers", found.person_id)


def _paper(request: HttpRequest, found: Paper, form: RemovalForm, status: int = 200) -> HttpResponse:
    context = {
        "paper": found, "line": selectors.line_of(request.actor, found), "form": form, "person": found.person,
        "why_not": policies.remove_paper.why_not(request.actor, paper=found),
    }
    return render(request, "care/paper.html", context, status=status)
