"""The equipment counter and the store room. Nothing personal but a file's uuid is ever in an address."""

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
from intake.desk.selectors import person_at_desk
from intake.person.models import Person
from intake.person.selectors import person_for
from intake.spaces.models import Space
from intake.spaces.selectors import compartment_of, space_for
from intake.supplies import actions, selectors
from intake.supplies.enums import Training
from intake.supplies.forms import (
    BoxForm,
    CountForm,
    DiscardForm,
    HandOutForm,
    ItemForm,
    PeriodForm,
    ReceiveForm,
    TakeBackForm,
)
from intake.supplies.models import Box, Entry, Item


def _page(request: HttpRequest, person: Person | None, status: int = 200, **extra: Any) -> HttpResponse:
    """The counter for a subject: a person, or the room when there is none; its inner part alone for a swap."""
    initial = {"person": person.pk if person else None}
    context = {
        "subject": person, "groups": selectors.counter(request.actor), "trainings": Training.choices,
        "others": (0, 1, 2, 5, 10), "latest": selectors.latest(request.actor, person), "words": "", "space": None,
        "form": TakeBackForm(boxes=selectors.boxes(), initial=initial), "fragment": bool(request.htmx),
    } | extra  # fmt: skip
    return render(request, "supplies/_counter.html" if request.htmx else "supplies/counter.html", context, status=status)


@require_GET
@require("intake.hand_out")
def supplies(request: HttpRequest) -> HttpResponse:
    """The counter for the room: what is given is nobody's."""
    return _page(request, None)


@require_GET
@require("intake.hand_out")
def supplies_space(request: HttpRequest, code: str) -> HttpResponse:
    """The counter inside a space: behind its wall, when it has one."""
    return _page(request, None, space=space_for(request.actor, code))


