"""The moves of a referral, as data. Source: DOMAIN 3.3 (FHIR Task codes)."""

from .enums import ReferralState as S

#: state -> the states it may move to.
MOVES: dict[str, tuple[str, ...]] = {
    S.DRAFT: (S.REQUESTED, S.CANCELLED, S.ERROR),
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
