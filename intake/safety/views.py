"""Pages about incidents: three taps and a clock in the heat, the rest afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo as undo_bar
from centre.shifts.clock import local
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for
from intake.spaces.selectors import spaces_for

from . import actions, policies, selectors
from .enums import MEDICAL, Kind
from .forms import IN_SPACE, ActForm, DescribeForm, DoseForm, ProductForm, StartForm, StepForm, StoryForm, WhoForm
from .models import Incident, IncidentAct, NaloxoneProduct


@require_GET
@require("intake.view_incidents")
def incidents(request: HttpRequest) -> HttpResponse:
    """The incidents of the last thirty days."""
    return render(request, "safety/incidents.html", {"incidents": selectors.latest(request.actor), "keeps_list": request.actor.may("intake.edit_naloxone")})


@require_http_methods(["GET", "POST"])
@require("intake.start_incident")
def start(request: HttpRequest) -> HttpResponse:
    """One tap says what happens; the clock runs at once."""
    if request.method == "GET":
        return _kinds(request)
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This tap was not understood. Nothing was recorded."))
        return redirect("incident_start")
    data = form.cleaned_data
    person = selectors.person_within_reach(request.actor, data["person"]) if data["person"] else None
    began = actions.start_incident(
        actor=request.actor, kind=data["kind"], client_uuid=data["client_uuid"], person=person, at=data["at"]
    )
    return redirect("incident_clock", began.pk)


@require_GET
@require("intake.start_incident")
def start_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same, for a person whose file is open."""
    return _kinds(request, person=person_for(request.actor, pk))


def _kinds(request: HttpRequest, person: Any = None) -> HttpResponse:
    """The big buttons of what can happen: what cannot wait first."""
    first = [(kind.value, kind.label) for kind in MEDICAL]
    others = [(kind.value, kind.label) for kind in Kind if kind not in MEDICAL]
    context = {"first": first, "others": others, "person": person, "running": selectors.running(request.actor)[:5]}
    return render(request, "safety/start.html", context)


def _clock(request: HttpRequest, incident: Incident, **extra: Any) -> dict[str, Any]:
    """What the clock's page and its live part are drawn from."""
    context = selectors.running_page(request.actor, incident)
    revision = selectors.revision(request.actor, incident)
    return context | {"revision": revision, "live_url": reverse("incident_live", args=[incident.pk]), "fragment": False} | extra


@require_GET
@require("intake.view_incidents")
def running(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The running clock with its big buttons; several screens may share it."""
    return render(request, "safety/clock.html", _clock(request, selectors.incident_for(request.actor, pk)))


@require_GET
@require("intake.view_incidents")
def live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part that refreshes itself; 304 when nothing has changed since the revision that the page holds."""
    incident = selectors.incident_for(request.actor, pk)
    revision = selectors.revision(request.actor, incident)
    known = request.headers.get("HX-PTag") or request.headers.get("If-None-Match", "").strip('W/"')
    if known == revision:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, "safety/_clock.html", _clock(request, incident))
    response["HX-PTag"] = revision
    response["ETag"] = f'"{revision}"'
    patch_vary_headers(response, ["Cookie", "HX-PTag"])
    return response


@require_POST
@require("intake.record_act")
def tap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap, recorded at once."""
    incident = selectors.incident_for(request.actor, pk)
    form = ActForm(request.POST)
    if form.is_valid():
        try:
            entry = actions.record_act(actor=request.actor, incident=incident, **form.cleaned_data)
            _offer_undo(request, entry)
        except Refused as refusal:
            messages.warning(request, refusal.words)
    else:
        messages.warning(request, _("This tap was not understood. Nothing was recorded."))
    if request.htmx:
        return render(request, "safety/_clock.html", _clock(request, incident, fragment=True))
    return redirect("incident_clock", pk)


def _offer_undo(request: HttpRequest, entry: IncidentAct) -> None:
    """Put the tap in the undo bar, once."""
    url = reverse("incident_act_strike", args=[entry.pk])
    undo_bar.withdraw(request, url)
    words = _("%(act)s at %(time)s") % {
        "act": entry.get_act_display(), "time": date_format(local(entry.at), "H:i:s")
    }
    undo_bar.offer(request, words, url)


@require_POST
@require("intake.strike_act")
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong tap back."""
    entry = selectors.act_for(request.actor, pk)
    try:
        actions.strike_act(actor=request.actor, entry=entry)
        messages.success(request, _("Struck. It stays in the history."))
    except Refused as refusal:
        messages.warning(request, refusal.words)
    undo_bar.withdraw(request, reverse("incident_act_strike", args=[pk]))
    return redirect("incident_clock", entry.incident_id)


