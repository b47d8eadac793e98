"""The live board of the room: who waits and for how long, booths with their minutes, observation counting down, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from care.vitals.enums import Consciousness
from centre.access.scope import visible
from centre.shifts import clock
from intake.bulletins.selectors import standing as bulletins_standing
from intake.safety.selectors import running as running_incidents

from ..enums import SpaceKind, Verb
from ..ground.models import RoomOpening
from ..ground.selectors import Standing, names_of, opening_now, standing
from .enums import POORLY, Ending, VisitStage
from .models import ConsumptionAct, RoomLook, RoomVisit, VisitIncident
from .selectors import visits_for

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.safety.models import Incident

#: How long the board says that somebody left before the end of the observation.
EARLY_SHOWN = timedelta(minutes=30)
MOST = 60


@dataclass(frozen=True)
class Card:
    """One visit on the board. `minutes`: waited, or left (below zero: over). `warn` says what asks for a look."""

    pk: UUID
    who: str
    stage: str
    space: str
    space_words: str
    booth: str
    since: datetime
    until: datetime | None
    minutes: int
    clock: str
    used: int
    answer: str
    warn: str
    danger: bool
    emergency: UUID | None


@dataclass(frozen=True)
class BoothCard:
    """One booth: free, or with the visit in it."""

    pk: int
    label: str
    space: str
    card: Card | None


@dataclass(frozen=True)
class SpaceCard:
    """One space with its booths, how many are taken of how many."""

    code: str
    label: str
    booths: tuple[BoothCard, ...]
    taken: int
    waiting: int

    @property
    def places(self) -> int:
        """How many booths are in service."""
        return len(self.booths)


@dataclass(frozen=True)
class Facts:
    """Everything the board is drawn from, read once."""

    ground: Standing
    opening: RoomOpening | None
    visits: tuple[RoomVisit, ...]
    early: tuple[RoomVisit, ...]
    used: dict[UUID, int]
    looks: dict[UUID, tuple[str, datetime]]
    running: dict[UUID, UUID]
    elsewhere: tuple[Incident, ...]
    bulletins: tuple[Any, ...]
    names: dict[int, str]
    today: dict[str, int]


def read(actor: User) -> Facts:
    """The facts of the board: as many statements for one person as for fifty."""
    moment, opening = clock.now(), opening_now()
    told = visits_for(actor).select_related("person", "booth").filter(
        Q(left_at=None) | Q(ending=Ending.EARLY, left_at__gt=moment - EARLY_SHOWN), person__isnull=False
    )
    rows = list(_with_state(told).order_by("arrived_at", "pk")[:MOST])
    shown = tuple(one for one in rows if one.left_at is None)
    linked = {one.told_incident for one in shown}
    return Facts(
        standing(), opening, shown, tuple(one for one in rows if one.left_at is not None),
        {one.pk: one.told_used for one in shown if one.told_used},
        {one.pk: (one.told_look, one.told_look_at) for one in shown if one.told_look},
        {one.pk: one.told_incident for one in shown if one.told_incident},
        tuple(one for one in running_incidents(actor) if one.pk not in linked),
        tuple(bulletins_standing()[:5]), names_of(opening.staff) if opening else {}, _today(actor),
    )


def _with_state(visits: QuerySet[RoomVisit]) -> QuerySet[Any]:
    """Beside each visit: how many uses, how the person last answered and when, the incident that runs."""
    mine = {"visit": OuterRef("pk")}
    used = ConsumptionAct.objects.filter(**mine, struck_at=None).order_by().values("visit").annotate(n=Count("group", distinct=True))
    looks = RoomLook.objects.filter(**mine).order_by("-at", "-pk")
    running = VisitIncident.objects.filter(**mine, incident__stopped_at=None).order_by("-at", "-pk")
    return visits.annotate(
        told_used=Subquery(used.values("n")), told_look=Subquery(looks.values("consciousness")[:1]),
        told_look_at=Subquery(looks.values("at")[:1]), told_incident=Subquery(running.values("incident")[:1]),
    )


def _today(actor: User) -> dict[str, int]:
    """Visits, uses and persons of the service day, each counted on its own: one query."""
    found = visible(actor, RoomVisit.objects.filter(service_day=clock.service_day()))
    return found.aggregate(
        visits=Count("pk", distinct=True), acts=Count("acts__group", filter=Q(acts__struck_at=None), distinct=True),
        persons=Count("person", distinct=True),
    )


def fingerprint(view: str) -> str:
    """A short text that changes whenever the board would look different; the minute renews the minutes it shows. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.room_revision(%s, %s)", [clock.now(), clock.service_day()])
        known = cursor.fetchone()[0]
    parts = (known, view, get_language(), int(clock.now().timestamp()) // 60)
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]


