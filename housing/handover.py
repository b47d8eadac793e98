"""What the beds tell the next shift about persons: who came, who left, whose stay ends, who is out tonight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover, pack
from housing.beds.enums import BedState
from housing.beds.selectors import BoardBed, board_beds
from housing.stays.models import Stay
from housing.stays.selectors import live, stays_for

#: What is asked of a hold, and of a kept bed, whose hours are over.
OVER = {"held": "over", "absent": "free_again"}


def stay_entries(actor: Any, span: Span) -> list[Entry]:
    """Stays that began or ended in the span, end within a day, are held or kept, and holds and kept beds that are over."""
    soon = clock.local(span.end + timedelta(hours=24)).date()
    told = Q(began_at__gte=span.start) | Q(planned_end__lte=soon) | Q(state__in=("held", "absent"))
    standing = live(stays_for(actor), span.end).filter(told, person__isnull=False).order_by("planned_end", "pk")
    ended = stays_for(actor).filter(state="out", ended_at__gte=span.start, ended_at__lte=span.end, person__isnull=False)
    here = [entry for one in standing[:MOST_ENTRIES] for entry in _standing(one, span, soon)]
    over = stays_for(actor).filter(state__in=("held", "absent"), period__endswith__lte=span.end, person__isnull=False)
    asked = [_entry(one, OVER[one.state], one.period.upper) for one in over.order_by("period__endswith", "pk")[:MOST_ENTRIES]]
    return here + asked + [_entry(one, "left", one.ended_at) for one in ended.order_by("-ended_at", "-pk")[:MOST_ENTRIES]]


def _standing(stay: Stay, span: Span, soon: Any) -> list[Entry]:
    """What there is to say of a stay under way; a bed held is said alone."""
    if stay.state == "held":
        return [_entry(stay, "held", stay.period.upper)]
    found = []
    if stay.began_at >= span.start:
        found.append(_entry(stay, "came", stay.began_at))
    if stay.state == "absent":
        found.append(_entry(stay, "absent", stay.period.upper))
    if stay.planned_end is not None and stay.planned_end <= soon:
        found.append(_entry(stay, "ends", clock.bounds(stay.planned_end)[0]))
    return found


def _entry(stay: Stay, code: str, at: Any) -> Entry:
    person: Any = stay.person_id
    return Entry(person, stay.compartment, code, str(stay.pk), at=at, facts={"bed": stay.bed.label})


def bed_list(actor: Any, shift: Any) -> dict[str, Any]:
    """Every bed of the actor's board for the paper of an outage, with names where the board shows them."""
    return {"beds": [_printed(row) for row in board_beds(actor)]}


def _printed(row: BoardBed) -> dict[str, str]:
    last = row.until or row.closed_until
    until = date_format(clock.local(last), "j/n H:i") if last else date_format(row.planned_end, "j/n") if row.planned_end else ""
    who = (row.alias or str(_("no alias"))) if row.stay is not None else ""
    return {"room": row.room_label, "label": row.label, "word": str(BedState(row.state).label), "who": who, "until": until}


handover.tell(
    "beds", entries=stay_entries,
    words={
        "came": _("has bed %(bed)s since %(at)s"), "held": _("bed %(bed)s is held until %(at)s"),
        "absent": _("out tonight, bed %(bed)s is kept until %(at)s"), "ends": _("bed %(bed)s: the stay ends on %(day)s"),
        "over": _("the hold of bed %(bed)s is over since %(at)s: came or not?"),
        "free_again": _("bed %(bed)s was kept until %(at)s and is free again: back or not?"),
        "left": _("left bed %(bed)s on %(at)s"),
    },
)
pack.add(Section("beds", _("Beds"), 10, "housing.view_board", "housing/_pack.html", bed_list))
