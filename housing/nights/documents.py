"""The occupancy chart: bars drawn as plain SVG that passes the page's rules and prints as it shows."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from housing.nights.selectors import Night

WIDTH, HEIGHT, LEFT, FOOT, TOP = 720, 220, 40, 24, 10
LABELS = 10


class _Scale:
    """Where a night and a number of beds stand in the drawing, in its own units."""

    def __init__(self, nights: list[Night]) -> None:
        self.most = max(max(night.open, night.occupied, 1) for night in nights)
        self.step = (WIDTH - LEFT) / len(nights)

    def x(self, number: int, share: float = 0) -> float:
        """The left edge of a night, or a share of its width further."""
        return round(LEFT + self.step * (number + share), 1)

    def y(self, beds: int) -> float:
        """The height of a number of beds, from the top."""
        return round(TOP + (HEIGHT - FOOT - TOP) * (1 - beds / self.most), 1)


def _bars(nights: list[Night], scale: _Scale) -> SafeString:
    """One bar for each night, its words for screen readers and pointers inside."""
    words = _("%(day)s: %(occupied)d of %(open)d")
    rows = (
        (
            scale.x(number, 0.1),
            scale.y(night.occupied),
            round(scale.step * 0.8, 1),
            round(HEIGHT - FOOT - scale.y(night.occupied), 1),
            words % {"day": date_format(night.day, "j F"), "occupied": night.occupied, "open": night.open},
        )
        for number, night in enumerate(nights)
    )
    bar = '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor" fill-opacity="0.55"><title>{}</title></rect>'
    return format_html_join("", bar, rows)


def _days(nights: list[Night], scale: _Scale) -> SafeString:
    """About ten days written under the bars."""
    every = max(1, len(nights) // LABELS)
    rows = (
        (scale.x(number, 0.5), HEIGHT - 6, date_format(night.day, "j/n"))
        for number, night in enumerate(nights)
        if number % every == 0
    )
    return format_html_join(
        "", '<text x="{}" y="{}" font-size="11" text-anchor="middle" fill="currentColor">{}</text>', rows
    )


def _number(value: int, y: float) -> SafeString:
    """A number beside the axis."""
    text = '<text x="{}" y="{}" font-size="11" text-anchor="end" fill="currentColor">{}</text>'
    return format_html(text, LEFT - 6, y, value)


def occupancy_chart(nights: list[Night]) -> SafeString:
    """Occupied beds as bars against the line of open beds, one for each night; empty when there is no night."""
    if not nights:
        return SafeString("")
    scale = _Scale(nights)
    line = " ".join(
        f"{scale.x(number)},{scale.y(night.open)} {scale.x(number + 1)},{scale.y(night.open)}"
        for number, night in enumerate(nights)
    )
    return format_html(
        '<svg viewBox="0 0 {width} {height}" width="100%" role="img" aria-label="{words}">{bars}'
        '<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"></polyline>'
        '<line x1="{left}" x2="{width}" y1="{floor}" y2="{floor}" stroke="currentColor"></line>{numbers}{days}</svg>',
        width=WIDTH,
        height=HEIGHT,
        words=_("Bars: beds occupied at the census hour. Dashed line: beds open. The table below has the numbers."),
        bars=_bars(nights, scale),
        line=line,
        left=LEFT,
        floor=HEIGHT - FOOT,
        numbers=_number(scale.most, TOP + 8) + _number(0, HEIGHT - FOOT),
        days=_days(nights, scale),
    )
