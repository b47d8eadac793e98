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


@pytest.fixture
def verbs(as_: Any, dora: Any) -> Callable[[str], list[str]]:
    """`verbs("employment.")` are the verbs of the events written so far in this test that begin so, oldest first."""
    from audit.ledger.models import Event

    def read(start: str) -> list[str]:
        with as_(dora):
            return list(Event.objects.filter(verb__startswith=start).order_by("id").values_list("verb", flat=True))

    return read


@pytest.fixture
def come(as_: Any, vera: Any, colette: Any, plan: Any, at: Any) -> Callable[..., Any]:
    """`come(person, "2025-11-22")`: this person came to a session of that day; answers the sign-up."""
    from employment.places.actions import draw_places, mark_present, sign_up
    from employment.places.models import SignUp

    def make(person: Any, day: str = "2025-11-22", hour: int = 9) -> Any:
        at(f"{day} 08:00")
        session = plan(in_days=0, hour=hour)
        with as_(vera):
            entry = sign_up(actor=vera, person=person, session=session)
        with as_(colette):
            draw_places(actor=colette, session=session, seed="abcd")
            entry = SignUp.objects.select_related("session__project", "person").get(pk=entry.pk)
            mark_present(actor=colette, sign_up=entry, present=True)
        return entry

    return make


@pytest.fixture
def came(come: Any, momo: Any) -> Any:
    """Momo came to a session on 22 November 2025, a year whose ceilings are known."""
    return come(momo)
