"""The moves of a step, as data; the diagram in docs/generated is made from this table."""

from .enums import StepState

#: state -> the states it may move to. A step that was dropped may be taken up again.
MOVES: dict[str, tuple[str, ...]] = {
    StepState.PLANNED: (StepState.UNDER_WAY, StepState.DONE, StepState.DROPPED),
    StepState.UNDER_WAY: (StepState.DONE, StepState.DROPPED, StepState.PLANNED),
    StepState.DONE: (StepState.UNDER_WAY,),
    StepState.DROPPED: (StepState.PLANNED,),
}
