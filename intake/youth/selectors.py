"""Who is or may be a minor, for those who may know."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts.clock import service_day
from intake.youth.enums import Verb
from intake.youth.models import GuardianshipDecision, Minor

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@dataclass(frozen=True)
class Decided:
    """A decision with its reasons opened."""

    decision: GuardianshipDecision
    reasons: str


def minor(actor: "User", person: "Person") -> Minor | None:
    """What is known of this person's minority, or None: neither declared nor suspected, or no longer."""
    return visible(actor, Minor.objects.filter(person=person, ended_at=None)).first()


def decisions(actor: "User", person: "Person") -> list[Decided]:
    """The decisions about the guardianship service, newest first, opened; the reading is recorded."""
    rows = list(visible(actor, GuardianshipDecision.objects.filter(person=person)).order_by("-at", "-pk"))
    if rows:
        viewed(Verb.VIEWED, subject=person, count=len(rows))
    return [Decided(one, one.reasons.reveal()) for one in rows]


def decision_by_uuid(client_uuid: UUID) -> GuardianshipDecision | None:
    """The decision a page's uuid was already used for."""
    return GuardianshipDecision.objects.filter(client_uuid=client_uuid).first()


def to_speak_about(actor: "User", until: date | None = None) -> list[GuardianshipDecision]:
    """The latest decision of each person, where it is to be spoken about by `until` (today by default), oldest first.

    The reading is recorded when there is somebody.
    """
    latest = visible(actor, GuardianshipDecision.objects.all()).order_by("person", "-at", "-pk").distinct("person")
    due = GuardianshipDecision.objects.filter(pk__in=latest.values("pk"), again_on__lte=until or service_day())
    rows = list(visible(actor, due).select_related("person").order_by("again_on", "pk"))
    if rows:
        viewed(Verb.VIEWED, count=len(rows))
    return rows
