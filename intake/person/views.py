"""Pages about one person, and the way to them. Nothing personal but a file's uuid is ever in an address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo as undo_bar
from intake.person import actions, casefile, selectors
from intake.person.cards import MistypedCard, looks_like_card, qr, show
from intake.person.enums import CardReason
from intake.person.forms import AlertForm, AliasSearchForm, CardReasonForm, FileForm, NewFileForm
from intake.person.models import Person


@require_http_methods(["GET", "POST"])
@require("intake.find_person")
def people(request: HttpRequest) -> HttpResponse:
    """Search by card or alias; the words searched travel in the body of a POST only."""
    form = AliasSearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "found": None, "words": ""}
    text = form.cleaned_data["q"] if request.method == "POST" and form.is_valid() else ""
    if not text:
        return render(request, "person/people.html", context)
    if not looks_like_card(text):
        context["found"] = selectors.search_alias(request.actor, text)
        return render(request, "person/people.html", context)
    try:
        return redirect("person", selectors.find_card(request.actor, text).pk)
    except (MistypedCard, selectors.UnknownCard) as slip:
        context["words"] = selectors.words_for(slip)
        return render(request, "person/people.html", context, status=422)


@require_GET
@require("intake.view_person")
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The case file: who, what colleagues must know, and what each room shows of it."""
    found = selectors.file_for(request.actor, pk)
    panels = casefile.load_panels(request.actor, found, found.held, request)
    joined = [
        (file, [shown for shown in casefile.load_panels(request.actor, file, file.held, request) if _again(shown.panel)])
        for file in selectors.joined_files(request.actor, found)
    ]
    context = {
        "person": found,
        "joined": joined,
        "age": selectors.approximate_age(found),
        "languages": selectors.language_names(found),
        "alerts": selectors.alerts_of(request.actor, found),
        "acts": casefile.acts_for(request.actor, found, found.held),
        "header_panels": [shown for shown in panels if shown.panel.place == "header"],
        "main_panels": [shown for shown in panels if shown.panel.place == "main"],
        "aside_panels": [shown for shown in panels if shown.panel.place == "aside"],
    }
    return render(request, "person/person.html", context)


def _again(panel: casefile.Panel) -> bool:
    """Whether a panel is shown for a joined file too."""
    return panel.joined and panel.place != "header"


@require_POST
@require("intake.open_file")
def open_new_file(request: HttpRequest) -> HttpResponse:
    """One tap: a file without a name, and its card on the screen to print."""
    form = NewFileForm(request.POST)
    alias, uuid = (form.cleaned_data["alias"], form.cleaned_data["client_uuid"]) if form.is_valid() else ("", None)
    opened = actions.open_file(actor=request.actor, alias=alias, client_uuid=uuid)
    return _card_page(request, opened, actions.issue_card(actor=request.actor, person=opened), new=True)


@require_POST
@require("intake.issue_card")
def new_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A card for a person who has none, or who lost theirs."""
    found = selectors.person_for(request.actor, pk)
    code = actions.issue_card(actor=request.actor, person=found, reason=_card_reason(request))
    return _card_page(request, found, code, new=False)


def _card_reason(request: HttpRequest) -> str:
    """Why the card before this one opens nothing any more."""
    form = CardReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else CardReason.LOST


def _card_page(request: HttpRequest, found: Person, code: str, *, new: bool) -> HttpResponse:
    """The card, shown this once: the answer to a POST, kept by no cache and reachable by no address."""
    drawing = mark_safe(qr(code))
    return render(request, "person/card.html", {"person": found, "code": show(code), "qr": drawing, "new": new})


@require_http_methods(["GET", "POST"])
@require("intake.revoke_card")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Why, then the card is worth nothing any more: blocked alone, or replaced at once."""
    card = selectors.card_for(request.actor, pk)
    if request.method == "GET":
        return render(request, "person/card_revoke.html", {"card": card, "form": CardReasonForm()})
    try:
        actions.revoke_card(actor=request.actor, card=card, reason=_card_reason(request))
        messages.success(request, _("The card no longer opens anything."))
        undo_bar.offer(request, _("Card blocked"), reverse("card_restore", args=[card.pk]))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect("person", card.person_id)


@require_POST
@require("intake.restore_card")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """The card was found again."""
    card = selectors.card_for(request.actor, pk)
    undo_bar.withdraw(request, reverse("card_restore", args=[card.pk]))
    try:
        actions.restore_card(actor=request.actor, card=card)
        messages.success(request, _("The card opens the file again."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect("person", card.person_id)


@require_http_methods(["GET", "POST"])
@require("intake.edit_person")
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct the file; two workers at once both see both texts and one decides."""
    found = selectors.person_for(request.actor, pk)
    form = FileForm(request.POST or None, initial=selectors.as_written(found))
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "person/edit.html", {"person": found, "form": form}, status=status)
    version = form.cleaned_data["version"]
    try:
        actions.correct_file(actor=request.actor, person=found, version=version, **form.changes)
    except actions.StaleFile as stale:
        context = {"person": stale.person, "lines": selectors.both_texts(stale.person, form.changes), "form": form}
        return render(request, "person/conflict.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("person", found.pk)


@require_http_methods(["GET", "POST"])
@require("intake.raise_alert")
def new_alert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Warn colleagues about a person."""
    found = selectors.person_for(request.actor, pk)
    form = AlertForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.raise_alert(actor=request.actor, person=found, text=form.cleaned_data["text"], until=form.until)
        messages.success(request, _("Colleagues will see it."))
        return redirect("person", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "person/alert.html", {"person": found, "form": form}, status=status)


@require_POST
@require("intake.read_alert")
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """I have read this alert."""
    return _with_alert(request, pk, actions.read_alert)


@require_POST
@require("intake.end_alert")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """This alert is over."""
    return _with_alert(request, pk, actions.end_alert)


def _with_alert(request: HttpRequest, pk: int, action: "actions.OnAlert") -> HttpResponse:
    """Do one thing with an alert and go back to where it was shown."""
    alert = selectors.alert_for(request.actor, pk)
    try:
        action(actor=request.actor, alert=alert)
    except Refused as refusal:
        messages.warning(request, refusal.words)
    if request.POST.get("back") == "desk":
        return redirect("desk")
    return redirect("person", alert.person_id)
