"""Asking for a bed on other pages: the case file, the desk, the home board, the handover; and what erasure finds here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Shift, Span, handover, pack
from centre.staff.models import User
from housing.requests import policies, selectors, unmet
from housing.requests.enums import Criterion, Need, RefusalReason, RequestState, StayCompartment, Verb, WithdrawReason
from housing.requests.models import BedRequest, TurnAway
from housing.requests.ranking import Place, Ranked
from intake.desk import notices
from intake.person import casefile
from intake.person.models import Person, whole_person


def waiting_page(actor: User, space: str, need: str = "", nights: int = 0) -> dict[str, Any]:
    """Everything the waiting list prints: the lines in order, who lapsed, what tonight counts so far."""
    spaces = [one for one in StayCompartment if one in actor.compartments()]
    space = space if space in spaces else StayCompartment.HOUSING
    lines = selectors.ranked(actor, compartment=space)
    shown = [line for line in lines if (not need or need in line.request.needs) and line.nights >= nights]
    today = clock.service_day()
    return {
        "space": space, "spaces": spaces if len(spaces) > 1 else [], "lines": [_words(line) for line in shown],
        "total": len(lines), "lapsed": selectors.lapsed_lately(actor, space), "read_at": clock.local(),
        "order": [Criterion(code).label for code in selectors.order_on(today)],
        "tonight": sum(row.people for row in unmet.unmet(actor, today, today) if not row.waited),
        "fitting": selectors.fitting(lines), "request_nights": policies.request_nights(),
    }


def _words(line: Ranked) -> dict[str, Any]:
    """One line with its needs in words."""
    return {"line": line, "needs": need_words(line.request), "alone": line.request.partner_id is None}


def need_words(request: BedRequest) -> list[str]:
    """What the bed must be, the animal by its kind."""
    told = [str(Need(code).label) for code in request.needs if code != Need.DOG or not request.animal]
    return [*told, str(request.get_animal_display())] if request.animal else told


def request_page(actor: User, found: BedRequest) -> dict[str, Any]:
    """The page of one request: its place and what may be told, its needs, what was written about it."""
    standing = policies.is_standing(found)
    place = selectors.place_of(actor, found) if standing else None
    return {
        "asked": found, "person": found.person, "note": selectors.note_of(found), "standing": standing,
        "place": place, "told": told_words(place) if place else [], "needs": need_words(found),
        "asked_by": selectors.name_of(found.asked_by), "closed_by": selectors.name_of(found.closed_by),
        "why": why_closed(found), "renewable": policies.renewable(found), "minor": selectors.is_minor(actor, found.person),
        "limits": _limits(actor, found),
        "turned": list(unmet.turned_away(actor).filter(request=found, undone_at=None).order_by("-at", "pk")),
        "lapsed": not standing and found.state in (RequestState.WAITING, RequestState.LAPSED),
        "over": found.state in (RequestState.SERVED, RequestState.TURNED_AWAY, RequestState.WITHDRAWN),
    }


def _limits(actor: User, found: BedRequest) -> str:
    """A restriction that keeps whoever asked from these beds, in words; "" when there is none."""
    file = selectors.whole(found.person)
    people = {found.person_id} if found.person_id else set()
    return selectors.limits_of(actor, people, found.compartment).get(file, "") if file else ""


def why_closed(request: BedRequest) -> str:
    """Why a request ended, in words."""
    words = {**dict(RefusalReason.choices), **dict(WithdrawReason.choices)}
    return str(words.get(request.why_closed, ""))


def told_words(place: Place) -> list[str]:
    """The place as it may be told to the person: how many come first for which reason, naming nobody."""
    return [str(_("%(n)s before you: %(reason)s") % {"n": n, "reason": reason}) for reason, n in place.before]


def order_words(actor: User) -> dict[str, Any]:
    """The order in force, rule by rule, and every version before and to come."""
    versions = selectors.orders()
    names = selectors.names_of(one.set_by for one in versions)
    return {
        "order": [Criterion(code).label for code in selectors.order_on(clock.service_day())],
        "versions": [
            {"order": one, "words": [Criterion(code).label for code in one.criteria], "by": names.get(one.set_by, "")}
            for one in versions
        ],
        "may_set": actor.may("housing.set_priorities"),
    }


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """What the case file says about asking for a bed; nothing for who never asked."""
    asked = selectors.requests_of(actor, person)
    standing = next((one for one in asked if policies.is_standing(one)), None)
    place = selectors.place_of(actor, standing) if standing else None
    return {"person": person, "standing": standing, "place": place, "asked": asked} if asked else None


def at_the_desk(actor: User, person: Person | None) -> dict[str, Any] | None:
    """For the room, the tap for one more turned away; for somebody who waits, since when."""
    if not set(StayCompartment) & set(actor.compartments()):
        return None
    if person is None:
        return {"tap": StayCompartment.HOUSING in actor.compartments(), "waits": None, "person": None}
    waits = selectors.waiting_for(actor, person)
    return {"tap": False, "waits": waits, "person": person} if waits else None


def waits_here(actor: User, person: Person) -> QuerySet[BedRequest]:
    """The requests with which somebody before the desk waits tonight."""
    return selectors.waiting(actor, "").filter(whole_person(person))


def home_tile(actor: User) -> dict[str, Any]:
    """How many wait and since when, which free beds fit somebody, and how many were turned away tonight; no names."""
    today = clock.service_day()
    tonight = sum(row.people for row in unmet.unmet(actor, today, today) if not row.waited)
    return selectors.waiting_figures(actor) | {"tonight": tonight, "fits": selectors.fitting_beds(actor)}


def shift_figures(actor: User, shift: Shift) -> dict[str, Any]:
    """Figures of the house for a shift; those of a space with a wall are left out. Source: PRIVACY 2."""
    house = StayCompartment.HOUSING
    asked = selectors.requests_for(actor).filter(compartment=house, asked_at__gte=shift.start, asked_at__lt=shift.end)
    away = unmet.turned_away(actor).filter(compartment=house, at__gte=shift.start, at__lt=shift.end, undone_at=None)
    return {
        "waiting": selectors.waiting_figures(actor, house)["waiting"], "asked": asked.count(),
        "turned_away": sum(away.values_list("count", flat=True)),
    }


def shift_entries(actor: User, span: Span) -> list[Entry]:
    """Who waits for a bed, whose request lapsed without anybody renewing it, who was turned away in the span."""
    waits = [
        Entry(one.person_id, one.compartment, "waits", str(one.pk), at=one.since)
        for one in selectors.waiting(actor).order_by("since", "pk")[:MOST_ENTRIES] if one.person_id
    ]
    lapsed = [
        Entry(one.person_id, one.compartment, "lapsed", str(one.pk), at=clock.bounds(one.last_night)[0])
        for space in StayCompartment for one in selectors.lapsed_lately(actor, space)
        if one.person_id and clock.bounds(one.last_night)[1] >= span.start
    ]
    away = unmet.turned_away(actor).filter(at__gte=span.start, at__lte=span.end, undone_at=None, person__isnull=False)
    turned = [
        Entry(one.person_id, one.compartment, "turned_away", str(one.pk), at=one.at)
        for one in away.order_by("-at", "pk")[:MOST_ENTRIES] if one.person_id
    ]
    return waits + lapsed + turned


def on_paper(actor: User, shift: Any) -> dict[str, Any]:
    """The waiting list of the house for the paper of an outage, in its order."""
    return {
        "lines": [
            {
                "rank": line.rank, "who": str(line.person or ""), "needs": ", ".join(filter(None, [*need_words(line.request), line.limits])),
                "since": date_format(clock.local(line.request.since), "j/n H:i"),
            }
            for line in selectors.ranked(actor)
        ]
    }


def held_here(person_id: UUID) -> dict[str, int]:
    """How many requests and turnings away stand under this person."""
    return {
        "bed_requests": BedRequest.objects.filter(person_id=person_id).count(),
        "turn_aways": TurnAway.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from their requests; the nights without a bed stay counted, of nobody. Source: PRIVACY 5, DOMAIN 9.19."""
    found = held_here(person_id)
    bare: dict[str, Any] = {
        "person": None, "note": None, "needs": [], "animal": "", "protection": False, "nights_outside": None, "partner": None,
    }
    asked = list(BedRequest.objects.filter(person_id=person_id).values_list("pk", flat=True))
    BedRequest.objects.filter(partner__in=asked).update(partner=None)
    BedRequest.history.filter(partner_id__in=asked).update(partner=None)
    for rows in (BedRequest.objects, BedRequest.history):
        rows.filter(person_id=person_id).update(**bare)
    for rows in (TurnAway.objects, TurnAway.history):
        rows.filter(person_id=person_id).update(person=None)
    return found


