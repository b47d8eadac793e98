"""Reading limits in the room, for the room's own team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock

from ..enrolment.selectors import of_whole, text_of
from ..enums import Verb
from ..ground.selectors import names_of
from .enums import BanState
from .models import RoomBan

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

LISTED = 100


@dataclass(frozen=True)
class OpenBan:
    """A limit opened: why, what was said against it, what was answered; `names` says who did what."""

    ban: RoomBan
    reason: str
    appeal: str
    answer: str
    names: dict[str, str]
    stands: bool


def ban_for(actor: User, pk: Any) -> RoomBan:
    """One limit with its person. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, RoomBan.objects.select_related("person")), pk=pk)


def ban_by_uuid(client_uuid: UUID) -> RoomBan | None:
    """The limit that a page's uuid already proposed."""
    return RoomBan.objects.filter(client_uuid=client_uuid).first()


def standing_ban(actor: User, person: Person) -> RoomBan | None:
    """What closes the booths to a person now, the latest end first; None when nothing does."""
    moment = clock.now()
    found = visible(actor, RoomBan.objects.filter(of_whole(person), state=BanState.IN_FORCE, starts_at__lte=moment, ends_at__gt=moment))
    return found.order_by("-ends_at", "pk").first()


def bans_of(actor: User, person: Person) -> list[RoomBan]:
    """Every limit of a person, the latest first."""
    return list(visible(actor, RoomBan.objects.filter(of_whole(person))).order_by("-proposed_at", "pk")[:20])


def opened(actor: User, ban: RoomBan) -> OpenBan:
    """A limit with its words in clear; the reading is recorded first."""
    viewed(Verb.READ, subject=ban.person_id, obj=ban, purpose="room")
    hands = ("proposed_by", "decided_by", "lifted_by", "appealed_by", "answered_by")
    names = names_of(getattr(ban, hand) for hand in hands)
    return OpenBan(
        ban, text_of(ban.reason), text_of(ban.appeal), text_of(ban.answer),
        {hand: names.get(getattr(ban, hand) or 0, "") for hand in hands}, ban.stands_at(clock.now()),
    )


def overview(actor: User) -> dict[str, list[RoomBan]]:
    """Proposals to decide, limits that stand, the earliest end first; the reading is recorded."""
    moment, shown = clock.now(), visible(actor, RoomBan.objects.select_related("person").filter(ends_at__gt=clock.now()))
    page = {
        "proposed": list(shown.filter(state=BanState.PROPOSED).order_by("proposed_at", "pk")[:LISTED]),
        "standing": list(shown.filter(state=BanState.IN_FORCE, starts_at__lte=moment).order_by("ends_at", "pk")[:LISTED]),
    }
    if count := sum(map(len, page.values())):
        viewed(Verb.READ, count=count, purpose="room")
    return page
