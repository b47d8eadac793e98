"""The desk's pages: find, tap, undo. Nothing personal but a file's uuid is ever in an address."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo as undo_bar
from centre.shifts.clock import local
from intake.desk import actions, selectors
from intake.desk.forms import FindForm, PassageForm, QueueForm
from intake.desk.models import Passage, Service
from intake.desk.registry import next_page
from intake.person.cards import MistypedCard, looks_like_card, show
from intake.person.models import Person
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for


def _page(request: HttpRequest, person: Person | None = None, status: int = 200, **extra: Any) -> HttpResponse:
    """The desk for a subject: a person, or the room when there is none."""
    context = selectors.desk_page(request.actor, person) | extra
    return render(request, "desk/desk.html", context, status=status)


@require_GET
@require("intake.use_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """The desk for the room: taps count without a name."""
    return _page(request)


@require_GET
@require("intake.view_person")
def desk_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The desk for one person: taps are theirs."""
    return _page(request, person_for(request.actor, pk))


@require_POST
@require("intake.find_person")
def find(request: HttpRequest) -> HttpResponse:
    """What was typed or scanned: a card opens its person, a word lists aliases, nothing does nothing."""
    form = FindForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if not text:
        return redirect("desk")
    if not looks_like_card(text):
        return _page(request, found=selectors.results(request.actor, search_alias(request.actor, text)), typed=text)
    try:
        return redirect("desk_person", find_card(request.actor, text).pk)
    except MistypedCard as slip:
        return _page(request, status=422, mistyped=True, suggestion=show(slip.suggestion) if slip.suggestion else "")
    except UnknownCard:
        return _page(request, status=422, unknown_card=True)


@require_POST
@require("intake.record_passage")
def record(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """One tap, recorded at once; never refused for what the person is or did not say."""
    form = PassageForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This tap was not understood. Nothing was recorded."))
        return redirect("desk")
    data = form.cleaned_data
    service = selectors.service_by_code(data["service"])
    meant = pk or data["person"]
    person = selectors.person_at_desk(request.actor, meant) if meant else None
    common = {"actor": request.actor, "service": service, "client_uuid": data["client_uuid"], "at": data["at"]}
    if person is None:
        taps = actions.record_anonymous(**common, n=data["n"])
    else:
        taps = [actions.record_passage(**common, person=person)]
    if meant and taps[0].person_id is None:
        messages.info(request, _("Counted without a name."))
    _offer_undo(request, taps[0])
    return _after_tap(request, service.code, person)


def _offer_undo(request: HttpRequest, passage: Passage) -> None:
    """Put the tap in the undo bar, once, without saying whose it was."""
    url = reverse("passage_undo", args=[passage.pk])
    undo_bar.withdraw(request, url)
    words = _("%(service)s recorded at %(time)s") % {
        "service": passage.service.label,
        "time": date_format(local(passage.recorded_at), "H:i"),
    }
    undo_bar.offer(request, words, url)


def _after_tap(request: HttpRequest, service: str, person: Person | None) -> HttpResponse:
    """The page that follows this service, the tiles alone for a page that swaps them, else the whole desk again."""
    if "queue" not in request.POST and "at" not in request.POST and (page := next_page(service, person=bool(person))):
        return redirect(page, person.pk) if person else redirect(page)
    if request.htmx:
        context = {"subject": person, "tiles": selectors.numbered(selectors.tiles(request.actor)), "fragment": True}
        return render(request, "desk/_tiles.html", context)
    if "queue" in request.POST:
        return redirect("desk_queue", request.POST["service"])
    return redirect("desk_person", person.pk) if person else redirect("desk")


@require_http_methods(["GET", "POST"])
@require("intake.find_person")
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """One service, one person after the other: each scan is a passage; a word lists people to tap."""
    service = selectors.service_by_code(code)
    form = QueueForm(request.POST or None)
    context: dict[str, Any] = {"service": service, "found": None, "words": "", "fragment": False}
    context["line"] = selectors.line_for(request.actor, service) if request.method == "GET" else []
    if request.method == "GET" or not form.is_valid():
        return render(request, "desk/queue.html", context)
    text, chosen = form.cleaned_data["q"], form.cleaned_data["person"]
    if text and not looks_like_card(text):
        context["found"] = selectors.results(request.actor, search_alias(request.actor, text))
        return render(request, "desk/queue.html", context)
    try:
        person = person_for(request.actor, chosen) if chosen else find_card(request.actor, text)
    except (MistypedCard, UnknownCard) as slip:
        return render(request, "desk/queue.html", context | {"words": words_for(slip)}, status=422)
    if not selectors.scanned_just_now(request.actor, service, person):
        uuid = uuid5(form.cleaned_data["client_uuid"], str(person.pk))
        _offer_undo(
            request, actions.record_passage(actor=request.actor, service=service, person=person, client_uuid=uuid)
        )
    if request.htmx:
        return _line(request, service)
    return redirect("desk_queue", service.code)


def _line(request: HttpRequest, service: Service) -> HttpResponse:
    """The list alone, for a page that swaps it."""
    context = {"service": service, "line": selectors.line_for(request.actor, service), "fragment": True}
    return render(request, "desk/_line.html", context)


@require_POST
@require("intake.undo_passage")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own tap back within the minute; too late is said on the page."""
    passage = selectors.passage_for(request.actor, pk)
    try:
        for tap in selectors.same_tap(request.actor, passage):
            actions.undo_passage(actor=request.actor, passage=tap)
        messages.success(request, _("Undone."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    undo_bar.withdraw(request, reverse("passage_undo", args=[pk]))
    return redirect("desk_person", passage.person_id) if passage.person_id else redirect("desk")


@require_POST
@require("intake.correct_passage")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a wrong passage, at any later time."""
    passage = selectors.passage_for(request.actor, pk)
    actions.correct_passage(actor=request.actor, passage=passage)
    messages.success(request, _("Struck. It stays in the history."))
    return redirect("person", passage.person_id) if passage.person_id else redirect("desk")


@require_POST
@require("intake.record_leaving")
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person leaves the house."""
    person = person_for(request.actor, pk)
    left = actions.record_leaving(actor=request.actor, person=person)
    messages.success(request, _("Leaving recorded.") if left else _("Nobody by this file was inside."))
    return redirect("desk_person", person.pk)


@require_GET
@require("intake.view_person")
def inside(request: HttpRequest) -> HttpResponse:
    """Who is inside now, for those who may know."""
    return render(request, "desk/inside.html", {"inside": selectors.inside_now(request.actor)})
