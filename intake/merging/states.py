"""The moves of a proposal to join two files, as data. Source: DOMAIN 4.6."""

from .enums import MergeState as S

#: state -> the states it may move to.
MOVES: dict[str, tuple[str, ...]] = {
    S.PROPOSED: (S.DONE, S.DECLINED),
    S.DONE: (S.UNDONE,),
    S.DECLINED: (),
    S.UNDONE: (),
}
