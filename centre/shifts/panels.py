"""What this room shows elsewhere: the handover in the navigation and on the home board; what erasure finds here."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation

from . import selectors
from .models import HandoverEntry, HandoverLine, Notice, NoticeReading


def load_unread(actor: Any) -> dict[str, Any]:
    """The closed handover that waits to be read."""
    return {"unread": selectors.unread_handover(actor), "shift": selectors.shift_now()}


navigation.add(
    Item(
        _("Handover"), "handover", "clipboard-list", "centre.read_handover", 60,
        section=("handover_shift", "handover_line", "handover_remark", "handover_second", "handover_fill"),
    )
)
home.add(Tile("handover", 1, "centre.read_handover", "shifts/_home.html", load_unread))


def held_here(person: UUID) -> dict[str, int]:
    """How many handover lines and notices are about this person."""
    return {
        "handover_entries": HandoverEntry.objects.filter(person=person).count(),
        "handover_lines": HandoverLine.objects.filter(person=person).count(),
        "notices": Notice.objects.filter(person=person).count(),
    }


def forget(person: UUID) -> dict[str, int]:
    """Remove handover entries, lines and notices about the person, with their history. Source: PRIVACY 5."""
    found = held_here(person)
    for told in (HandoverEntry, HandoverLine):
        told.objects.filter(person=person).delete()
        told.history.filter(person=person).delete()
    notices = list(Notice.objects.filter(person=person).values_list("pk", flat=True))
    NoticeReading.objects.filter(notice__in=notices).delete()
    NoticeReading.history.filter(notice_id__in=notices).delete()
    Notice.objects.filter(pk__in=notices).delete()
    Notice.history.filter(person=person).delete()
    return found


rights.register(_("Handover and emergency openings"), collect=held_here, erase=forget)
