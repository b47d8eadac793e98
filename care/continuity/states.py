"""The moves of a search, as data; the diagram in docs/generated is made from this table."""

from .enums import LostState

#: Whoever is found again, or let go, may be lost once more: that is a new row.
LOST_MOVES: dict[str, tuple[str, ...]] = {
    LostState.LOST: (LostState.LOOKED_FOR, LostState.FOUND, LostState.LET_GO),
    LostState.LOOKED_FOR: (LostState.FOUND, LostState.LET_GO, LostState.LOST),
    LostState.FOUND: (),
    LostState.LET_GO: (LostState.FOUND,),
}
