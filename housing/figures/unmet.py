"""Figures of those who got no bed: unmet need is a figure of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Line, Row, Table, figures
from housing.requests.enums import RefusalReason
from housing.requests.unmet import Unmet, turned_away, unmet

from .beds import HOUSING


def _found(actor: Any, period: Period) -> list[Unmet]:
    """The nights of the period that are over."""
    past = period.past
    return unmet(actor, past[0], past[-1]) if past else []


def turn_aways(actor: Any, period: Period) -> Table:
    """People without a bed, by reason: written down, and still waiting when the night was counted."""
    found = _found(actor, period)
    told, waited = (Counter[str](), Counter[str]())
    for one in found:
        (waited if one.waited else told)[one.reason] += one.people
    rows = tuple(
        Line(label, (told[code] + waited[code], told[code], waited[code]), key=code)
        for code, label in RefusalReason.choices if told[code] or waited[code]
    )
    nights = len({one.night for one in found})
    columns = (
        Column(_("People and nights"), drawn=True, people=True), Column(_("Written down"), people=True), Column(_("Still waiting"), people=True),
    )
    totals = (told.total() + waited.total(), told.total(), waited.total())
    return Table(_("Reason"), columns, rows, totals if rows else (), facts=((_("nights with somebody without a bed"), nights, Unit.COUNT),))


def turn_away_rows(actor: Any, period: Period, key: str) -> Behind:
    """What was written down for one reason; who only waited has a request, on the waiting list of that night."""
    past = period.past
    if not past:
        return Behind([])
    whole = sum(one.people for one in _found(actor, period) if one.reason == key)
    seen = list(turned_away(actor).filter(service_day__gte=past[0], service_day__lte=past[-1], undone_at=None, reason=key).order_by("-at", "pk"))
    rows = [
        Row(
            str(one.person) if one.person else _("nobody known: %(n)s") % {"n": one.count},
            reverse("bed_request", args=[one.request_id]) if one.request_id else "", date_format(one.service_day, "j F Y"),
        )
        for one in seen
    ]  # fmt: skip
    return Behind(rows, max(whole - sum(one.count for one in seen), 0))


figures.add(Figure(
    "turn-aways", gettext_lazy("Turned away, by reason"), HOUSING, 12, "housing.view_occupancy",
    gettext_lazy(
        "People who got no bed, once a person and night: those written down as turned away, and those still on the waiting list when"
        " the night was counted, who are told as full. Taken back, it counts for nothing. Source: requests for a bed and turnings"
        " away. Spaces with a team of their own are counted for that team alone."
    ),
    1, Chart.BARS, turn_aways, turn_away_rows,
))  # fmt: skip
