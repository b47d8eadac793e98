"""Figures of the journeys: moves between phases, and what came of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from centre.figures.enums import Chart
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Line, Row, Table, figures
from employment.journeys import counting
from employment.journeys.enums import ContractKind, OutcomeKind, Phase

from .work import WORK

START = "start"


def _phase(code: str) -> str:
    return str(dict(Phase.choices).get(code, code)) if code else _("the start")


def moves(actor: Any, period: Period) -> Table:
    """Moves between the phases, from each to each."""
    order = ["", *Phase.values]
    found = sorted(counting.phase_moves(period.first, period.last), key=lambda one: (order.index(one.from_phase), order.index(one.to_phase)))
    rows = tuple(
        Line(pgettext("phases", "%(from)s to %(to)s") % {"from": _phase(one.from_phase), "to": _phase(one.to_phase)}, (one.moves, one.persons), key=f"{one.from_phase or START}-{one.to_phase}")
        for one in found
    )
    columns = (Column(_("Moves"), drawn=True), Column(_("Persons"), people=True))
    note = _("Somebody who moves twice stands on two lines. Going back is never a sanction.")
    return Table(_("From phase to phase"), columns, rows, (sum(one.moves for one in found), None) if found else (), note=note if found else "")


def move_rows(actor: Any, period: Period, key: str) -> Behind:
    """The moves between two phases that the actor may see."""
    start, _dash, to = key.partition("-")
    from_phase = "" if start == START else start
    whole = sum(one.moves for one in counting.phase_moves(period.first, period.last) if (one.from_phase, one.to_phase) == (from_phase, to))
    seen = counting.moves_between(actor, period.first, period.last, from_phase, to)
    return Behind([_row(one) for one in seen], max(whole - len(seen), 0))


def _row(one: Any) -> Row:
    return Row(str(one.person), reverse("person", args=[one.person_id]), date_format(one.on_day, "j F Y"))


def outcomes(actor: Any, period: Period) -> Table:
    """What came of journeys, as written down in the period."""
    found = counting.outcomes(period.first, period.last)
    rows = []
    for code, label in OutcomeKind.choices:
        these = [one for one in found if one.kind == code]
        if these:
            at_end = sum(one.outcomes for one in these if one.months == 0)
            whole = sum(one.outcomes for one in these)
            rows.append(Line(label, (whole, at_end, whole - at_end, _kinds(these)), key=code))
    columns = (Column(_("Outcomes"), drawn=True, people=True), Column(_("at the end")), Column(_("months later")), Column(_("Contracts"), "words"))
    sums = [sum(line.values[place] for line in rows if isinstance(line.values[place], int)) for place in range(3)]  # type: ignore[misc]  # integers
    return Table(_("What came of it"), columns, tuple(rows), (*sums, "") if rows else ())


def _kinds(these: list[counting.OutcomeCount]) -> str:
    """The kinds of contract among these outcomes, each with its number."""
    names = dict(ContractKind.choices)
    sums: dict[str, int] = {}
    for one in these:
        if one.contract_kind:
            sums[one.contract_kind] = sums.get(one.contract_kind, 0) + one.outcomes
    return ", ".join(f"{names.get(code, code)}: {number}" for code, number in sums.items())


def outcome_rows(actor: Any, period: Period, key: str) -> Behind:
    """The outcomes of one kind that the actor may see."""
    whole = sum(one.outcomes for one in counting.outcomes(period.first, period.last) if one.kind == key)
    seen = counting.outcomes_between(actor, period.first, period.last, key)
    return Behind([_row(one) for one in seen], max(whole - len(seen), 0))


figures.add(Figure(
    "work-phases", gettext_lazy("Moves between phases"), WORK, 54, "employment.view_journeys",
    gettext_lazy(
        "Moves from one phase of a journey to another on a day of the period, forwards or back; the start is the opening of a journey. Persons: each once a"
        " line, whatever the number of files later joined. Erased files stay counted as moves. Source: journeys."
    ),
    1, Chart.BARS, moves, move_rows,
))  # fmt: skip
figures.add(Figure(
    "work-outcomes", gettext_lazy("What came of the journeys"), WORK, 55, "employment.view_journeys",
    gettext_lazy(
        "Outcomes written down on a day of the period, at the end of a journey or months later, by kind. Going on with another service and one's own choice are"
        " outcomes and no failure. Source: journeys."
    ),
    1, Chart.BARS, outcomes, outcome_rows,
))  # fmt: skip
