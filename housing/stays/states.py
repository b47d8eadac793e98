"""The life of a stay as data: from which state one may go where."""

from housing.stays.enums import StayState as S

START = (S.HELD, S.IN)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.HELD: (S.IN, S.CANCELLED, S.NOT_COME),
    S.IN: (S.ABSENT, S.MOVED, S.OUT, S.CANCELLED),
    S.ABSENT: (S.IN, S.MOVED, S.OUT),
    S.MOVED: (),
    S.OUT: (S.IN,),
    S.CANCELLED: (),
    S.NOT_COME: (),
}


def may_become(state: str, new: str) -> bool:
    """Whether a stay in `state` may become `new`."""
    return new in TRANSITIONS[state]
