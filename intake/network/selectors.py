"""Reading referrals: a person's, those that wait, those to ask about again, and how partners answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.consent.enums import SharedItem
from intake.consent.selectors import not_covered
from intake.person.models import Person

from .enums import ARRIVED, Direction, ReferralState, RefusalReason, Verb
from .letters import contents, lines, revealed
from .models import FollowUp, PartnerLink, Referral
from .states import MOVES, OPEN

PAGE = 60
#: Counts stop here: nobody reads the difference.
MOST = 1000
#: Days after which somebody asks what became of a referral. Source: DOMAIN 11.
FOLLOW_UPS = (7, 30)
#: An answer that has not come after this is a silence.
SILENT = timedelta(days=FOLLOW_UPS[0])
#: States in which there is nothing left to ask.
NOT_ASKED = (ReferralState.DRAFT, ReferralState.CANCELLED, ReferralState.REJECTED, ReferralState.ERROR)


@dataclass(frozen=True)
class ShownReferral:
    """A referral opened: why, what was shared, where it may go, when to ask again."""

    referral: Referral
    reason: str
    health: str
    social: str
    answer: str
    items: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    follow_up_on: date | None
    silent: bool
    companion: str = ""


@dataclass(frozen=True)
class DueReferral:
    """A referral that somebody should ask about: after how many days, and since when."""

    referral: Referral
    days: int
    due_on: date


@dataclass(frozen=True)
class PartnerAnswers:
    """How one partner answered, nobody in it. `unknown` is the share of what was sent of which no end is known."""

    name: str
    sent: int
    answered: int
    refused: int
    silent: int
    arrived: int
    known: int
    days: float | None
    reasons: tuple[tuple[str, int], ...]

    @property
    def completion(self) -> int | None:
        """Arrived, of those whose end is known, in percent."""
        return round(100 * self.arrived / self.known) if self.known else None

    @property
    def unknown(self) -> int:
        """Of what was sent, the percentage of which nothing is known."""
        return round(100 * (self.sent - self.known) / self.sent) if self.sent else 0


def referrals_of(actor: Any, person: Person, compartment: str) -> list[ShownReferral]:
    """The person's referrals in one compartment, opened, the latest first; the reading is recorded first."""
    mine = visible(actor, Referral.objects.filter(person=person, compartment=compartment))
    found = list(mine.select_related("service", "partner").order_by("-made_at", "-pk")[:PAGE])
    viewed(Verb.VIEWED, subject=person, count=len(found), purpose=compartment)
    return [_opened(one) for one in found]


def referral_for(actor: Any, pk: int) -> Referral:
    """A referral the actor may see; Http404 otherwise."""
    found = Referral.objects.select_related("person", "service", "service__organization", "partner")
    return get_object_or_404(visible(actor, found), pk=pk)


