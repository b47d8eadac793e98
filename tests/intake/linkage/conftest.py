"""Answers for the tests, quick Argon2id, and a person who can be found again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from intake.linkage import actions, tags
from intake.linkage.tags import Answers

SAID = {"mother": "FA", "own": "MO", "father": "AH", "town": "TA", "day": 14, "month": 3, "year": 1990, "sex": "M"}


def answers(**other: Any) -> Answers:
    """The answers of the tests, with some of them changed."""
    return Answers(**(SAID | other))


def typed(**other: Any) -> dict[str, Any]:
    """The same as they are typed on the form."""
    said = {"mother": "Fatima", "own": "Mohammed", "father": "Ahmed", "town": "Tanger"}
    return {key: value for key, value in (SAID | said | other).items() if value is not None}


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with less memory: nine tests a second instead of three."""
    monkeypatch.setattr(tags, "MEMORY_KIB", 64)
    monkeypatch.setattr(tags, "PASSES", 1)


@pytest.fixture
def findable(as_: Any, vera: Any, momo: Any) -> Any:
    """Momo, who wants to be found again."""
    with as_(vera):
        actions.set_tags(actor=vera, person=momo, answers=answers(), agreed=True)
    return momo


@pytest.fixture
def found(as_: Any, vera: Any) -> Callable[..., int]:
    """How many files Vera finds with some answers changed."""
    from intake.linkage.selectors import number_found

    def ask(**other: Any) -> int:
        with as_(vera):
            return number_found(vera, actions.ask_questions(actor=vera, answers=answers(**other)))

    return ask
