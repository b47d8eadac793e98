"""Two programmes, a landlord and three dwellings, made by the coordinator; and somebody who looks for a home."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from housing.homes import actions


@pytest.fixture
def homes(as_: Any, colette: Any) -> SimpleNamespace:
    """A housing first programme and one for people from 45 years on; a studio, a ground floor flat, a shared room."""
    with as_(colette):
        first = actions.write_programme(actor=colette, kind="housing_first", name="Un toit d'abord", places=12)
        older = actions.write_programme(
            actor=colette, kind="medium_term", name="Home", for_whom="Usage actif, sans abstinence demandée.", age_from=45,
            needs=["older", "active_use"], most_days=540,
        )
        owner = actions.write_landlord(
            actor=colette, kind="private", name="Madame Peeters", contact="Madame Peeters", phone="02 555 01 02",
        )
        studio = actions.write_dwelling(
            actor=colette, label="Studio 3, Anderlecht", kind="studio", area="Anderlecht", programme=first, landlord=owner,
            rent=480, charges=60, floor=3, address="Rue du Moulin 7, 1070",
        )
        flat = actions.write_dwelling(
            actor=colette, label="Flat 1, Forest", kind="flat", area="Forest", programme=first, landlord=owner, rent=620,
            floor=0, dogs=True, couples=True, wheelchair=True,
        )
        room = actions.write_dwelling(
            actor=colette, label="Room 2, Ixelles", kind="room", area="Ixelles", programme=older, shared=True, floor=1,
        )
    return SimpleNamespace(first=first, older=older, owner=owner, studio=studio, flat=flat, room=room)


@pytest.fixture
def known(as_: Any, hugo: Any) -> Callable[..., Any]:
    """`known("Kenza")` opens a file at the desk of the team that looks for homes."""
    from intake.person.actions import open_file

    def make(alias: str, gender: str = "M", birth_year: int | None = 1990) -> Any:
        with as_(hugo) as actor:
            return open_file(actor=actor, alias=alias, gender=gender, birth_year=birth_year)

    return make


@pytest.fixture
def looking(as_: Any, hugo: Any, known: Any) -> Callable[..., Any]:
    """`looking("Kenza", wished=[…])` is the search of somebody Hugo knows."""

    def make(alias: str, gender: str = "M", birth_year: int | None = 1990, **wishes: Any) -> Any:
        person = known(alias, gender, birth_year)
        with as_(hugo) as actor:
            return actions.open_search(actor=actor, person=person, **wishes)

    return make
