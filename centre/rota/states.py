"""The moves of a swap, as data."""

from .enums import SwapState as S

#: state -> the states it may move to.
MOVES: dict[str, tuple[str, ...]] = {
    S.ASKED: (S.TAKEN, S.REFUSED, S.WITHDRAWN),
    S.TAKEN: (),
    S.REFUSED: (),
    S.WITHDRAWN: (),
}
