"""What incidents ask of the cupboard: a room with stock says which lots are there, and hears which one was used.

    cupboard.know(lots=lambda actor, route: ["A123"], used=lambda actor, product, lot, at: None)

Without such a room a lot is a word that somebody types.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake.safety.models import NaloxoneProduct

Lots = Callable[[Any, str], list[str]]
Used = Callable[[Any, "NaloxoneProduct | None", str, datetime], None]


class Cupboard:
    """Where naloxone lies. `lots(actor, route)` lists lots in use; `used(actor, product, lot, at)` is told of one given."""

    def __init__(self) -> None:
        self._lots: Lots | None = None
        self._used: Used | None = None

    def know(self, *, lots: Lots | None = None, used: Used | None = None) -> None:
        """Say where lots are known; None forgets it."""
        self._lots, self._used = lots, used

    def lots(self, actor: Any, route: str) -> list[str]:
        """The lots in use for a route; none when nobody knows."""
        return self._lots(actor, route) if self._lots else []

    def tell(self, actor: Any, product: NaloxoneProduct | None, lot: str, at: datetime) -> None:
        """A lot was used, in the transaction that wrote it down."""
        if self._used:
            self._used(actor, product, lot, at)


cupboard = Cupboard()
