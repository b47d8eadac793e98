"""The life of a request for a bed as data: from which state one may go where."""

from housing.requests.enums import RequestState as S

START = (S.WAITING,)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.WAITING: (S.SERVED, S.TURNED_AWAY, S.WITHDRAWN, S.LAPSED),
    S.SERVED: (S.WAITING,),
    S.TURNED_AWAY: (S.WAITING, S.SERVED),
    S.WITHDRAWN: (S.WAITING,),
    S.LAPSED: (),
}


def may_become(state: str, new: str) -> bool:
    """Whether a request in `state` may become `new`."""
    return new in TRANSITIONS[state]
