"""What is done with referrals: write one, send it, receive one, move it along, ask what became of it, give a partner a link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import record
from centre.access.scope import visible
from centre.shifts import clock
from intake.consent.actions import give_consent, share
from intake.consent.enums import Manner, Means
from intake.directory.models import Organization, PartnerService
from intake.directory.selectors import snapshot_of
from intake.person.models import Person

from . import links, policies
from .enums import ENDED_NEEDS_OUTCOME, Direction, ReferralState, Verb
from .letters import contents
from .models import FollowUp, PartnerLink, Referral
from .selectors import referral_of_form, still_agreed


class NewLink(NamedTuple):
    """A link with what is shown once: its address and the code to say."""

    link: PartnerLink
    token: str
    code: str


@transaction.atomic
def draft_referral(
    *, actor: Any, person: Person, compartment: str, service: PartnerService, items: Sequence[str], reason: str, client_uuid: UUID,
    health: str = "", social: str = "", warm: bool = False, companion: int | None = None, appointment_at: datetime | None = None,
) -> Referral:
    """Write a referral that is not sent yet; the same `client_uuid` again returns the first. Raises Refused."""
    first = referral_of_form(actor, client_uuid)
    if first is not None:
        return first
    policies.draft_referral.check(actor, person=person, compartment=compartment, service=service)
    now = clock.now()
    referral = Referral(
        person=person, compartment=compartment, service=service, partner=service.organization, snapshot=snapshot_of(service),
        items=list(items), reason=reason, health=health or None, social=social or None, warm=warm, companion=companion,
        appointment_at=appointment_at, state=ReferralState.DRAFT, made_at=now, made_by=actor.pk, moved_at=now, client_uuid=client_uuid,
    )
    referral.save(force_insert=True)
    record(Verb.DRAFTED, subject=person, obj=referral, data={"items": list(items), "warm": warm})
    return referral


@transaction.atomic
def correct_referral(
    *, actor: Any, referral: Referral, items: Sequence[str], reason: str, health: str = "", social: str = "", warm: bool = False,
    companion: int | None = None, appointment_at: datetime | None = None,
) -> Referral:
    """Change what is not sent yet. Raises Refused once it is."""
    current = _held(actor, referral)
    policies.correct_referral.check(actor, referral=current)
    current.items, current.reason, current.warm, current.appointment_at = list(items), reason, warm, appointment_at
    current.health, current.social, current.companion = health or None, social or None, companion
    current.save()
    record(Verb.CORRECTED, subject=current.person_id, obj=current, data={"items": list(items)})
    return current


@transaction.atomic
def send_referral(
    *, actor: Any, referral: Referral, conditions: Collection[str], means: str = Means.LETTER, agreed_until: date | None = None,
    manner: str = Manner.SPOKEN,
) -> Referral:
    """Send a draft: what is agreed is checked again, with the five conditions. The draft stays when it is refused.

    With `agreed_until` the person agreed to the items just now: the agreement is written down first, both or neither.
    """
    current = _held(actor, referral)
    policies.send_referral.check(actor, referral=current)
    assert current.person is not None
    assert current.service is not None
    organization = current.service.organization
    common: dict[str, Any] = {
        "actor": actor, "person": current.person, "compartment": current.compartment, "recipient": organization.pk,
        "recipient_name": organization.name, "items": current.items, "purpose": current.service.name,
    }
    if agreed_until is not None:
        give_consent(**common, valid_until=agreed_until, manner=manner)
    current.sharing = share(**common, conditions=conditions, means=means)
    current.snapshot = snapshot_of(current.service)
    current.state, current.sent_at, current.moved_at = ReferralState.REQUESTED, clock.now(), clock.now()
    current.save(update_fields=["sharing", "snapshot", "state", "sent_at", "moved_at"])
    record(Verb.REFERRED, subject=current.person_id, obj=current, data={"items": current.items, "warm": current.warm, "means": means})
    return current


@transaction.atomic
def refer(
    *, actor: Any, person: Person, compartment: str, service: PartnerService, items: Sequence[str], reason: str, client_uuid: UUID,
    conditions: Collection[str], agreed_until: date | None = None, manner: str = Manner.SPOKEN, means: str = Means.LETTER, **more: Any,
) -> Referral:
    """Write a referral and send it at once, both or neither; the same `client_uuid` again returns the first."""
    first = referral_of_form(actor, client_uuid)
    if first is not None:
        return first
    policies.draft_referral.check(actor, person=person, compartment=compartment, service=service)
    made = draft_referral(
        actor=actor, person=person, compartment=compartment, service=service, items=items, reason=reason, client_uuid=client_uuid, **more
    )
    return send_referral(actor=actor, referral=made, conditions=conditions, means=means, agreed_until=agreed_until, manner=manner)


@transaction.atomic
def receive_referral(
    *, actor: Any, person: Person, compartment: str, source: str, reason: str, client_uuid: UUID, partner: Organization | None = None,
) -> Referral:
    """Note that somebody was sent to us, and by whom; the same `client_uuid` again returns the first. Raises Refused."""
    first = referral_of_form(actor, client_uuid)
    if first is not None:
        return first
    policies.receive_referral.check(actor, person=person, compartment=compartment)
    now = clock.now()
    referral = Referral(
        person=person, compartment=compartment, direction=Direction.IN, partner=partner, source=source, reason=reason,
        snapshot={"organization": partner.name if partner else ""}, state=ReferralState.REQUESTED, made_at=now, made_by=actor.pk,
        sent_at=now, moved_at=now, client_uuid=client_uuid,
    )
    referral.save(force_insert=True)
    record(Verb.RECEIVED, subject=person, obj=referral, data={"source": source})
    return referral


@transaction.atomic
def move_referral(*, actor: Any, referral: Referral, state: str, outcome: str = "", refusal: str = "") -> Referral:
    """Move a referral along the table of states; where it already is, nothing changes."""
    current = _held(actor, referral)
    if current.state == state:
        return current
    policies.move_referral.check(actor, referral=current, state=state, outcome=outcome)
    now = clock.now()
    before, current.state, current.outcome, current.moved_at = current.state, state, outcome or current.outcome, now
    current.refusal = refusal if state == ReferralState.REJECTED else current.refusal
    if before == ReferralState.REQUESTED and state not in {ReferralState.CANCELLED, ReferralState.ERROR} and current.answered_at is None:
        current.answered_at = now
    if state in ENDED_NEEDS_OUTCOME:
        current.ended_at = now
    current.save(update_fields=["state", "outcome", "refusal", "moved_at", "answered_at", "ended_at"])
    record(Verb.MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state, "outcome": outcome, "refusal": refusal})
    return current


@transaction.atomic
def follow_up(*, actor: Any, referral: Referral, days: int, found: str) -> FollowUp:
    """Note what was found when somebody asked again; asked twice for the same day, the first stands."""
    current = _held(actor, referral)
    policies.follow_up.check(actor, referral=current)
    noted, new = FollowUp.objects.get_or_create(
        referral=current, days=days, defaults={"found": found, "at": clock.now(), "by": actor.pk}
    )
    if new:
        record(Verb.FOLLOWED_UP, subject=current.person_id, obj=current, data={"days": days, "found": found})
    return noted


@transaction.atomic
def make_letter(*, actor: Any, referral: Referral) -> None:
    """Note that the letter of a referral is made, before it is shown. Raises Refused."""
    policies.make_letter.check(actor, referral=referral)
    record(Verb.LETTER_MADE, subject=referral.person_id, obj=referral)


@sensitive_variables()
@transaction.atomic
def make_link(*, actor: Any, referral: Referral, hours: int) -> NewLink:
    """A link to the letter for a partner without an account; the address and the code are shown once. Raises Refused."""
    current = _held(actor, referral)
    agreed = still_agreed(actor, current)
    policies.make_link.check(actor, referral=current, agreed=agreed, hours=hours)
    token, code, key, now = links.new_token(), links.new_code(), uuid4(), clock.now()
    token_mac, code_mac = links.macs(token, code)
    link = PartnerLink(
        id=key, referral=current, token_mac=token_mac, code_mac=code_mac, letter=links.close(token, key, contents(current, agreed)),
        made_at=now, made_by=actor.pk, expires_at=now + timedelta(hours=hours),
    )
    link.save(force_insert=True)
    record(Verb.LINK_MADE, subject=current.person_id, obj=link, data={"hours": hours, "items": sorted(agreed)})
    return NewLink(link, token, code)


@transaction.atomic
def revoke_link(*, actor: Any, link: PartnerLink) -> PartnerLink:
    """The link opens nothing any more, at once. Raises Refused when it was revoked before."""
    policies.revoke_link.check(actor, link=link)
    link.revoked_at, link.revoked_by = clock.now(), actor.pk
    link.save(update_fields=["revoked_at", "revoked_by"])
    record(Verb.LINK_REVOKED, subject=link.referral.person_id, obj=link)
    return link


def _held(actor: Any, referral: Referral) -> Referral:
    """The referral as it stands, held until the end of the transaction."""
    found = Referral.objects.select_related("person", "service", "service__organization")
    return visible(actor, found.select_for_update(of=("self",), no_key=True)).get(pk=referral.pk)
