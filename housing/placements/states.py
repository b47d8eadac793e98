"""The life of a placement as data: from which state one may go where. Back from `housed` and `ended`: a mistaken tap."""

from .enums import PlacementState as S

START = (S.PLANNED,)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.PLANNED: (S.HOUSED, S.ENDED, S.CANCELLED),
    S.HOUSED: (S.ENDED, S.PLANNED),
    S.ENDED: (S.HOUSED, S.PLANNED),
    S.CANCELLED: (),
}


def may_become(state: str, new: str) -> bool:
    """Whether a placement in `state` may become `new`."""
    return new in TRANSITIONS[state]
