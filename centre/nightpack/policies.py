"""Who may carry the paper for an outage."""

from __future__ import annotations

from typing import Any

from audit.rules import rule


@rule("centre.make_night_pack")
def make_night_pack(actor: Any) -> Any:
    """Those who work a shift: they take out what they may see anyway."""
    return None
