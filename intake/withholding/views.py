"""Files withheld from colleagues: one page for those who decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit.rules import Refused, require

from . import actions, selectors
from .forms import EndForm, WithholdingForm


@require_http_methods(["GET", "POST"])
@require("intake.withhold_file")
def withheld(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """What is withheld, and the form for one more; `pk` is the file it is about."""
    form = WithholdingForm(request.POST or None, actor=request.actor, initial={"file": pk or ""})
    if request.method == "POST" and form.is_valid() and _withhold(request, form):
        messages.success(request, _("Withheld. The colleague does not see this person any more."))
        return redirect("withheld")
    context = {"form": form, "lines": selectors.withheld(request.actor), "end": EndForm(auto_id=False)}
    return render(request, "withholding/withheld.html", context, status=422 if form.errors else 200)


def _withhold(request: HttpRequest, form: WithholdingForm) -> bool:
    """Decide it; what stands against it is said on the form."""
    said = {name: form.cleaned_data[name] for name in ("colleague", "ground", "words", "until", "review_on")}
    try:
        actions.withhold_file(actor=request.actor, person=form.cleaned_data["file"], **said)
    except Refused as refusal:
        form.add_error(None, refusal.words)
    except actions.NoSuchFile:
        form.add_error("file", _("No file has this card or number."))
    return not form.errors


@require_POST
@require("intake.review_withholding")
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep it longer."""
    found, form = selectors.withholding_for(request.actor, pk), EndForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(words) for found_words in form.errors.values() for words in found_words))
        return redirect("withheld")
    try:
        actions.review_withholding(actor=request.actor, withholding=found, **form.cleaned_data)
        messages.success(request, _("Kept."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect("withheld")


@require_POST
@require("intake.end_withholding")
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it."""
    try:
        actions.end_withholding(actor=request.actor, withholding=selectors.withholding_for(request.actor, pk))
        messages.success(request, _("Ended. The colleague sees again what their teams see."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect("withheld")