navigation.add(
    Item(_("Waiting list"), "waiting_list", "list-checks", "housing.view_requests", 20,
         ("waiting_card", "bed_request", "bed_request_add", "priority_order", "turn_aways", "turn_away_add", "count_night"))
)  # fmt: skip
home.add(Tile("bed_requests", 22, "housing.view_requests", "housing/requests/_home.html", home_tile))
notices.add(notices.Notice("bed_requests", 40, "housing.turn_away", "housing/requests/_desk.html", at_the_desk, rows=waits_here))
handover.add(
    Section(
        "bed_requests", _("Asking for a bed"), 21, "housing.view_requests", "housing/requests/_handover.html", shift_figures,
        entries=shift_entries,
        words={
            "waits": _("waits for a bed since %(at)s"), "lapsed": _("no longer asks for a bed since %(day)s: nobody renewed it"),
            "turned_away": _("turned away without a bed at %(at)s"),
        },
    )
)
pack.add(Section("bed_requests", _("Waiting list for a bed"), 11, "housing.view_requests", "housing/requests/_pack.html", on_paper))
casefile.register(
    casefile.Panel(
        "bed_request", _("Asking for a bed"), 11, "desk", "housing.view_requests", "housing/requests/_person.html", in_the_file,
        rows=lambda: BedRequest.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(
    casefile.Act("bed_request", _("Ask for a bed"), "bed_request_add", "bed-single", "housing.ask_for_bed", 65)
)
rights.register(
    _("Requests for a bed"), collect=held_here, erase=forget, keeps=_("The nights without a bed stay counted, of nobody.")
)
rights.explain(Verb.TURNED_AWAY, RefusalReason.choices)
rights.explain(Verb.WITHDRAWN, WithdrawReason.choices)
