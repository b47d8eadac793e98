"""The rounds on a phone, and what hangs on them. Nothing personal but a file's uuid is ever in an address."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo as undo_bar
from centre.shifts.clock import service_day
from centre.staff.selectors import present_colleagues
from intake.desk.selectors import person_at_desk
from intake.outreach import actions, selectors
from intake.outreach.forms import (
    AccompanimentForm,
    ContactForm,
    FindForm,
    PlaceForm,
    ResultForm,
    SearchForm,
    StartForm,
    ZoneForm,
)
from intake.outreach.models import OutreachRound, Place, Zone
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for
from intake.supplies import actions as supplies
from intake.supplies.enums import Method, Source, Training
from intake.supplies.forms import HandOutForm, PeriodForm, TakeBackForm
from intake.supplies.selectors import counter, item_for


@require_GET
@require("intake.start_round")
def rounds(request: HttpRequest) -> HttpResponse:
    """The last rounds; the one this worker is on comes first."""
    context = {"rounds": selectors.rounds(request.actor), "mine": selectors.my_open_round(request.actor)}
    return render(request, "outreach/rounds.html", context)


@require_http_methods(["GET", "POST"])
@require("intake.start_round")
def start(request: HttpRequest) -> HttpResponse:
    """Go out."""
    form = StartForm(request.POST or None, colleagues=present_colleagues(request.actor))
    if not form.is_valid():
        context = {"form": form, "title": _("A round begins"), "button": _("Go out"), "back": reverse("rounds")}
        return render(request, "outreach/form.html", context, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    made = actions.start_round(actor=request.actor, zone=data["zone"], team=data["team"], weather=data["weather"], client_uuid=data["client_uuid"])
    return redirect("round", made.pk)


def _page(request: HttpRequest, round: OutreachRound, status: int = 200, **extra: Any) -> HttpResponse:
    """A round: tap whom it meets, what it gives, and see what it has met."""
    contacts = selectors.contacts_of(request.actor, round)
    context = {
        "round": round, "contacts": contacts, "sums": selectors.sums(contacts), "words": "", "found": None,
        "form": ContactForm(places=selectors.places_of(round.zone)), "find_form": FindForm(),
        "groups": counter(request.actor) if round.ended_at is None else [], "trainings": Training.choices,
        "places": selectors.places_of(round.zone),
    } | extra  # fmt: skip
    return render(request, "outreach/round.html", context, status=status)


@require_GET
@require("intake.start_round")
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round."""
    return _page(request, selectors.round_for(pk))


@require_POST
@require("intake.record_contact")
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody was met; recorded at once, with undo."""
    round = selectors.round_for(pk)
    form = ContactForm(request.POST, places=selectors.places_of(round.zone))
    if not form.is_valid():
        return _page(request, round, status=422, form=form)
    data = form.cleaned_data
    person = person_at_desk(request.actor, data["person"]) if data["person"] else None
    if data["person"] and person is None:
        data["others"] += 1
        messages.info(request, _("Counted without a name."))
    kinds = {key: data[key] for key in ("men", "women", "others", "place", "asks", "at", "client_uuid")}
    try:
        made = actions.record_contact(actor=request.actor, round=round, person=person, **kinds)
    except Refused as refusal:
        form.add_error("at", refusal.words)
        return _page(request, round, status=422, form=form)
    undo_bar.offer(request, _("Contact recorded"), reverse("contact_strike", args=[made.pk]))
    return redirect("round", round.pk)


@require_POST
@require("intake.find_person")
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """A card or an alias: who was met."""
    round = selectors.round_for(pk)
    form = FindForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if not text:
        return redirect("round", round.pk)
    if not looks_like_card(text):
        return _page(request, round, found=[one.person for one in search_alias(request.actor, text)])
    try:
        return _page(request, round, found=[find_card(request.actor, text)])
    except (MistypedCard, UnknownCard) as slip:
        return _page(request, round, status=422, words=words_for(slip))


@require_POST
@require("intake.hand_out")
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Equipment given in the street, without a name."""
    round = selectors.round_for(pk)
    form = HandOutForm(request.POST)
    if not form.is_valid():
        return _page(request, round, status=422, words=_("Tap an item with a number. Nothing was recorded."))
    data = form.cleaned_data
    entry = supplies.hand_out(
        actor=request.actor, item=item_for(data["item"]), packs=data["packs"], others=data["others"] or 0,
        training=data["training"], client_uuid=data["client_uuid"], round=round,
    )  # fmt: skip
    words = _("%(units)s × %(item)s given") % {"units": entry.units, "item": entry.item.label}
    undo_bar.offer(request, words, reverse("equipment_undo", args=["out", entry.pk]))
    return redirect("round", round.pk)


