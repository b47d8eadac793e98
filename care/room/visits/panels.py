"""A person before the room and one visit, put together for their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from audit.ledger.actions import viewed
from care.vitals.enums import Consciousness

from ..bans.selectors import bans_of, standing_ban
from ..enrolment import policies as enrolment_policies
from ..enrolment.enums import Ground
from ..enrolment.models import Enrolment
from ..enrolment.policies import closed_under_18
from ..enrolment.selectors import (
    decisions_of,
    enrolment_of,
    grounds_to_decide,
    has_signed,
    is_minor,
    not_now,
    signatures_of,
)
from ..enums import Verb
from ..ground.selectors import opening_now, standing
from . import policies
from .enums import POORLY
from .models import RoomVisit
from .selectors import inside_now, readiness, visit_page, visits_of

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


def person_page(actor: User, person: Person) -> dict[str, Any]:
    """Somebody before the room: enrolment, what is still needed before a booth, limits, visits; the reading is recorded."""
    enrolment, ground = enrolment_of(actor, person), standing()
    viewed(Verb.READ, subject=person, obj=enrolment, purpose="room")
    ban, inside, young = standing_ban(actor, person), inside_now(actor, person), is_minor(actor, person)
    return {
        "person": person, "enrolment": enrolment, "ground": ground, "minor": young, "under_18": closed_under_18(), "inside": inside,
        "no_enrolment": enrolment_policies.enrol_in_room.why_not(
            actor, minor=young, enrolled=enrolment is not None, shut=ground.shut, rules=ground.rules
        ),
        "no_arrival": policies.arrive.why_not(
            actor, opening=opening_now(), shut=ground.shut, enrolled=enrolment is not None, minor=young, ban=ban, inside=inside
        ),
        "ban": ban, "ban_words": policies.closed_by_ban(ban) if ban else "", "bans": bans_of(actor, person),
        "visits": visits_of(actor, person),
    } | (_agreed(enrolment) if enrolment else {"signed": False, "undecided": [], "not_now": None, "decisions": [], "signatures": []})


def _agreed(enrolment: Enrolment) -> dict[str, Any]:
    """What was signed and decided, and what is still to be."""
    return {
        "signed": has_signed(enrolment), "undecided": [Ground(one).label for one in grounds_to_decide(enrolment)], "not_now": not_now(enrolment),
        "decisions": decisions_of(enrolment), "signatures": signatures_of(enrolment),
    }


def visit_context(actor: User, visit: RoomVisit) -> dict[str, Any]:
    """One visit with the booths to choose from and what may be done now."""
    page, ground = visit_page(actor, visit), standing()
    taken = set(RoomVisit.objects.filter(left_at=None, seat__upper_inf=True).values_list("booth", flat=True))
    used = any(not one.struck for one in page["uses"])
    last = page["looks"][0][0] if page["looks"] else None
    return page | {
        "stage": visit.stage, "running": next((one for one in page["incidents"] if one.stopped_at is None), None),
        "poorly": last if last is not None and last.consciousness in POORLY and visit.left_at is None else None,
        "answers": Consciousness.choices, "tap_uuid": uuid4(), "emergency_uuid": uuid4(),
        "no_booth": policies.seat.why_not(actor, visit=visit, opening=opening_now(), shut=ground.shut, **readiness(actor, visit)),
        "booths": [
            (one, one.pk in taken, one.space == visit.space) for one in sorted(ground.booths, key=lambda booth: booth.space != visit.space)
        ],
        "no_leaving": policies.leave.why_not(actor, visit=visit, used=used, early=""), "used": used,
    }
