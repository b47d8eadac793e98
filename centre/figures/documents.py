"""A period of figures on paper: each with its chart, its table and its definition, marked as internal on every sheet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from audit.release.documents import printed

from .drawing import draw
from .periods import Period
from .selectors import Counted


def pages(counted: list[Counted], period: Period) -> bytes:
    """The tagged PDF, in the language that is active."""
    shown: list[dict[str, Any]] = [
        {"counted": one, "chart": draw(one.figure.chart, one.table, title=str(one.figure.title), slug=one.figure.slug)}
        for one in counted
    ]
    mark = _("Internal, not for publication")
    context = {"shown": shown, "period": period, "mark": mark, "house": settings.CENTRE_NAME, "demo": bool(settings.CENTRE_DEMO)}
    return printed("figures/document.html", context)
