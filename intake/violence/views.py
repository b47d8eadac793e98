"""The page about violence of one person: for the women's space, and for everybody else no such page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused, require
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.models import Person
from intake.person.selectors import UnknownCard, find_card, search_alias, words_for
from intake.violence import actions, selectors
from intake.violence.forms import ApartForm, ContactForm, ScreeningForm


def _page(request: HttpRequest, person: Person, status: int = 200, **extra: Any) -> HttpResponse:
    """Everything of the page."""
    context = {
        "person": person, "told": selectors.told(request.actor, person),
        "contact": selectors.safe_contact(request.actor, person), "pairs": selectors.apart_from(request.actor, person),
        "near": bool(selectors.not_alone([person.pk])), "form": ScreeningForm(), "contact_form": ContactForm(),
        "apart_form": ApartForm(), "found": None, "words": "",
    } | extra  # fmt: skip
    return render(request, "violence/violence.html", context, status=status)


@require_GET
@require("intake.screen_violence")
def violence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was told, how the person may be reached, whom they must not meet."""
    return _page(request, selectors.person_inside(request.actor, pk))


@require_POST
@require("intake.screen_violence")
def screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a talk."""
    person = selectors.person_inside(request.actor, pk)
    form = ScreeningForm(request.POST)
    if not form.is_valid():
        return _page(request, person, status=422, form=form)
    actions.screen_violence(actor=request.actor, person=person, **form.cleaned_data)
    messages.success(request, _("Kept, sealed."))
    return redirect("violence", person.pk)


@require_POST
@require("intake.agree_contact")
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree how the person may be reached."""
    person = selectors.person_inside(request.actor, pk)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, person, status=422, contact_form=form)
    actions.agree_contact(actor=request.actor, person=person, words=form.cleaned_data["words"])
    messages.success(request, _("Kept, sealed."))
    return redirect("violence", person.pk)


@require_POST
@require("intake.keep_apart")
def apart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find whom the person must not meet, then keep the two apart."""
    person = selectors.person_inside(request.actor, pk)
    form = ApartForm(request.POST)
    form.fields["q"].required = "other" not in request.POST
    if not form.is_valid():
        return _page(request, person, status=422, apart_form=form)
    text, chosen = form.cleaned_data["q"], form.cleaned_data["other"]
    if chosen is None and not looks_like_card(text):
        found = [one.person for one in search_alias(request.actor, text)]
        return _page(request, person, found=found)
    try:
        other = selectors.known(request.actor, chosen) if chosen else find_card(request.actor, text)
        actions.keep_apart(actor=request.actor, person=person, other=other)
    except (MistypedCard, UnknownCard) as slip:
        return _page(request, person, status=422, words=words_for(slip))
    except Refused as refusal:
        return _page(request, person, status=422, words=refusal.words)
    messages.success(request, _("Kept."))
    return redirect("violence", person.pk)


@require_POST
@require("intake.keep_apart")
def end_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """The two need no longer be kept apart."""
    pair = selectors.apart_for(request.actor, pk)
    actions.end_apart(actor=request.actor, pair=pair)
    messages.success(request, _("Kept."))
    return redirect("violence", pair.person_id)
