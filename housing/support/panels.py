"""What visits show elsewhere: the file, the placement's page and paper, home, handover; and what erasure finds here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.amounts import euros
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover
from housing.placements import selectors as placements
from housing.placements.registry import Line, timeline
from intake.person import casefile

from . import selectors
from .enums import Need, Outcome
from .models import SupportVisit, VisitContent, VisitRhythm

if TYPE_CHECKING:
    from centre.staff.models import User
    from housing.placements.models import Placement
    from intake.person.models import Person

AT_HOME = 5
ICONS = {Need.ARREARS: "euro", Need.VISIT: "footprints", Need.LEASE: "file-clock", Need.GUARANTEE: "coins"}


def visits_in_file(actor: User, person: Person) -> dict[str, Any] | None:
    """The latest visits and the next one."""
    visits = selectors.last_of(actor, person)
    running = placements.running_of(actor, person)
    if not visits and running is None:
        return None
    due = selectors.due_visits(actor, running)[0] if running else None
    return {"visits": visits, "due": due, "placement": running}


def visit_lines(actor: User, placement: Placement) -> list[Line]:
    """Each visit as a dated line, with the texts the reader may read under the part they stand in."""
    return [_line(one) for one in selectors.opened(actor, selectors.visits_of(actor, placement))]


def _line(one: selectors.Opened) -> Line:
    visit = one.visit
    words = " · ".join(filter(None, (one.who, str(visit.get_where_display()), one.kinds, *(content.text for content in one.contents))))
    title = _("Visit") if visit.outcome == Outcome.KEPT else _("Visit: %(outcome)s") % {"outcome": visit.get_outcome_display()}
    parts = ", ".join(dict.fromkeys(content.part for content in one.contents))
    return Line(
        clock.local(visit.at).date(), "footprints", title, words, parts, reverse("visit", args=[visit.pk]),
        "" if visit.outcome == Outcome.KEPT else "warn",
    )


def on_paper(actor: User, placement: Placement) -> list[tuple[str, str]]:
    """How often visits are agreed, the last and the next: never what was said."""
    days = selectors.every_days(actor, placement)
    every = ngettext("every %(n)s day", "every %(n)s days", days) % {"n": days}
    facts = [(_("Rhythm of visits"), every)]
    due = next(iter(selectors.due_visits(actor, placement)), None)
    if due is not None:
        facts.append((_("Next visit"), date_format(clock.local(due.agreed), "j F Y H:i") if due.agreed else date_format(due.on, "j F Y")))
        if due.last_at is not None:
            facts.append((_("Last visit"), date_format(clock.local(due.last_at), "j F Y")))
    return facts


def agreed(actor: User, placement: Placement) -> str:
    """What was agreed so far, the latest first, in one line; empty when nothing was."""
    said = [
        ngettext("every %(n)s day from %(day)s", "every %(n)s days from %(day)s", one.every_days)
        % {"n": one.every_days, "day": date_format(one.from_on, "j/n/Y")}
        for one in selectors.rhythms_of(actor, placement)
    ]
    return _("Agreed so far: %(list)s") % {"list": "; ".join(said)} if said else ""


def needs(actor: User) -> list[dict[str, Any]]:
    """Homes that need attention, each with its drawing and its sentence."""
    return [{"placement": one.placement, "icon": ICONS[one.kind], "label": one.kind.label, "words": _words(one)} for one in selectors.attention(actor)]


def _words(one: selectors.Attention) -> str:
    """Why a home needs attention, in one sentence."""
    day = date_format(one.on, "j/n/Y")
    if one.kind == Need.ARREARS:
        return ngettext("%(n)s month not paid: %(amount)s", "%(n)s months not paid: %(amount)s", one.number) % {
            "n": one.number, "amount": euros(one.cents)
        }
    if one.kind == Need.VISIT:
        return ngettext("the visit is %(n)s day late", "the visit is %(n)s days late", one.number) % {"n": one.number}
    if one.kind == Need.LEASE:
        return (_("the lease ends on %(day)s") if one.number >= 0 else _("the lease ended on %(day)s")) % {"day": day}
    return _("%(amount)s not returned since %(day)s") % {"amount": euros(one.cents), "day": day}


def home_tile(actor: User) -> dict[str, Any]:
    """The first homes that need attention."""
    found = needs(actor)
    return {"needs": found[:AT_HOME], "more": max(0, len(found) - AT_HOME)}


def shift_figures(actor: User, shift: Any) -> dict[str, Any]:
    """How many persons are housed, how many visits took place in the shift, how many are late; of nobody."""
    return selectors.figures(actor, shift.start, shift.end)


def shift_entries(actor: User, span: Span) -> list[Entry]:
    """Visits agreed until tomorrow, and who moved in or left since."""
    until = span.end + timedelta(hours=24)
    agreed = [
        Entry(due.placement.person_id, Compartment.HOUSING, "visit", str(due.placement.pk), at=due.agreed)
        for due in selectors.due_visits(actor) if due.agreed and span.start <= due.agreed <= until
    ]
    moved = [
        Entry(one.person_id, Compartment.HOUSING, "left" if one.ended_at else "moved", str(one.pk), at=one.ended_at or one.written_at)
        for one in selectors.changed(actor, span.start, span.end) if one.person_id
    ]
    return (agreed + moved)[:MOST_ENTRIES]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {
        "visits": SupportVisit.objects.filter(person_id=person_id).count(),
        "visit_texts": VisitContent.objects.filter(person_id=person_id).count(),
        "visit_rhythms": VisitRhythm.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove visits, their texts and what was agreed. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in (VisitContent, SupportVisit, VisitRhythm):
        model.objects.filter(person_id=person_id).delete()
    return found


navigation.add(Item(gettext_lazy("Visits"), "visits", "footprints", "housing.view_visits", 25, ("visit", "visit_add", "attention")))
home.add(Tile("homes", 46, "housing.view_visits", "housing/support/_home.html", home_tile))
casefile.register(
    casefile.Panel(
        "visits", gettext_lazy("Support visits"), 12, Compartment.HOUSING, "housing.view_visits", "housing/support/_panel.html", visits_in_file,
        rows=lambda: placements.placements_about(OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("visit", gettext_lazy("Visit"), "visit_begin", "footprints", "housing.record_visit", 46, Compartment.HOUSING))
timeline.add("visits", visit_lines, on_paper)
handover.add(
    Section(
        "homes", gettext_lazy("Homes"), 27, "housing.view_visits", "housing/support/_handover.html", shift_figures, entries=shift_entries,
        words={
            "visit": gettext_lazy("a visit at home is agreed for %(at)s"), "moved": gettext_lazy("moved into a home"),
            "left": gettext_lazy("the placement in a home has ended"),
        },
    )
)
rights.register(gettext_lazy("Support visits"), collect=held_here, erase=forget)