def opened(actor: Any, referral: Referral) -> ShownReferral:
    """One referral opened; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=referral.person_id, obj=referral)
    return _opened(referral, _name(referral.companion))


def referral_of_form(actor: Any, client_uuid: UUID) -> Referral | None:
    """The referral a form already made, when it is sent twice."""
    return visible(actor, Referral.objects.filter(client_uuid=client_uuid)).first()


def open_referrals(actor: Any) -> list[Referral]:
    """Referrals still waiting for something, the oldest move first; at most 60; the reading is recorded."""
    found = visible(actor, Referral.objects.filter(state__in=OPEN)).select_related("person", "service", "partner")
    waiting = list(found.order_by("moved_at", "pk")[:PAGE])
    viewed(Verb.VIEWED, count=len(waiting))
    return waiting


def _due(actor: Any, day: date, days: int) -> QuerySet[Referral]:
    """Referrals sent so long ago that somebody should have asked, and nobody did; the later question replaces the earlier."""
    asked = FollowUp.objects.filter(referral=OuterRef("pk"), days__gte=days)
    sent = Referral.objects.filter(direction=Direction.OUT, sent_at__lt=clock.bounds(day - timedelta(days=days - 1))[0])
    later = [one for one in FOLLOW_UPS if one > days]
    if later:
        sent = sent.filter(sent_at__gte=clock.bounds(day - timedelta(days=later[0] - 1))[0])
    return visible(actor, sent.exclude(state__in=NOT_ASKED).filter(~Exists(asked)))


def follow_ups_due(actor: Any) -> list[DueReferral]:
    """What to ask about today, the oldest first; at most 60 of each; the reading is recorded."""
    today = clock.service_day()
    found = []
    for days in FOLLOW_UPS:
        for one in _due(actor, today, days).select_related("person", "service").order_by("sent_at", "pk")[:PAGE]:
            found.append(DueReferral(one, days, clock.service_day(one.sent_at) + timedelta(days=days)))
    viewed(Verb.VIEWED, count=len(found))
    return sorted(found, key=lambda one: (one.due_on, one.referral.pk))


def figures(actor: Any, day: date) -> dict[str, int]:
    """How many referrals wait, how many of them without an answer for a week, how many to ask about; each at most 1000."""
    waiting = visible(actor, Referral.objects.filter(state__in=OPEN))
    silent = waiting.filter(
        direction=Direction.OUT, state=ReferralState.REQUESTED, sent_at__lt=clock.bounds(day - SILENT)[0]
    )
    return {
        "waiting": waiting.order_by("pk")[:MOST].count(), "silent": silent.order_by("pk")[:MOST].count(),
        "due": sum(_due(actor, day, days).order_by("pk")[:MOST].count() for days in FOLLOW_UPS),
    }


def still_agreed(actor: Any, referral: Referral) -> set[str]:
    """Of the items of a referral, those that a standing agreement covers today: a letter says nothing else."""
    if referral.service is None:
        return set()
    missing = not_covered(actor, referral.person, referral.service.organization_id, referral.items)
    return set(referral.items) - missing


def letter_lines(actor: Any, referral: Referral) -> list[tuple[str, str]]:
    """What the letter says today, in the language that is active."""
    return lines(contents(referral, still_agreed(actor, referral)))


def links_of(actor: Any, referral: Referral) -> list[PartnerLink]:
    """The links made for a referral, the latest first."""
    return list(referral.links.order_by("-made_at", "pk")[:PAGE])


def link_for(actor: Any, pk: UUID) -> PartnerLink:
    """A link of a referral the actor may see; Http404 otherwise."""
    mine = visible(actor, Referral.objects.all())
    return get_object_or_404(PartnerLink.objects.select_related("referral").filter(referral__in=mine), pk=pk)


def partner_answers(since: datetime, until: datetime) -> list[PartnerAnswers]:
    """How each partner answered what was sent in a period, over the whole house; the reading is recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sent, answered, refused, silent, arrived, known, days, reasons::text FROM app.partner_answers(%s, %s, %s)",
            [since, until, clock.now() - SILENT],
        )
        rows = cursor.fetchall()
    viewed(Verb.ANSWERS_VIEWED, count=len(rows))
    return [PartnerAnswers(*(*row[:8], _reasons(row[8]))) for row in rows]


def _reasons(text: str) -> tuple[tuple[str, int], ...]:
    words = dict(RefusalReason.choices)
    return tuple((str(words.get(code, code)), number) for code, number in sorted(json.loads(text).items(), key=lambda one: -one[1]))


def _name(pk: int | None) -> str:
    found = User.objects.filter(pk=pk).first() if pk else None
    return str(found) if found else ""


def _opened(referral: Referral, companion: str = "") -> ShownReferral:
    labels = dict(ReferralState.choices)
    items = dict(SharedItem.choices)
    today, sent_on = clock.service_day(), clock.service_day(referral.sent_at or referral.made_at)
    out = referral.direction == Direction.OUT
    next_one = next((sent_on + timedelta(days=n) for n in FOLLOW_UPS if sent_on + timedelta(days=n) >= today), None)
    asked = out and referral.sent_at is not None and referral.state not in NOT_ASKED and (referral.state in OPEN or referral.outcome in ARRIVED)
    reason, health, social, answer = (revealed(referral, field) for field in ("reason", "health", "social", "answer"))
    return ShownReferral(
        referral, reason, health, social, answer,
        tuple(str(items[item]) for item in referral.items),
        tuple((move, str(labels[move])) for move in MOVES[referral.state]),
        next_one if asked else None,
        out and referral.state == ReferralState.REQUESTED and (today - sent_on).days > SILENT.days, companion,
    )
