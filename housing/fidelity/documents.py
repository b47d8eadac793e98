"""The small chart of a programme's fidelity over time: plain SVG that passes the page's rules and prints as it shows."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from housing.fidelity.selectors import Assessed

WIDTH, HEIGHT, LEFT, FOOT, TOP = 640, 200, 40, 24, 14


def _place(number: int, share: int, count: int) -> tuple[float, float]:
    """Where an assessment stands: evenly spaced, from 0 to 100 per cent."""
    step = (WIDTH - LEFT) / count
    return round(LEFT + step * (number + 0.5), 1), round(TOP + (HEIGHT - FOOT - TOP) * (1 - share / 100), 1)


def fidelity_chart(assessed: list[Assessed]) -> SafeString:
    """The sum of each assessment in per cent of the most possible, the oldest first; empty without one."""
    if not assessed:
        return SafeString("")
    shown = list(reversed(assessed))
    places = [(_place(number, one.share, len(shown)), one) for number, one in enumerate(shown)]
    words = _("%(day)s: %(share)d %%")
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="5" fill="currentColor"><title>{}</title></circle>', (
        (x, y, words % {"day": date_format(one.assessment.assessed_on, "j F Y"), "share": one.share}) for (x, y), one in places
    ))
    label = '<text x="{}" y="{}" font-size="11" text-anchor="middle" fill="currentColor">{}</text>'
    days = format_html_join("", label, ((x, HEIGHT - 6, date_format(one.assessment.assessed_on, "m/Y")) for (x, _y), one in places))
    shares = format_html_join("", label, ((x, y - 9 if y > TOP + 20 else y + 18, f"{one.share} %") for (x, y), one in places))
    return format_html(
        '<svg viewBox="0 0 {width} {height}" width="100%" role="img" aria-label="{words}">'
        '<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2"></polyline>{dots}{shares}'
        '<line x1="{left}" x2="{width}" y1="{floor}" y2="{floor}" stroke="currentColor"></line>{days}</svg>',
        width=WIDTH, height=HEIGHT, words=_("Fidelity over time, in per cent of the most possible. The table below has the numbers."),
        line=" ".join(f"{x},{y}" for (x, y), _one in places), dots=dots, shares=shares, left=LEFT, floor=HEIGHT - FOOT, days=days,
    )
