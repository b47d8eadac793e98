"""How a wound heals: its area over time as plain SVG, each look where it is in time; the numbers stand in the table below."""

from __future__ import annotations

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from centre.figures.drawing import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Frame, text
from centre.shifts import clock

from .selectors import Story, growth_of

#: The least distance between two words under the drawing.
ROOM = 74.0
SHAPE = (
    '<svg viewBox="0 0 {} {}" width="100%" role="img" aria-label="{}">{}'
    '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2"></polyline>{}{}</svg>'
)
DOT = '<circle cx="{}" cy="{}" r="5" fill="currentColor"><title>{}</title></circle>'


def healing_chart(story: Story) -> SafeString:
    """The area in square centimetres from the first measure to the last; empty with fewer than two."""
    found = growth_of(story)
    if len(found) < 2:
        return SafeString("")
    first, whole = found[0][0], (found[-1][0] - found[0][0]).total_seconds()
    frame = Frame(1, max(area for _at, area in found))
    points, days, last = [], [], -ROOM
    for at, area in found:
        place = 0.05 + 0.9 * ((at - first).total_seconds() / whole if whole else 0.5)
        points.append((frame.x(place), frame.y(area), at, area))
        if frame.x(place) - last >= ROOM:
            last = frame.x(place)
            days.append(((last - LEFT) / (WIDTH - LEFT - RIGHT), date_format(clock.local(at), "j/n/y")))
    words = _("Area of the wound over time, in square centimetres. The table below has the numbers.")
    return format_html(
        SHAPE, WIDTH, HEIGHT, words, frame.axes(days), " ".join(f"{x},{y}" for x, y, _at, _area in points),
        format_html_join("", DOT, ((x, y, f"{date_format(clock.local(at), 'SHORT_DATE_FORMAT')}: {number_format(area, 1)}") for x, y, at, area in points)),
        text(LEFT, TOP - 14, _("length × width, cm²")),
    )  # fmt: skip
