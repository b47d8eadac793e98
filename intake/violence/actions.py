"""What the women's space writes about violence, with the person and in their words."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts.clock import now
from intake.violence import policies, selectors
from intake.violence.enums import Verb
from intake.violence.models import Apart, SafeContact, Screening

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@transaction.atomic
def screen_violence(
    *, actor: "User", person: "Person", danger: str, words: str, wants: str, client_uuid: UUID,
    children: bool | None = None,
) -> Screening:
    """Write one talk about violence, sealed; the same `client_uuid` again is one talk."""
    policies.screen_violence.check(actor, person=person)
    first = selectors.screening_by_uuid(client_uuid)
    if first is not None:
        return first
    talk = Screening.objects.create(
        person=person, danger=danger, children=children, words=words, wants=wants, at=now(), by=actor.pk,
        client_uuid=client_uuid,
    )  # fmt: skip
    record(Verb.SCREENED, subject=person, obj=talk)
    return talk


@transaction.atomic
def agree_contact(*, actor: "User", person: "Person", words: str) -> SafeContact:
    """Write how the person may be reached safely; what was agreed before stays in the history, sealed."""
    policies.agree_contact.check(actor, person=person)
    agreed = selectors.agreed_with(actor, person) or SafeContact(person=person)
    agreed.words, agreed.at, agreed.by = words, now(), actor.pk
    agreed.save()
    record(Verb.SAFE_CONTACT, subject=person, obj=agreed)
    return agreed


@transaction.atomic
def keep_apart(*, actor: "User", person: "Person", other: "Person") -> Apart:
    """Write that this person must not meet the other; a pair already kept apart is one pair."""
    policies.keep_apart.check(actor, person=person, other=other)
    pair, new = Apart.objects.get_or_create(
        person=person, other=other, ended_at=None, defaults={"at": now(), "by": actor.pk}
    )
    if new:
        record(Verb.APART, subject=person, obj=pair)
    return pair


@transaction.atomic
def end_apart(*, actor: "User", pair: Apart) -> Apart:
    """Write that the two need no longer be kept apart; ending it twice changes nothing."""
    if pair.ended_at is not None:
        return pair
    policies.keep_apart.check(actor, person=pair.person)
    pair.ended_at, pair.ended_by = now(), actor.pk
    pair.save(update_fields=["ended_at", "ended_by"])
    record(Verb.TOGETHER, subject=pair.person_id, obj=pair)
    return pair
