"""A person and what the attackers try to reach."""
from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def wanted() -> dict[str, Any]:
    """What a nurse writes to open a file in an emergency."""
    return {"reason": "overdose", "words": "Found in the yard, breathing badly.", "minutes": 60}
