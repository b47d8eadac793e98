"""Figures of entitlements: files open by kind and state, and how long it took from the need to the card.

Nobody is in the numbers; behind one stand the files that its reader may see."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from audit.ledger.actions import viewed
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.figures.enums import Chart, Unit
from centre.figures.periods import Period
from centre.figures.registry import Behind, Column, Figure, Line, Row, Table, figures

from .enums import EntitlementState, Kind, Verb
from .models import Entitlement

GROUP = gettext_lazy("Entitlements")


def _asked(sql: str, period: Period) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [period.first, period.last])
        return list(cursor.fetchall())


def open_by_state(actor: Any, period: Period) -> Table:
    """Files open on the last day of the period, by kind, in the state they have now."""
    found = {(kind, state): number for kind, state, number in _asked("SELECT * FROM app.entitlements_open(%s, %s)", period)}
    states = [one for one in EntitlementState if any(state == one for _kind, state in found)]
    columns = (*(Column(str(one.label)) for one in states), Column(pgettext("count", "Number"), drawn=True, people=True))
    rows = []
    for kind in Kind:
        numbers = [found.get((kind.value, state.value), 0) for state in states]
        if any(numbers):
            rows.append(Line(str(kind.label), (*numbers, sum(numbers)), key=kind.value))
    totals = tuple(sum(int(one.values[place] or 0) for one in rows) for place in range(len(columns))) if rows else ()
    return Table(_("What is asked for"), columns, tuple(rows), totals)


def need_to_card(actor: Any, period: Period) -> Table:
    """The middle number of days from the need to the first card, for cards first granted in the period."""
    found = _asked("SELECT * FROM app.entitlements_waited(%s, %s)", period)
    rows = tuple(Line(str(Kind(kind).label), (float(median), longest, number), key=kind) for kind, median, longest, number in found)
    columns = (
        Column(_("Days, in the middle"), drawn=True), Column(_("Days, at most")), Column(_("Files granted"), Unit.COUNT, people=True),
    )  # fmt: skip
    note = _("Half of the files took no longer than the number in the middle.")
    return Table(_("What is asked for"), columns, rows, note=note if rows else "")


def open_rows(actor: Any, period: Period, key: str) -> Behind:
    """The files of one kind open on the last day of the period that the actor may see."""
    counted = sum(number for kind, _state, number in _asked("SELECT * FROM app.entitlements_open(%s, %s)", period) if kind == key)
    ended_later = Q(ended_on=None) | Q(ended_on__gt=period.last)
    seen = _seen(actor, Entitlement.objects.filter(ended_later, kind=key, opened_on__lte=period.last))
    return Behind([_row(one, one.get_state_display()) for one in seen], max(counted - len(seen), 0))


def waited_rows(actor: Any, period: Period, key: str) -> Behind:
    """The files of one kind first granted in the period that the actor may see, with how long each took."""
    counted = sum(number for kind, _median, _longest, number in _asked("SELECT * FROM app.entitlements_waited(%s, %s)", period) if kind == key)
    granted = Entitlement.objects.filter(kind=key, card_on__range=(period.first, period.last), card_on__gte=F("opened_on"))
    seen = _seen(actor, granted)
    return Behind([_row(one, _days((one.card_on - one.opened_on).days)) for one in seen if one.card_on], max(counted - len(seen), 0))


def _seen(actor: Any, found: QuerySet[Entitlement]) -> list[Entitlement]:
    """Files of somebody behind a number, as far as the actor may see them; the reading is recorded."""
    rows = list(visible(actor, found.filter(person__isnull=False)).select_related("person").order_by("opened_on", "pk"))
    if rows:
        viewed(Verb.VIEWED, count=len(rows), purpose=Compartment.SOCIAL)
    return rows


def _days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


def _row(file: Entitlement, note: str) -> Row:
    return Row(f"{file.person} · {file}", reverse("entitlement", args=[file.pk]), note)


figures.add(Figure(
    "entitlements-open", gettext_lazy("Entitlement files open, by kind and state"), GROUP, 70, "centre.view_figures",
    gettext_lazy(
        "Files whose need was noted on or before the last day of the period and that were not stopped by then, in the state they have now. A file joined to"
        " another stays a file. Erased files stay counted, of nobody. No service depends on a file. Source: entitlement files."
    ),
    1, Chart.BARS, open_by_state, open_rows,
))  # fmt: skip
figures.add(Figure(
    "entitlements-waited", gettext_lazy("From the need to the card"), GROUP, 71, "centre.view_figures",
    gettext_lazy(
        "Days from the note of the need to the first decision that grants, for files first granted in the period; renewals do not count again. The middle is the"
        " median. Files still waiting are left out. Source: entitlement files."
    ),
    1, Chart.BARS, need_to_card, waited_rows,
))  # fmt: skip
