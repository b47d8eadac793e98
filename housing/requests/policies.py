"""May this worker ask, renew, serve or turn away, and the words when not; which bed fits whom; when a request lapses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import Refused, rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.selectors import BoardBed
from housing.requests.enums import SENT_SOMEWHERE, Criterion, HowLong, Need, RequestState
from housing.requests.models import BedRequest, TurnAway
from housing.requests.states import may_become
from intake.person.enums import Gender
from intake.person.models import Person

#: Who sleeps in a women's room; trans women are women. Source: DOMAIN 8.6.
WOMEN = (Gender.WOMAN, Gender.TRANS_WOMAN)
MOST_AT_ONCE = 50


class Settled(Refused):
    """Somebody else was first with this request; `words` say who, what and when."""


def request_nights() -> int:
    """For how many nights a request until further notice stands unless it is renewed (setting CENTRE_REQUEST_NIGHTS, 7)."""
    return max(1, int(getattr(settings, "CENTRE_REQUEST_NIGHTS", 7)))


def last_night(how_long: str, today: date) -> date:
    """The last night for which a request asked, or renewed, today stands."""
    return today + timedelta(days=request_nights() - 1) if how_long == HowLong.NOTICE else today


def is_standing(request: BedRequest) -> bool:
    """Whether a request waits for tonight: one whose last night is over has lapsed."""
    return request.state == RequestState.WAITING and request.last_night >= clock.service_day()


def renewable(request: BedRequest) -> bool:
    """Whether a request may be taken up again where it stood: while it waits, and some nights after it lapsed."""
    if request.state not in (RequestState.WAITING, RequestState.LAPSED):
        return False
    return request.last_night >= clock.service_day() - timedelta(days=request_nights())


def settled_words(request: BedRequest, name: str) -> str:
    """Who ended this request and when; "" while it waits."""
    if request.state == RequestState.WAITING:
        return "" if is_standing(request) else _("Its last night is over. Renew it first.")
    at = clock.local(request.closed_at) if request.closed_at else clock.local()
    when = date_format(at, "H:i:s" if at.date() == clock.local().date() else "j/n H:i")
    words = {
        RequestState.SERVED: _("%(name)s was first: served at %(when)s."),
        RequestState.TURNED_AWAY: _("%(name)s was first: turned away at %(when)s."),
        RequestState.WITHDRAWN: _("%(name)s was first: withdrawn at %(when)s."),
        RequestState.LAPSED: _("Its last night is over. Renew it first."),
    }[RequestState(request.state)]
    return words % {"name": name or _("A colleague"), "when": when}


def conflicts(
    request: BedRequest, gender: str, row: BoardBed, free_in_room: int, partner: BedRequest | None = None
) -> Iterator[str]:
    """Why this bed does not fit this request, each in words; nothing when it fits. A dog of the `partner` is in the room too."""
    if row.women_only and gender not in WOMEN:
        yield _("This room is for women.")
    needs = set(request.needs) | ({Need.DOG} & set(partner.needs if partner else ()))
    facts = (
        (Need.WOMEN_ONLY, row.women_only, _("Asked for a room for women only.")),
        (Need.CALM, row.calm, _("Asked for a calm room.")),
        (Need.GROUND_FLOOR, row.ground_floor, _("Asked for the ground floor.")),
        (Need.WHEELCHAIR, row.wheelchair, _("Asked for room for a wheelchair.")),
        (Need.MEDICAL, row.medical, _("Asked for a medical bed.")),
        (Need.LOWER, row.lower, _("Asked for a lower bunk.")),
        (Need.DOG, row.dogs, _("Comes with an animal: not in this room.")),
        (Need.COUPLE, row.couples, _("They ask as a couple: this room is not for couples.")),
    )
    yield from (words for need, has, words in facts if need in needs and not has)
    if request.is_couple and row.couples and free_in_room < 2:
        yield _("They are two, and only one bed is free in this room.")


def team_rule(actor: User, compartment: str) -> str | None:
    """Why none of the actor's teams may work with these beds, or None."""
    return None if compartment in actor.compartments() else _("Your team does not work with these beds.")


@rule("housing.view_requests")
def view_requests(actor: User) -> str | None:
    """The waiting list is read by whoever gives the beds."""
    return None


