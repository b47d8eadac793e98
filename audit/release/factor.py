"""A fresh second factor before figures leave: how it is proven is known upstairs, and set there when the house starts."""

from collections.abc import Callable
from typing import Any

#: `ask(request, code)` returns words when the factor is missing or wrong, None when it is proven.
_ask: Callable[[Any, str], Any] | None = None


def use(ask: Callable[[Any, str], Any]) -> None:
    """Set how a request proves its second factor."""
    global _ask
    _ask = ask


def why_not(request: Any, code: str = "") -> str | None:
    """The words when the second factor is not fresh; None when it is, or when the house knows no second factor."""
    words = _ask(request, code) if _ask is not None else None
    return str(words) if words else None
