"""People who ask for a bed in the small house of `tests/housing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def ask(as_: Any, vera: Any) -> Callable[..., Any]:
    """`ask(momo, needs=["calm"])` puts somebody on the list, by Vera unless said otherwise."""
    from housing.requests.actions import ask_for_bed

    def make(person: Any, by: Any = None, **more: Any) -> Any:
        with as_(by or vera) as actor:
            return ask_for_bed(actor=actor, person=person, **more)

    return make


@pytest.fixture
def listed(as_: Any, vera: Any) -> Callable[..., list[str]]:
    """`listed()` are the aliases on the waiting list in their order, as Vera reads it."""
    from housing.requests.selectors import ranked

    def read(actor: Any = None, **more: Any) -> list[str]:
        with as_(actor or vera) as who:
            return [str(one.person) for one in ranked(who, **more)]

    return read
