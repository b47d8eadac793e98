"""The life of a journey and of its steps as data: from which state one may go where."""

from employment.journeys.enums import JourneyState as J
from employment.journeys.enums import StepState as S

START = (J.RUNNING,)

TRANSITIONS: dict[str, tuple[str, ...]] = {
    J.RUNNING: (J.PAUSED, J.ENDED),
    J.PAUSED: (J.RUNNING, J.ENDED),
    J.ENDED: (),
}

STEP_TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.AGREED: (S.PLANNED, S.DONE, S.DROPPED),
    S.PLANNED: (S.AGREED, S.DONE, S.DROPPED),
    S.DONE: (S.AGREED,),
    S.DROPPED: (S.AGREED,),
}


def may_become(state: str, new: str) -> bool:
    """Whether a journey in `state` may become `new`."""
    return new in TRANSITIONS[state]


def step_may_become(state: str, new: str) -> bool:
    """Whether a step in `state` may become `new`; one taken up again is agreed anew."""
    return new in STEP_TRANSITIONS.get(state, ())
