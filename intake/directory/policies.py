"""Who keeps the directory."""

from __future__ import annotations

from typing import Any

from audit.rules import rule


@rule("intake.view_directory")
def view_directory(actor: Any) -> str | None:
    """The directory speaks of partners, never of persons."""
    return None


@rule("intake.tell_places")
def tell_places(actor: Any, *, service: Any) -> str | None:
    """Whoever has just been on the telephone with them."""
    return None


@rule("intake.edit_directory")
def verify_partner(actor: Any, *, service: Any) -> str | None:
    """Whoever keeps the directory."""
    return None


@rule("intake.edit_directory")
def write_partner(actor: Any) -> str | None:
    """Whoever keeps the directory."""
    return None
