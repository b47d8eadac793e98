"""The board in words: rooms of bed cards made once from plain rows, so that the page only has to print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.ledger.actions import viewed
from centre.shell.templatetags.shell import icon
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState, CleaningReason, ClosureReason, Trait, Verb
from housing.beds.policies import last_day
from housing.beds.selectors import (
    BoardBed,
    board_beds,
    board_revision,
    counts,
    fitting,
    is_ending,
)

#: Shape on the page and drawing of each state. Source: UX 7.2.
SHAPES = {
    BedState.FREE: ("free", "door-open"),
    BedState.HELD: ("reserved", "clock"),
    BedState.OCCUPIED: ("occupied", "user-check"),
    BedState.ABSENT: ("away", "moon"),
    BedState.CLEAN: ("cleaning", "sparkles"),
    BedState.CLOSED: ("closed", "ban"),
}

#: More beds than are seen at one look: the board then names its wards, each a way down to it.
ONE_LOOK = 40


class Asked(NamedTuple):
    """What of the board is shown."""

    view: str = "rooms"
    traits: tuple[str, ...] = ()
    building: int | None = None
    sort: str = "place"
    first: date | None = None

    def address(self, **other: Any) -> str:
        """Where the same is asked, with something asked otherwise."""
        asked = self._replace(**other)
        page = {"tonight": "beds_tonight", "nights": "beds_nights"}.get(asked.view, "beds")
        pairs: list[tuple[str, Any]] = [("view", asked.view if page == "beds" else None), *(("trait", trait) for trait in asked.traits)]
        pairs += [("building", asked.building), ("sort", asked.sort if asked.sort != "place" else None), ("first", asked.first)]
        return f"{reverse(page)}?{urlencode([(name, str(value)) for name, value in pairs if value])}"


class Card(NamedTuple):
    """One bed as printed: every text is made, and escaped, once. `who` is empty where no name may be shown."""

    id: str
    link: SafeString
    label: str
    shape: SafeString
    icon: SafeString
    word: SafeString
    who: str
    meta: str
    room: str
    ending: bool


class RoomCard(NamedTuple):
    """One room with its beds in order; `note` says its rules in words, `ward` where it is, `key` which room it is."""

    key: int
    label: str
    note: str
    ward: str
    beds: list[Card]


def board(actor: User, view: str, asked: Asked | None = None) -> dict[str, Any]:
    """Everything a board page prints: figures, rooms of cards, the flat list, and when it was read."""
    asked, now = (asked or Asked())._replace(view=view), clock.now()
    rows = board_beds(actor, now)
    shown = fitting(rows, asked.traits, asked.building)
    named = sum(row.stay is not None for row in shown)
    if named and view != "hallway":
        viewed(Verb.VIEWED, count=named)
    draw = Drawing(now, names=view != "hallway")
    rooms = [draw.room(list(beds)) for _key, beds in groupby(shown, key=lambda row: row.room)]
    wards = by_ward(rooms) if len(shown) > ONE_LOOK else []
    cards = [card for room in rooms for card in room.beds]
    return {
        "counts": counts(shown, now), "rooms": rooms, "wards": wards, "cards": in_order(cards, asked.sort), "view": view,
        "read_at": clock.local(now), "asked": asked, "sorts": sorts(asked), "filters": filters(rows, asked),
    }


def by_ward(rooms: Sequence[RoomCard]) -> list[tuple[int, str, int, int]]:
    """Each ward of a large house: the room at which it begins, its name, how many of its beds are free, how many it has."""
    found = []
    for name, inside in groupby(rooms, key=lambda room: room.ward):
        here = list(inside)
        shapes = [card.shape for room in here for card in room.beds]
        found.append((here[0].key, name, shapes.count(SafeString("free")), len(shapes)))
    return found


def fingerprint(actor: User, asked: Asked) -> str:
    """A short text that changes whenever this view of this actor would look different."""
    return sha256(f"{board_revision(actor)}{asked}".encode()).hexdigest()[:24]


def filters(rows: Sequence[BoardBed], asked: Asked) -> dict[str, Any]:
    """The traits by which the board may be narrowed, those chosen marked; the buildings when there are several."""
    houses = dict.fromkeys((row.building, row.building_label) for row in rows)
    return {
        "traits": [(one.value, one.label, one.value in asked.traits) for one in Trait],
        "buildings": [(key, label, key == asked.building) for key, label in houses if key] if len(houses) > 1 else [],
        "on": bool(asked.traits or asked.building),
        "none": asked.address(traits=(), building=None),
    }


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Each column of the list: its code, the address that sorts by it, and whether it does now."""
    return [(one, asked.address(sort=one), asked.sort == one) for one in ("place", "bed", "state", "person", "note")]


def in_order(cards: list[Card], sort: str) -> list[Card]:
    """The list in the order asked for; what is empty comes last, the building's own order otherwise."""
    column = {"bed": 2, "state": 5, "person": 6, "note": 7}.get(sort)
    return cards if column is None else sorted(cards, key=lambda card: (not card[column], str(card[column]).casefold()))


def cleaning(actor: User) -> dict[str, Any]:
    """The beds to be cleaned, in the order of the building; then those to be cleaned once their sleeper has left."""
    now = clock.now()
    rows, draw = board_beds(actor, now), Drawing(now, names=False)
    now_rows = [row for row in rows if row.state == BedState.CLEAN]
    later = [row for row in rows if row.to_clean_reason and row.state != BedState.CLEAN]
    return {
        "lines": [(draw.card(row), draw.soiled.get(row.to_clean_reason, _("somebody left")), row) for row in now_rows],
        "later": [(draw.card(row), draw.soiled[row.to_clean_reason]) for row in later],
        "read_at": clock.local(now),
    }


