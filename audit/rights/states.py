"""The steps of an erasure. The diagram in the documents is made from this table."""

from audit.rights.enums import State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.REQUESTED: frozenset({State.APPROVED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.ORDERED, State.WITHDRAWN}),
    State.ORDERED: frozenset({State.CLEARED}),
    State.CLEARED: frozenset({State.DONE}),
    State.DONE: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def may_become(now: str, then: str) -> bool:
    """Whether an erasure may go from one state to the other."""
    return State(then) in TRANSITIONS[State(now)]
