"""The life of a session as data: from which state one may go where."""

from employment.projects.enums import SessionState as S

START = (S.OPEN,)

#: Without a draw, in the order of signing up, an open session is done at once; a day later nothing is opened again.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.OPEN: (S.DRAWN, S.DONE, S.CANCELLED),
    S.DRAWN: (S.DONE, S.CANCELLED),
    S.DONE: (S.OPEN, S.DRAWN),
    S.CANCELLED: (),
}


def may_become(state: str, new: str) -> bool:
    """Whether a session in `state` may become `new`."""
    return new in TRANSITIONS[state]
