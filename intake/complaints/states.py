"""The moves of a complaint, as data. Source: DOMAIN 8.8."""

from .enums import State as S

#: state -> the states it may move to; a closed one is opened again when there is more to say.
MOVES: dict[str, tuple[str, ...]] = {
    S.RECEIVED: (S.LOOKED_INTO, S.ANSWERED, S.CLOSED),
    S.LOOKED_INTO: (S.ANSWERED, S.CLOSED),
    S.ANSWERED: (S.CLOSED, S.LOOKED_INTO),
    S.CLOSED: (S.LOOKED_INTO,),
}
