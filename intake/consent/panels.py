"""What the person agreed to, on their page; and what erasure finds in this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from intake.person import casefile

from .enums import ConsentCompartment
from .models import Consent
from .selectors import consents_of

TITLES = {
    ConsentCompartment.NURSING: _("Agreed with the nurses"), ConsentCompartment.SOCIAL: _("Agreed with the social team"),
    ConsentCompartment.PSYCH: _("Agreed for mental health"),
}


def _of(compartment: str) -> Callable[[Any, Any], dict[str, Any] | None]:
    def load(actor: Any, person: Any) -> dict[str, Any] | None:
        standing = [one for one in consents_of(actor, person, compartment) if one.state == "holds"]
        return {"consents": standing, "person": person}

    return load


def held_here(person_id: UUID) -> dict[str, int]:
    """How many agreements stand about this person."""
    return {"agreements": Consent.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the agreements and their history."""
    found = held_here(person_id)
    Consent.objects.filter(person_id=person_id).delete()
    Consent.history.filter(person_id=person_id).delete()
    return found


for order, part in enumerate(ConsentCompartment):
    casefile.register(
        casefile.Panel(
            f"agreements-{part}", TITLES[part], 60 + order, part.value, "intake.give_consent", "consent/_panel.html", _of(part.value),
            place="aside",
        )
    )
rights.register(_("Agreements to share"), collect=held_here, erase=forget)
