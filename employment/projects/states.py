"""The life of a session as data: from which state one may go where."""

from employment.projects.enums import SessionState as S

START = (S.OPEN,)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.OPEN: (S.DRAWN,),
    S.DRAWN: (S.DONE,),
    S.DONE: (),
}


def may_become(state: str, new: str) -> bool:
    """Whether a session in `state` may become `new`."""
    return new in TRANSITIONS[state]