@rule("housing.ask_for_bed")
def ask_for_bed(
    actor: User, *, person: Person, compartment: str, waiting: BedRequest | None, has_bed: bool, partner: BedRequest | None
) -> str | None:
    """Whoever has no bed may ask for one, minors too; nothing about papers, insurance, money or use. Source: DOMAIN 9.12, 9.15."""
    if waiting is not None:
        return _("This person is already on the list.")
    if has_bed:
        return _("This person has a bed.")
    return team_rule(actor, compartment) or (partner_rule(person, compartment, partner) if partner else None)


def partner_rule(person: Person, compartment: str, partner: BedRequest) -> str | None:
    """Why these two cannot ask together, or None."""
    if partner.person_id == person.pk:
        return _("Choose another person: nobody is a couple alone.")
    if not is_standing(partner) or partner.compartment != compartment:
        return _("The partner is not on this list.")
    return _("The partner asks with somebody else.") if partner.partner_id else None


@rule("housing.ask_for_bed")
def pair_requests(actor: User, *, request: BedRequest, partner: BedRequest) -> str | None:
    """Two who both wait may say that they ask together."""
    if not is_standing(request) or request.partner_id or request.person is None:
        return _("This request cannot be joined to another.")
    return partner_rule(request.person, request.compartment, partner)


@rule("housing.ask_for_bed")
def part_requests(actor: User, *, request: BedRequest) -> str | None:
    """Only two who asked together are parted."""
    return None if request.partner_id else _("This person asks alone.")


@rule("housing.renew_request")
def renew_request(actor: User, *, request: BedRequest) -> str | None:
    """A request that waits, or lapsed lately."""
    return None if renewable(request) else _("This request is over. Ask again.")


@rule("housing.withdraw_request")
def withdraw_request(actor: User, *, request: BedRequest, first: str) -> str | None:
    """Only what waits is withdrawn; one that has lapsed may be closed too."""
    return None if may_become(request.state, RequestState.WITHDRAWN) else first


@rule("housing.serve_request")
def serve_request(actor: User, *, request: BedRequest, first: str, together: bool) -> str | None:
    """A bed for whoever waits. Two who asked together get theirs at once, or nothing, unless they part."""
    if not together:
        return _("They asked together: give both a bed at once, or part the requests first.")
    return None if may_become(request.state, RequestState.SERVED) else first


@rule("housing.return_to_list")
def return_to_list(actor: User, *, request: BedRequest, waits: bool) -> str | None:
    """Who got no bed after all waits again, where they stood."""
    if request.state == RequestState.WAITING:
        return _("This person is already on the list.")
    if not may_become(request.state, RequestState.WAITING):
        return _("This request is over. Ask again.")
    return _("This person is already on the list.") if waits else None


@rule("housing.turn_away")
def turn_away(
    actor: User, *, compartment: str, request: BedRequest | None, known: bool, reason: str, sent_to: str, count: int, first: str
) -> str | None:
    """Everybody without a bed counts; a minor or somebody ill is never sent away to nowhere. Source: DOMAIN 3.3, 9.12."""
    if not 1 <= count <= MOST_AT_ONCE or (count > 1 and known):
        return _("Count from 1 to 50 people nobody knows, or one person.")
    if reason in SENT_SOMEWHERE and not sent_to:
        return _("Say where the person was sent. Nobody is sent away to nowhere for this.")
    if request is not None and not may_become(request.state, RequestState.TURNED_AWAY):
        return first
    return team_rule(actor, compartment)


@rule("housing.turn_away")
def undo_turn_away(actor: User, *, turned: TurnAway) -> str | None:
    """The colleague who wrote it takes it back, on the same service day."""
    if turned.undone_at is not None:
        return _("This was taken back already.")
    if turned.by != actor.pk or turned.service_day != clock.service_day():
        return _("Only the colleague who wrote it takes it back, the same day.")
    return None


@rule("housing.set_priorities")
def set_priorities(actor: User, *, criteria: Iterable[str], valid_from: date, because: str) -> str | None:
    """Coordinators order what the house knows, from today or later, and say why; how long somebody waits always counts."""
    named = list(criteria)
    if len(named) != len(set(named)) or not set(named) <= set(Criterion.values):
        return _("Name each rule once.")
    if not named or named[-1] != Criterion.LONGEST:
        return _("How long somebody waits always decides last.")
    if valid_from < clock.service_day():
        return _("An order holds from today or later: nobody's place is changed backwards.")
    return None if because.strip() else _("Say why the order changes.")
