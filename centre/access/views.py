"""The pages of an emergency opening and of its review."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import require
from centre.shifts.actions import read_notice
from centre.staff.second_factor import is_fresh, require_fresh

from . import actions, policies, selectors
from .enums import Emergency
from .forms import GlassForm, ReviewForm


@require_http_methods(["GET", "POST"])
@require("centre.break_glass")
def break_glass(request: HttpRequest, person: UUID) -> HttpResponse:
    """Why, for how long, the second factor: then the file opens and the coordinator knows."""
    form = GlassForm(request.POST or None, fresh=is_fresh(request))
    why_not = policies.break_glass.why_not(request.actor)
    if request.method == "POST" and form.is_valid() and _proven(request, form):
        given = {key: form.cleaned_data[key] for key in ("reason", "words", "minutes")}
        try:
            actions.break_glass(actor=request.actor, person=person, **given)
        except actions.NobodyThere as error:
            raise Http404 from error
        messages.warning(request, _("The file is open to you for a limited time. The coordinator has been told."))
        return redirect("person", person)
    context = {"form": form, "person": person, "why_not": why_not, "name": selectors.name_of(request.actor, person)}
    return render(request, "access/break_glass.html", context, status=422 if form.errors else 200)


@require_GET
@require("centre.review_break_glass")
def glass_reviews(request: HttpRequest) -> HttpResponse:
    """What waits for a review, and what was reviewed lately."""
    actor = request.actor
    waiting, reviewed = (selectors.files_named(actor, found(actor)) for found in (selectors.to_review, selectors.reviewed))
    context = {"waiting": waiting, "reviewed": reviewed}
    return render(request, "access/reviews.html", context)


@require_http_methods(["GET", "POST"])
@require("centre.review_break_glass")
def glass_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One opening: who, when, why, in the colleague's words; and the coordinator's finding."""
    notice = selectors.opening(request.actor, pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.review_break_glass(actor=request.actor, notice=notice, **form.cleaned_data)
        messages.success(request, _("Reviewed."))
        return redirect("glass_reviews")
    context = {
        "notice": notice, "form": form, "reason": Emergency(notice.reason).label, "words": read_notice(actor=request.actor, notice=notice),
        "name": selectors.files_named(request.actor, [notice])[0][1],
        "why_not": policies.review_break_glass.why_not(request.actor, notice=notice),
        "readings": selectors.seen_by(request.actor, notice),
    }
    return render(request, "access/review.html", context, status=422 if form.errors else 200)


def _proven(request: HttpRequest, form: GlassForm) -> bool:
    try:
        require_fresh(request, form.cleaned_data.get("code", ""))
    except ValidationError as error:
        form.add_error("code" if "code" in form.fields else None, error)
        return False
    return True
