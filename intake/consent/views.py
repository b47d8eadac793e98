"""Agreements of a person, and taking one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import require
from intake.person.selectors import person_for

from . import actions, selectors


@require_GET
@require("intake.give_consent")
def consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person agreed to share."""
    person = person_for(request.actor, pk)
    found = selectors.consents_of(request.actor, person)
    return render(request, "consent/consents.html", {"person": person, "consents": found})


@require_POST
@require("intake.withdraw_consent")
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agreement back."""
    taken = actions.withdraw_consent(actor=request.actor, consent=selectors.consent_for(request.actor, pk))
    messages.success(request, _("Withdrawn. Nothing more is shared under it."))
    return redirect("consents", taken.person_id)
