"""What is done with an identity envelope: make it, correct it, renew it, and go back to anonymous."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import record
from audit.vault import keys
from centre.access.enums import Compartment, Origin
from centre.access.grants import end_grant, grant_actor_teams
from centre.shifts.clock import now, service_day
from intake.person.models import Person

from . import policies
from .enums import Verb
from .models import SEALED, Envelope

if TYPE_CHECKING:
    from centre.staff.models import User

#: How long after its end an envelope stays within the team's reach, to be renewed or removed.
GRACE_DAYS = 366


class AlreadyKept(Exception):
    """The person has an envelope: it is renewed or corrected, not made twice."""

    def __init__(self, envelope: Envelope) -> None:
        super().__init__("there is an envelope already")
        self.envelope = envelope


@sensitive_variables()
@transaction.atomic
def make_envelope(
    *, actor: "User", person: Person, purpose: str, expires_on: date, contents: dict[str, str], words: str = ""
) -> Envelope:
    """Keep who the person is in law, for a Purpose (with `words` for another) until a day. `contents`: parts by name.

    The actor's teams that may keep envelopes receive the identity of this person. Raises Refused, AlreadyKept.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    policies.make_envelope.check(actor, person=person, purpose=purpose, words=words, until=expires_on)
    if (kept := Envelope.objects.filter(person=person).first()) is not None:
        raise AlreadyKept(kept)
    _reach(actor, person, expires_on)
    envelope = Envelope(
        person=person, purpose=purpose, words=words.strip(), expires_on=expires_on, made_at=now(), made_by=actor.pk
    )
    _fill(envelope, contents)
    envelope.save(force_insert=True)
    record(Verb.MADE, subject=person, obj=envelope, purpose=purpose, data={"parts": _parts(contents)})
    return envelope


@sensitive_variables()
@transaction.atomic
def correct_envelope(*, actor: "User", envelope: Envelope, contents: dict[str, str]) -> Envelope:
    """Write other contents: parts not named stay, parts named "" are emptied."""
    policies.correct_envelope.check(actor, envelope=envelope)
    _fill(envelope, contents)
    envelope.save(update_fields=[name for name in SEALED if name in contents])
    record(Verb.CORRECTED, subject=envelope.person_id, obj=envelope, data={"parts": sorted(contents)})
    return envelope


@transaction.atomic
def renew_envelope(*, actor: "User", envelope: Envelope, purpose: str, expires_on: date, words: str = "") -> Envelope:
    """The person wants it longer, or for something else."""
    policies.renew_envelope.check(actor, envelope=envelope, purpose=purpose, words=words, until=expires_on)
    envelope.purpose, envelope.words, envelope.expires_on = purpose, words.strip(), expires_on
    envelope.save(update_fields=["purpose", "words", "expires_on"])
    _reach(actor, envelope.person, expires_on)
    record(Verb.RENEWED, subject=envelope.person_id, obj=envelope, purpose=purpose)
    return envelope


@transaction.atomic
def remove_envelope(*, actor: "User", envelope: Envelope) -> UUID:
    """Back to anonymous: the envelope and its key are gone for good, the file stays. Returns the person's number."""
    policies.remove_envelope.check(actor, envelope=envelope)
    person, sealed_under = envelope.person_id, envelope.pk
    envelope.delete()
    record(Verb.REMOVED, subject=person, data={"envelope": str(sealed_under)})
    for team in actor.teams():
        if Compartment.IDENTITY in team.compartments:
            end_grant(person=person, team=team, compartment=Compartment.IDENTITY)
    transaction.on_commit(lambda: keys.shred(sealed_under))
    return person


def _reach(actor: "User", person: Person, expires_on: date) -> None:
    """The actor's teams hold the identity until its end, and a while after it to remove it."""
    days = (expires_on - service_day()).days + GRACE_DAYS
    grant_actor_teams(actor, person=person, compartment=Compartment.IDENTITY, days=days, origin=Origin.RELATION)


@sensitive_variables()
def _fill(envelope: Envelope, contents: dict[str, str]) -> None:
    """Put the parts into the envelope."""
    for name in SEALED:
        if name in contents:
            setattr(envelope, name, contents[name].strip() or None)


def _parts(contents: dict[str, str]) -> list[str]:
    """The names of the parts that say something; never what they say."""
    return sorted(name for name in SEALED if contents.get(name, "").strip())
