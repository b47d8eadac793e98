"""Pages of the network: the directory, a referral, its letter."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.access.scope import compartments_of
from intake.person.models import Person
from intake.person.selectors import language_names, person_for

from . import actions, selectors
from .enums import ReferralCompartment
from .forms import DirectoryForm, MoveForm, ReferralForm
from .models import PartnerService, Referral


@require_http_methods(["GET", "POST"])
@require("intake.view_directory")
def directory(request: HttpRequest) -> HttpResponse:
    """Find a service by need and condition."""
    form = DirectoryForm(request.POST or None)
    found = selectors.directory(**form.wishes)
    return render(request, "network/directory.html", {"form": form, "found": found, "person": None})


@require_GET
@require("intake.view_directory")
def partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service, to read and to print for the person."""
    found = selectors.shown(selectors.service_for(pk))
    may_verify = request.actor.may("intake.edit_directory")
    return render(request, "network/partner.html", {"shown": found, "may_verify": may_verify})


@require_POST
@require("intake.edit_directory")
def partner_verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The facts were checked today."""
    actions.verify_partner(actor=request.actor, service=selectors.service_for(pk))
    return redirect("partner", pk)


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def referral_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose where to refer a person."""
    person = person_for(request.actor, pk)
    form = DirectoryForm(request.POST or None)
    found = selectors.directory(**form.wishes)
    return render(request, "network/directory.html", {"form": form, "found": found, "person": person})


@require_http_methods(["GET", "POST"])
@require("intake.refer")
def referral_to(request: HttpRequest, pk: UUID, service_pk: UUID) -> HttpResponse:
    """Refer a person to a service, with the agreement it stands on."""
    person, service = person_for(request.actor, pk), selectors.service_for(service_pk)
    held = compartments_of(request.actor, person) & request.actor.compartments()
    choices = [choice for choice in ReferralCompartment.choices if choice[0] in held]
    form = ReferralForm(request.POST or None, compartments=choices, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = _refer(request, person, service, form)
            return redirect("referral", made.pk)
        except Refused as refusal:
            form.add_error(None, refusal.words)
    context = {"person": person, "service": service, "form": form, "choices": choices}
    return render(request, "network/referral_add.html", context, status=422 if form.is_bound else 200)


def _refer(request: HttpRequest, person: Person, service: PartnerService, form: ReferralForm) -> Referral:
    """Refer, with the agreement when it was given now."""
    values = form.cleaned_data
    return actions.refer(
        actor=request.actor, person=person, compartment=values["compartment"], service=service, items=values["items"],
        reason=values["reason"], client_uuid=values["client_uuid"], warm=values["warm"], manner=values["manner"],
        agreed_until=values["valid_until"] if values["agreed"] else None,
    )


@require_GET
@require("intake.view_referrals")
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral and where it may go."""
    shown = selectors.opened(request.actor, selectors.referral_for(request.actor, pk))
    return render(request, "network/referral.html", {"shown": shown, "form": MoveForm()})


@require_POST
@require("intake.refer")
def referral_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a referral along."""
    found, form = selectors.referral_for(request.actor, pk), MoveForm(request.POST)
    if form.is_valid():
        try:
            moved = actions.move_referral(actor=request.actor, referral=found, **form.cleaned_data)
            messages.success(request, _("The referral is now: %(state)s.") % {"state": moved.get_state_display()})
        except Refused as refusal:
            messages.error(request, refusal.words)
    return redirect("referral", pk)


@require_GET
@require("intake.view_referrals")
def referral_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One page to print for the partner: only what the person agreed to share."""
    shown = selectors.opened(request.actor, selectors.referral_for(request.actor, pk))
    person, items = shown.referral.person, selectors.still_agreed(request.actor, shown.referral)
    context = {"shown": shown, "person": person, "items": items, "languages": language_names(person) if person else []}
    return render(request, "network/letter.html", context)


@require_GET
@require("intake.view_referrals")
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals still waiting for something."""
    return render(request, "network/referrals.html", {"referrals": selectors.open_referrals(request.actor)})
