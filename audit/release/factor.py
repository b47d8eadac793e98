"""A fresh second factor before figures leave: how it is proven is known upstairs, and set there when the house starts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

#: `ask(request, code)` returns words when the factor is missing or wrong, None when it is proven.
_ask: Callable[[Any, str], Any] | None = None


def use(ask: Callable[[Any, str], Any]) -> None:
    """Set how a request proves its second factor."""
    global _ask
    _ask = ask


def why_not(request: Any, code: str = "") -> str | None:
    """The words when the second factor is not fresh; None when it is. Where none was ever set, nothing leaves."""
    if _ask is None:
        return str(_("This house knows no second factor: no figures may leave."))
    words = _ask(request, code)
    return str(words) if words else None
