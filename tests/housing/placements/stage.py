"""A programme with two homes and a landlord, and somebody housed there: what the tests of homes begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest


@pytest.fixture
def homes(as_: Any, colette: Any) -> SimpleNamespace:
    """Housing First with a studio and a flat of Mrs Peeters, and a Transit Home."""
    from housing.homes.models import Dwelling, Landlord, Programme

    with as_(colette):
        first = Programme.objects.create(kind="housing_first", name="Housing First")
        transit = Programme.objects.create(kind="medium_term", name="Transit Home")
        landlord = Landlord.objects.create(kind="private", name="Mrs Peeters")
        common = {"kind": "studio", "area": "Schaerbeek", "landlord": landlord}
        studio = Dwelling.objects.create(label="Studio Lilas", programme=first, rent="450.50", charges=60, **common)
        flat = Dwelling.objects.create(label="Flat Rogier", programme=first, rent=520, **common)
        shared = Dwelling.objects.create(label="House Liedts", programme=transit, shared=True, **common)
    return SimpleNamespace(first=first, transit=transit, landlord=landlord, studio=studio, flat=flat, shared=shared)


@pytest.fixture
def known(as_: Any, vera: Any) -> Callable[..., Any]:
    """`known("Momo")` is somebody whom the reception and the team of homes know at the desk."""
    from centre.access.grants import grant_team
    from centre.staff.models import Team
    from intake.person.actions import open_file

    def make(alias: str) -> Any:
        with as_(vera):
            person = open_file(actor=vera, alias=alias)
            for code in ("homes", "coordination", "social"):
                grant_team(person=person, team=Team.objects.get(code=code), compartment="desk", days=90, origin="contact")
        return person

    return make


@pytest.fixture
def house_them(as_: Any, hugo: Any, homes: Any, known: Any) -> Callable[..., Any]:
    """`house_them("Kenza", date(…), homes.studio)` takes somebody on and moves them in; without a day, only taken on."""
    from housing.placements.actions import move_in, plan_placement

    def make(alias: str = "Kenza", moved_in_on: date | None = None, dwelling: Any = None, **more: Any) -> Any:
        person = more.pop("person", None) or known(alias)
        facts = {"programme": homes.first, "enrolled_on": moved_in_on or date(2026, 1, 5), "client_uuid": uuid4()} | more
        with as_(hugo):
            placement = plan_placement(actor=hugo, person=person, **facts)
            if moved_in_on:
                placement = move_in(actor=hugo, placement=placement, moved_in_on=moved_in_on, dwelling=dwelling)
        return placement

    return make
