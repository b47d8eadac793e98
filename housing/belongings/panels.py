"""Belongings shown elsewhere: the person's file, the handover, the menu; and what erasure finds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights.registry import explain
from audit.rights.registry import register as register_rights
from centre.shell.registry import Item, navigation
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover
from centre.staff.models import User
from intake.person import casefile
from intake.person.models import Person

from .enums import DisposalReason, Verb
from .models import Keeping
from .selectors import figures, keepings_of, kept_for, overdue, past_of


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """What is kept for the person now and was before; nothing when there never was anything."""
    kept, past = kept_for(actor, person), past_of(actor, person)
    return {"kept": kept, "past": past, "today": clock.service_day()} if kept or past else None


def shift_figures(actor: User, shift: Any) -> dict[str, Any]:
    """How much is kept, overdue and free, for the handover."""
    return figures(actor)


def shift_entries(actor: User, span: Span) -> list[Entry]:
    """One line for each keeping that should have been fetched: where it stands, never what it is."""
    found = overdue(actor).filter(person__isnull=False)[:MOST_ENTRIES]
    return [
        Entry(
            one.person_id, one.compartment, "overdue_locker" if one.locker else "overdue", str(one.pk),
            at=clock.bounds(one.promised_until)[0], facts={"where": one.locker.number if one.locker else one.bag},
        )
        for one in found
    ]  # fmt: skip


def held_here(person_id: UUID) -> dict[str, int]:
    """How many keepings stand under this person."""
    return {"keepings": Keeping.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from their keepings; what still lies here keeps its locker, of nobody. Source: PRIVACY 5."""
    found = held_here(person_id)
    for rows in (Keeping.objects, Keeping.history):
        rows.filter(person_id=person_id).update(person=None, what=None, may_collect=None)
    return found


navigation.add(
    Item(
        _("Lockers and belongings"), "belongings", "backpack", "housing.keep_belongings", 23,
        ("belonging", "belonging_add", "lockers", "locker_add", "locker_edit"),
    )
)
casefile.register(
    casefile.Panel(
        "belongings", _("Belongings kept"), 14, "", "housing.keep_belongings", "housing/belongings/_panel.html", in_the_file,
        rows=keepings_of,
    )
)
casefile.register_act(
    casefile.Act("belongings", _("Keep belongings"), "belonging_add", "backpack", "housing.keep_belongings", 75, "desk")
)
handover.add(
    Section(
        "belongings", _("Belongings"), 24, "housing.keep_belongings", "housing/belongings/_handover.html", shift_figures,
        entries=shift_entries,
        words={
            "overdue": _("belongings in %(where)s, to be fetched by %(day)s"),
            "overdue_locker": _("belongings in locker %(where)s, to be fetched by %(day)s"),
        },
    )
)
register_rights(
    _("Belongings kept"), collect=held_here, erase=forget, keeps=_("What still lies in the house stays written down, of nobody.")
)
explain(Verb.DISPOSED, DisposalReason.choices)
