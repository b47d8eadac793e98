"""Figures of the sessions: planned and held, places offered and filled, hours, people reached, money by legal form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Line, Row, Table, Value, figures
from employment.allowances.enums import LegalForm
from employment.places.selectors import Worked, persons_reached, worked_sessions
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session

WORK = gettext_lazy("Work by the day")
SEEN = "employment.view_sessions"
#: Periods longer than this are told by month.
MOST_DAYS = 62


def held(one: Worked) -> bool:
    """Whether a session took place: it was closed as done, or somebody came."""
    return one.state == SessionState.DONE or one.came > 0


def _offered(found: Iterable[Worked]) -> list[Worked]:
    return [one for one in found if one.state != SessionState.CANCELLED]


def _sums(found: list[Worked]) -> tuple[Value, ...]:
    """One line over some sessions: planned, cancelled, held, places offered, given, filled, rate, not come, not today, hours."""
    offered = _offered(found)
    places, came = sum(one.places for one in offered), sum(one.came for one in offered)
    return (
        len(found), len(found) - len(offered), sum(map(held, offered)), places, sum(one.given for one in offered), came,
        100 * came / places if places else None, sum(one.no_shows for one in offered), sum(one.not_today for one in offered),
        sum(one.minutes for one in offered) / 60,
    )  # fmt: skip


def _columns(*drawn: int) -> tuple[Column, ...]:
    names = (
        (_("Sessions planned"), Unit.COUNT), (_("Sessions cancelled"), Unit.COUNT), (_("Sessions held"), Unit.COUNT), (_("Places offered"), Unit.COUNT),
        (_("Places given"), Unit.COUNT), (_("Places filled"), Unit.COUNT), (_("Filled, of those offered"), Unit.RATE), (_("Did not come"), Unit.COUNT),
        (_("Not today, in their words"), Unit.COUNT), (_("Hours"), Unit.HOURS),
    )  # fmt: skip
    return tuple(Column(label, unit, drawn=place in drawn) for place, (label, unit) in enumerate(names))


def sessions(actor: Any, period: Period) -> Table:
    """Sessions and places by project."""
    found = worked_sessions(actor, period.first, period.last)
    titles = dict(Project.objects.filter(pk__in={one.project for one in found}).values_list("pk", "title"))
    by_project: dict[int, list[Worked]] = {}
    for one in found:
        by_project.setdefault(one.project, []).append(one)
    rows = [Line(titles[pk], _sums(by_project[pk]), key=str(pk)) for pk in sorted(by_project, key=lambda pk: (titles[pk], pk))]
    return Table(_("Project"), _columns(3, 5), tuple(rows), _sums(found) if found else ())


def session_rows(actor: Any, period: Period, key: str) -> Behind:
    """The sessions of one project: no person stands on them."""
    counted = {one.session: one for one in worked_sessions(actor, period.first, period.last) if str(one.project) == key}
    found = Session.objects.filter(pk__in=counted).order_by("-day", "-starts", "pk")
    words = _("%(came)d of %(places)d places filled")
    rows = [
        Row(
            f"{date_format(one.day, 'l j F Y')}, {one.starts:%H:%M} · {one.get_state_display()}", reverse("session", args=[one.pk]),
            words % {"came": counted[one.pk].came, "places": one.places},
        )
        for one in found
    ]  # fmt: skip
    return Behind(rows)


def months(actor: Any, period: Period) -> Table:
    """Places offered and filled over time: by day, by month when the period is long."""
    found = worked_sessions(actor, period.first, period.last)
    shape = "F Y" if len(period.days) > MOST_DAYS else "D j/n"
    by_name: dict[str, list[Worked]] = {}
    for one in found:
        by_name.setdefault(date_format(one.day, shape), []).append(one)
    rows = tuple(Line(name, _sums(inside)) for name, inside in by_name.items())
    return Table(_("Month") if shape == "F Y" else _("Day"), _columns(3, 5), rows, _sums(found) if found else ())


def persons(actor: Any, period: Period) -> Table:
    """How many humans the sessions of the period reached."""
    reached = persons_reached(actor, period.first, period.last)
    rows = (
        Line(_("persons who signed up"), (reached.signed,)), Line(_("persons who worked"), (reached.worked,)),
        Line(_("persons who worked for the first time"), (reached.first_time,)),
    )  # fmt: skip
    note = _("Nobody is counted twice within the period. Months never add up to a year: most people come in several.")
    return Table(_("Persons"), (Column(pgettext("count", "Number"), drawn=True, people=True),), rows, note=note)


def _asked(sql: str, period: Period) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [period.first, period.last])
        return list(cursor.fetchall())


def money(actor: Any, period: Period) -> Table:
    """What was written down as paid, by legal form."""
    found = _asked("select * from app.money_counted(%s, %s)", period)
    names = dict(LegalForm.choices)
    rows = tuple(Line(str(names.get(form, form)), (amounts, cents, people)) for form, amounts, cents, people in found)
    everybody = _asked("select app.paid_persons(%s, %s)", period)[0][0]
    columns = (Column(_("Amounts")), Column(_("Paid"), Unit.CENTS, drawn=False), Column(_("Persons"), drawn=True, people=True))
    totals: tuple[Value, ...] = (sum(one[1] for one in found), sum(one[2] for one in found), everybody) if found else ()
    note = _("Who was paid in two forms stands on two lines and counts once in the total.") if len(found) > 1 else ""
    return Table(_("Legal form"), columns, rows, totals, note=note)


figures.add(Figure(
    "work-sessions", gettext_lazy("Sessions and places, by project"), WORK, 50, SEEN,
    gettext_lazy(
        "Sessions planned on a day of the period. Held: closed as done, or somebody came. Offered: the places of sessions not cancelled; given: those given"
        " to somebody who did not step back; filled: somebody came. Not coming is never held against anybody. Hours: the time that really passed, breaks"
        " left out. Erased files stay counted. Source: sessions, sign-ups and presence."
    ),
    1, Chart.BARS, sessions, session_rows,
))  # fmt: skip
figures.add(Figure(
    "work-time", gettext_lazy("Places offered and filled, over time"), WORK, 51, SEEN,
    gettext_lazy("As the sessions by project, for each day with a session, or each month when the period is long."), 1, Chart.LINES, months,
))  # fmt: skip
figures.add(Figure(
    "work-persons", gettext_lazy("Persons reached by work"), WORK, 52, SEEN,
    gettext_lazy(
        "Different persons in the sessions of the period that were not cancelled, each once, whatever the number of sessions or of files later joined. For the"
        " first time: never worked on an earlier day. Erased files are nobody's and are left out. Source: sign-ups and presence."
    ),
    1, Chart.BARS, persons,
))  # fmt: skip
figures.add(Figure(
    "work-money", gettext_lazy("Money by legal form"), WORK, 53, SEEN,
    gettext_lazy(
        "Allowances and payments written down for a day of the period, by legal form; what was reversed is left out. Amounts are counted also when the file was"
        " erased, persons are not. Source: allowances."
    ),
    1, Chart.BARS, money,
))  # fmt: skip
