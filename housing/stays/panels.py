"""Parts about stays shown on other pages, what erasure finds here, and the occupancy chart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.rights.registry import explain
from audit.rights.registry import register as register_rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.models import Bed
from housing.beds.panels import SHAPES, home_tile, room_note
from housing.beds.policies import close_bed, mark_cleaned, reopen_bed
from housing.beds.selectors import BoardBed, board_beds, counts
from housing.belongings.selectors import kept_for
from housing.houserules.selectors import Terms, terms
from housing.stays import policies
from housing.stays.enums import ExitReason, ExtensionReason, Verb
from housing.stays.models import Absence, Extension, Stay
from housing.stays.selectors import (
    bed_for,
    bed_row,
    candidates,
    ending_stays,
    free_beds,
    giver_name,
    stay_for,
    stays_changed,
    stays_of,
    told,
)
from intake.person.casefile import Panel, register
from intake.person.models import Person

KEPT = ("occupied", "absent", "held")


def bed_panel(actor: User, pk: int) -> dict[str, Any]:
    """The side panel of a bed: what it is, who could have it, what may be done and why not. 404 outside the board."""
    row = bed_row(actor, pk)
    bed = bed_for(actor, row)
    stay = stay_for(actor, row.stay) if row.stay else None
    proposed = row.state in ("free", "clean") and actor.may("housing.admit_to_bed")
    here = terms(bed.room_id)
    return {
        "row": row,
        "bed": bed,
        "state": SHAPES[BedState(row.state)],
        "note": room_note(row),
        "stay": stay,
        "nights": nights_of(stay) if stay else 0,
        "giver": giver_name(row.given_by),
        "cleaner": giver_name(bed.cleaned_by),
        "candidates": candidates(actor, bed, row) if proposed else [],
        "proposed": proposed,
        "hold_hours": here.hold_hours,
        "keep_hours": here.keep_hours,
        "ends": _ends(stay, here),
        "closing": closing(row, stay),
        "may_override": actor.may("housing.override_room_rule"),
        "why_not_close": close_bed.why_not(actor, bed=bed, occupied=row.state in KEPT),
        "why_not_reopen": reopen_bed.why_not(actor, bed=bed, closed=row.closure_reason is not None),
        "why_not_clean": mark_cleaned.why_not(actor, bed=bed),
        "undoable": bool(stay and policies.undo_admission.allows(actor, stay=stay)),
    }


def _ends(stay: Stay | None, here: Terms) -> str:
    """What is to be said of the planned end: "" while it is far away."""
    if stay is None or stay.planned_end is None or stay.state == "held":
        return ""
    left = (stay.planned_end - clock.service_day()).days
    if left < 0:
        return _("This stay should have ended. Extend it or end it.")
    if left > here.warn_days:
        return ""
    return ngettext("This stay ends in %(days)d day.", "This stay ends in %(days)d days.", left) % {"days": left} if left else _("This stay ends today.")


def closing(row: BoardBed, stay: Stay | None) -> str:
    """What is to be said of a closure to come: "" when no stay in this bed runs into it."""
    if row.closes_at is None or row.state == BedState.CLOSED:
        return ""
    day = clock.local(row.closes_at).date()
    words = {"day": date_format(day, "j F")}
    if stay is None or stay.state == "held":
        longest = clock.service_day() + timedelta(days=terms(row.room).longest_days)
        return _("This bed is closed from %(day)s: a stay given now is planned until then.") % words if day < longest else ""
    if stay.planned_end is not None and stay.planned_end <= day:
        return ""
    return _("This bed is closed from %(day)s, before the planned end. Look for another bed.") % words


def gone_bed(actor: User, bed: Bed, person: Person, words: str, typed: dict[str, Any]) -> dict[str, Any]:
    """A bed that somebody else got first: the words, what was typed for it, and the other beds that are free now."""
    free = [(row.id, bed_label(row)) for row in free_beds(board_beds(actor)) if row.id != bed.pk]
    return {"bed": bed, "person": person, "words": words, "typed": typed, "free": free}


def stay_page(actor: User, stay: Stay) -> dict[str, Any]:
    """A stay with what stands around it, and what may be done with it."""
    longest = policies.longest_until(stay)
    words = _("The house lets a stay last until %(day)s; later is an extension beyond it, written as such.")
    return {
        "stay": stay,
        "words": "",
        "told": told(actor, stay),
        "kept": kept_for(actor, stay.person) if stay.person else [],
        "nights": nights_of(stay),
        "under_way": stay.state in ("in", "absent"),
        "ends": _ends(stay, terms(stay.bed.room_id)) if stay.state in ("in", "absent") else "",
        "closing": closing(bed_row(actor, stay.bed_id), stay) if stay.state in ("in", "absent") else "",
        "longest": words % {"day": date_format(longest, "j F Y")},
        "late": actor.may("housing.backdate_stay"),
        "why_not_reopen": policies.reopen_stay.why_not(actor, stay=stay),
    }


def end_facts(actor: User, stay: Stay) -> dict[str, Any]:
    """What is kept for somebody who leaves: shown before the stay ends."""
    return {"kept": kept_for(actor, stay.person) if stay.person else []}


def nights_of(stay: Stay) -> int:
    """Which night of the whole stay the present service day is, from 1; of a stay that is over, how many it had."""
    if stay.ended_at is not None and stay.state == "out":
        return (clock.service_day(stay.ended_at) - clock.service_day(stay.began_at)).days
    return (clock.service_day() - clock.service_day(stay.began_at)).days + 1


def bed_label(row: BoardBed) -> str:
    """A bed in one line: room, label, rules of the room, the day from which it is closed."""
    closed = _("closed from %(day)s") % {"day": date_format(clock.local(row.closes_at), "j/n")} if row.closes_at else ""
    return " · ".join(filter(None, (row.room_label, row.label, room_note(row), closed)))


def bed_tonight(actor: User, person: Person) -> dict[str, Any]:
    """The case file's part on the bed: the stay under way, or the beds that could be given."""
    stay, past = stays_of(actor, person)
    may_give = actor.may("housing.admit_to_bed")
    free = free_beds(board_beds(actor)) if may_give and not (stay and stay.state != "held") else []
    return {
        "person": person,
        "stay": stay,
        "nights": nights_of(stay) if stay else 0,
        "free": [(row.id, bed_label(row)) for row in free],
        "may_give": may_give,
        "late": actor.may("housing.backdate_stay"),
        "past": past,
    }