@require_POST
@require("intake.record_act")
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the clock; the rest is written afterwards."""
    incident = selectors.incident_for(request.actor, pk)
    actions.stop_clock(actor=request.actor, incident=incident)
    return redirect("incident", pk)


@require_POST
@require("intake.record_act")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Which product, lot and dose it was."""
    entry = selectors.act_for(request.actor, pk)
    form = DoseForm(request.POST)
    if form.is_valid():
        actions.detail_act(actor=request.actor, entry=entry, **form.cleaned_data)
    else:
        messages.warning(request, _("The dose is a number of milligrams, such as 0.4."))
    return redirect("incident_clock", entry.incident_id)


@require_GET
@require("intake.view_incidents")
def incident(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The incident afterwards."""
    return _afterwards(request, selectors.incident_for(request.actor, pk))


def _afterwards(request: HttpRequest, about: Incident, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of an incident with its forms."""
    page = selectors.incident_page(request.actor, about)
    where = f"{IN_SPACE}{about.space.code}" if about.space else about.place
    facts = {"kind": about.kind, "severity": about.severity, "where": where, "present": about.present, "outcome": about.outcome}
    forms = {
        "describe": DescribeForm(initial=facts, spaces=spaces_for(request.actor)),
        "who": WhoForm(), "story": StoryForm(persons=page["persons"]),
    }
    page["why_not"] = policies.describe_incident.why_not(request.actor, incident=about)
    return render(request, "safety/incident.html", page | forms | extra, status=status)


@require_POST
@require("intake.describe_incident")
def describe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what it turned out to be."""
    found = selectors.incident_for(request.actor, pk)
    form = DescribeForm(request.POST, spaces=spaces_for(request.actor))
    if not form.is_valid():
        return _afterwards(request, found, 422, describe=form)
    try:
        actions.describe_incident(actor=request.actor, incident=found, **form.described())
        messages.success(request, _("Written down."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("incident", pk)


@require_POST
@require("intake.name_in_incident")
def who(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody with a file, by card or by the name used here; several are shown to choose from."""
    found, form = selectors.incident_for(request.actor, pk), WhoForm(request.POST)
    if not form.is_valid():
        return _afterwards(request, found, 422, who=form)
    text, chosen = form.cleaned_data["q"], form.cleaned_data["person"]
    if text and not chosen and not looks_like_card(text):
        persons = [one.person for one in search_alias(request.actor, text)]
        return _afterwards(request, found, found=persons, who=form)
    try:
        person = person_for(request.actor, chosen) if chosen else find_card(request.actor, text)
        actions.name_person(actor=request.actor, incident=found, person=person, part=form.cleaned_data["part"])
    except (MistypedCard, UnknownCard) as slip:
        return _afterwards(request, found, 422, words=words_for(slip))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("incident", pk)


@require_POST
@require("intake.name_in_incident")
def who_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody off who was named by mistake."""
    place = selectors.named_for(request.actor, pk)
    try:
        actions.unname_person(actor=request.actor, place=place)
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("incident", place.incident_id)


@require_POST
@require("intake.tell_incident")
def story(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an account, or an addendum."""
    found = selectors.incident_for(request.actor, pk)
    form = StoryForm(request.POST, persons=selectors.persons_of(request.actor, found))
    if not form.is_valid():
        return _afterwards(request, found, 422, story=form)
    data = form.cleaned_data
    actions.tell_story(
        actor=request.actor, incident=found, text=data["text"], client_uuid=data["client_uuid"], person=form.persons.get(data["about"])
    )
    messages.success(request, _("The account is sealed."))
    return redirect("incident", pk)


@require_POST
@require("intake.tick_incident")
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something to do afterwards is done."""
    found, form = selectors.incident_for(request.actor, pk), StepForm(request.POST)
    if form.is_valid():
        actions.tick_step(actor=request.actor, incident=found, step=form.cleaned_data["step"])
    return redirect("incident", pk)


@require_http_methods(["GET", "POST"])
@require("intake.edit_naloxone")
def products(request: HttpRequest) -> HttpResponse:
    """The centre's list of naloxone, and a new product."""
    return _product(request, None)


@require_http_methods(["GET", "POST"])
@require("intake.edit_naloxone")
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one product of the list."""
    return _product(request, selectors.product_for(pk))


def _product(request: HttpRequest, kept: NaloxoneProduct | None) -> HttpResponse:
    """The list with a form for a new product or the one chosen."""
    start = {"name": kept.name, "route": kept.route, "dose_mg": kept.dose_mg, "active": kept.active} if kept else None
    form = ProductForm(request.POST or None, initial=start, kept=kept)
    if request.method == "POST" and form.is_valid():
        actions.save_product(actor=request.actor, product=kept, **form.cleaned_data)
        return redirect("naloxone")
    context = {"form": form, "products": selectors.products(), "kept": kept}
    return render(request, "safety/naloxone.html", context, status=422 if form.is_bound else 200)
