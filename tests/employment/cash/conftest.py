"""A cash box with a float of 200 euro, signed by a second worker."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def box(as_: Any, colette: Any, corentin: Any) -> Any:
    """The box of day labour: € 200.00 in it, opened by Colette, signed by Corentin."""
    from employment.cash.actions import open_box, sign_entry
    from employment.cash.selectors import last_entry

    with as_(colette):
        made = open_box(actor=colette, label="Day labour", float_cents=20000, place="Office")
        entry = last_entry(made)
    with as_(corentin):
        sign_entry(actor=corentin, entry=entry)
    return made
