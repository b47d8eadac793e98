"""The course of one scale as plain SVG: shades of the ink of the page, no style and no script, so that it prints as it shows.

Instants stand where they are in time. The borders between bands are dashed lines; the numbers are in the table below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from centre.figures.drawing import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Frame, text
from centre.shifts import clock

from .selectors import Course, Shown

#: More points than this are no longer told apart.
MOST_POINTS = 30
#: The least distance, in the units of the drawing, between two words.
ROOM_FOR_A_DAY, ROOM_FOR_A_SUM = 74.0, 24.0


def course_chart(course: Course) -> SafeString:
    """The sums over time, the oldest at the left; empty when nothing stands or the versions cannot be compared."""
    newest = course.standing[:MOST_POINTS]
    shown = [one for one in reversed(newest) if one.result.version == newest[0].result.version] if newest else []
    if not shown:
        return SafeString("")
    frame = Frame(1, shown[-1].result.most)
    places = _places(frame, [one.result.taken_at for one in shown])
    points = [(x, frame.y(one.result.score), one) for x, one in zip(places, shown, strict=True)]
    words = _("%(scale)s over time. The table below has the numbers.") % {"scale": course.title}
    return format_html(
        '<svg viewBox="0 0 {} {}" width="100%" role="img" aria-label="{}">{}{}'
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2"></polyline>{}{}{}</svg>',
        WIDTH, HEIGHT, words, frame.axes(_days(frame, points)), _borders(frame, shown[-1]), " ".join(f"{x},{y}" for x, y, _one in points),
        _dots(points), _sums(points), text(LEFT, TOP - 14, _("sum, of %(most)d at most") % {"most": shown[-1].result.most}),
    )  # fmt: skip


def _places(frame: Frame, instants: Sequence[datetime]) -> list[float]:
    """Where each instant stands; one alone stands in the middle."""
    first, whole = instants[0], (instants[-1] - instants[0]).total_seconds()
    return [frame.x(0.05 + 0.9 * (at - first).total_seconds() / whole if whole else 0.5) for at in instants]


def _days(frame: Frame, points: list[tuple[float, float, Shown]]) -> list[tuple[float, str]]:
    """The days under the drawing, as many as can be read; hours when everything lies within a day."""
    within = points[-1][2].result.taken_at - points[0][2].result.taken_at
    shape = "H:i" if within.days < 1 and len(points) > 1 else "j/n/y"
    found: list[tuple[float, str]] = []
    last = -ROOM_FOR_A_DAY
    for x, _y, one in points:
        if x - last >= ROOM_FOR_A_DAY:
            found.append(((x - LEFT) / (WIDTH - LEFT - RIGHT), date_format(clock.local(one.result.taken_at), shape)))
            last = x
    return found


def _borders(frame: Frame, one: Shown) -> SafeString:
    """Where each band but the lowest begins."""
    if one.scale is None:
        return SafeString("")
    line = '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.45" stroke-dasharray="3 5"></line>'
    lows = [band.low for band in one.scale.bands_for(one.result.about) if band.low]
    return format_html_join("", line, ((LEFT, WIDTH - RIGHT, frame.y(low), frame.y(low)) for low in lows))


def _dots(points: list[tuple[float, float, Shown]]) -> SafeString:
    words = _("%(when)s: %(score)d")
    dot = '<circle cx="{}" cy="{}" r="5" fill="currentColor"><title>{}</title></circle>'
    return format_html_join("", dot, (
        (x, y, words % {"when": date_format(clock.local(one.result.taken_at), "SHORT_DATETIME_FORMAT"), "score": one.result.score})
        for x, y, one in points
    ))  # fmt: skip


def _sums(points: list[tuple[float, float, Shown]]) -> SafeString:
    """The sums beside the points that have room for one, and always the last."""
    kept: list[tuple[float, float, Shown]] = []
    for x, y, one in reversed(points):
        if not kept or kept[-1][0] - x >= ROOM_FOR_A_SUM:
            kept.append((x, y, one))
    label = '<text x="{}" y="{}" font-size="14" font-weight="700" text-anchor="middle" fill="currentColor">{}</text>'
    return format_html_join("", label, ((x, y - 10 if y > TOP + 22 else y + 22, one.result.score) for x, y, one in kept))
