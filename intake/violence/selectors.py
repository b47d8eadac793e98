"""What the women's space may read about violence; every reading is in the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.enums import Compartment
from centre.access.scope import holds, visible
from centre.shifts.clock import service_day
from intake.person.models import Person
from intake.person.selectors import person_for
from intake.violence.enums import Verb
from intake.violence.models import Apart, SafeContact, Screening

if TYPE_CHECKING:
    from centre.staff.models import User


@dataclass(frozen=True)
class Told:
    """A talk with its words opened."""

    screening: Screening
    words: str
    wants: str


def person_inside(actor: "User", pk: UUID) -> Person:
    """The person, for a worker who knows them from the women's space. Raises Http404 for everybody else."""
    person = get_object_or_404(visible(actor, Person.objects.all(), compartment=Compartment.WOMEN_SPACE), pk=pk)
    if not holds(actor, person, Compartment.WOMEN_SPACE):
        raise Http404
    return person


def known(actor: "User", pk: UUID) -> Person:
    """Somebody within reach of the desk; the reading is recorded. Raises Http404."""
    return person_for(actor, pk)


def told(actor: "User", person: Person) -> list[Told]:
    """The talks with this person, newest first, opened; the reading is recorded."""
    rows = list(visible(actor, Screening.objects.filter(person=person)).order_by("-at", "-pk"))
    viewed(Verb.VIEWED, subject=person, count=len(rows))
    return [Told(one, one.words.reveal(), one.wants.reveal()) for one in rows]


def safe_contact(actor: "User", person: Person) -> str:
    """How this person may be reached, or ""; the caller records the reading."""
    agreed = visible(actor, SafeContact.objects.filter(person=person)).first()
    try:
        return agreed.words.reveal() if agreed else ""
    except Shredded:
        return ""


def agreed_with(actor: "User", person: Person) -> SafeContact | None:
    """What was agreed with this person, sealed."""
    return visible(actor, SafeContact.objects.filter(person=person)).first()


def apart_from(actor: "User", person: Person) -> list[Apart]:
    """Whom this person must not meet, oldest first."""
    return list(visible(actor, Apart.objects.filter(person=person, ended_at=None)).select_related("other").order_by("at", "pk"))


def apart_for(actor: "User", pk: int) -> Apart:
    """One pair. Raises Http404 outside the women's space."""
    return get_object_or_404(visible(actor, Apart.objects.select_related("person")), pk=pk)


def screening_by_uuid(client_uuid: UUID) -> Screening | None:
    """The talk a page's uuid was already used for."""
    return Screening.objects.filter(client_uuid=client_uuid).first()


def not_alone(persons: Iterable[UUID]) -> set[UUID]:
    """Of these people, those for whom somebody in the house tonight is whom they must not meet; never who."""
    asked = list(persons)
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.not_alone(%s, %s)", [asked, service_day()])
        return {row[0] for row in cursor.fetchall()}
