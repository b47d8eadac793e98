"""Curves of vital signs over time as plain SVG, one for each measure; the numbers stand in the list under them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centre.figures.drawing import join, text
from centre.shifts import clock

#: As wide as the column it stands in: drawn larger it would be shrunk, and its numbers with it.
WIDTH, HEIGHT = 300, 140
LEFT, RIGHT, TOP, FOOT = 44, 12, 14, 28
#: Which curves are drawn, each of one or two fields.
CURVES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("pulse", gettext_lazy("Pulse in a minute"), ("pulse",)),
    ("respiration", gettext_lazy("Breaths in a minute"), ("respiration",)),
    ("spo2", gettext_lazy("Oxygen saturation, %"), ("spo2",)),
    ("pressure", gettext_lazy("Blood pressure, upper and lower, mmHg"), ("systolic", "diastolic")),
    ("temperature", gettext_lazy("Temperature, °C"), ("temperature",)),
    ("glucose", gettext_lazy("Blood sugar, mg/dl"), ("glucose",)),
    ("weight", gettext_lazy("Weight, kg"), ("weight",)),
    ("pain", gettext_lazy("Pain, 0 to 10"), ("pain",)),
)

Points = list[tuple[datetime, float]]


class Curve(NamedTuple):
    """One drawing with its title."""

    slug: str
    title: str
    drawing: SafeString


def curves(rows: Sequence[Any]) -> list[Curve]:
    """The drawings of those measures that were taken at least twice; `rows` are the oldest first."""
    found = []
    for slug, title, fields in CURVES:
        lines = [[(one.taken_at, float(getattr(one, name))) for one in rows if getattr(one, name) is not None] for name in fields]
        if max(len(line) for line in lines) > 1:
            found.append(Curve(slug, str(title), _draw(slug, str(title), [line for line in lines if line])))
    return found


def _draw(slug: str, title: str, lines: list[Points]) -> SafeString:
    begin, end = min(line[0][0] for line in lines), max(line[-1][0] for line in lines)
    values = [value for line in lines for _at, value in line]
    low, high = min(values), max(values)
    room = max((high - low) * 0.15, 1)
    low, high, span = low - room, high + room, max((end - begin).total_seconds(), 1)

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (at - begin).total_seconds() / span, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - FOOT) * (1 - (value - low) / (high - low)), 1)

    parts = [_floor(y(value), value) for value in (min(values), max(values)) if min(values) != max(values) or value]
    parts += [_line(line, x, y, dashed=place > 0) for place, line in enumerate(lines)]
    shape = "SHORT_DATE_FORMAT" if span > 172_800 else "d/m H:i"
    parts += [
        text(LEFT, HEIGHT - 6, date_format(clock.local(begin), shape)),
        text(WIDTH - RIGHT, HEIGHT - 6, date_format(clock.local(end), shape), "end"),
    ]
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-labelledby="curve-{s}-t curve-{s}-d">'
        '<title id="curve-{s}-t">{title}</title><desc id="curve-{s}-d">{words}</desc>{inside}</svg>',
        w=WIDTH, h=HEIGHT, s=slug, title=title, words=_("The numbers of this curve are in the list under it."), inside=join(parts),
    )  # fmt: skip


def _floor(y: float, value: float) -> SafeString:
    """A thin line across, with its number beside it."""
    line = '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="0.2"></line>'
    number = number_format(int(value) if value == int(value) else round(value, 1))
    return format_html(line, LEFT, WIDTH - RIGHT, y, y) + text(LEFT - 6, y + 4, number, "end")


def _line(points: Points, x: Any, y: Any, *, dashed: bool) -> SafeString:
    """A line with a dot at each taking; the second of a pair is dashed."""
    way = " ".join(f"{x(at)},{y(value)}" for at, value in points)
    line = '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{}"></polyline>'
    dot = '<circle cx="{}" cy="{}" r="4" fill="currentColor"></circle>'
    return format_html(line, way, "6 4" if dashed else "none") + join(format_html(dot, x(at), y(value)) for at, value in points)
