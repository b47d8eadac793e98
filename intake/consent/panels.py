"""What the person agreed to, on their page; and what erasure finds in this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Tile, home
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from intake.person import casefile

from .enums import ConsentCompartment
from .models import Consent, Sharing
from .selectors import consents_of, ending_entries, figures

TITLES = {
    ConsentCompartment.NURSING: _("Agreed with the nurses"), ConsentCompartment.SOCIAL: _("Agreed with the social team"),
    ConsentCompartment.PSYCH: _("Agreed for mental health"),
}


def _of(compartment: str) -> Callable[[Any, Any], dict[str, Any] | None]:
    def load(actor: Any, person: Any) -> dict[str, Any] | None:
        standing = [one for one in consents_of(actor, person, compartment) if one.state == "holds"]
        return {"consents": standing, "person": person}

    return load


def ending(actor: Any) -> dict[str, Any]:
    """How many agreements are to be asked again."""
    return figures(actor, clock.service_day())


def of_shift(actor: Any, shift: Shift) -> dict[str, Any]:
    """The same figure for the handover."""
    return figures(actor, shift.service_day)


def held_here(person_id: UUID) -> dict[str, int]:
    """How many agreements and sharings stand about this person."""
    return {
        "agreements": Consent.objects.filter(person_id=person_id).count(),
        "sharings": Sharing.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the agreements, what was shared under them, and their history."""
    found = held_here(person_id)
    Sharing.objects.filter(person_id=person_id).delete()
    Sharing.history.filter(person_id=person_id).delete()
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
home.add(Tile("agreements", 52, "intake.give_consent", "consent/_home.html", ending))
handover.add(
    Section(
        "agreements", _("Agreements to ask again"), 62, "intake.give_consent", "consent/_handover.html", of_shift,
        entries=ending_entries, words={"ends": _("the agreement with %(partner)s ends on %(day)s")},
    )
)
rights.register(_("Agreements to share"), collect=held_here, erase=forget)
