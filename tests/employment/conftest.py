"""A project with a session, and people at the desk with cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def gardening(as_: Any, colette: Any) -> Any:
    """A project in the park with a partner; two places a week for one person."""
    from employment.projects.actions import open_project

    with as_(colette):
        return open_project(actor=colette, title="Gardening", partner="Parks of Brussels", place="Parc Maximilien")


@pytest.fixture
def plan(as_: Any, colette: Any, gardening: Any) -> Callable[..., Any]:
    """`plan(places=2, first=0, in_days=1)` plans a session."""
    from centre.shifts import clock
    from employment.projects.actions import plan_session

    def make(places: int = 2, first: int = 0, in_days: int = 1, hour: int = 9) -> Any:
        with as_(colette):
            return plan_session(
                actor=colette,
                project=gardening,
                day=clock.local().date() + timedelta(days=in_days),
                starts=time(hour),
                ends=time(hour + 4),
                places=places,
                first_timer_places=first,
            )

    return make


@pytest.fixture
def people(as_: Any, vera: Any) -> Callable[[int], list[Any]]:
    """`people(3)` opens three files at the desk."""
    from intake.person.actions import open_file

    def make(number: int) -> list[Any]:
        with as_(vera):
            return [open_file(actor=vera, alias=f"Person {n}") for n in range(number)]

    return make


@pytest.fixture
def enrol(as_: Any, vera: Any) -> Callable[..., list[Any]]:
    """`enrol(session, persons)` signs each of them up at the desk."""
    from employment.places.actions import sign_up

    def make(session: Any, persons: list[Any]) -> list[Any]:
        with as_(vera):
            return [sign_up(actor=vera, person=person, session=session) for person in persons]

    return make
