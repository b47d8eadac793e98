"""The life of a search as data: from which state one may go where. A refusal never ends a search."""

from housing.homes.enums import CandidatureState as S

START = (S.OPEN,)

_LOOKING_ON = (S.PROPOSED, S.HOUSED, S.WITHDRAWN, S.LAPSED)
_ANSWERS = (S.REFUSED_BY_PERSON, S.REFUSED_BY_LANDLORD, S.OPEN, S.HOUSED, S.WITHDRAWN, S.LAPSED)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.OPEN: _LOOKING_ON,
    S.REFUSED_BY_PERSON: _LOOKING_ON,
    S.REFUSED_BY_LANDLORD: _LOOKING_ON,
    S.PROPOSED: (S.VISITED, S.ACCEPTED, *_ANSWERS),
    S.VISITED: (S.ACCEPTED, S.PROPOSED, *_ANSWERS),
    S.ACCEPTED: (S.PROPOSED, *_ANSWERS),
    S.HOUSED: (),
    S.WITHDRAWN: (S.OPEN,),
    S.LAPSED: (S.OPEN,),
}


def may_become(state: str, new: str) -> bool:
    """Whether a search in `state` may become `new`."""
    return new in TRANSITIONS[state]
