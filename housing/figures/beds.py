"""Figures of the beds: how full they are, by night and by room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Heat, Line, Row, Table, Value, figures
from housing.beds.models import Room
from housing.nights.selectors import HIGH, LOW, Night, RoomNight, nights, room_nights

HOUSING = gettext_lazy("Beds and homes")
#: Periods longer than this are told by month: their nights stay in the chart of rooms.
MOST_DAYS = 92


def _rate(occupied: int, opened: int) -> float | None:
    """Occupied over open, in per cent; None when nothing was open."""
    return 100 * occupied / opened if opened else None


def _odd(rate: float | None) -> str:
    """The word beside a rate that asks for a look at the data."""
    return _("please check") if rate is not None and not LOW <= rate <= HIGH else ""


def _known(actor: Any, period: Period) -> list[Night]:
    """The nights of a period that are over."""
    past = period.past
    return nights(actor, past[0], past[-1]) if past else []


def occupancy(actor: Any, period: Period) -> Table:
    """Open and occupied beds for each night; for each month when the period is long."""
    found = _known(actor, period)
    rows = [_line(date_format(night.day, "D j/n"), [night]) for night in found]
    if len(found) > MOST_DAYS:
        months: dict[Period, list[Night]] = {}
        for night in found:
            months.setdefault(Period.month(night.day.year, night.day.month), []).append(night)
        rows = [_line(month.words, inside) for month, inside in months.items()]
    whole = _line("", found)
    mean = sum(night.occupied for night in found) / len(found) if found else None
    return Table(
        _("Night"),
        (
            Column(_("Occupied"), drawn=True), Column(pgettext("beds", "Open"), drawn=True), Column(_("Occupancy"), Unit.RATE),
            Column(_("Emergency beds occupied")), Column(_("Emergency beds open")),
        ),
        tuple(rows), whole.values if found else (),
        note=_("A night outside 65 to 105 %% asks for a look at the data; it is not an error.") % {},
        facts=(
            (_("nights counted"), len(found), Unit.COUNT), (_("occupancy"), whole.values[2], Unit.RATE),
            (_("beds occupied on average"), mean, Unit.DAYS), (_("nights to check"), sum(night.query for night in found), Unit.COUNT),
        ),
    )  # fmt: skip


def _line(label: str, found: list[Night]) -> Line:
    opened, occupied = sum(night.open for night in found), sum(night.occupied for night in found)
    rate = _rate(occupied, opened)
    emergency = sum(night.emergency_occupied for night in found), sum(night.emergency_open for night in found)
    return Line(label, (occupied, opened, rate, *emergency), flag=_odd(rate))


def rooms(actor: Any, period: Period) -> Table:
    """Occupancy of each room over the period, with a heat map by day."""
    past = period.past
    cells: dict[int, dict[Any, tuple[int, int]]] = {}
    for one in room_nights(actor, past[0], past[-1]) if past else []:
        cells.setdefault(one.room, {})[one.day] = (one.open, one.occupied)
    found = Room.objects.filter(pk__in=cells).select_related("ward").order_by("ward__order", "order", "label", "pk")
    named = [(room.pk, f"{room.ward.label} · {room.label}") for room in found]
    rows, whole = [], [0, 0, 0]
    for pk, label in named:
        opened, occupied = (sum(pair[place] for pair in cells[pk].values()) for place in (0, 1))
        rate = _rate(occupied, opened)
        rows.append(Line(label, (occupied, opened, rate, len(cells[pk])), key=str(pk), flag=_odd(rate)))
        whole = [whole[0] + occupied, whole[1] + opened, max(whole[2], len(cells[pk]))]
    lines = tuple((label, tuple(_rate(*reversed(cells[pk][day])) if day in cells[pk] else None for day in past)) for pk, label in named)
    totals: tuple[Value, ...] = (whole[0], whole[1], _rate(whole[0], whole[1]), whole[2]) if rows else ()
    columns = (Column(_("Bed-nights occupied")), Column(_("Bed-nights open")), Column(_("Occupancy"), Unit.RATE), Column(_("Nights open")))
    return Table(_("Room"), columns, tuple(rows), totals, heat=Heat(tuple(past), lines))


def room_rows(actor: Any, period: Period, key: str) -> Behind:
    """The nights of one room, with where the board of the house is."""
    past = period.past
    found = [one for one in room_nights(actor, past[0], past[-1]) if str(one.room) == key] if past else []
    return Behind([
        Row(date_format(one.day, "l j F Y"), reverse("beds") if one.day == past[-1] else "", _occupied(one)) for one in found
    ])  # fmt: skip


def _occupied(night: RoomNight) -> str:
    """How many beds of a room were occupied in a night, in words."""
    words = ngettext("%(occupied)d bed of %(open)d occupied", "%(occupied)d beds of %(open)d occupied", night.occupied)
    return words % {"occupied": night.occupied, "open": night.open}


figures.add(
    Figure(
        "occupancy", gettext_lazy("Occupancy of the beds"), HOUSING, 10, "housing.view_occupancy",
        gettext_lazy(
            "Occupied bed-nights over open bed-nights. A bed-night is a bed in which somebody sleeps at the census hour of a service"
            " day; a stay from the 4th to the 6th is two. Beds out of service are left out, emergency beds stand apart. Source:"
            " stays, absences and closures. Each night is counted once, also when the clocks change. Spaces with a team of their"
            " own are counted for that team alone."
        ),
        1, Chart.LINES, occupancy,
    )
)  # fmt: skip
figures.add(
    Figure(
        "rooms", gettext_lazy("Occupancy by room and day"), HOUSING, 11, "housing.view_occupancy",
        gettext_lazy(
            "As the occupancy of the beds, for each room and each night, emergency beds included. A night on which no bed of the"
            " room was open is left white. Source: stays, absences and closures."
        ),
        1, Chart.HEAT, rooms, room_rows,
    )
)  # fmt: skip
