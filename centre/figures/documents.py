"""A period of figures on paper: each with its chart, its table and its definition, marked as internal on every sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from audit.release.documents import printed

from .drawing import by_week, draw
from .periods import Period
from .registry import Table
from .selectors import Counted

#: A map of more days than this is printed by week: a sheet of paper shows no more.
MOST_DAYS = 62


def pages(counted: list[Counted], period: Period) -> bytes:
    """The tagged PDF, in the language that is active."""
    shown: list[dict[str, Any]] = [
        {"counted": one, "chart": draw(one.figure.chart, _for_paper(one.table), title=str(one.figure.title), slug=one.figure.slug)}
        for one in counted
    ]
    mark = _("Internal, not for publication")
    context = {"shown": shown, "period": period, "mark": mark, "house": settings.CENTRE_NAME, "demo": bool(settings.CENTRE_DEMO)}
    return printed("figures/document.html", context)


def _for_paper(table: Table) -> Table:
    if table.heat is None or len(table.heat.days) <= MOST_DAYS:
        return table
    return replace(table, heat=by_week(table.heat))
