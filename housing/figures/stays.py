"""Figures of the stays: how long, where people go, who came, who was extended, who got no bed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import fmean, median
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Line, Table, Value, figures
from centre.shifts import clock
from housing.stays.enums import Destination, DestinationGroup, EthosLight, ExtensionReason, destination_group

from .beds import HOUSING, MOST_DAYS
from .counting import Nights, Whole, ended, extended, not_come, span, stays_behind, wholes

#: Classes of length in nights, by their first and last; the last has no end.
CLASSES = ((0, 0), (1, 1), (2, 3), (4, 7), (8, 13), (14, 30), (31, 90), (91, None))
UNKNOWN = "unknown"


def _class_of(nights: int) -> str:
    return next(f"n{low}" for low, high in CLASSES if low <= nights and (high is None or nights <= high))


def _class_words(low: int, high: int | None) -> str:
    if high is None:
        return _("%(low)s nights or more") % {"low": low}
    if high > low:
        return _("%(low)s to %(high)s nights") % {"low": low, "high": high}
    return ngettext("%(n)s night", "%(n)s nights", low) % {"n": low}


def _lengths(period: Period) -> list[tuple[Whole, int]]:
    nights = Nights()
    return [(one, nights(one.began_at, one.ended_at)) for one in ended(period) if one.ended_at is not None]


def length(actor: Any, period: Period) -> Table:
    """How many nights the stays lasted that ended in the period."""
    found = [nights for _stay, nights in _lengths(period)]
    by_class = Counter(map(_class_of, found))
    rows = tuple(
        Line(_class_words(low, high), (by_class[f"n{low}"], _share(by_class[f"n{low}"], len(found))), key=f"n{low}" if by_class[f"n{low}"] else "")
        for low, high in CLASSES
    )
    middle, mean = (median(found), fmean(found)) if found else (None, None)
    return Table(
        _("Length"), (Column(_("Stays"), drawn=True, people=True), Column(_("Share"), Unit.RATE)), rows,
        (len(found), _share(len(found), len(found))),
        facts=((_("stays ended"), len(found), Unit.COUNT), (_("nights, in the middle (median)"), middle, Unit.DAYS), (_("nights on average (mean)"), mean, Unit.DAYS)),
        extra={"nights": sorted(found)},
    )  # fmt: skip


def length_rows(actor: Any, period: Period, key: str) -> Behind:
    """The stays of one class of length."""
    return stays_behind(actor, (one.id for one, nights in _lengths(period) if _class_of(nights) == key))


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def destinations_table(codes: Iterable[str], unit: str) -> Table:
    """Ends by destination, those of one group together; the groups stand above. `unit`: what is counted, in words."""
    counted = Counter(code or "99" for code in codes)
    whole, known = sum(counted.values()), dict(Destination.choices)
    order = {code: place for place, code in enumerate(known)}
    rows = tuple(
        Line(str(known.get(code, code)), (number, _share(number, whole), str(destination_group(code).label)), key=f"d{code}")
        for code, number in sorted(counted.items(), key=lambda one: (list(DestinationGroup).index(destination_group(one[0])), order.get(one[0], 99)))
    )
    groups = Counter(destination_group(code) for code in counted.elements())
    columns = (Column(unit, drawn=True, people=True), Column(_("Share"), Unit.RATE), Column(_("Group"), Unit.WORDS))
    facts = tuple((str(group.label), groups[group], Unit.COUNT) for group in DestinationGroup if whole)
    extra = {"groups": {str(group.value): groups[group] for group in DestinationGroup}}
    return Table(_("Destination"), columns, rows, (whole, _share(whole, whole), "") if whole else (), facts=facts, extra=extra)


def exits(actor: Any, period: Period) -> Table:
    """Where people went whose stay ended in the period."""
    return destinations_table((one.destination for one in ended(period)), _("Stays"))


def exit_rows(actor: Any, period: Period, key: str) -> Behind:
    """The stays that ended with one destination."""
    return stays_behind(actor, (one.id for one in ended(period) if f"d{one.destination or '99'}" == key))


def _ethos(code: str) -> str:
    return str(dict(EthosLight.choices).get(code, code)) if code else _("not known")


def _by_number(code: str) -> tuple[bool, int]:
    return (not code, int(code) if code.isdigit() else 0)


def ethos(actor: Any, period: Period) -> Table:
    """Living situation before against after, for the stays that ended in the period."""
    found = [(one.before, one.after) for one in ended(period)]
    pairs = Counter(found)
    before, after = ({pair[place] for pair in found} for place in (0, 1))
    across = sorted(after, key=_by_number)
    rows = [
        Line(_ethos(code), (sum(pairs[code, one] for one in across), *(pairs[code, one] for one in across)), key=f"e{code or UNKNOWN}")
        for code in sorted(before, key=_by_number)
    ]
    totals: tuple[Value, ...] = (len(found), *(sum(pairs[code, one] for code in before) for one in across)) if found else ()
    columns = (Column(_("Stays"), drawn=True, people=True), *(Column(_("after: %(where)s") % {"where": _ethos(one)}, people=True) for one in across))
    return Table(_("Before"), columns, tuple(rows), totals)


def ethos_rows(actor: Any, period: Period, key: str) -> Behind:
    """The stays of people who came from one living situation."""
    return stays_behind(actor, (one.id for one in ended(period) if f"e{one.before or UNKNOWN}" == key))


def movement(actor: Any, period: Period) -> Table:
    """Who came, who did not come to the bed kept, who left: by day, by month when the period is long."""
    start, stop = span(period)
    found = wholes(period)
    came = Counter(clock.service_day(one.began_at) for one in found if start <= one.began_at < stop)
    missed = Counter(clock.service_day(at) for _pk, at in not_come(period))
    left = Counter(one.left_on for one in ended(period, found))
    days = [day for day in period.days if day <= clock.service_day()]
    by_month = len(days) > MOST_DAYS
    names = {day: date_format(day, "F Y" if by_month else "D j/n") for day in days}
    sums = {name: [0, 0, 0] for name in names.values()}
    for day, name in names.items():
        for place, number in enumerate((came[day], missed[day], left[day])):
            sums[name][place] += number
    totals = tuple(sum(line[place] for line in sums.values()) for place in range(3))
    columns = (Column(pgettext("stays", "Came"), drawn=True), Column(pgettext("stays", "Did not come"), drawn=True), Column(pgettext("stays", "Went away"), drawn=True))
    rows = tuple(Line(name, tuple(line)) for name, line in sums.items())
    rate = _share(totals[1], totals[0] + totals[1])
    return Table(_("Day") if not by_month else _("Month"), columns, rows, totals, facts=((_("did not come, of the beds given or kept"), rate, Unit.RATE),))


def extensions(actor: Any, period: Period) -> Table:
    """Extensions given in the period, by reason."""
    found = extended(period)
    lines = []
    for code, label in ExtensionReason.choices:
        these = [one for one in found if one.reason == code]
        if these:
            values = (len(these), len({one.stay for one in these}), sum(one.beyond for one in these))
            lines.append(Line(label, values, key=code))
    totals = (len(found), len({one.stay for one in found}), sum(one.beyond for one in found))
    columns = (Column(_("Extensions"), drawn=True), Column(_("Stays"), people=True), Column(_("Beyond the longest stay")))
    return Table(_("Reason"), columns, tuple(lines), totals if found else (), note=_("A stay extended for two reasons stands on two lines and counts once in the total.") if found else "")


def extension_rows(actor: Any, period: Period, key: str) -> Behind:
    """The stays extended for one reason."""
    return stays_behind(actor, (one.stay for one in extended(period) if one.reason == key))


_WHOLE = gettext_lazy("A person who changes beds without leaving has one stay. Spaces with a team of their own are counted for that team alone.")
_LATE = gettext_lazy("An end written after its quarter was closed counts in the next open one.")


def _words(*parts: Any) -> Any:
    from django.utils.functional import lazy

    return lazy(lambda: " ".join(str(part) for part in parts), str)()


figures.add(Figure(
    "length", gettext_lazy("Length of stay"), HOUSING, 20, "housing.view_occupancy",
    _words(gettext_lazy("Stays whose end falls in the period, by the number of nights from beginning to end: how often the census hour passed, nights out included."), _WHOLE, _LATE),
    1, Chart.BARS, length, length_rows,
))  # fmt: skip
figures.add(Figure(
    "movement", gettext_lazy("Who came, who did not, who went away"), HOUSING, 21, "housing.view_occupancy",
    _words(gettext_lazy("Stays that begin, beds kept to which nobody came, and stays that end, by service day. Admissions taken back at once are left out."), _WHOLE, _LATE),
    1, Chart.LINES, movement,
))  # fmt: skip
figures.add(Figure(
    "exits", gettext_lazy("Where people go after a stay"), HOUSING, 22, "housing.view_occupancy",
    _words(gettext_lazy("Stays whose end falls in the period, by destination (HUD list 3.12.1) and its group. Deaths are a destination of their own."), _WHOLE, _LATE),
    1, Chart.BARS, exits, exit_rows,
))  # fmt: skip
figures.add(Figure(
    "ethos", gettext_lazy("Living situation before and after"), HOUSING, 23, "housing.view_occupancy",
    _words(gettext_lazy("Stays whose end falls in the period: where the person lived before (lines) and lives after (columns), by ETHOS Light."), _WHOLE, _LATE),
    1, Chart.BARS, ethos, ethos_rows,
))  # fmt: skip
figures.add(Figure(
    "extensions", gettext_lazy("Stays extended"), HOUSING, 24, "housing.view_occupancy",
    gettext_lazy("Extensions given in the period, by the reason written down, and how many stays they concern."),
    1, Chart.BARS, extensions, extension_rows,
))  # fmt: skip
