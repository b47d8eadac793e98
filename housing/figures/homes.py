"""Figures of the homes: who is still housed after months, and where people go who leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Curve, Figure, Line, Row, Table, Value, figures
from centre.shifts import clock
from housing.homes.models import Programme
from housing.placements.selectors import Tenure, placements_for, retention_rows

from .beds import HOUSING
from .stays import destinations_table
from .survival import Survival, product_limit

MONTH = 365.25 / 12
MONTHS = (6, 12, 24)
#: Beyond this few, a share is said to rest on little.
FEW = 10


def _until(period: Period) -> date:
    """The day until which homes are followed: the last of the period, today when it is not over."""
    return min(period.last, clock.service_day())


def _days(one: Tenure, until: date) -> int:
    return ((one.ended_on or until) - one.moved_in_on).days


def survival_of(stories: Iterable[Tenure], until: date) -> Survival:
    """The curve of stories of a home: a home lost is an end, everything else leaves observation."""
    found = list(stories)
    ends = [_days(one, until) for one in found if one.how == "ended"]
    return product_limit(ends, [_days(one, until) for one in found if one.how != "ended"])


def retention(actor: Any, period: Period) -> Table:
    """The share still housed after 6, 12 and 24 months, with the curve."""
    until = _until(period)
    stories = retention_rows(actor, until)
    curve, how = survival_of(stories, until), Counter(one.how for one in stories)
    columns = (
        Column(_("Followed so long"), people=True), Column(_("Still housed"), Unit.RATE), Column(_("at least"), Unit.RATE),
        Column(_("at most"), Unit.RATE),
    )  # fmt: skip
    facts = (
        (_("moved in"), len(stories), Unit.COUNT), (_("still tenants"), how[""], Unit.COUNT), (_("lost the home"), how["ended"], Unit.COUNT),
        (_("died, counted apart"), how["died"], Unit.COUNT), (_("went on to a lasting home"), how["transferred"], Unit.COUNT),
        (_("second homes within 90 days"), _tenancies(until) - len(stories), Unit.COUNT),
    )  # fmt: skip
    extra = {
        "until": until, "stories": len(stories), "ended": how["ended"], "died": how["died"], "transferred": how["transferred"],
        "curve": list(zip(curve.days, curve.values, strict=True)),
    }  # fmt: skip
    note = _("Between \"at least\" and \"at most\": 95 %% confidence. A dash: nobody was followed for so long.") % {}
    rows = tuple(_after(curve, months) for months in MONTHS)
    return Table(_("After"), columns, rows, note=note, facts=facts, curve=_drawn(curve, stories, until), extra=extra)


def _after(curve: Survival, months: int) -> Line:
    """One line of the table: so many months after moving in."""
    found, risk = curve.at(months * MONTH), curve.at_risk(months * MONTH)
    shares = tuple(None if one is None else 100 * one for one in found) if found else (None, None, None)
    words = _("%(n)s months") % {"n": months}
    return Line(words, (risk, *shares), key=f"m{months}" if risk else "", flag=_("few people") if 0 < risk < FEW else "")


def _drawn(curve: Survival, stories: list[Tenure], until: date) -> Curve | None:
    """The curve in months and per cent, until the longest story; a stroke for each that left observation."""
    if not stories:
        return None
    last = max(max(curve.durations), 1) / MONTH
    at = (*(day / MONTH for day in curve.days), last)
    values, low, high = (
        (*(100 * (value if one is None else one) for value, one in zip(curve.values, band, strict=True)), 100 * (curve.values[-1] if band[-1] is None else band[-1]))
        for band in (curve.values, curve.low, curve.high)
    )
    marks = tuple(sorted({round(_days(one, until) / MONTH, 1) for one in stories if one.how != "ended"}))
    return Curve(at, values, low, high, marks, across=_("months since moving in"))


def by_programme(actor: Any, period: Period) -> Table:
    """The shares still housed after a year and two, programme by programme."""
    until, rows = _until(period), []
    for one in Programme.objects.order_by("name", "pk"):
        curve = survival_of(retention_rows(actor, until, one.pk), until)
        if curve.durations:
            shares = [(curve.at(months * MONTH), curve.at_risk(months * MONTH)) for months in MONTHS[1:]]
            values: list[Value] = [len(curve.durations)]
            for found, risk in shares:
                values += [100 * found[0] if found else None, risk]
            rows.append(Line(one.name, tuple(values), flag=_("few people") if len(curve.durations) < FEW else ""))
    columns = (
        Column(pgettext("figures", "Moved in"), people=True), Column(_("Still housed after 12 months"), Unit.RATE, drawn=True), Column(_("Followed 12 months"), people=True),
        Column(_("Still housed after 24 months"), Unit.RATE, drawn=True), Column(_("Followed 24 months"), people=True),
    )  # fmt: skip
    return Table(_("Programme"), columns, tuple(rows), note=_("A dash: nobody was followed for so long."))


def _tenancies(until: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM app.tenancies(%s)", [until])
        return int(cursor.fetchone()[0])


def retention_behind(actor: Any, period: Period, key: str) -> Behind:
    """The stories followed for at least so many months."""
    until, least = _until(period), int(key[1:]) * MONTH
    return placements_behind(actor, (one.key for one in retention_rows(actor, until) if _days(one, until) >= least))


def _left(period: Period) -> list[tuple[UUID, str]]:
    """The placements that ended in the period, with where people went."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, CASE WHEN died THEN '24' ELSE destination END FROM app.tenancies(%s) WHERE ended_on BETWEEN %s AND %s ORDER BY 1",
            [period.last, period.first, period.last],
        )
        return list(cursor.fetchall())


