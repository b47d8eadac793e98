"""The steps of a release. The diagram in the documents is made from this table."""

from audit.release.enums import State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.CHECKED, State.REFUSED}),
    State.CHECKED: frozenset({State.APPROVED, State.REFUSED}),
    State.APPROVED: frozenset({State.RELEASED}),
    State.RELEASED: frozenset(),
    State.REFUSED: frozenset(),
}


def may_become(now: str, then: str) -> bool:
    """Whether a release may go from one state to the other."""
    return State(then) in TRANSITIONS[State(now)]
