"""A session over HTTP: sign-up by card, the draw and its reasons, calls from the waiting list, who is to be told."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo
from centre.shifts import clock
from employment.places import actions, selectors
from employment.places.enums import Answer
from employment.places.forms import AnswerForm, CardForm, RuleForm, SessionCardForm
from employment.places.page import session_page
from employment.projects.selectors import session_for
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.models import Person
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for


def _page(request: HttpRequest, pk: int, form: CardForm | None = None, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a session: facts, sign-up box, draw with its seed, list with attendance."""
    context = session_page(request.actor, session_for(request.actor, pk)) | {"found": None, "words": ""} | extra
    context["form"] = form or CardForm(initial={"client_uuid": uuid4(), "way": "desk"})
    return render(request, "employment/session.html", context, status=status)


@require_GET
@require("employment.view_sessions")
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session."""
    return _page(request, pk)


def _whom(request: HttpRequest, form: CardForm) -> tuple[Person | None, list[Person] | None]:
    """Whoever presents the card or was chosen; or those whose alias resembles what was typed. A wrong card is said."""
    data, text = form.cleaned_data, form.cleaned_data["card"]
    if data["person"]:
        return person_for(request.actor, data["person"]), None
    if not looks_like_card(text):
        return None, [one.person for one in search_alias(request.actor, text)]
    try:
        return find_card(request.actor, text), None
    except (MistypedCard, UnknownCard) as slip:
        form.add_error("card", words_for(slip))
        return None, None


def _sign(request: HttpRequest, form: CardForm, person: Person, number: int) -> None:
    """Sign up, say how the person stands now, offer to take it back; who was signed up before is said to be, and stays so."""
    about = {"way": form.cleaned_data["way"], "client_uuid": form.cleaned_data["client_uuid"]}
    began = clock.now()
    entry = actions.sign_up(actor=request.actor, person=person, session=session_for(request.actor, number), **about)
    if entry.signed_up_at < began and entry.client_uuid != about["client_uuid"]:
        messages.info(request, selectors.standing_already(entry, person))
        return
    messages.success(request, selectors.standing(entry, session_for(request.actor, number)))
    label = _("%(person)s signed up") % {"person": person}
    undo.offer(request, label, reverse("sign_up_withdraw", args=[entry.pk]))


@require_POST
@require("employment.sign_up")
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign up whoever presents this card; a mistyped or unknown one is said, never guessed."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, 422)
    person, found = _whom(request, form)
    if person is None:
        return _page(request, pk, form, 422 if form.errors else 200, found=found)
    try:
        _sign(request, form, person, pk)
    except Refused as refused:
        return _page(request, pk, form, 409, words=refused.words)
    return redirect("session", pk)


def _card_page(request: HttpRequest, form: SessionCardForm, status: int = 200, **extra: Any) -> HttpResponse:
    """A card and a session on one small page."""
    context = {"form": form, "found": None, "person": None, "words": "", "sessions": form.sessions} | extra
    return render(request, "employment/places/sign_up.html", context, status=status)


@require_http_methods(["GET", "POST"])
@require("employment.sign_up")
def work_sign_up(request: HttpRequest) -> HttpResponse:
    """Sign up by card for a session of one's choice: at the desk, in the street, by phone."""
    first = {"client_uuid": uuid4(), "way": "desk", "session": request.GET.get("session")}
    form = SessionCardForm(request.POST if request.method == "POST" else None, actor=request.actor, initial=first)
    if request.method != "POST" or not form.is_valid():
        return _card_page(request, form, 422 if form.errors else 200)
    person, found = _whom(request, form)
    if person is None:
        return _card_page(request, form, 422 if form.errors else 200, found=found)
    try:
        _sign(request, form, person, form.cleaned_data["session"])
    except Refused as refused:
        return _card_page(request, form, 409, words=refused.words)
    return redirect(f"{reverse('work_sign_up')}?session={form.cleaned_data['session']}")


@require_GET
@require("employment.sign_up")
def work_sign_up_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for somebody whose page is open."""
    person = person_for(request.actor, pk)
    form = SessionCardForm(actor=request.actor, initial={"client_uuid": uuid4(), "way": "desk", "person": person.pk})
    return _card_page(request, form, person=person)


@require_POST
@require("employment.sign_up")
def sign_up_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Step back from a session."""
    entry = selectors.sign_up_for(request.actor, pk)
    try:
        actions.withdraw(actor=request.actor, sign_up=entry)
    except Refused as refused:
        return _page(request, entry.session_id, status=409, words=refused.words)
    undo.withdraw(request, request.path)
    return redirect("session", entry.session_id)


@require_POST
@require("employment.draw_places")
def session_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the places; drawn by a colleague meanwhile is said."""
    try:
        actions.draw_places(actor=request.actor, session=session_for(request.actor, pk))
    except Refused as refused:
        return _page(request, pk, status=409, words=refused.words)
    return redirect("session", pk)


@require_POST
@require("employment.sign_up")
def session_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the free places for who waits, in order: also ten minutes before the start."""
    try:
        called = actions.call_waiting(actor=request.actor, session=session_for(request.actor, pk))
    except Refused as refused:
        return _page(request, pk, status=409, words=refused.words)
    words = ngettext("A place is kept for %(n)d person who waited.", "Places are kept for %(n)d people who waited.", called) % {"n": called}
    messages.info(request, words if called else _("Nobody waits who could have a place."))
    return redirect("session", pk)


@require_POST
@require("employment.sign_up")
def call_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Comes, does not come, was not reached."""
    call, form = selectors.call_for(request.actor, pk), AnswerForm(request.POST)
    number = call.sign_up.session_id
    if not form.is_valid():
        return _page(request, number, status=422, words=_("Say what became of the call."))
    try:
        actions.answer_call(actor=request.actor, call=call, **form.cleaned_data)
    except Refused as refused:
        return _page(request, number, status=409, words=refused.words)
    return redirect("to_tell" if "told" in request.POST else reverse("session", args=[number]))


@require_GET
@require("employment.sign_up")
def to_tell(request: HttpRequest) -> HttpResponse:
    """Who is still to be told: a session moved or cancelled, a place from the waiting list, how the draw went."""
    told = selectors.to_tell(request.actor)
    why = selectors.reasons(told)
    context = {"told": [(one, why.get(one.sign_up.session_id, "")) for one in told], "answers": Answer, "view": "tell"}
    return render(request, "employment/places/to_tell.html", context)


@require_POST
@require("employment.sign_up")
def sign_up_told(request: HttpRequest, pk: int) -> HttpResponse:
    """They know now."""
    entry = actions.tell(actor=request.actor, sign_up=selectors.sign_up_for(request.actor, pk))
    if "desk" in request.POST and entry.person_id:
        return redirect("desk_person", entry.person_id)
    return redirect("to_tell")


@require_http_methods(["GET", "POST"])
@require("employment.set_rule")
def work_rules(request: HttpRequest) -> HttpResponse:
    """The most places in a week over all projects, and since when."""
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.set_rule(actor=request.actor, **form.cleaned_data)
        return redirect("work_rules")
    context = {"form": form, "rules": selectors.rules(request.actor)}
    return render(request, "employment/places/rules.html", context, status=422 if form.errors else 200)