def ends_tile(actor: User) -> dict[str, Any]:
    """Stays that end within a day, for the home board."""
    return {"stays": ending_stays(actor)}


def handover_figures(actor: User, shift: Shift) -> dict[str, Any]:
    """Figures of the house's beds for a shift; those of a space with a wall are left out. Source: PRIVACY 2."""
    now = clock.now()
    house = [row for row in board_beds(actor, now) if not row.space]
    return counts(house, now)._asdict() | stays_changed(actor, shift.start, shift.end)


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    stays = Stay.objects.filter(person_id=person_id)
    return {
        "stays": stays.count(),
        "absences": Absence.objects.filter(stay__in=stays).count(),
        "extensions": Extension.objects.filter(stay__in=stays).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from their stays; the bed-nights stay counted, of nobody. Source: PRIVACY 5, DOMAIN 9.19."""
    found = held_here(person_id)
    stays = list(Stay.objects.filter(person_id=person_id).values_list("pk", flat=True))
    Extension.objects.filter(stay__in=stays).update(words=None)
    Extension.history.filter(stay__in=stays).update(words=None)
    nothing = {"person": None, "override_reason": "", "request": None, "together": None, "ethos_before": "", "with_dog": False}
    Stay.objects.filter(person_id=person_id).update(**nothing)
    Stay.history.filter(person_id=person_id).update(**nothing)
    return found


#: The pages by which the entry of the beds is lit up.
BED_PAGES = (
    "bed", "stay", "stay_end", "stay_move", "stay_extend", "stay_describe", "stays_ending", "beds_tonight", "beds_nights",
    "beds_cleaning", "bed_history", "bed_close", "bed_to_clean", "closures", "closure", "closure_edit", "room_close", "house",
    "building_add", "building_edit", "ward_add", "ward_edit", "room_add", "room_edit", "beds_add", "bed_edit", "bed_retire",
)
navigation.add(Item(gettext_lazy("Beds"), "beds", "bed", "housing.view_board", 20, BED_PAGES))
home.add(Tile("beds", 20, "housing.view_board", "housing/_home_beds.html", home_tile))
home.add(Tile("bed_ends", 21, "housing.view_board", "housing/_home_ends.html", ends_tile))
handover.add(Section("beds", gettext_lazy("Beds"), 20, "housing.view_board", "housing/_handover.html", handover_figures))
register(Panel("bed", gettext_lazy("Bed tonight"), 10, "desk", "housing.view_board", "housing/_person_bed.html", bed_tonight))
register_rights(gettext_lazy("Stays in a bed"), collect=held_here, erase=forget, keeps=gettext_lazy("The nights stay counted, of nobody."))
for verb, choices in ((Verb.ENDED, ExitReason), (Verb.ENDED_LATE, ExitReason), (Verb.EXTENDED, ExtensionReason)):
    explain(verb, choices.choices)