def home_tile(actor: User) -> dict[str, Any]:
    """Figures of the beds for the home board."""
    now = clock.now()
    return {"counts": counts(board_beds(actor, now), now)}


def room_note(row: BoardBed) -> str:
    """The rules of a room, each a word of its own, joined by a middle dot."""
    words = (
        (row.women_only, _("women")),
        (row.calm, _("calm")),
        (row.ground_floor, _("ground floor")),
        (row.dogs, _("dogs welcome")),
        (row.couples, _("couples")),
        (row.wheelchair, _("wheelchair")),
    )
    return " · ".join(word for said, word in words if said)


class Drawing:
    """Words and drawings worked out once for a whole board."""

    def __init__(self, now: datetime, *, names: bool) -> None:
        self.now, self.names = now, names
        self.today = clock.service_day(now)
        self.base = reverse("beds")
        self.shapes = {state: SafeString(shape) for state, (shape, _name) in SHAPES.items()}
        self.icons = {state: icon(name) for state, (_shape, name) in SHAPES.items()}
        self.words = {state: escape(state.label) for state in BedState}
        self.reasons = {reason.value: str(reason.label) for reason in ClosureReason}
        self.soiled = {reason.value: str(reason.label) for reason in CleaningReason}
        self.until_hour, self.until_day = _("until %(hour)s"), _("until %(when)s")
        self.to_clean = _("since %(when)s")
        self.ends = _("ends %(day)s")
        self.closes = _("closed from %(day)s")
        self.ends_today = _("ends today")
        self.days: dict[date, str] = {}

    def room(self, rows: list[BoardBed]) -> RoomCard:
        """One room from its rows (at least one)."""
        first = rows[0]
        place = " · ".join(dict.fromkeys(filter(None, (first.building_label, first.ward_label))))
        return RoomCard(first.room, first.room_label, room_note(first), place, [self.card(row) for row in rows])

    def card(self, row: BoardBed) -> Card:
        """One bed from its row."""
        state = BedState(row.state)
        return Card(
            str(row.id),
            self.link(row.id),
            row.label,
            self.shapes[state],
            self.icons[state],
            self.words[state],
            self.who(row, state),
            self.meta(row, state),
            row.room_label,
            is_ending(row, self.now),
        )

    def link(self, bed: int) -> SafeString:
        """The attributes by which a bed opens its panel: a page of its own without script, beside the board with it."""
        address = f"{self.base}{bed}/"
        return format_html('href="{0}" hx-get="{0}" hx-target="#side" hx-swap="innerHTML"', address)

    def who(self, row: BoardBed, state: BedState) -> str:
        """The alias where names are shown and known; the state in words otherwise."""
        if not self.names or row.stay is None:
            return ""
        return row.alias or _("no alias")

    def meta(self, row: BoardBed, state: BedState) -> str:
        """The small line of a card: nights and end, until when, why."""
        if state in (BedState.HELD, BedState.ABSENT):
            return self.until(row.until) if row.until else ""
        if state == BedState.CLEAN:
            since = self.to_clean % {"when": self.hour(row.since)} if row.since else ""
            return " · ".join(filter(None, (self.soiled.get(row.to_clean_reason, ""), since)))
        if state == BedState.CLOSED:
            why = self.reasons.get(row.closure_reason or "", "")
            end = self.until_day % {"when": self.day(last_day(row.closed_until))} if row.closed_until else ""
            return " · ".join(filter(None, (why, end)))
        soon = self.closes % {"day": self.day(clock.local(row.closes_at).date())} if self.closes_soon(row) else ""
        free = state == BedState.FREE or not self.names or row.began_at is None
        return " · ".join(filter(None, (row.note if free else self.nights(row), soon)))

    def closes_soon(self, row: BoardBed) -> bool:
        """Whether a closure of this bed begins within two weeks."""
        return row.closes_at is not None and row.closes_at < self.now + timedelta(days=14)

    def nights(self, row: BoardBed) -> str:
        """Which night of the stay this is, and when it is planned to end."""
        began = row.began_at or self.now
        number = (self.today - clock.service_day(began)).days + 1
        night = ngettext("first night", "night %(number)d", number) % {"number": number}
        if row.planned_end is None:
            return night
        end = self.ends_today if row.planned_end <= self.today else self.ends % {"day": self.day(row.planned_end)}
        return f"{night} · {end}"

    def until(self, instant: datetime) -> str:
        """Until which hour of today, or until which day and hour."""
        if clock.local(instant).date() == clock.local(self.now).date():
            return self.until_hour % {"hour": date_format(clock.local(instant), "H:i")}
        return self.until_day % {"when": date_format(clock.local(instant), "j/n H:i")}

    def hour(self, instant: datetime | None) -> str:
        """Hours and minutes on the wall clock; the day too when it is not within a day of now."""
        if instant is None:
            return ""
        near = abs(instant - self.now) < timedelta(hours=24)
        return date_format(clock.local(instant), "H:i" if near else "j/n H:i")

    def day(self, day: date) -> str:
        """A short day and month, worked out once for each day."""
        if day not in self.days:
            self.days[day] = date_format(day, "j/n")
        return self.days[day]