def home_exits(actor: Any, period: Period) -> Table:
    """Where people went whose placement ended in the period."""
    return destinations_table((code for _pk, code in _left(period)), _("Placements"))


def home_exit_rows(actor: Any, period: Period, key: str) -> Behind:
    """The placements that ended with one destination."""
    return placements_behind(actor, (pk for pk, code in _left(period) if f"d{code or '99'}" == key))


def placements_behind(actor: Any, keys: Iterable[UUID]) -> Behind:
    """The placements that the actor may open, the latest first, and how many more there are."""
    wanted = set(keys)
    seen = list(placements_for(actor).filter(pk__in=wanted).order_by("-moved_in_on", "pk"))
    rows = [
        Row(
            str(one.person) if one.person else _("nobody: the file was erased"), reverse("placement", args=[one.pk]),
            _("%(programme)s, moved in %(day)s") % {"programme": one.programme, "day": date_format(one.moved_in_on, "j/n/Y") if one.moved_in_on else "–"},
        )
        for one in seen
    ]  # fmt: skip
    return Behind(rows, len(wanted) - len(seen))


figures.add(Figure(
    "retention", gettext_lazy("Still housed after 6, 12 and 24 months"), HOUSING, 30, "housing.view_occupancy",
    gettext_lazy(
        "Everybody who moved in until the last day of the period, whatever its first, followed until that day. The curve (Kaplan and Meier) is the share"
        " not having lost their home after so much time, a month being 30.4 days. Losing the home is an end. Not an end, and followed until then only:"
        " death, which is counted apart, and going on to a lasting home of one's own or elsewhere. A second home in which somebody moves in within"
        " 90 days goes on with the same story. Source: placements, their days of moving in and of ending."
    ),
    1, Chart.STEPS, retention, retention_behind,
))  # fmt: skip
figures.add(Figure(
    "retention-programmes", gettext_lazy("Still housed, by programme"), HOUSING, 32, "housing.view_occupancy",
    gettext_lazy(
        "As the figure over all homes, for those whose story began in one programme, whatever programme gave a second home. Shares of few people say little"
        " of a programme. Source: placements, their days of moving in and of ending."
    ),
    1, Chart.BARS, by_programme,
))  # fmt: skip
figures.add(Figure(
    "home-exits", gettext_lazy("Where people go after a placement"), HOUSING, 31, "housing.view_occupancy",
    gettext_lazy(
        "Placements with a day of moving in that ended in the period, by destination (HUD list 3.12.1) and its group; who died is counted as died whatever"
        " else was written. Source: placements."
    ),
    1, Chart.BARS, home_exits, home_exit_rows,
))  # fmt: skip
