"""Agreements of a person: writing one down, asking again, taking one back, and the sheet to ask with."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.access.scope import compartments_of
from intake.directory.documents import LANGUAGES
from intake.person.selectors import person_for

from . import actions, documents, selectors
from .enums import ConsentCompartment
from .forms import AskAgainForm, ConsentForm


@require_GET
@require("intake.give_consent")
def consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person agreed to share, and what was shared."""
    person = person_for(request.actor, pk)
    context = {
        "person": person, "consents": selectors.consents_of(request.actor, person),
        "sharings": selectors.sharings_of(request.actor, person), "languages": LANGUAGES,
    }
    return render(request, "consent/consents.html", context)


@require_http_methods(["GET", "POST"])
@require("intake.give_consent")
def consent_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an agreement down."""
    person = person_for(request.actor, pk)
    held = compartments_of(request.actor, person) & request.actor.compartments()
    choices = [(code, str(label)) for code, label in ConsentCompartment.choices if code in held]
    form = ConsentForm(request.POST or None, compartments=choices)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        partner = values.pop("recipient")
        with said_beside(form):
            actions.give_consent(actor=request.actor, person=person, recipient=partner.pk, recipient_name=partner.name, **values)
            messages.success(request, _("Written down. It may be taken back at any time."))
            return redirect("consents", person.pk)
    context = {"person": person, "form": form, "choices": choices}
    return render(request, "consent/consent_add.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("intake.give_consent")
def consent_sheet(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The sheet of pictures to point at, in the language of the person."""
    person = person_for(request.actor, pk)
    if language not in LANGUAGES:
        raise Http404
    actions.print_sheet(actor=request.actor, person=person)
    return HttpResponse(documents.sheet(language=language), content_type="application/pdf")


@require_GET
@require("intake.give_consent")
def consents_ending(request: HttpRequest) -> HttpResponse:
    """Agreements to ask again before they end."""
    return render(request, "consent/ending.html", {"consents": selectors.ending_soon(request.actor)})


@require_http_methods(["GET", "POST"])
@require("intake.give_consent")
def consent_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The person was asked again."""
    found = selectors.shown(selectors.consent_for(request.actor, pk))
    form = AskAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.ask_again(actor=request.actor, consent=found.consent, **form.cleaned_data)
            messages.success(request, _("Written down. It may be taken back at any time."))
            return redirect("consents", found.consent.person_id)
    context = {"shown": found, "form": form}
    return render(request, "consent/consent_again.html", context, status=422 if form.is_bound else 200)


@require_POST
@require("intake.withdraw_consent")
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agreement back."""
    taken = actions.withdraw_consent(actor=request.actor, consent=selectors.consent_for(request.actor, pk))
    messages.success(request, _("Withdrawn. Nothing more is shared under it."))
    return redirect("consents", taken.person_id)
