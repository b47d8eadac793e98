"""The story of a file: lines that are added and never changed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User

from .enums import Deed
from .models import Entitlement, EntitlementEvent
from .selectors import last_number


def locked(actor: User, entitlement: Entitlement) -> Entitlement:
    """The file as it is now, kept for the rest of the transaction."""
    rows = Entitlement.objects.select_for_update(of=("self",), no_key=True).select_related("person", "authority__organization")
    return visible(actor, rows).get(pk=entitlement.pk)


def tell(file: Entitlement, actor: User, deed: Deed, from_state: str = "", to_state: str = "", note: str = "", **more: Any) -> EntitlementEvent:
    """Add a line to the story of a file; the caller holds the file, or the number is refused by the database."""
    line = EntitlementEvent(  # type: ignore[misc]  # a file in sight has its person
        entitlement=file, person_id=file.person_id, number=last_number(file) + 1, deed=deed, from_state=from_state, to_state=to_state,
        note=note.strip() or None, at=clock.now(), by=actor.pk, **({"client_uuid": uuid4()} | more),
    )
    line.save(force_insert=True)
    return line
