"""Two files of one person, and the words of the tests."""

from typing import Any

import pytest
from django.utils import translation

from intake.merging import actions
from intake.merging.models import Merge
from intake.person.actions import open_file
from intake.person.models import Person


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield


@pytest.fixture
def mo(as_: Any, vera: Any, momo: Person) -> Person:
    """The second file of Momo, opened one night without a card."""
    with as_(vera):
        return open_file(actor=vera, alias="Mo", gender="", birth_year=1989, languages=["fr"])


@pytest.fixture
def proposed(as_: Any, vera: Any, momo: Person, mo: Person) -> Merge:
    """The two of them proposed as one person."""
    with as_(vera):
        return actions.propose_merge(actor=vera, one=mo, other=momo, ground="said")


@pytest.fixture
def joined(as_: Any, vera: Any, proposed: Merge) -> Merge:
    """The two of them joined, with the alias of the second."""
    with as_(vera):
        return actions.merge_files(actor=vera, merge=proposed, chosen={"alias": "absorbed"})
