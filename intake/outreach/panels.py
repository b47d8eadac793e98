"""What outreach shows elsewhere: the way in, the running round, whom to go along with, who is lost from sight."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import Section, Shift, handover
from intake.outreach import selectors
from intake.outreach.models import Accompaniment, Contact, Search
from intake.person import casefile

if TYPE_CHECKING:
    from centre.staff.models import User


def my_round(actor: "User") -> dict[str, Any]:
    """The round this worker is on, if any."""
    return {"round": selectors.my_open_round(actor)}


def shift_counts(actor: "User", shift: Shift) -> dict[str, Any]:
    """Rounds of a shift and how many people they met, by zone; nobody is named."""
    return {"lines": selectors.met_between(actor, shift.start, shift.end)}


def held_here(person_id: UUID) -> dict[str, int]:
    """What outreach keeps under this person."""
    return {
        "contacts": Contact.objects.filter(person_id=person_id).count(),
        "accompaniments": Accompaniment.objects.filter(person_id=person_id).count(),
        "searches": Search.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Contacts become somebody unknown; where one went along and how one was looked for goes. Source: PRIVACY 5."""
    found = held_here(person_id)
    for contact in Contact.objects.filter(person_id=person_id):
        Contact.objects.filter(pk=contact.pk).update(person=None, others=contact.others + 1)
    Contact.history.filter(person_id=person_id).update(person=None)
    Accompaniment.history.filter(person_id=person_id).delete()
    Accompaniment.objects.filter(person_id=person_id).delete()
    Search.objects.filter(person_id=person_id).delete()
    return found


navigation.add(
    Item(_("Outreach"), "rounds", "footprints", "intake.start_round", 19, ("round", "round_start", "zones", "outreach_figures", "lost", "accompaniments"))
)  # fmt: skip
home.add(Tile("round", 25, "intake.start_round", "outreach/_home.html", my_round))
casefile.register_act(
    casefile.Act("along", _("Go along"), "accompaniment_add", "route", "intake.plan_accompaniment", 70, Compartment.DESK)
)
handover.add(Section("outreach", _("Outreach"), 16, "intake.start_round", "outreach/_handover.html", shift_counts))
rights.register(
    _("Outreach"), collect=held_here, erase=forget, keeps=_("People met in the street stay counted, as nobody.")
)
