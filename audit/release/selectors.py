"""What this room shows: quarters, releases, their values and files; and everything published in a year, for the check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.release import catalogue, policies
from audit.release.attack import Published
from audit.release.enums import Period, QuarterState, State, Verb
from audit.release.matrix import Matrix, build
from audit.release.models import Atom, Closing, Quarter, Release, ReleaseFile
from audit.release.rounding import Combination
from audit.rules import Refused

SHOWN = 100


class Unfit(Exception):
    """The stored figures cannot give this table; the words say why."""


def quarters_for(actor: Any) -> QuerySet[Quarter]:
    """Every quarter ordered or closed, newest first."""
    policies.view_releases.check(actor)
    return Quarter.objects.order_by("-year", "-number")[:SHOWN]


def closed_quarters() -> set[tuple[int, int]]:
    """Year and number of every closed quarter; for the calendar."""
    return set(Quarter.objects.filter(state=QuarterState.CLOSED).values_list("year", "number"))


def releases_for(actor: Any) -> QuerySet[Release]:
    """The last releases, newest first."""
    policies.view_releases.check(actor)
    return Release.objects.order_by("-prepared_at", "pk")[:SHOWN]


def release_for(actor: Any, pk: UUID) -> Release:
    """One release; 404 when there is none. Recorded as read."""
    policies.view_releases.check(actor)
    release = get_object_or_404(Release, pk=pk)
    viewed(Verb.VIEWED, obj=release)
    return release


def file_for(actor: Any, pk: UUID, form: str) -> ReleaseFile:
    """A file of a release, as it was stored; Refused when its bytes no longer match. Recorded before it is given."""
    release = get_object_or_404(Release, pk=pk)
    policies.download_release.check(actor, release=release)
    found = ReleaseFile.objects.filter(release=release, format=form).first()
    if found is None:
        raise Http404
    if hashlib.sha256(bytes(found.content)).hexdigest() != found.sha256:
        raise Refused(_("This file was changed after it was made. Call the administrator."))
    viewed(Verb.DOWNLOADED, obj=found)
    return found


def files_of(release: Release) -> list[ReleaseFile]:
    """The files made so far, without their bytes."""
    return list(ReleaseFile.objects.filter(release=release).defer("content").order_by("format"))


def line_of(categories: Sequence[str], value: int) -> str:
    """The text an atom's digest is taken of."""
    return json.dumps([list(categories), value], ensure_ascii=True)


def digest_of(lines: Iterable[str]) -> str:
    """SHA-256 of lines in order, the seal of a closing."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def atoms_of(closing: Closing) -> list[tuple[Combination, int]]:
    """The stored atoms; raises Unfit when they no longer match the digest of their closing."""
    rows = Atom.objects.filter(closing=closing).order_by("pk").values_list("categories", "value")
    if digest_of(line_of(categories, value) for categories, value in rows) != closing.digest:
        raise Unfit(_("The stored figures do not match their fingerprint. Call the administrator."))
    return [(tuple(categories), value) for categories, value in rows]


def closings_of(source: str, year: int, period: str) -> list[Closing]:
    """The closings a period is made of; raises Unfit when a quarter is missing or the categories changed."""
    wanted = Period(period).quarters
    found = list(
        Closing.objects.filter(source=source, quarter__year=year, quarter__number__in=wanted)
        .filter(quarter__state=QuarterState.CLOSED).select_related("quarter").order_by("quarter__number")
    )
    if len(found) != len(wanted):
        raise Unfit(_("A quarter of this period is not closed yet, or was closed without this source."))
    if len({one.version for one in found}) > 1 or found[0].version != catalogue.source(source).version:
        raise Unfit(_("The categories changed within this period: such a table is not made."))
    return found


def matrix_of(release: Release) -> Matrix:
    """The values of a release from the stored atoms, in the active language; raises Unfit."""
    try:
        table = catalogue.table(release.table)
        source = catalogue.source(table.source)
    except KeyError as gone:
        raise Unfit(_("The catalogue no longer has this table.")) from gone
    closings = closings_of(source.code, release.year, release.period)
    atoms = [atom for closing in closings for atom in atoms_of(closing)]
    return build(
        table, source, atoms, year=release.year, period=release.period,
        base=min(one.base for one in closings), recipient=release.recipient,
    )


def persons_in(source: str, year: int) -> int:
    """How many persons stand behind a source since January; for contacts at least so many."""
    found = list(Closing.objects.filter(source=source, quarter__year=year).order_by("pk").values_list("persons", flat=True))
    return sum(found) if catalogue.source(source).kind == catalogue.PERSONS else max(found, default=0)


def published_in(release: Release) -> tuple[list[Published], list[int]]:
    """Every number published of the source in the year, with those of this release; and the atoms they are sums of."""
    table = catalogue.table(release.table)
    places: dict[tuple[int, Combination], int] = {}
    counts: list[int] = []
    bases: dict[int, int] = {}
    closings = Closing.objects.filter(source=table.source, quarter__year=release.year).select_related("quarter")
    for closing in closings.order_by("quarter__number"):
        found = atoms_of(closing)
        if found:  # an empty quarter publishes no number, so its base says nothing of any
            bases[closing.quarter.number] = closing.base
        for combination, value in found:
            places[closing.quarter.number, combination] = len(counts)
            counts.append(value)
    others = Release.objects.filter(year=release.year, state__in=(State.APPROVED, State.RELEASED)).exclude(pk=release.pk)
    numbers: dict[frozenset[int], Published] = {}
    for one in [*others.order_by("prepared_at", "pk"), release]:
        try:
            other = catalogue.table(one.table)
        except KeyError:
            continue
        if other.source == table.source:
            _add_numbers(numbers, other, one.period, places, counts, bases)
    return list(numbers.values()), counts


def _add_numbers(
    numbers: dict[frozenset[int], Published], table: catalogue.Table, period: str,
    places: dict[tuple[int, Combination], int], counts: list[int], bases: dict[int, int],
) -> None:
    """Cells, margins and total of one table."""
    source = catalogue.source(table.source)
    at = [source.position(code) for code in (table.rows, table.columns) if code]
    cells: dict[tuple[tuple[int, str], ...], set[int]] = {}
    quarters = Period(period).quarters
    for (quarter, combination), place in places.items():
        if quarter in quarters:
            both = tuple((position, combination[position]) for position in at)
            for key in {(), both, *((one,) for one in both)}:
                cells.setdefault(key, set()).add(place)
    slack = max((bases[quarter] for quarter in quarters if quarter in bases), default=1) - 1
    for members in map(frozenset, cells.values()):
        numbers[members] = Published(members, sum(counts[place] for place in members), slack)
