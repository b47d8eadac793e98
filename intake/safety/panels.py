"""What incidents show elsewhere: the way to the clock, a person's incidents, the shift's count; what erasure finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import Section, Shift, handover
from intake.desk import notices
from intake.person import casefile

from . import selectors
from .models import IncidentPerson, IncidentStory

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

SHOWN_AT_HOME = 5


def file_panel(actor: User, person: Person) -> dict[str, Any]:
    """The person's incidents that this actor may know of."""
    return {"places": selectors.incidents_of(actor, person)}


def home_tile(actor: User) -> dict[str, Any]:
    """Clocks that run now."""
    return {"running": list(selectors.running(actor)[:SHOWN_AT_HOME])}


def at_the_desk(actor: User, person: Person | None) -> dict[str, Any]:
    """The clocks that run now, and the way to a new one: for the person before the desk or for nobody."""
    return home_tile(actor) | {"url": reverse("incident_start_for", args=[person.pk]) if person else reverse("incident_start")}


def shift_counts(actor: User, shift: Shift) -> dict[str, Any]:
    """The incidents of a shift, counted."""
    return selectors.shift_figures(actor, shift)


def held_here(person_id: UUID) -> dict[str, int]:
    """How many incidents name this person, and how many accounts are about them."""
    return {
        "incidents": IncidentPerson.objects.filter(person_id=person_id).count(),
        "accounts": IncidentStory.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Take the person off every incident and remove the accounts about them. Source: PRIVACY 5."""
    found = held_here(person_id)
    IncidentPerson.objects.filter(person_id=person_id).delete()
    IncidentStory.objects.filter(person_id=person_id).delete()
    return found


navigation.add(
    Item(
        _("Incidents"), "incidents", "siren", "intake.view_incidents", 45,
        (
            "incident", "incident_start", "incident_start_for", "incident_clock", "naloxone", "naloxone_product",
            "restrictions", "restriction", "restriction_propose", "restriction_notice", "bulletins", "bulletin",
            "bulletin_draft", "complaints", "complaint", "complaint_add", "complaint_add_for", "complaint_overview",
            "dangers", "danger", "danger_assess", "danger_assess_for",
        ),
    )
)
notices.add(notices.Notice("incident", 1, "intake.start_incident", "safety/_notice.html", at_the_desk))
home.add(Tile("incidents", 5, "intake.view_incidents", "safety/_home.html", home_tile))
casefile.register(
    casefile.Panel(
        "incidents", _("Incidents"), 60, Compartment.DESK, "intake.view_incidents", "safety/_panel.html", file_panel,
        rows=lambda: IncidentPerson.objects.filter(person=OuterRef("pk")), bare=lambda person: {"places": []},
    )
)
casefile.register_act(
    casefile.Act("incident", _("Incident"), "incident_start_for", "siren", "intake.start_incident", 60)
)
handover.add(Section("incidents", _("Incidents"), 15, "intake.view_incidents", "safety/_handover.html", shift_counts))
rights.register(
    _("Incidents"), collect=held_here, erase=forget,
    keeps=_("The incident itself stays, with its hours and what was done, as nobody's."),
)
