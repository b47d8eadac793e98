"""The moves of needs, goals and steps, as data; the diagrams in docs/generated are made from these tables."""

from .enums import GoalState, NeedState, StepState

#: state -> the states it may move to. A step that was dropped may be taken up again.
MOVES: dict[str, tuple[str, ...]] = {
    StepState.PLANNED: (StepState.UNDER_WAY, StepState.DONE, StepState.DROPPED),
    StepState.UNDER_WAY: (StepState.DONE, StepState.DROPPED, StepState.PLANNED),
    StepState.DONE: (StepState.UNDER_WAY,),
    StepState.DROPPED: (StepState.PLANNED,),
}

#: A need that was met or set aside may open again.
NEED_MOVES: dict[str, tuple[str, ...]] = {
    NeedState.OPEN: (NeedState.MET, NeedState.ASIDE),
    NeedState.MET: (NeedState.OPEN,),
    NeedState.ASIDE: (NeedState.OPEN,),
}

#: The person may want again what was reached or left.
GOAL_MOVES: dict[str, tuple[str, ...]] = {
    GoalState.WANTED: (GoalState.REACHED, GoalState.LEFT),
    GoalState.REACHED: (GoalState.WANTED,),
    GoalState.LEFT: (GoalState.WANTED,),
}
