"""What is done with a person's file: open it, correct it, give and take back cards, warn colleagues."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from audit.vault.keys import card_hmac
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams
from centre.access.scope import visible
from centre.shifts.clock import now, service_day
from intake.person import policies
from intake.person.cards import new_code
from intake.person.enums import CardReason, Verb
from intake.person.models import Alert, AlertReading, Card, Person
from intake.person.selectors import REACH_DAYS

if TYPE_CHECKING:
    from centre.staff.models import User

ALIAS_LENGTH = 60
OnAlert = Callable[..., object]
FIELDS = ("alias", "gender", "birth_year", "languages")


class StaleFile(Exception):
    """Somebody else corrected the file in the meantime; `person` is the file as it stands now."""

    def __init__(self, person: Person) -> None:
        super().__init__("corrected by somebody else")
        self.person = person


@transaction.atomic
def open_file(
    *,
    actor: "User",
    alias: str = "",
    gender: str = "",
    birth_year: int | None = None,
    languages: Iterable[str] = (),
    client_uuid: UUID | None = None,
) -> Person:
    """Open a file for a person and return it; nothing about them need be known. Source: PRIVACY 1.

    The same `client_uuid` again returns the file it opened.
    """
    policies.open_file.check(actor)
    key = client_uuid or uuid4()
    person = Person(
        id=key,
        alias=" ".join(alias.split())[:ALIAS_LENGTH],
        gender=gender,
        birth_year=birth_year,
        languages=list(languages),
        created_at=now(),
        created_service_day=service_day(),
    )
    try:
        with transaction.atomic():
            # The team's reach stands before the row, so that the row is written inside the wall from its first second.
            grant_actor_teams(actor, person=key, compartment=Compartment.DESK, days=REACH_DAYS, origin=Origin.CONTACT)
            person.save(force_insert=True)
    except IntegrityError:
        return visible(actor, Person.objects.all()).get(pk=key)
    record(Verb.OPENED, subject=person, obj=person)
    return person


@transaction.atomic
def correct_file(*, actor: "User", person: Person, version: int, **changes: Any) -> Person:
    """Change alias, gender, birth year or languages and return the file; only what is given is changed.

    `version` is that of the file the worker was looking at. Raises StaleFile, with nothing written, when it has moved on.
    """
    policies.edit_person.check(actor, person=person)
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.version != version:
        raise StaleFile(current)
    changed = [name for name in FIELDS if name in changes and getattr(current, name) != changes[name]]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, changes[name])
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    record(Verb.CORRECTED, subject=current, obj=current, data={"fields": changed})
    return current


@transaction.atomic
def issue_card(*, actor: "User", person: Person, reason: str = CardReason.LOST) -> str:
    """Give the person a new card and return its ten symbols, which are stored nowhere and shown this once.

    The card in use until now, if there is one, is revoked for `reason`.
    """
    policies.issue_card.check(actor, person=person)
    Person.objects.select_for_update().get(pk=person.pk)
    for lost in Card.objects.filter(person=person, revoked_at=None).order_by("pk"):
        _revoke(actor, lost, reason)
    code = new_code()
    card = Card(person=person, mac=card_hmac(code), issued_at=now(), issued_by=actor.pk)
    card.save(force_insert=True)
    record(Verb.CARD_ISSUED, subject=person, obj=card)
    return code


@transaction.atomic
def revoke_card(*, actor: "User", card: Card, reason: str = CardReason.LOST) -> Card:
    """Make a card worthless for a CardReason; the file stays and a new card can be issued."""
    policies.revoke_card.check(actor, card=card)
    return _revoke(actor, card, reason)


@transaction.atomic
def restore_card(*, actor: "User", card: Card) -> Card:
    """The card was found again, or blocked by mistake: within a day it opens the file as before."""
    Person.objects.select_for_update().get(pk=card.person_id)
    policies.restore_card.check(actor, card=card, other=Card.objects.filter(person=card.person_id, revoked_at=None).exists())
    card.revoked_at, card.revoked_by, card.revoked_reason = None, None, ""
    card.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    record(Verb.CARD_RESTORED, subject=card.person_id, obj=card)
    return card


def _revoke(actor: "User", card: Card, reason: str) -> Card:
    """Mark a card as revoked by this worker."""
    card.revoked_at, card.revoked_by, card.revoked_reason = now(), actor.pk, reason
    card.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    record(Verb.CARD_REVOKED, subject=card.person_id, obj=card, data={"reason": reason})
    return card


@transaction.atomic
def raise_alert(*, actor: "User", person: Person, text: str, until: datetime) -> Alert:
    """Warn the desk about a person until an instant (aware); the text is sealed."""
    policies.raise_alert.check(actor, person=person)
    alert = Alert(person=person, text=text, until=until, raised_at=now(), raised_by=actor.pk)
    alert.save(force_insert=True)
    record(Verb.ALERT_RAISED, subject=person, obj=alert)
    return alert


@transaction.atomic
def read_alert(*, actor: "User", alert: Alert) -> AlertReading:
    """Say "I have read this"; saying it twice changes nothing."""
    policies.read_alert.check(actor, alert=alert)
    reading, new = AlertReading.objects.get_or_create(alert=alert, by=actor.pk, defaults={"at": now()})
    if new:
        record(Verb.ALERT_READ, subject=alert.person_id, obj=alert)
    return reading


@transaction.atomic
def end_alert(*, actor: "User", alert: Alert) -> Alert:
    """End an alert before its time."""
    policies.end_alert.check(actor, alert=alert)
    alert.until = now()
    alert.save(update_fields=["until"])
    record(Verb.ALERT_ENDED, subject=alert.person_id, obj=alert)
    return alert
