"""Figures of entitlements: files open by kind and state, and how long it took from the need to the card. Nobody is in them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Column, Figure, Line, Table, figures

from .enums import EntitlementState, Kind

GROUP = gettext_lazy("Entitlements")


def _asked(sql: str, period: Period) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [period.first, period.last])
        return list(cursor.fetchall())


def open_by_state(actor: Any, period: Period) -> Table:
    """Files open on the last day of the period, by kind, in the state they have now."""
    found = {(kind, state): number for kind, state, number in _asked("SELECT * FROM app.entitlements_open(%s, %s)", period)}
    states = [one for one in EntitlementState if any(state == one for _kind, state in found)]
    columns = (*(Column(str(one.label)) for one in states), Column(pgettext("count", "Number"), drawn=True, people=True))
    rows = []
    for kind in Kind:
        numbers = [found.get((kind.value, state.value), 0) for state in states]
        if any(numbers):
            rows.append(Line(str(kind.label), (*numbers, sum(numbers)), key=kind.value))
    totals = tuple(sum(int(one.values[place] or 0) for one in rows) for place in range(len(columns))) if rows else ()
    return Table(_("What is asked for"), columns, tuple(rows), totals)


def need_to_card(actor: Any, period: Period) -> Table:
    """The middle number of days from the need to the first card, for cards first granted in the period."""
    found = _asked("SELECT * FROM app.entitlements_waited(%s, %s)", period)
    rows = tuple(Line(str(Kind(kind).label), (float(median), longest, number), key=kind) for kind, median, longest, number in found)
    columns = (
        Column(_("Days, in the middle"), drawn=True), Column(_("Days, at most")), Column(_("Files granted"), Unit.COUNT, people=True),
    )  # fmt: skip
    note = _("Half of the files took no longer than the number in the middle.")
    return Table(_("What is asked for"), columns, rows, note=note if rows else "")


figures.add(Figure(
    "entitlements-open", gettext_lazy("Entitlement files open, by kind and state"), GROUP, 70, "centre.view_figures",
    gettext_lazy(
        "Files whose need was noted on or before the last day of the period and that were not stopped by then, in the state they have now. A file joined to"
        " another stays a file. Erased files stay counted, of nobody. No service depends on a file. Source: entitlement files."
    ),
    1, Chart.BARS, open_by_state,
))  # fmt: skip
figures.add(Figure(
    "entitlements-waited", gettext_lazy("From the need to the card"), GROUP, 71, "centre.view_figures",
    gettext_lazy(
        "Days from the note of the need to the first decision that grants, for files first granted in the period; renewals do not count again. The middle is the"
        " median. Files still waiting are left out. Source: entitlement files."
    ),
    1, Chart.BARS, need_to_card,
))  # fmt: skip
