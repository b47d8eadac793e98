"""Reading restrictions: limits and until for the desk, the reason for the coordination, what ends soon for the shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from intake.desk.models import Service
from intake.desk.services import BED
from intake.safety.reach import names_of, within
from intake.spaces.models import Space
from intake.spaces.selectors import spaces_for

from .enums import NEVER, State, Verb
from .models import Restriction, RestrictionAppeal, RestrictionReason

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

SOON = timedelta(days=7)
LISTED = 100
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Appeal:
    """An appeal opened for reading."""

    appeal: RestrictionAppeal
    words: str
    because: str
    by: str
    answered_by: str


def restrictable_services() -> QuerySet[Service]:
    """The services that may be limited at all."""
    given = Service.objects.filter(Q(order__gt=0) | Q(code=BED), active=True)
    return given.exclude(code__in=NEVER).order_by("order", "code")


def restrictable_spaces(actor: User) -> QuerySet[Space]:
    """The spaces that this worker may propose to limit."""
    return spaces_for(actor)


def always_open() -> list[Service]:
    """What is never restricted, in the order of the house."""
    return list(Service.objects.filter(code__in=NEVER, active=True).order_by("order", "code"))


def restriction_by_uuid(client_uuid: UUID) -> Restriction | None:
    """The restriction that a page's uuid already proposed, as far as row security shows it."""
    return Restriction.objects.filter(client_uuid=client_uuid).first()


def appeal_by_uuid(client_uuid: UUID) -> RestrictionAppeal | None:
    """The appeal that a page's uuid already wrote down."""
    return RestrictionAppeal.objects.filter(client_uuid=client_uuid).first()


def _shown(actor: User) -> QuerySet[Restriction]:
    """Restrictions within reach, with what they limit and whom."""
    return visible(actor, Restriction.objects.select_related("person", "space", "service"))


def restriction_for(actor: User, pk: Any) -> Restriction:
    """One restriction. Raises Http404 outside the actor's reach."""
    return get_object_or_404(_shown(actor), pk=pk)


def standing_of(actor: User, person: Person) -> QuerySet[Restriction]:
    """What limits a person now."""
    return visible(actor, Restriction.objects.filter(person=person).standing(clock.now()))


def limits_of(actor: User, person: Person) -> list[Restriction]:
    """What is limited for a person now, and until when: never why. For pages that have just read the file."""
    return list(standing_of(actor, person).select_related("space", "service").order_by("ends_at", "pk"))


def all_of(actor: User, person: Person) -> list[Restriction]:
    """Every restriction of a person within reach, the latest first."""
    return list(_shown(actor).filter(person=person).order_by("-proposed_at", "pk")[:LISTED])


def still_standing(restrictions: list[Restriction]) -> list[Restriction]:
    """Of these, the ones that limit somebody now."""
    moment = clock.now()
    return [one for one in restrictions if one.state == State.IN_FORCE and one.starts_at <= moment < one.ends_at]


def overview(actor: User) -> dict[str, list[Restriction]]:
    """Proposals to decide, restrictions in force, the earliest end first, and those over lately; the reading is recorded."""
    moment, shown = clock.now(), _shown(actor)
    page = {
        "proposed": list(shown.filter(state=State.PROPOSED, ends_at__gt=moment).order_by("proposed_at", "pk")[:LISTED]),
        "standing": list(shown.filter(state=State.IN_FORCE, ends_at__gt=moment).order_by("ends_at", "pk")[:LISTED]),
        "over": list(shown.filter(state__in=(State.IN_FORCE, State.LIFTED), ends_at__gt=moment - timedelta(days=60))
                     .exclude(state=State.IN_FORCE, ends_at__gt=moment).order_by("-ends_at", "pk")[:LISTED]),
    }  # fmt: skip
    viewed(Verb.LISTED, count=sum(map(len, page.values())))
    return page


def reason_of(actor: User, restriction: Restriction) -> str | None:
    """Why, in clear, for those who may read it; None for the others. The reading is recorded first."""
    found = within(actor, RestrictionReason.objects.filter(restriction=restriction), own_for=DAY).first()
    if found is None:
        return None
    viewed(Verb.VIEWED, subject=restriction.person_id, obj=restriction)
    return _text(found.text)


def appeals_of(actor: User, restriction: Restriction) -> list[Appeal]:
    """The appeals the actor may read, opened; the reading is recorded first."""
    found = list(within(actor, RestrictionAppeal.objects.filter(restriction=restriction)).order_by("at", "pk"))
    if found:
        viewed(Verb.VIEWED, subject=restriction.person_id, obj=restriction, count=len(found))
    names = names_of({appeal.by for appeal in found} | {appeal.answered_by for appeal in found if appeal.answered_by})
    return [
        Appeal(
            appeal, _text(appeal.words), _text(appeal.because) if appeal.because else "", names.get(appeal.by, ""),
            names.get(appeal.answered_by or 0, ""),
        )
        for appeal in found
    ]


def appeal_for(actor: User, pk: Any) -> RestrictionAppeal:
    """One appeal with its restriction. Raises Http404 outside the actor's reach."""
    return get_object_or_404(within(actor, RestrictionAppeal.objects.select_related("restriction")), pk=pk)


def _text(sealed: Any) -> str:
    """A text in clear; nothing when its key was destroyed."""
    try:
        return str(sealed.reveal())
    except Shredded:
        return ""


def people_of(restriction: Restriction) -> dict[str, str]:
    """Who proposed, decided, reviewed and lifted it: `{"proposed_by": "Vera", …}`."""
    ids = {key: getattr(restriction, key) for key in ("proposed_by", "decided_by", "reviewed_by", "lifted_by")}
    names = names_of(pk for pk in ids.values() if pk)
    return {key: names.get(pk or 0, "") for key, pk in ids.items()}


def ending_soon(actor: User) -> QuerySet[Restriction]:
    """Restrictions within reach that end within seven days, the earliest first."""
    moment = clock.now()
    return _shown(actor).filter(state=State.IN_FORCE, ends_at__gt=moment, ends_at__lte=moment + SOON).order_by("ends_at", "pk")


def figures(actor: User, shift: Any) -> dict[str, Any]:
    """How many restrictions are in force, end soon, are to be looked at again and wait for a decision; of nobody."""
    moment, shown = clock.now(), visible(actor, Restriction.objects.all())
    standing = shown.filter(state=State.IN_FORCE, ends_at__gt=moment)
    due = Q(review_on__lte=clock.service_day(), reviewed_at=None)
    told = standing.aggregate(
        standing=Count("pk"), soon=Count("pk", filter=Q(ends_at__lte=moment + SOON)), to_review=Count("pk", filter=due)
    )
    return told | {"proposed": shown.filter(state=State.PROPOSED, ends_at__gt=moment).count()}


def notice_language(person: Person, asked: str, codes: list[str]) -> str:
    """The language of a notice: the one asked for, else the person's first that the house writes, else the house's own."""
    return next((code for code in (asked, *person.languages) if code in codes), codes[0])
