"""The moves of a referral, as data. Source: DOMAIN 3.3 (FHIR Task codes)."""

from .enums import ReferralState as S

#: state -> the states it may move to. A draft becomes a referral by sending it, which is an act of its own.
MOVES: dict[str, tuple[str, ...]] = {
    S.DRAFT: (S.CANCELLED, S.ERROR),
    S.REQUESTED: (S.ACCEPTED, S.REJECTED, S.ON_HOLD, S.CANCELLED, S.ERROR),
    S.ACCEPTED: (S.IN_PROGRESS, S.COMPLETED, S.FAILED, S.CANCELLED, S.ERROR),
    S.ON_HOLD: (S.ACCEPTED, S.REJECTED, S.CANCELLED, S.ERROR),
    S.IN_PROGRESS: (S.COMPLETED, S.FAILED, S.ON_HOLD, S.ERROR),
    S.REJECTED: (S.ERROR,),
    S.FAILED: (S.ERROR,),
    S.COMPLETED: (S.ERROR,),
    S.CANCELLED: (S.ERROR,),
    S.ERROR: (),
}
#: States in which somebody still waits for something.
OPEN = (S.DRAFT, S.REQUESTED, S.ACCEPTED, S.ON_HOLD, S.IN_PROGRESS)
#: What a partner may answer through a link, and from where. The database function says the same.
ANSWERS = {S.ACCEPTED: (S.REQUESTED, S.ON_HOLD), S.ON_HOLD: (S.REQUESTED,), S.REJECTED: (S.REQUESTED, S.ON_HOLD)}
#: The whole of it, with the act of sending: what the diagram shows.
TRANSITIONS: dict[str, tuple[str, ...]] = MOVES | {S.DRAFT: (S.REQUESTED, *MOVES[S.DRAFT])}
