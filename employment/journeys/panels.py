"""Journeys in the navigation, on the home board and on a person's page; and what erasure finds here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.staff.models import User
from employment.journeys import selectors
from employment.journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove, WorkFact
from intake.person.casefile import Act, Panel, register, register_act
from intake.person.models import Person


def journey_panel(actor: User, person: Person) -> dict[str, Any] | None:
    """The case file's part on the journey: where it stands, the next steps."""
    every = selectors.journeys_of(actor, person)
    return {"shown": selectors.shown(actor, every[0]), "person": person} if every else None


def home_tile(actor: User) -> dict[str, Any]:
    """Steps due within a week that the actor sees to, and whom to ask again."""
    return {"steps": selectors.steps_due(actor), "again": selectors.to_ask_again(actor)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many journeys, moves, steps, outcomes and facts stand under this person."""
    return {
        "journeys": Journey.objects.filter(person_id=person_id).count(),
        "phase_moves": PhaseMove.objects.filter(person_id=person_id).count(),
        "journey_steps": JourneyStep.objects.filter(person_id=person_id).count(),
        "journey_outcomes": JourneyOutcome.objects.filter(person_id=person_id).count(),
        "work_facts": WorkFact.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from journeys, which stay counted of nobody; steps go, words are sealed and their key destroyed."""
    found = held_here(person_id)
    JourneyStep.objects.filter(person_id=person_id).delete()
    JourneyStep.history.filter(person_id=person_id).delete()
    for model in (Journey, JourneyOutcome, WorkFact):
        model.objects.filter(person_id=person_id).update(person=None)
        model.history.filter(person_id=person_id).delete()
    PhaseMove.objects.filter(person_id=person_id).update(person=None, why=None)
    PhaseMove.history.filter(person_id=person_id).delete()
    return found


navigation.add(
    Item(
        _("Journeys"), "journeys", "route", "employment.view_journeys", 54,
        (
            "journey", "journey_open", "journey_print", "journey_phase", "journey_end", "journey_outcome", "journey_fact",
            "journey_step",
        ),
    )
)
home.add(Tile("journeys", 54, "employment.view_journeys", "employment/journeys/_home.html", home_tile))
register(
    Panel(
        "journey", _("Journey towards work"), 62, "employment", "employment.view_journeys", "employment/journeys/_panel.html",
        journey_panel, rows=lambda: Journey.objects.filter(person=OuterRef("pk")),
    )
)
register_act(Act("journey", _("Journey"), "journey", "route", "employment.view_journeys", 65))
register_rights(
    _("Journeys towards work"), collect=held_here, erase=forget, keeps=_("Phases and outcomes stay counted, of nobody."),
)
