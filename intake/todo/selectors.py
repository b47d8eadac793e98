"""Where a task about a person may stand."""

from __future__ import annotations

from typing import Any

from centre.access.enums import Compartment
from centre.access.scope import compartments_of
from intake.person.models import Person


def compartments_for(actor: Any, person: Person) -> list[tuple[str, str]]:
    """The parts of this person's file that the actor holds, the desk first."""
    held = compartments_of(actor, person)
    return [(one.value, str(one.label)) for one in Compartment if one in held]
