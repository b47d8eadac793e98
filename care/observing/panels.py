"""What erasure finds of the time after a dose; who stays, in the handover."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights

from .models import DoseEvent, Watch


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "dose_events": DoseEvent.objects.filter(person_id=person_id).count(), "dose_watches": Watch.objects.filter(person_id=person_id).count(),
    }  # fmt: skip


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from what came after doses."""
    found = held_here(person_id)
    for model in (DoseEvent, Watch):
        model.objects.filter(person_id=person_id).update(person=None)
        model.history.filter(person_id=person_id).update(person=None)
    return found


rights.register(
    _("After a dose"), collect=held_here, erase=forget, keeps=_("Minutes and measures stay beside the dose, of nobody.")
)
