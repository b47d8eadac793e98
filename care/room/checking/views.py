"""Pages of drug checking."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import require, said_beside
from centre.shell import wording

from ..ground.views import form_page
from . import actions, policies, selectors
from .enums import AlertLevel
from .forms import ResultForm, TakeForm, WarnForm


@require_GET
@require("care.check_sample")
def samples(request: HttpRequest) -> HttpResponse:
    """Samples that wait for a result, then the latest ones."""
    return render(request, "room/samples.html", {"samples": selectors.samples()})


def _doubt(request: HttpRequest, form: Any, names: tuple[str, ...]) -> str:
    """Say on the form that something looks like a name, until the very same words are sent once more: the mark of those words.

    Nothing when there is no doubt, or the worker has said that it is none.
    """
    if request.method != "POST" or not form.is_valid():
        return ""
    text = "\n".join(request.POST.get(name, "") for name in names)
    mark = sha256(text.encode()).hexdigest()[:16]
    if not wording.warnings(text) or request.POST.get("warned") == mark:
        return ""
    form.add_error(None, _("This looks like a name or a number. Take it out, or send it once more if it is none."))
    return mark


@require_http_methods(["GET", "POST"])
@require("care.check_sample")
def sample_new(request: HttpRequest) -> HttpResponse:
    """Take a sample in; its number goes on a slip of paper."""
    form = TakeForm(request.POST or None)
    doubt = _doubt(request, form, ("name", "looks"))
    if request.method == "POST" and form.is_valid():
        sample = actions.take_sample(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Sample %(number)s. Write this number on a slip of paper: it brings the answer back.") % {"number": sample.pk})
        return redirect("sample", sample.pk)
    note = _("Nobody is asked who brought it. Nothing here leads to a person.")
    return form_page(request, form, _("A sample"), _("Take it in"), reverse("samples"), note=note, warned=doubt)


@require_GET
@require("care.check_sample")
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample, its result, and the alert made of it."""
    found = selectors.sample_for(pk)
    context = {"sample": found, "no_warning": policies.warn_of_sample.why_not(request.actor, sample=found), "danger": found.level == AlertLevel.DANGER}
    return render(request, "room/sample.html", context)


@require_http_methods(["GET", "POST"])
@require("care.check_sample")
def sample_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found."""
    found = selectors.sample_for(pk)
    start = {"method": found.method, "found": found.found, "level": found.level, "result": found.result}
    form = ResultForm(request.POST or None, initial=start)
    doubt = _doubt(request, form, ("result",))
    if request.method == "POST" and form.is_valid():
        actions.tell_result(actor=request.actor, sample=found, **form.cleaned_data)
        return redirect("sample", pk)
    title = _("Result of sample %(number)s") % {"number": pk}
    return form_page(request, form, title, _("Keep"), reverse("sample", args=[pk]), warned=doubt)


@require_http_methods(["GET", "POST"])
@require("intake.publish_bulletin")
def sample_warn(request: HttpRequest, pk: int) -> HttpResponse:
    """Warn the whole house of a product, until an hour."""
    found = selectors.sample_for(pk)
    start = {"sold_as": found.name or found.get_sold_as_display(), "looks": found.looks, "effect": found.result[:200]}
    form = WarnForm(request.POST or None, initial=start)
    doubt = _doubt(request, form, ("sold_as", "looks", "effect", "words_fr", "words_nl", "words_en"))
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "ends_at"):
            kept = actions.warn_of_sample(actor=request.actor, sample=found, **form.cleaned_data)
            messages.success(request, _("Published: on the board, at every desk, and to print."))
            return redirect("bulletin", kept.bulletin_id)
    title = _("Warn of sample %(number)s") % {"number": pk}
    note = _("What is told is the product: never who brought it, nor that somebody used it here.")
    return form_page(request, form, title, _("Publish"), reverse("sample", args=[pk]), note=note, warned=doubt)
