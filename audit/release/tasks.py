"""What the worker does: close an ordered quarter, and make the files of an approved release.

Runs as the worker's database role. Each can be repeated: what is closed or made already is left alone.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from audit.release import attack, calendar, catalogue, counting, selectors, sheets
from audit.release.enums import Format, QuarterState, State, Verb
from audit.release.models import Atom, Carried, Closing, CountedPerson, Quarter, Release, ReleaseFile
from audit.release.rounding import (
    CannotRound,
    Combination,
    Margin,
    Rounded,
    coarser,
    errors_of,
    margins_of,
    round_atoms,
)
from audit.vault.keys import mac

logger = logging.getLogger(__name__)
Atoms = dict[Combination, int]
TOO_FINE = gettext_noop("The categories are too fine for so few counts: no rounding keeps the totals close.")
COARSE = gettext_noop("Small categories were grouped, so that every number stays close to the truth.")
NOBODY = gettext_noop("Nobody came: closed as empty.")
BEFORE = gettext_noop("Somebody came in a quarter before it: close that one first.")
LEAK = gettext_noop("A small number could be worked out from the rounded figures.")
UNKNOWN = gettext_noop("A count has a category that the catalogue does not know.")


class Stopped(Exception):
    """The closing cannot go on; the message is a msgid for the page."""


def work() -> int:
    """Everything ordered and not yet done, for the case that a queued task was lost; how many were done."""
    quarters = list(Quarter.objects.filter(state=QuarterState.ORDERED).order_by("year", "number").values_list("pk", flat=True))
    releases = list(Release.objects.filter(state=State.APPROVED).order_by("approved_at", "pk").values_list("pk", flat=True))
    for quarter in quarters:
        close(quarter)
    for release in releases:
        make_files(release)
    return len(quarters) + len(releases)


def close(pk: int) -> Quarter:
    """Count and round one ordered quarter; it ends closed, or failed with words and nothing stored."""
    try:
        with transaction.atomic():
            return _close(Quarter.objects.select_for_update().get(pk=pk))
    except (CannotRound, Stopped, KeyError) as failure:
        words = {CannotRound: TOO_FINE, KeyError: UNKNOWN}.get(type(failure), str(failure))
    with transaction.atomic():
        quarter = Quarter.objects.select_for_update().get(pk=pk)
        quarter.state, quarter.words = QuarterState.FAILED, words
        quarter.save()
        record(Verb.QUARTER_FAILED, obj=quarter, data={"quarter": str(quarter)})
    return quarter


def _close(quarter: Quarter) -> Quarter:
    """Freeze one quarter; those before it that nobody came in are frozen with it, as empty."""
    if quarter.state != QuarterState.ORDERED:
        return quarter
    at = timezone.now()
    for year, number in calendar.not_closed_before(quarter.year, quarter.number, selectors.closed_quarters()):
        empty, _made = Quarter.objects.get_or_create(year=year, number=number, defaults={"ordered_by": quarter.ordered_by})
        _freeze(empty, at, as_empty=True)
    return _freeze(quarter, at)


def _freeze(quarter: Quarter, at: datetime, *, as_empty: bool = False) -> Quarter:
    """Count, round, check and store every source of one quarter; Stopped when it should be empty and is not."""
    sources = {source.code: (source, _count(quarter, source, at)) for source in catalogue.sources()}
    nobody = not any(counted.atoms or counted.withheld for _source, counted in sources.values())
    if as_empty and not nobody:
        raise Stopped(BEFORE)
    coarse = [_close_source(quarter, source, counted) for source, counted in sources.values()]
    quarter.state, quarter.closed_at = QuarterState.CLOSED, at
    quarter.words = NOBODY if nobody else COARSE if any(coarse) else ""
    quarter.save()
    if quarter.number == 4:
        CountedPerson.objects.filter(year=quarter.year).delete()
        Carried.objects.filter(year=quarter.year).delete()
    record(Verb.QUARTER_CLOSED, obj=quarter, data={"quarter": str(quarter)})
    return quarter


def window_of(quarter: Quarter, at: datetime) -> catalogue.Window:
    """The days of a quarter closed at an instant, and since when late data of former quarters belongs to it."""
    start, end = calendar.bounds(quarter.year, quarter.number)
    before = (quarter.year, quarter.number - 1) if quarter.number > 1 else (quarter.year - 1, 4)
    closed = Quarter.objects.filter(year=before[0], number=before[1], state=QuarterState.CLOSED).first()
    after = closed.closed_at if closed else None
    return catalogue.Window(quarter.year, quarter.number, start, end, date(quarter.year, 1, 1), after, at)


def _close_source(quarter: Quarter, source: catalogue.Source, counted: counting.Counted) -> bool:
    """Round, check and store the counts of one source; whether its categories had to be grouped."""
    former = list(
        Closing.objects.filter(quarter__year=quarter.year, source=source.code).select_related("quarter")
        .order_by("quarter__number")
    )
    if any(one.version != source.version for one in former):
        raise Stopped(UNKNOWN)
    finest = counting.base_for(source, counted.persons, [one.base for one in former if one.persons])
    carried, half = _carried(quarter, source.code)
    for base, exact in _ever_coarser(counted.atoms, finest):
        try:
            rounded = round_atoms(exact, base=base, carried=carried, half=half)
        except CannotRound:
            continue
        _refuse_leaks(exact, rounded, base, former)
        _store(quarter, source, counted, rounded, base)
        return exact != counted.atoms
    raise CannotRound


def _ever_coarser(atoms: Atoms, base: int) -> Iterator[tuple[int, Atoms]]:
    """The counts as they are, on the coarse base next, then with fewer and fewer categories. Source: PRIVACY 6."""
    if base < counting.LARGE_BASE:
        yield base, atoms
    for exact in coarser(atoms, counting.LARGE_BASE, catalogue.GROUPED):
        yield counting.LARGE_BASE, exact


def _count(quarter: Quarter, source: catalogue.Source, at: datetime) -> counting.Counted:
    """The exact counts, in memory only; those counted are remembered by token."""
    rows = source.rows(window_of(quarter, at))
    if source.kind == catalogue.CONTACTS:
        return counting.count_contacts(source, rows)
    held = CountedPerson.objects.filter(year=quarter.year, source=source.code)
    known = {bytes(token) for token in held.values_list("token", flat=True)}
    purpose = f"release-{quarter.year}"
    counted = counting.count_persons(source, rows, known=known, token=lambda person: mac(purpose, person.bytes)[:16])
    CountedPerson.objects.bulk_create(
        [CountedPerson(year=quarter.year, source=source.code, token=token) for token in sorted(counted.tokens)],
        batch_size=1000,
    )
    return counted


def _refuse_leaks(exact: dict[Any, int], rounded: Rounded, base: int, former: list[Closing]) -> None:
    """The attacker against all margins of this quarter and of the year so far, while the truth is still known."""
    places: dict[tuple[int, Any], int] = {}
    counts: list[int] = []
    quarters = [*((one.quarter.number, selectors.atoms_of(one)) for one in former), (0, list(rounded.values.items()))]
    own: dict[Margin, set[int]] = {}
    year: dict[Margin, set[int]] = {}
    for number, atoms in quarters:
        for combination, value in atoms:
            place = places[number, combination] = len(counts)
            counts.append(value)
            for margin in margins_of(combination):
                year.setdefault(margin, set()).add(place)
                if number == 0:
                    own.setdefault(margin, set()).add(place)
    gaps = errors_of(exact, rounded.values, {})
    published = []
    for margins, errors in ((own, gaps), (year, rounded.errors)):
        for margin, members in margins.items():
            value = sum(counts[place] for place in members)
            published.append(attack.Published(frozenset(members), value, base - 1, value - errors.get(margin, 0)))
    if attack.find_leak(published, counts) is not None:
        raise Stopped(LEAK)


def _store(
    quarter: Quarter, source: catalogue.Source, counted: counting.Counted, rounded: Rounded, base: int
) -> None:
    """Rounded values and their seal; the exact ones end here."""
    lines = [(key, value, selectors.line_of(key, value)) for key, value in sorted(rounded.values.items()) if value]
    closing = Closing.objects.create(
        quarter=quarter, source=source.code, version=source.version, base=base, persons=counted.persons,
        deviation=rounded.deviation, way=rounded.way, digest=selectors.digest_of(line for _key, _value, line in lines),
    )
    Atom.objects.bulk_create(
        [
            Atom(closing=closing, categories=list(key), value=value, digest=hashlib.sha256(line.encode()).hexdigest())
            for key, value, line in lines
        ],
        batch_size=1000,
    )
    held = Carried.objects.filter(year=quarter.year, source=source.code).first()
    held = held or Carried(year=quarter.year, source=source.code)
    owed = (rounded.errors, rounded.half)
    held.errors = json.dumps([[[list(margin), gap] for margin, gap in sorted(one.items())] for one in owed])
    held.save()


def _carried(quarter: Quarter, source: str) -> tuple[dict[Margin, int], dict[Margin, int]]:
    """What rounding owes to each margin since January, and since the half-year of this quarter began."""
    held = Carried.objects.filter(year=quarter.year, source=source).first()
    if held is None:
        return {}, {}
    year, half = (
        {tuple((place, name) for place, name in margin): gap for margin, gap in one}
        for one in json.loads(held.errors.reveal())
    )
    return year, half if quarter.number in (2, 4) else {}


def make_files(pk: UUID) -> Release:
    """The three files of an approved release from one matrix, each stored once; then the release is released."""
    page = import_string("audit.release.documents.page")  # the page's own room; heavy, and only the worker needs it
    release = Release.objects.get(pk=pk)
    if release.state != State.APPROVED:
        return release
    makers = {Format.XLSX: sheets.spreadsheet, Format.CSV: sheets.plain_table, Format.PDF: page}
    with translation.override(release.language):
        matrix = selectors.matrix_of(release)
        for form, make in makers.items():
            if not ReleaseFile.objects.filter(release=release, format=form).exists():
                _keep(release, form, make(matrix))
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=pk)
        if release.state == State.APPROVED:
            release.state, release.released_at = State.RELEASED, timezone.now()
            release.save()
            record(Verb.RELEASED, obj=release, data={"digest": release.digest})
    return release


def _keep(release: Release, form: Format, content: bytes) -> None:
    name = slugify(f"{release.table}-{release.year}-{release.period}-{str(release.pk)[:8]}")
    ReleaseFile.objects.create(
        release=release, format=form, name=f"{name}.{form}", content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


schedule_every_minute("audit.release.tasks.work", "close quarters and make released files")
