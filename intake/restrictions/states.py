"""The moves of a restriction, as data. Source: DOMAIN 5 and 9.13."""

from .enums import State as S

#: state -> the states it may move to; one in force also ends by itself at its hour.
MOVES: dict[str, tuple[str, ...]] = {
    S.PROPOSED: (S.IN_FORCE, S.REFUSED),
    S.IN_FORCE: (S.LIFTED,),
    S.REFUSED: (),
    S.LIFTED: (),
}
