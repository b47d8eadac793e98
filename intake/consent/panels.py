"""What erasure finds in this room."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights

from .models import Consent


def held_here(person_id: UUID) -> dict[str, int]:
    """How many agreements stand about this person."""
    return {"agreements": Consent.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the agreements and their history."""
    found = held_here(person_id)
    Consent.objects.filter(person_id=person_id).delete()
    Consent.history.filter(person_id=person_id).delete()
    return found


rights.register(_("Agreements to share"), collect=held_here, erase=forget)
