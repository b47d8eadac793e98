"""The occupancy chart: bars drawn as plain SVG that passes the page's rules and prints as it shows."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from housing.stays.selectors import Night

WIDTH, HEIGHT, LEFT, FOOT, TOP = 720, 220, 40, 24, 10


def occupancy_chart(nights: list[Night]) -> SafeString:
    """Occupied beds as bars against the line of open beds, one for each night; empty when there is no night."""
    if not nights:
        return SafeString("")
    most = max([night.open for night in nights] + [night.occupied for night in nights] + [1])
    step = (WIDTH - LEFT) / len(nights)
    room = HEIGHT - FOOT - TOP

    def y(value: int) -> float:
        return round(TOP + room * (1 - value / most), 1)

    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor" fill-opacity="0.55"><title>{}</title></rect>',
        (
            (
                round(LEFT + step * n + step * 0.1, 1),
                y(night.occupied),
                round(step * 0.8, 1),
                round(HEIGHT - FOOT - y(night.occupied), 1),
                _("%(day)s: %(occupied)d of %(open)d")
                % {"day": date_format(night.day, "j F"), "occupied": night.occupied, "open": night.open},
            )
            for n, night in enumerate(nights)
        ),
    )
    line = " ".join(
        f"{LEFT + step * n:.1f},{y(night.open)} {LEFT + step * (n + 1):.1f},{y(night.open)}" for n, night in enumerate(nights)
    )
    every = max(1, len(nights) // 10)
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="11" text-anchor="middle" fill="currentColor">{}</text>',
        (
            (round(LEFT + step * (n + 0.5), 1), HEIGHT - 6, date_format(night.day, "j/n"))
            for n, night in enumerate(nights)
            if n % every == 0
        ),
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" width="100%" role="img" aria-label="{}">{}'
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"></polyline>'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor"></line>'
        '<text x="{}" y="{}" font-size="11" text-anchor="end" fill="currentColor">{}</text>'
        '<text x="{}" y="{}" font-size="11" text-anchor="end" fill="currentColor">0</text>{}</svg>',
        WIDTH,
        HEIGHT,
        _("Bars: beds occupied at the census hour. Dashed line: beds open. The table below has the numbers."),
        bars,
        line,
        LEFT,
        WIDTH,
        HEIGHT - FOOT,
        HEIGHT - FOOT,
        LEFT - 6,
        TOP + 8,
        most,
        LEFT - 6,
        HEIGHT - FOOT,
        labels,
    )