@require_GET
@require("intake.view_person")
def supplies_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The counter for one person."""
    return _page(request, person_for(request.actor, pk))


def _subject(request: HttpRequest, meant: UUID | None) -> Person | None:
    """The person a tap is for, or None; out of reach is served without a name."""
    person = person_at_desk(request.actor, meant) if meant else None
    if meant and person is None:
        messages.info(request, _("Counted without a name."))
    return person


def _space(request: HttpRequest, code: str) -> Space | None:
    """The space a tap was made in, if any. Raises Http404 for a walled space of others."""
    return space_for(request.actor, code) if code else None


def _back(request: HttpRequest, person: Person | None, space: Space | None = None) -> HttpResponse:
    """The counter again, as it was asked for."""
    if request.htmx:
        return _page(request, person, space=space)
    if space is not None and person is None:
        return redirect("supplies_space", space.code)
    return redirect("supplies_person", person.pk) if person else redirect("supplies")


def _offer(request: HttpRequest, kind: str, entry: Entry, words: str) -> None:
    """Put an entry in the undo bar, once, without saying whose it was."""
    url = reverse("equipment_undo", args=[kind, entry.pk])
    undo_bar.withdraw(request, url)
    undo_bar.offer(request, words, url)


@require_POST
@require("intake.hand_out")
def hand_out(request: HttpRequest) -> HttpResponse:
    """One chip: given and recorded at once."""
    form = HandOutForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return _page(request, None, status=422, words=words)
    data = form.cleaned_data
    person = _subject(request, data["person"])
    item, space = selectors.item_for(data["item"]), _space(request, data["space"])
    entry = actions.hand_out(
        actor=request.actor, item=item, packs=data["packs"], person=person, others=data["others"] or 0,
        training=data["training"], client_uuid=data["client_uuid"], compartment=compartment_of(space),
    )  # fmt: skip
    _offer(request, "out", entry, _("%(units)s × %(item)s given") % {"units": entry.units, "item": item.label})
    return _back(request, person, space)


@require_POST
@require("intake.take_back")
def take_back(request: HttpRequest) -> HttpResponse:
    """Used equipment comes in: brought by somebody, or picked up in the street."""
    form = TakeBackForm(request.POST, boxes=selectors.boxes())
    if not form.is_valid():
        return _page(request, _subject(request, form.cleaned_data.get("person")), status=422, form=form)
    data = form.cleaned_data
    person, space = _subject(request, data["person"]), _space(request, data["space"])
    entry = actions.take_back(
        actor=request.actor, method=data["method"], number=data["number"], box=data["box"], source=data["source"],
        person=person, client_uuid=data["client_uuid"], compartment=compartment_of(space),
    )  # fmt: skip
    _offer(request, "back", entry, _("Used equipment taken in"))
    return _back(request, person, space)


@require_POST
@require("intake.undo_equipment")
def undo(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take one's own entry back within the minute; too late is said on the page."""
    entry = selectors.entry_for(request.actor, kind, pk)
    try:
        actions.undo_equipment(actor=request.actor, entry=entry)
        messages.success(request, _("Undone."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    undo_bar.withdraw(request, reverse("equipment_undo", args=[kind, pk]))
    return _back(request, entry.person)


@require_POST
@require("intake.correct_equipment")
def correct(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Strike a wrong entry, at any later time."""
    entry = selectors.entry_for(request.actor, kind, pk)
    actions.correct_equipment(actor=request.actor, entry=entry)
    messages.success(request, _("Struck. It stays in the history."))
    return _back(request, entry.person)


@require_GET
@require("intake.view_stock")
def stock(request: HttpRequest) -> HttpResponse:
    """The store room: what it holds on paper, what is low, what expires."""
    return render(request, "supplies/stock.html", {"lines": selectors.stock(service_day())})


@require_GET
@require("intake.view_stock")
def stock_item(request: HttpRequest, code: str) -> HttpResponse:
    """One item of the store room: its lots and its last changes."""
    item = selectors.any_item(code)
    line = next((one for one in selectors.stock(service_day()) if one.item == item), None)
    return render(request, "supplies/item.html", {"item": item, "line": line, "moves": selectors.moves_of(request.actor, item)})


def _form(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    """A form of the store room; 422 when something typed was not understood."""
    context = {"form": form, "title": title, "button": button, "action": request.path}
    return render(request, "supplies/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("intake.receive_stock")
def receive(request: HttpRequest) -> HttpResponse:
    """A delivery comes in."""
    form = ReceiveForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form, _("A delivery"), _("Receive"))
    data = form.cleaned_data
    actions.receive_stock(
        actor=request.actor, item=data["item"], units=data["units"], number=data["number"],
        expires_on=data["expires_on"], client_uuid=data["client_uuid"],
    )  # fmt: skip
    messages.success(request, _("Received."))
    return redirect("stock_item", data["item"].code)


@require_http_methods(["GET", "POST"])
@require("intake.count_stock")
def count(request: HttpRequest, code: str, lot: int = 0) -> HttpResponse:
    """Count a lot, or what is of no lot, on the shelf."""
    item = selectors.any_item(code)
    chosen = selectors.lot_for(item, lot) if lot else None
    form = CountForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form, _("Count: %(item)s %(lot)s") % {"item": item, "lot": chosen or ""}, _("Keep the count"))
    data = form.cleaned_data
    difference = actions.count_stock(
        actor=request.actor, item=item, lot=chosen, counted=data["counted"], reason=data["reason"],
        client_uuid=data["client_uuid"],
    )  # fmt: skip
    messages.success(request, _("Counted. Difference to the paper: %(n)+d.") % {"n": difference})
    return redirect("stock_item", item.code)


@require_http_methods(["GET", "POST"])
@require("intake.discard_stock")
def discard(request: HttpRequest, code: str, lot: int) -> HttpResponse:
    """Take some of a lot off the stock for good."""
    item = selectors.any_item(code)
    chosen = selectors.lot_for(item, lot)
    form = DiscardForm(request.POST or None)
    title, button = _("Discard: %(item)s %(lot)s") % {"item": item, "lot": chosen}, _("Discard")
    if not form.is_valid():
        return _form(request, form, title, button)
    data = form.cleaned_data
    try:
        actions.discard_stock(actor=request.actor, item=item, lot=chosen, units=data["units"], reason=data["reason"], client_uuid=data["client_uuid"])
    except Refused as refusal:
        form.add_error("units", refusal.words)
        return _form(request, form, title, button)
    messages.success(request, _("Discarded."))
    return redirect("stock_item", item.code)


@require_http_methods(["GET", "POST"])
@require("intake.edit_catalogue")
def edit_item(request: HttpRequest, code: str = "") -> HttpResponse:
    """Change an item of the catalogue, or add one."""
    item = selectors.any_item(code) if code else Item(code=selectors.new_code())
    form = ItemForm(request.POST or None, instance=item)
    if not form.is_valid():
        return _form(request, form, str(item) if code else _("New item"), _("Keep"))
    actions.save_item(actor=request.actor, item=form.save(commit=False))
    messages.success(request, _("Kept."))
    return redirect("stock_item", item.code)


@require_http_methods(["GET", "POST"])
@require("intake.edit_catalogue")
def edit_box(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Change a container, or add one."""
    box = selectors.any_box(pk) if pk else Box()
    form = BoxForm(request.POST or None, instance=box)
    if not form.is_valid():
        return _form(request, form, str(box) if pk else _("New container"), _("Keep"))
    actions.save_box(actor=request.actor, box=form.save(commit=False))
    messages.success(request, _("Kept."))
    return redirect("boxes")


@require_GET
@require("intake.view_stock")
def boxes(request: HttpRequest) -> HttpResponse:
    """The containers for used equipment, with what a full one is taken to hold."""
    return render(request, "supplies/boxes.html", {"boxes": selectors.every_box()})


@require_GET
@require("intake.view_equipment_figures")
def figures(request: HttpRequest) -> HttpResponse:
    """What went out and what came back in a period."""
    today = service_day()
    form = PeriodForm(request.GET or {"first": today - timedelta(days=27), "last": today})
    if not form.is_valid():
        return render(request, "supplies/figures.html", {"form": form, "given": [], "back": [], "sums": None}, status=422)
    period = form.cleaned_data["first"], form.cleaned_data["last"]
    given, back = selectors.distributed(request.actor, *period), selectors.returned(request.actor, *period)
    context = {"form": form, "given": given, "back": back, "sums": selectors.recovery(given, back)}
    return render(request, "supplies/figures.html", context)
