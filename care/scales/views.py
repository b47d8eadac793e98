"""Pages about scales: choose one, fill it in on one page, read one result, follow the course."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import Refused, require, said_beside
from centre.shifts import clock
from intake.person.selectors import person_for

from . import actions, documents, selectors
from .catalogue import KEPT, SCALES
from .drawing import course_chart
from .enums import Mode
from .forms import CorrectionForm, ScaleForm


@require_GET
@require("care.view_scales")
def scale_catalogue(request: HttpRequest) -> HttpResponse:
    """Every scale of the house: what it asks, its bands, whose words they are and where that was read."""
    return render(request, "scales/catalogue.html", {"scales": KEPT})


@require_GET
@require("care.view_scales")
def scales(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was filled in with a person, by scale, and the scales that may be put now."""
    person = person_for(request.actor, pk)
    context = {"courses": selectors.courses_of(request.actor, person), "scales": selectors.scales_for(request.actor)}
    return render(request, "scales/list.html", context | {"person": person})


@require_GET
@require("care.view_scales")
def scale_course(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """One scale over time: its chart above its table, once for each substance."""
    person, scale = person_for(request.actor, pk), _scale(code)
    found = selectors.courses_of(request.actor, person, code)
    context = {"person": person, "scale": scale, "courses": [(one, course_chart(one)) for one in found]}
    return render(request, "scales/course.html", context | {"may_write": bool(selectors.compartments_for(request.actor, scale))})


def _scale(code: str) -> Any:
    if code not in SCALES:
        raise Http404
    return SCALES[code]


@require_http_methods(["GET", "POST"])
@require("care.write_scale")
def scale_new(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Fill in a scale: one page, refused with the item that is missing in words; nothing typed is lost."""
    person, scale = person_for(request.actor, pk), _scale(code)
    compartments = selectors.compartments_for(request.actor, scale)
    if not compartments:
        raise Http404
    form = ScaleForm(request.POST or None, scale=scale, compartments=compartments, initial=_blank(person, scale))
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            made = actions.take_scale(actor=request.actor, person=person, code=code, **form.values())
            messages.success(request, _("Written down: %(score)d of %(most)d.") % {"score": made.score, "most": made.most})
            return redirect("scale_result", made.pk)
    context = {"person": person, "scale": scale, "form": form}
    return render(request, "scales/entry.html", context, status=422 if form.errors else 200)


def _blank(person: Any, scale: Any) -> dict[str, Any]:
    """A fresh form: now, in the first language of the person."""
    now = clock.local()
    spoken = next(iter(person.languages), None) or str(get_language() or "fr")[:2]
    mode = Mode.INTERVIEW.value if Mode.INTERVIEW.value in scale.modes else scale.modes[0]
    return {"client_uuid": uuid4(), "taken_on": now.date(), "taken_time": now.time(), "language": spoken, "mode": mode}


@require_GET
@require("care.view_scales")
def scale_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One result: its answers, its sum counted anew, and what to do when an answer calls for words."""
    found = selectors.result_for(request.actor, pk)
    person = person_for(request.actor, found.person_id)
    shown = selectors.opened(request.actor, found)
    lines = selectors.crisis_lines() if shown.watched else []
    return render(request, "scales/result.html", {"result": found, "opened": shown, "person": person, "lines": lines})


@require_GET
@require("care.view_scales")
def scale_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One result on paper, in the language of the page."""
    found = selectors.result_for(request.actor, pk)
    made = documents.result_sheet(request.actor, found, language=str(get_language() or "fr"))
    return HttpResponse(made, content_type="application/pdf")


@require_http_methods(["GET", "POST"])
@require("care.write_scale")
def scale_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The right answers as the next entry; the first stays in sight."""
    found = selectors.result_for(request.actor, pk)
    scale, before = _scale(found.code), selectors.opened(request.actor, found)
    start = _answered(found, before)
    form = CorrectionForm(request.POST or None, scale=scale, compartments=[], fixed=found.about, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.correct_scale(actor=request.actor, result=found, **form.values())
                return redirect("scale_result", made.pk)
            except Refused as refusal:
                form.add_error(None, refusal.words)
                status = 409
    context = {"person": found.person, "scale": scale, "form": form, "result": found, "opened": before}
    return render(request, "scales/correct.html", context, status=status)


def _answered(found: Any, before: selectors.Opened) -> dict[str, Any]:
    """The form as the result has it."""
    when = clock.local(found.taken_at)
    start = {"client_uuid": uuid4(), "mode": found.mode, "language": found.language, "taken_on": when.date(), "taken_time": when.time()}
    return start | {f"item_{key}": str(value) for key, value in selectors.raw_answers(before).items()}