def draw(actor: User, facts: Facts, view: str = "room") -> dict[str, Any]:
    """The board in words; reading names is recorded, the view without names names nobody."""
    named = view != "hallway"
    if named and (facts.visits or facts.early):
        viewed(Verb.BOARD_READ, count=len(facts.visits) + len(facts.early), purpose="room")
    cards = [_card(one, facts, named) for one in facts.visits]
    by_booth = {one.booth_id: card for one, card in zip(facts.visits, cards, strict=True) if card.stage == VisitStage.IN_BOOTH}
    waiting = [card for card in cards if card.stage in (VisitStage.WAITING, VisitStage.CALLED)]
    held = {one.booth for one in facts.visits if one.booth_id in by_booth and one.booth is not None}
    every = sorted({*facts.ground.booths, *held}, key=lambda booth: (booth.order, booth.pk))
    spaces = []
    for code, label in SpaceKind.choices:
        booths = tuple(BoothCard(one.pk, one.label, one.space, by_booth.get(one.pk)) for one in every if one.space == code)
        spaces.append(SpaceCard(code, str(label), booths, sum(one.card is not None for one in booths), sum(card.space == code for card in waiting)))
    return {
        "view": view, "shut": facts.ground.shut, "opening": facts.opening, "spaces": spaces, "waiting": waiting,
        "watched": [card for card in cards if card.stage == VisitStage.WATCHED],
        "early": [(str(one.person) if named else "", one.left_at, one.get_early_because_display()) for one in facts.early],
        "elsewhere": facts.elsewhere, "bulletins": facts.bulletins, "today": facts.today, "staff": sorted(facts.names.values()),
        "short": facts.opening is not None and len(facts.opening.staff) < facts.opening.least, "read_at": clock.local(clock.now()),
        "alarms": [card for card in cards if card.danger], "ends_soon": _ends_soon(facts.ground),
    }


def _ends_soon(ground: Standing) -> Any:
    """The last day of the legal basis, when it lies within a month."""
    if ground.basis is None:
        return None
    return ground.basis.valid_until if ground.basis.valid_until - clock.service_day() <= timedelta(days=30) else None


def _card(visit: RoomVisit, facts: Facts, named: bool) -> Card:
    """One visit in words."""
    moment, stage = clock.now(), visit.stage
    until = {VisitStage.IN_BOOTH: visit.due_at, VisitStage.WATCHED: visit.watch_until}.get(VisitStage(stage))
    since = {VisitStage.IN_BOOTH: visit.seated_at, VisitStage.WATCHED: visit.watched_at}.get(VisitStage(stage)) or visit.arrived_at
    left = until is not None
    minutes = _minutes(until - moment) if until is not None else _minutes(moment - since)
    answer, warn, danger = _state(visit, facts, stage, until)
    return Card(
        visit.pk, str(visit.person) if named else "", stage, visit.space, visit.get_space_display(),
        visit.booth.label if visit.booth is not None else "", since, until, minutes, _clock(minutes, left=left),
        facts.used.get(visit.pk, 0), answer if named else "", warn if named or not danger else _("look now"), danger, facts.running.get(visit.pk),
    )


def _minutes(span: timedelta) -> int:
    """Whole minutes, rounded up while time is left, so that a countdown ends at nought."""
    return -int(-span.total_seconds() // 60)


def _clock(minutes: int, *, left: bool) -> str:
    """The minutes in words: still to go, over, or waited."""
    if not left:
        return ngettext("for %(n)s minute", "for %(n)s minutes", minutes) % {"n": minutes}
    if minutes > 0:
        return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}
    return ngettext("over by %(n)s minute", "over by %(n)s minutes", -minutes) % {"n": -minutes} if minutes else _("time is over")


def _state(visit: RoomVisit, facts: Facts, stage: str, until: datetime | None) -> tuple[str, str, bool]:
    """How the person last answered, what asks for a look, and whether at once."""
    code, at = facts.looks.get(visit.pk, ("", None))
    answer = str(Consciousness(code).label) if code else ""
    if visit.pk in facts.running:
        return answer, _("emergency"), True
    if code in POORLY:
        return answer, answer, True
    moment, terms = clock.now(), facts.ground.terms
    every = timedelta(minutes=terms.look_minutes) if terms else None
    over = until is not None and moment > until
    if stage == VisitStage.WATCHED and every and (at or visit.watched_at or moment) < moment - every:
        return answer, _("look at this person"), False
    if stage == VisitStage.WATCHED and over:
        return answer, _("may go when well"), False
    return answer, _("time is over") if stage == VisitStage.IN_BOOTH and over else "", False
