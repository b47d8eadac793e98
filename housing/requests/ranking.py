"""The order of the waiting list: rules in turn, the first that differs decides, and a sentence says which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from centre.shifts import clock
from housing.beds.selectors import BoardBed
from housing.requests.enums import Criterion, EthosLight, Need
from housing.requests.models import BedRequest
from housing.requests.policies import conflicts
from intake.person.models import Person


class Line(NamedTuple):
    """One who waits, before the order is known: what counts of their request, and a restriction in words."""

    request: BedRequest
    person: Person | None
    whole: UUID
    flags: dict[str, bool]
    limits: str


class Ranked(NamedTuple):
    """One who waits: the place, why before the next, `conflict` when a given bed does not fit, `fits`: beds free now.

    `reasons`: the rules that speak for this request. `limits` says until when a restriction keeps this person from the
    beds: it is shown, never hidden.
    """

    request: BedRequest
    person: Person | None
    rank: int
    why: str
    conflict: str
    reasons: tuple[str, ...]
    limits: str
    fits: tuple[BoardBed, ...]

    @property
    def nights(self) -> int:
        """For how many nights this person has been waiting, tonight included."""
        return (clock.service_day() - clock.service_day(self.request.since)).days + 1


class Place(NamedTuple):
    """What the person may be told: their place, of how many, and how many stand before them for which reason."""

    rank: int
    total: int
    before: list[tuple[str, int]]


def line_of(request: BedRequest, whole: UUID, *, slept: bool, limits: str) -> Line:
    """A request with what the rules ask of it."""
    flags = {
        Criterion.MEDICAL: Need.MEDICAL in request.needs,
        Criterion.PROTECTION: request.protection,
        Criterion.OUTSIDE: request.ethos == EthosLight.PUBLIC_SPACE or bool(request.nights_outside),
        Criterion.NEVER_SERVED: not slept,
    }
    return Line(request, request.person, whole, {str(code): told for code, told in flags.items()}, limits)


def in_order(lines: Iterable[Line], order: Iterable[str]) -> list[Line]:
    """The lines by each rule in turn, then by who asked first; nobody twice, two who asked together side by side."""
    rules = tuple(order)
    found: dict[UUID, Line] = {}
    for line in sorted(lines, key=lambda one: _key(rules, one)):
        found.setdefault(line.whole, line)
    by_request = {line.request.pk: line for line in found.values()}
    return sorted(found.values(), key=lambda one: (_key(rules, _lead(rules, one, by_request)), _key(rules, one)))


def _key(order: Iterable[str], line: Line) -> tuple[Any, ...]:
    told = [line.request.since if code == Criterion.LONGEST else not line.flags[code] for code in order]
    return (*told, line.request.since, str(line.request.pk))


def _lead(order: tuple[str, ...], line: Line, by_request: dict[UUID, Line]) -> Line:
    """The one of a couple by whom both stand where they stand; the line itself when nobody asked with them."""
    other = by_request.get(line.request.partner_id) if line.request.partner_id else None
    return min((line, other), key=lambda one: _key(order, one)) if other else line


def decides(order: tuple[str, ...], lines: list[Line], before: int, after: int) -> str:
    """The first rule by which one place stands before another."""
    by_request = {line.request.pk: line for line in lines}
    mine, theirs = (_lead(order, lines[place], by_request) for place in (before, after))
    differing = (code for code in order if code != Criterion.LONGEST and mine.flags[code] != theirs.flags[code])
    return next(differing, str(Criterion.LONGEST))


def ranked_line(place: int, lines: list[Line], order: tuple[str, ...], row: BoardBed | None, free: list[BoardBed]) -> Ranked:
    """One line of the list with its sentence; `row`: the bed it is asked for, `free`: the beds free now."""
    line = lines[place]
    gender = line.person.gender if line.person else ""
    rooms = Counter(one.room for one in free)
    other = next((one.request for one in lines if one.request.pk == line.request.partner_id), None)
    told = [line.limits, *conflicts(line.request, gender, row, rooms[row.room], other)] if row else []
    fits = tuple(one for one in free if not any(conflicts(line.request, gender, one, rooms[one.room], other)))
    reasons = tuple(str(Criterion(code).label) for code in order if line.flags.get(code))
    return Ranked(
        line.request, line.person, place + 1, _why(place, lines, order), " ".join(filter(None, told)), reasons, line.limits,
        () if line.limits else fits,
    )


def _why(place: int, lines: list[Line], order: tuple[str, ...]) -> str:
    """The sentence that says why a line stands before the next."""
    if place + 1 == len(lines):
        return _("Nobody waits after this person.")
    after = lines[place + 1]
    other = after.person or _("the next")
    if lines[place].request.partner_id == after.request.pk:
        return _("Together with %(other)s.") % {"other": other}
    reason = Criterion(decides(order, lines, place, place + 1)).label
    return _("Before %(other)s because: %(reason)s.") % {"other": other, "reason": reason}


def place_in(lines: list[Line], order: tuple[str, ...], request: BedRequest) -> Place | None:
    """The place of a request and, naming nobody, why others come first; None when it is not on the list."""
    place = next((number for number, line in enumerate(lines) if line.request.pk == request.pk), None)
    if place is None:
        return None
    counts = dict.fromkeys(order, 0)
    for before in range(place):
        if lines[before].request.pk != request.partner_id:
            counts[decides(order, lines, before, place)] += 1
    return Place(place + 1, len(lines), [(str(Criterion(code).label), n) for code, n in counts.items() if n])
