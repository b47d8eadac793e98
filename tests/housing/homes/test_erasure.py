"""Erasure takes the search, its steps and what was said of the person; the reach lasts as long as the search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from centre.access.grants import shorten_grants
from centre.access.identity import acting
from centre.access.models import Access
from centre.shifts import clock
from housing.homes import actions
from housing.homes.models import Candidature, LandlordContact
from housing.homes.panels import forget, held_here
from housing.homes.tasks import keep_reach
from tests.conftest import become


def cast(name: str) -> Any:
    from centre.staff.models import User

    return User.objects.get(username=name)


def _looking() -> tuple[Any, Any, Any]:
    """Kenza looks, a dwelling was proposed to her and refused, and her landlord was called about her."""
    from intake.person.actions import open_file

    colette, hugo = cast("colette"), cast("hugo")
    with acting(colette):
        owner = actions.write_landlord(actor=colette, kind="private", name="Madame Peeters")
        studio = actions.write_dwelling(actor=colette, label="Studio 3", kind="studio", area="Jette", landlord=owner)
    with acting(hugo):
        kenza = open_file(actor=hugo, alias="Kenza")
        search = actions.open_search(actor=hugo, person=kenza, words="Un toit.")
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=studio)
        actions.refuse_by_landlord(actor=hugo, candidature=search, reason="unfair", words="Pas elle.")
        actions.note_contact(
            actor=hugo, landlord=owner, kind="dispute", on=clock.service_day(), words="Refus.", client_uuid=uuid4(), person=kenza
        )
        actions.note_contact(actor=hugo, landlord=owner, kind="call", on=clock.service_day(), words="Deux studios.", client_uuid=uuid4())
    return kenza, search, hugo


def test_the_worker_forgets_the_search_and_keeps_what_names_nobody(clone):
    kenza, _search, hugo = _looking()
    become("worker")
    found = {"home_searches": 1, "home_steps": 3, "landlord_contacts": 1}
    assert held_here(kenza.pk) == found
    assert forget(kenza.pk) == found
    assert held_here(kenza.pk) == {"home_searches": 0, "home_steps": 0, "landlord_contacts": 0}
    assert Candidature.history.filter(person_id=kenza.pk).count() == 0
    become("web")
    with acting(hugo):
        assert [one.note for one in LandlordContact.objects.all()] == ["Deux studios."]


def test_who_still_looks_stays_within_reach_when_a_stay_ends(clone):
    kenza, search, hugo = _looking()
    with acting(hugo):
        shorten_grants(person=kenza, compartment="housing", days=2)
    become("worker")
    assert keep_reach() == 2
    assert keep_reach() == 0
    lasting = Access.objects.filter(person=kenza.pk, compartment="housing", valid_until__gt=clock.now() + timedelta(days=80))
    assert lasting.count() == 2
    become("web")
    with acting(hugo):
        actions.close_search(actor=hugo, candidature=search)
    become("worker")
    assert keep_reach() == 0
    assert lasting.count() == 0
