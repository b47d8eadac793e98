"""The life of an entitlement file as data: where it may go, who does the next thing, what each step asks. Source: DOMAIN 8.7."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import EntitlementState as S
from .enums import Hand, Kind

START = (S.NEED,)

#: state -> the states it may move to. A wrong step is taken back with its reason, which is an act of its own.
MOVES: dict[str, tuple[str, ...]] = {
    S.NEED: (S.DOCUMENTS, S.STOPPED),
    S.DOCUMENTS: (S.ATTESTATION, S.REQUESTED, S.STOPPED),
    S.ATTESTATION: (S.REQUESTED, S.STOPPED),
    S.REQUESTED: (S.GRANTED, S.REFUSED, S.ELSEWHERE, S.STOPPED),
    S.GRANTED: (S.RENEWAL, S.STOPPED),
    S.RENEWAL: (S.REQUESTED, S.STOPPED),
    S.REFUSED: (S.APPEALED, S.REQUESTED, S.STOPPED),
    S.APPEALED: (S.GRANTED, S.REFUSED, S.STOPPED),
    S.ELSEWHERE: (S.REQUESTED, S.STOPPED),
    S.STOPPED: (),
}

#: The attestation is asked for urgent medical aid, and for nothing else.
ATTESTED = (Kind.AMU,)

#: state -> who does the next thing, and what it is.
NEXT: dict[str, tuple[Hand, Promise]] = {
    S.NEED: (Hand.WORKER, _("Talk it through: what is needed, what they want, where they stay.")),
    S.DOCUMENTS: (Hand.PERSON, _("Gather what lacks. What cannot be had is said in the request.")),
    S.ATTESTATION: (Hand.PROVIDER, _("A doctor or dentist attests that care is needed; they keep the attestation.")),
    S.REQUESTED: (Hand.AUTHORITY, _("The authority looks at the request and decides.")),
    S.GRANTED: (Hand.WORKER, _("Tell the person how it is used, and see that it runs.")),
    S.RENEWAL: (Hand.WORKER, _("Ask again before the end.")),
    S.REFUSED: (Hand.PERSON, _("Decide together whether to appeal, or to ask again.")),
    S.APPEALED: (Hand.AUTHORITY, _("The appeal is looked at.")),
    S.ELSEWHERE: (Hand.WORKER, _("Ask the authority that is competent.")),
    S.STOPPED: (Hand.NOBODY, _("Nothing more is to be done.")),
}

#: state -> what is written down when a file moves there, besides a deadline and a note.
ASKED: dict[str, tuple[str, ...]] = {
    S.REQUESTED: ("authority", "authority_name", "requested_on", "request_proof", "request_reference"),
    S.GRANTED: ("decided_on", "window_from", "window_to", "encoded_on"),
    S.REFUSED: ("decided_on", "appeal_until"),
    S.ELSEWHERE: ("decided_on", "authority", "authority_name"),
    S.APPEALED: ("appealed_on",),
    S.STOPPED: ("ended_on", "end_reason"),
}


def moves_of(kind: str, state: str) -> tuple[str, ...]:
    """Where a file of this kind may go: without an attestation where none is asked, and not round it where one is."""
    skipped = S.ATTESTATION
    if kind in ATTESTED and state == S.DOCUMENTS:
        skipped = S.REQUESTED
    return tuple(one for one in MOVES[state] if one != skipped)


def road(kind: str) -> tuple[str, ...]:
    """The way of a file that meets no trouble, from the need to the card."""
    way = (S.NEED, S.DOCUMENTS, S.ATTESTATION, S.REQUESTED, S.GRANTED)
    return tuple(one for one in way if one != S.ATTESTATION or kind in ATTESTED)