@require_POST
@require("intake.take_back")
def picked_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Syringes picked up from the ground, counted."""
    round = selectors.round_for(pk)
    form = TakeBackForm({**request.POST.dict(), "method": Method.COUNTED, "source": Source.PICKED_UP})
    if not form.is_valid():
        return _page(request, round, status=422, words=" ".join(map(str, form.errors.get("number", []))))
    data = form.cleaned_data
    supplies.take_back(actor=request.actor, method=Method.COUNTED, number=data["number"], source=Source.PICKED_UP, client_uuid=data["client_uuid"], round=round)
    messages.success(request, _("Recorded."))
    return redirect("round", round.pk)


@require_POST
@require("intake.end_round")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The round comes home."""
    round = selectors.round_for(pk)
    actions.end_round(actor=request.actor, round=round)
    return redirect("round", round.pk)


@require_POST
@require("intake.strike_contact")
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a contact out of the counts."""
    one = selectors.contact_for(request.actor, pk)
    actions.strike_contact(actor=request.actor, contact=one)
    undo_bar.withdraw(request, reverse("contact_strike", args=[pk]))
    messages.success(request, _("Struck. It stays in the history."))
    return redirect("round", one.round_id)


@require_GET
@require("intake.edit_zones")
def zones(request: HttpRequest) -> HttpResponse:
    """The zones and their places."""
    return render(request, "outreach/zones.html", {"zones": selectors.zones_with_places()})


def _edit(request: HttpRequest, form: Any, title: str, back: str = "zones") -> HttpResponse:
    """A form; 422 when something typed was not understood."""
    context = {"form": form, "title": title, "button": _("Keep"), "back": reverse(back)}
    return render(request, "outreach/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("intake.edit_zones")
def edit_zone(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Change a zone, or add one."""
    form = ZoneForm(request.POST or None, instance=selectors.zone_for(pk) if pk else Zone())
    if not form.is_valid():
        return _edit(request, form, _("Zone"))
    actions.save_zone(actor=request.actor, zone=form.save(commit=False))
    messages.success(request, _("Kept."))
    return redirect("zones")


@require_http_methods(["GET", "POST"])
@require("intake.edit_zones")
def edit_place(request: HttpRequest, pk: int = 0, zone: int = 0) -> HttpResponse:
    """Change a place, or add one to a zone."""
    place = selectors.place_for(pk) if pk else Place(zone=selectors.zone_for(zone))
    form = PlaceForm(request.POST or None, instance=place)
    if not form.is_valid():
        return _edit(request, form, str(place.zone))
    actions.save_place(actor=request.actor, place=form.save(commit=False))
    messages.success(request, _("Kept."))
    return redirect("zones")


@require_GET
@require("intake.view_outreach_figures")
def figures(request: HttpRequest) -> HttpResponse:
    """Contacts and people met by zone in a period: totals only."""
    today = service_day()
    form = PeriodForm(request.GET or {"first": today - timedelta(days=27), "last": today})
    lines = selectors.by_zone(request.actor, form.cleaned_data["first"], form.cleaned_data["last"]) if form.is_valid() else []
    return render(request, "outreach/figures.html", {"form": form, "lines": lines}, status=200 if form.is_valid() else 422)


@require_GET
@require("intake.look_for")
def lost(request: HttpRequest) -> HttpResponse:
    """Who used to come and has not been seen."""
    return render(request, "outreach/lost.html", {"lost": selectors.lost_from_sight(request.actor)})


@require_http_methods(["GET", "POST"])
@require("intake.look_for")
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write one attempt to find somebody."""
    person = person_for(request.actor, pk)
    form = SearchForm(request.POST or None)
    if not form.is_valid():
        return _edit(request, form, _("Looking for %(who)s") % {"who": person}, "lost")
    data = form.cleaned_data
    actions.look_for(actor=request.actor, person=person, way=data["way"], found=data["found"], client_uuid=data["client_uuid"])
    messages.success(request, _("Recorded."))
    return redirect("lost")


@require_GET
@require("intake.plan_accompaniment")
def accompaniments(request: HttpRequest) -> HttpResponse:
    """Where somebody has to go along."""
    return render(request, "outreach/accompaniments.html", {"lines": selectors.to_come(request.actor)})


@require_http_methods(["GET", "POST"])
@require("intake.plan_accompaniment")
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan to go along with somebody."""
    person = person_for(request.actor, pk)
    form = AccompanimentForm(request.POST or None)
    if not form.is_valid():
        return _edit(request, form, _("Going along with %(who)s") % {"who": person}, "accompaniments")
    actions.plan_accompaniment(actor=request.actor, person=person, **form.cleaned_data)
    messages.success(request, _("Planned."))
    return redirect("accompaniments")


@require_http_methods(["GET", "POST"])
@require("intake.close_accompaniment")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what came of it."""
    one = selectors.accompaniment_for(request.actor, pk)
    form = ResultForm(request.POST or None)
    if not form.is_valid():
        return _edit(request, form, _("Went along with %(who)s") % {"who": one.person}, "accompaniments")
    actions.close_accompaniment(actor=request.actor, accompaniment=one, result=form.cleaned_data["result"])
    messages.success(request, _("Kept."))
    return redirect("accompaniments")
