"""Which lots a quantity comes from: the one that expires first, never an expired one."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OnShelf:
    """A lot with what it holds on paper, in units; `expires_on` None never expires."""

    lot: int | None
    expires_on: date | None
    units: int


def allocate(units: int, shelf: list[OnShelf], day: date) -> list[tuple[int | None, int]]:
    """Share `units` over the lots: `[(lot id or None, units)]`, first to expire first, adding up to `units`.

    What the paper does not hold comes from no lot: equipment is given from the shelf, not from the paper, and a count
    puts the paper right afterwards.
    """
    usable = [one for one in shelf if one.lot is not None and one.units > 0 and (one.expires_on is None or one.expires_on >= day)]
    shares: list[tuple[int | None, int]] = []
    for one in sorted(usable, key=lambda one: (one.expires_on or date.max, one.lot or 0)):
        taken = min(units, one.units)
        if taken:
            shares.append((one.lot, taken))
            units -= taken
    if units:
        shares.append((None, units))
    return shares
