"""Reading identity envelopes: from outside, and opened for a purpose. Each is in the ledger."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts.clock import service_day
from centre.staff.models import User
from intake.person.models import Person, whole_person

from . import policies
from .enums import Purpose, Verb
from .models import SEALED, Envelope


@dataclass(frozen=True)
class Closed:
    """An envelope from outside: what for, until when, by whom; `ended` when its day is over."""

    envelope: Envelope
    by: str
    ended: bool


def _outside(actor: User) -> "QuerySet[Any]":
    """The envelopes within reach, without what is in them."""
    by = User.objects.filter(pk=OuterRef("made_by")).values("display_name")
    return visible(actor, Envelope.objects.defer(*SEALED).annotate(by=Subquery(by)))


def envelopes_of(actor: User, person: Person) -> list[Closed]:
    """The envelopes of a person and of the files joined to theirs, from outside; the reading is recorded."""
    found = list(_outside(actor).filter(whole_person(person)).order_by("made_at", "pk"))
    viewed(Verb.SEEN, subject=person, count=len(found))
    return [Closed(one, one.by or "", one.expires_on < service_day()) for one in found]


def ended_envelopes(actor: User) -> "QuerySet[Envelope]":
    """Envelopes within reach whose purpose has ended, oldest first: to be renewed or removed."""
    return _outside(actor).filter(expires_on__lt=service_day()).select_related("person").order_by("expires_on", "pk")


def envelope_for(actor: User, pk: Any) -> Envelope:
    """One envelope within reach, still closed. Raises Http404 outside it."""
    return get_object_or_404(visible(actor, Envelope.objects.select_related("person")), pk=pk)


def contents_of(actor: User, envelope: Envelope, *, purpose: str, words: str = "") -> dict[str, str]:
    """What is in the envelope, opened for a purpose; the opening is an event with that purpose. Raises Refused."""
    policies.open_envelope.check(actor, envelope=envelope, purpose=purpose, words=words)
    viewed(Verb.OPENED, subject=envelope.person_id, obj=envelope, purpose=_said(purpose, words))
    return opened(envelope)


def opened(envelope: Envelope) -> dict[str, str]:
    """The parts in clear; "" for one that is empty. Whoever calls this has recorded why."""
    return {name: value.reveal() if (value := getattr(envelope, name)) is not None else "" for name in SEALED}


def _said(purpose: str, words: str) -> str:
    """The purpose as the ledger has it."""
    return f"{purpose}: {words.strip()}"[:200] if purpose == Purpose.OTHER else purpose
