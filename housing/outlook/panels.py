"""The evening and the nights in words, drawn as the board draws its cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from centre.shell.templatetags.shell import icon
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState, Verb
from housing.beds.panels import Asked, Card, Drawing, filters
from housing.beds.selectors import BoardBed, board_beds, counts, fitting
from housing.outlook.selectors import NightCell, at_instant, look_ahead, night_instant

#: Nights on the strip, and the hour at which the evening is looked at.
NIGHTS, EVENING = 14, 20


class Change(NamedTuple):
    """A bed that is expected to be something else by the evening."""

    now: Card
    then: Card
    why: str


class Run(NamedTuple):
    """Nights in a row of one bed that look the same; `said` is written out, otherwise the drawing stands alone."""

    nights: int
    shape: str
    icon: SafeString
    words: str
    said: bool


class Line(NamedTuple):
    """One bed of the strip."""

    link: SafeString
    label: str
    room: str
    runs: list[Run]


class Read(NamedTuple):
    """What a view is drawn from, read once: the board as it is, and the rows of the time it looks at."""

    at: datetime
    now: list[BoardBed]
    then: list[Any]


def read(actor: User, asked: Asked) -> Read:
    """The board now; and this evening, or the nights of the strip."""
    then = at_instant(actor, evening()) if asked.view == "tonight" else look_ahead(actor, nights_of(asked))
    return Read(clock.now(), board_beds(actor), then)


def fingerprint(found: Read, asked: Asked) -> str:
    """A short text that changes whenever this view of this actor would look different."""
    return sha256(f"{found.now!r}{found.then!r}{asked}".encode()).hexdigest()[:24]


def evening() -> datetime:
    """The next evening, at the hour at which the beds of the night are looked at."""
    day = clock.local().date()
    today = clock.instant(f"{day} {EVENING}:00")
    return today if today > clock.now() else clock.instant(f"{day + timedelta(days=1)} {EVENING}:00")


def tonight(actor: User, asked: Asked, found: Read | None = None) -> dict[str, Any]:
    """The board as it is expected in the evening: its figures, what changes until then and why, the beds then free."""
    found, at = found or read(actor, asked), evening()
    now, rows = found.at, found.now
    then = fitting(found.then, asked.traits, asked.building)
    before = {row.id: row for row in rows}
    pairs = [(before[row.id], row) for row in then if row.id in before and before[row.id].state != row.state]
    if named := sum(row.stay is not None for row, _then in pairs):
        viewed(Verb.VIEWED, count=named)
    draw = Drawing(now, names=True)
    shown = fitting(rows, asked.traits, asked.building)
    return _page(asked, now, rows) | {
        "evening": clock.local(at),
        "counts": counts(then, at),
        "counts_now": counts(shown, now),
        "changes": [Change(draw.card(a), draw.card(b), why(draw, a, b)) for a, b in pairs],
        "free": [draw.room(list(beds)) for _key, beds in groupby(_free(then), key=lambda row: row.room)],
    }


def _free(rows: Sequence[BoardBed]) -> list[BoardBed]:
    return [row for row in rows if row.state == BedState.FREE]


def _page(asked: Asked, now: datetime, rows: Sequence[BoardBed]) -> dict[str, Any]:
    """What every view of the board says beside its rows."""
    return {"view": asked.view, "asked": asked, "filters": filters(rows, asked), "read_at": clock.local(now)}


def why(draw: Drawing, now: BoardBed, then: BoardBed) -> str:
    """Why a bed is expected to be something else by then."""
    if then.state == BedState.CLOSED:
        return _("a closure begins: %(reason)s") % {"reason": draw.reasons.get(then.closure_reason or "", "")}
    if now.state == BedState.CLOSED:
        return _("the closure ends")
    if now.state == BedState.HELD:
        return _("the hold ends at %(hour)s") % {"hour": draw.hour(now.until)}
    if now.state == BedState.ABSENT and now.until is not None and then.since == now.until:
        return _("kept until %(hour)s, then free") % {"hour": draw.hour(now.until)}
    return _("the stay is planned to end")


def nights_of(asked: Asked) -> dict[datetime, date]:
    """The instants at which the strip looks, each with its night."""
    first = asked.first or clock.service_day()
    days = (first + timedelta(days=number) for number in range(NIGHTS))
    return {night_instant(day): day for day in days}


def strip(actor: User, asked: Asked, found: Read | None = None) -> dict[str, Any]:
    """Fourteen nights: a line a bed, nights that look the same drawn together."""
    found = found or read(actor, asked)
    now, rows = found.at, found.now
    days, today = list(nights_of(asked).values()), clock.service_day()
    cells = fitting(found.then, asked.traits, asked.building)
    if named := len({(cell.bed, cell.since) for cell in cells if cell.who is not None}):
        viewed(Verb.VIEWED, count=named)
    draw = Drawing(now, names=True)
    free = Counter(cell.night for cell in cells if cell.state == BedState.FREE)
    return _page(asked, now, rows) | {
        "counts": counts(fitting(rows, asked.traits, asked.building), now),
        "nights": [(day, day == today) for day in days],
        "lines": [line(draw, list(one), days) for _bed, one in groupby(cells, key=lambda cell: cell.bed)],
        "free_each": [free[day] for day in days],
        "before": asked.address(first=days[0] - timedelta(days=NIGHTS)),
        "after": asked.address(first=days[0] + timedelta(days=NIGHTS)),
        "from_today": asked.address(first=None) if asked.first not in (None, today) else "",
    }


def line(draw: Drawing, cells: list[NightCell], days: list[date]) -> Line:
    """One bed: its nights, those that look the same in one."""
    by_night = {cell.night: cell for cell in cells}
    looks = [(by_night[day].state, by_night[day].who, by_night[day].overdue, by_night[day].closed_for, by_night[day].since)
             if day in by_night else None for day in days]
    runs = [run(draw, look, len(list(same))) for look, same in groupby(looks)]
    return Line(format_html('href="{}{}/"', draw.base, cells[0].bed), cells[0].label, cells[0].room_label, runs)


def run(draw: Drawing, look: tuple[Any, ...] | None, nights: int) -> Run:
    """Nights in a row in words: who, if known, or the state; why a bed is closed; that a stay should be over."""
    if look is None:
        return Run(nights, "none", icon("minus"), _("not in service"), nights > 1)
    state, who, overdue, closed_for, _since = look
    words = who or draw.words[state]
    if state == BedState.CLOSED:
        words = draw.reasons.get(closed_for or "", words)
    if overdue:
        words = _("%(who)s: should have left") % {"who": words}
    return Run(nights, draw.shapes[state], draw.icons[state], words, state != BedState.FREE or nights > 1)
