"""Charts as plain SVG: shades of the ink of the page, no style and no script, so that they pass the page's rules and print.

Each has a title and a description for who does not see it; the numbers themselves stand in the table beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil, log10
from textwrap import wrap
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .enums import Chart
from .registry import Column, Curve, Heat, Table

WIDTH, HEIGHT = 560, 270
LEFT, RIGHT, TOP, FOOT = 44, 10, 32, 30
BAR, LABEL, LETTERS = 24, 200, 25
SHADES = (0.85, 0.45, 0.25)
DASHES = ("none", "6 4", "2 3")
#: How strongly each step of a heat map is shaded, and from which percentage.
STEPS = ((0, 0.06), (25, 0.2), (50, 0.36), (75, 0.54), (95, 0.74), (105, 1.0))
TICKS = 5

TEXT = '<text x="{}" y="{}" font-size="14" text-anchor="{}" fill="currentColor">{}</text>'


def draw(chart: str, table: Table, *, title: str, slug: str) -> SafeString:
    """The chart of a table; empty when there is nothing to draw."""
    drawn: dict[str, Callable[[Table], tuple[int, SafeString] | None]] = {
        Chart.BARS: bars, Chart.LINES: lines, Chart.STEPS: steps, Chart.HEAT: heat,
    }  # fmt: skip
    found = drawn[chart](table)
    if found is None:
        return SafeString("")
    height, inside = found
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="100%" role="img" aria-labelledby="chart-{s}-t chart-{s}-d">'
        '<title id="chart-{s}-t">{title}</title><desc id="chart-{s}-d">{words}</desc>{inside}</svg>',
        w=WIDTH, h=height, s=slug, title=title, words=_("The numbers of this chart are in the table beside it."), inside=inside,
    )  # fmt: skip


def text(x: float, y: float, words: Any, anchor: str = "start") -> SafeString:
    """A word or number in the drawing."""
    return format_html(TEXT, round(x, 1), round(y, 1), anchor, words)


def join(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # each part was made by format_html


def top_of(most: float) -> float:
    """A round number at or above the highest value."""
    if most <= 0:
        return 1
    step = 10 ** (ceil(log10(most)) - 1)
    return float(ceil(most / step) * step)


def series_of(table: Table) -> list[tuple[Column, list[float]]]:
    """The columns that are drawn, with their values; what has none is drawn as nought."""
    return [
        (column, [float(line.values[place] or 0) if not isinstance(line.values[place], str) else 0.0 for line in table.rows])
        for place, column in enumerate(table.columns) if column.drawn
    ]  # fmt: skip


def short(value: float) -> str:
    """A number of the drawing, with a decimal only when it has one."""
    return str(number_format(int(value) if value == int(value) else round(value, 1)))


def legend(names: list[Any], *, dashed: bool = False) -> SafeString:
    """The names of the series, when there are several, each with its shade or dash."""
    if len(names) < 2:
        return SafeString("")
    parts, x = [], float(LEFT)
    for place, name in enumerate(names):
        if dashed and place:
            stroke = '<line x1="{}" x2="{}" y1="13" y2="13" stroke="currentColor" stroke-width="2" stroke-dasharray="{}"></line>'
            parts.append(format_html(stroke, round(x), round(x) + 16, DASHES[place % len(DASHES)]))
        else:
            shade = SHADES[place % len(SHADES)]
            parts.append(format_html('<rect x="{}" y="7" width="12" height="12" fill="currentColor" fill-opacity="{}"></rect>', round(x), shade))
        parts.append(text(x + 20, 18, name))
        x += 36 + 7.6 * len(str(name))
    return join(parts)


def _beside(y: float, label: str) -> SafeString:
    """The name of a bar, on two lines when it is long: two names must not look alike because they were cut."""
    found = wrap(label, LETTERS, max_lines=2, placeholder="…") or [""]
    return join(text(LABEL - 8, y + 15 * place - 7.5 * (len(found) - 1), words, "end") for place, words in enumerate(found))


def bars(table: Table) -> tuple[int, SafeString] | None:
    """Bars that lie down, one for each line and series, with the number at the end."""
    series = series_of(table)
    if not series or not table.rows:
        return None
    most = top_of(max(max(values) for _column, values in series))
    high = BAR * len(series) + 8
    scale, parts = (WIDTH - LABEL - 60) / most, [legend([column.label for column, _values in series])]
    drawn = [place for place, column in enumerate(table.columns) if column.drawn]
    for row, line in enumerate(table.rows):
        y = TOP + row * high
        parts.append(_beside(y + BAR * len(series) / 2 + 3, str(line.label)))
        for place, (_column, values) in enumerate(series):
            width = round(values[row] * scale, 1)
            bar = '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor" fill-opacity="{}"></rect>'
            parts.append(format_html(bar, LABEL, y + place * BAR, width, BAR - 4, SHADES[place % len(SHADES)]))
            words = "–" if line.values[drawn[place]] is None else short(values[row])
            parts.append(text(LABEL + width + 6, y + place * BAR + 15, words))
    return TOP + high * len(table.rows) + 4, join(parts)


class Frame:
    """Where a value stands in a drawing with two axes."""

    def __init__(self, count: float, most: float) -> None:
        self.count, self.most = max(count, 1), top_of(most)

    def x(self, place: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * place / self.count, 1)

    def y(self, value: float) -> float:
        return round(TOP + (HEIGHT - FOOT - TOP) * (1 - value / self.most), 1)

    def axes(self, labels: list[tuple[float, str]]) -> SafeString:
        """The floor, the numbers beside it, the words under it."""
        line = '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-opacity="{}"></line>'
        parts = [
            format_html(line, LEFT, WIDTH - RIGHT, self.y(value), self.y(value), 1 if not value else 0.2)
            + text(LEFT - 6, self.y(value) + 4, short(value), "end")
            for value in (0, self.most / 2, self.most)
        ]
        return join([*parts, *(text(self.x(place), HEIGHT - 6, words, "middle") for place, words in labels)])


def lines(table: Table) -> tuple[int, SafeString] | None:
    """One line for each series along the lines of the table: the first whole and filled, the others dashed."""
    series = series_of(table)
    if not series or not table.rows:
        return None
    frame = Frame(len(table.rows), max(max(values) for _column, values in series))
    every = max(1, len(table.rows) // TICKS)
    labels = [(place + 0.5, str(line.label)) for place, line in enumerate(table.rows) if not place % every]
    parts = [legend([column.label for column, _values in series], dashed=True), frame.axes(labels)]
    for place, (_column, values) in enumerate(series):
        points = " ".join(f"{frame.x(at)},{frame.y(value)} {frame.x(at + 1)},{frame.y(value)}" for at, value in enumerate(values))
        if not place:
            floor = f"{frame.x(len(values))},{frame.y(0)} {frame.x(0)},{frame.y(0)}"
            parts.append(format_html('<polygon points="{}" fill="currentColor" fill-opacity="0.25"></polygon>', f"{points} {floor}"))
        line = '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{}"></polyline>'
        parts.append(format_html(line, points, DASHES[place % len(DASHES)]))
    return HEIGHT, join(parts)


def _stairs(frame: Frame, curve: Curve, values: tuple[float, ...]) -> list[str]:
    """The corners of a curve that holds each value until the next."""
    corners, last = [], max(curve.at)
    for place, value in enumerate(values):
        until = curve.at[place + 1] if place + 1 < len(curve.at) else last
        corners += [f"{frame.x(curve.at[place])},{frame.y(value)}", f"{frame.x(until)},{frame.y(value)}"]
    return corners


def _months(last: float) -> range:
    """Round months under a curve, seven at most."""
    return range(0, int(last) + 1, next((step for step in (1, 2, 3, 6, 12) if last < 7 * step), 24))


def steps(table: Table) -> tuple[int, SafeString] | None:
    """A stepped curve with its confidence band, and a stroke where somebody left the count without an end."""
    curve = table.curve
    if curve is None or len(curve.at) < 2:
        return None
    frame = Frame(max(curve.at), 100)
    parts = [frame.axes([(tick, str(tick)) for tick in _months(max(curve.at))]), text(WIDTH - RIGHT, 16, curve.across, "end")]
    if curve.low:
        band = [*_stairs(frame, curve, curve.high), *reversed(_stairs(frame, curve, curve.low))]
        parts.append(format_html('<polygon points="{}" fill="currentColor" fill-opacity="0.15"></polygon>', " ".join(band)))
    stairs = " ".join(_stairs(frame, curve, curve.values))
    parts.append(format_html('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2.5"></polyline>', stairs))
    for mark in curve.marks:
        value = next((v for at, v in zip(reversed(curve.at), reversed(curve.values), strict=True) if at <= mark), 100)
        stroke = '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="currentColor" stroke-width="1.5"></line>'
        parts.append(format_html(stroke, frame.x(mark), frame.y(value) - 5, frame.y(value) + 5))
    return HEIGHT, join(parts)


def _shade(rate: float) -> float:
    return next(shade for least, shade in reversed(STEPS) if rate >= least)


def _cells(heat: Heat, high: float) -> dict[float, list[str]]:
    """The rectangles of each shade; neighbours of one shade in a line are one rectangle."""
    wide = (WIDTH - LABEL - RIGHT) / len(heat.days)
    found: dict[float, list[str]] = {shade: [] for _least, shade in STEPS}
    for row, (_label, rates) in enumerate(heat.lines):
        start, y = 0, round(TOP + row * high, 1)
        shades = [None if rate is None else _shade(rate) for rate in rates]
        for place in range(1, len(shades) + 1):
            if place < len(shades) and shades[place] == shades[start]:
                continue
            shade = shades[start]
            if shade is not None:
                x, width = round(LABEL + start * wide, 1), round((place - start) * wide, 1)
                found[shade].append(f"M{x} {y}h{width}v{round(high - 1, 1)}h-{width}z")
            start = place
    return found


def by_week(chart: Heat) -> Heat:
    """The same map with one shade for each week of days: for paper, and for long periods."""
    starts = range(0, len(chart.days), 7)
    lines = tuple((label, tuple(_mean(rates[place : place + 7]) for place in starts)) for label, rates in chart.lines)
    return Heat(tuple(chart.days[place] for place in starts), lines)


def _mean(rates: tuple[float | None, ...]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return sum(known) / len(known) if known else None


def _names(labels: list[str]) -> list[str]:
    """The names of the lines of a map: without the ward when the room says enough, cut when they are long."""
    rooms = [label.rsplit(" · ", 1)[-1] for label in labels]
    return [Truncator(words).chars(LETTERS) for words in (rooms if len({*rooms}) == len(labels) else labels)]


def heat(table: Table) -> tuple[int, SafeString] | None:
    """A line of shades for each room, a place for each day; what was not open is left out."""
    chart = table.heat
    if chart is None or not chart.days or not chart.lines:
        return None
    high = max(8, min(BAR, 900 // len(chart.lines)))
    path = '<path d="{}" fill="currentColor" fill-opacity="{}"></path>'
    parts = [format_html(path, "".join(cells), shade) for shade, cells in _cells(chart, high).items() if cells]
    if high >= 12:
        parts += [text(LABEL - 8, TOP + row * high + high / 2 + 4, words, "end") for row, words in enumerate(_names([label for label, _rates in chart.lines]))]
    wide, every = (WIDTH - LABEL - RIGHT) / len(chart.days), max(1, len(chart.days) // 5)
    foot = TOP + high * len(chart.lines) + 16
    parts += [text(LABEL + (place + 0.5) * wide, foot, date_format(day, "j/n"), "middle") for place, day in enumerate(chart.days) if not place % every]
    return int(foot + 10), _steps_legend() + join(parts)


def _steps_legend() -> SafeString:
    """What each shade stands for."""
    box = '<rect x="{}" y="7" width="12" height="12" fill="currentColor" fill-opacity="{}"></rect><text x="{}" y="18" font-size="13" fill="currentColor">{}</text>'
    places = ((8 + 90 * place, shade, 24 + 90 * place, _("from %(n)s %%") % {"n": least}) for place, (least, shade) in enumerate(STEPS))
    return format_html_join("", box, places)
