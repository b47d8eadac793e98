"""Reading a person's file: fetching is authorising, and every reading is in the ledger."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.ledger.actions import record, viewed
from audit.vault.keys import card_hmac
from centre.access.enums import Compartment
from centre.access.models import Access
from centre.access.scope import visible
from centre.shifts.clock import now
from centre.staff.models import User
from intake.person import policies
from intake.person.cards import MistypedCard, read, show
from intake.person.enums import Gender, Language, Verb
from intake.person.models import Alert, AlertReading, Card, Person

#: How long a contact keeps a file within reach of the team that had it, in days; every contact begins it anew.
REACH_DAYS = 180
RESULTS = 7


class UnknownCard(LookupError):
    """A whole code that no card in use bears: revoked, of another centre, or of a person out of reach. All look alike."""


@dataclass(frozen=True)
class Found:
    """One line of an alias search: `pieces` are (letters, matched?) in reading order."""

    person: Person
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class OpenAlert:
    """An alert with its text in clear, how many read it, and whether this worker did."""

    alert: Alert
    text: str
    author: str
    readers: int
    read_by_me: bool


def person_for(actor: User, pk: Any, compartment: str = Compartment.DESK) -> Person:
    """The person's file, for an actor who holds that compartment of it; the reading is recorded.

    A file joined to another is still read by its own number. Raises Http404 outside it: a file out of reach and none at all look alike.
    """
    person = get_object_or_404(visible(actor, Person.objects.all(), compartment=compartment), pk=pk)
    viewed(Verb.VIEWED, subject=person, obj=person)
    return person


def file_for(actor: User, pk: Any) -> Any:
    """As `person_for`, with what the head of the page says: `card_pk`, `card_since`, `held`, `has_joined` in one query.

    A file that was joined to another is answered by that other, when the actor sees it too; else as it was before.
    """
    files = _with_head(actor)
    person = get_object_or_404(files, pk=pk)
    if person.merged_into_id:
        person = files.filter(pk=person.merged_into_id).first() or person
    viewed(Verb.VIEWED, subject=person, obj=person)
    return person


def joined_files(actor: User, person: Person) -> list[Any]:
    """The files joined to this one that the actor may see, as `file_for` gives them; each reading is recorded."""
    if not person.has_joined:  # type: ignore[attr-defined]  # annotated by file_for
        return []
    files = list(_with_head(actor).filter(merged_into=person).order_by("created_at", "pk"))
    for file in files:
        viewed(Verb.VIEWED, subject=file, obj=file)
    return files


def _with_head(actor: User) -> "QuerySet[Person]":
    """The files within reach of the actor's desk, with `card_pk`, `card_since`, `held` (compartments), `has_joined`."""
    card = visible(actor, Card.objects.filter(person=OuterRef("pk"), revoked_at=None)).order_by("-issued_at")
    held = Access.objects.filter(
        person=OuterRef("pk"), principal__in=actor.principals(), valid_until__gt=timezone.now()
    ).order_by("compartment")
    return visible(actor, Person.objects.all(), compartment=Compartment.DESK).annotate(
        card_pk=Subquery(card.values("pk")[:1]),
        card_since=Subquery(card.values("issued_at")[:1]),
        held=ArraySubquery(held.values("compartment").distinct()),
        has_joined=Exists(Person.objects.filter(merged_into=OuterRef("pk"))),
    )


def find_card(actor: User, text: str) -> Person:
    """The person who presents this card, now within reach of the actor's desk teams; the contact is recorded.

    Raises MistypedCard for no whole code, UnknownCard for a code no card in use bears. Source: PRIVACY 1-2.
    """
    policies.find_person.check(actor)
    return Person.objects.get(pk=subject_of_card(text))


def subject_of_card(text: str) -> UUID:
    """The uuid of the person who presents this card; the contact is recorded. Raises as `find_card`.

    For rooms with a policy of their own, such as the rights of the person: it reads nothing of the file.
    """
    code = read(text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.present_card(%s, %s)", [card_hmac(code), REACH_DAYS])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        viewed(Verb.CARD_UNKNOWN, count=0)
        raise UnknownCard
    record(Verb.CARD_PRESENTED, subject=found)
    return found


def search_alias(actor: User, text: str) -> list[Found]:
    """At most seven persons within reach whose alias resembles `text`, likeliest first; the search is recorded.

    Fewer than two letters find nobody. The text itself is kept nowhere.
    """
    policies.find_person.check(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person FROM app.search_alias(%s, %s)", [text.strip()[:60], RESULTS])
        order = [row[0] for row in cursor.fetchall()]
    viewed(Verb.SEARCHED, count=len(order))
    if not order:
        return []
    within = visible(actor, Person.objects.all())
    persons = within.filter(pk__in=order).in_bulk()
    joined = {one.merged_into_id for one in persons.values()} - {None}
    kept = within.in_bulk(joined) if joined else {}
    lines: dict[UUID, Found] = {}
    for alias_of in (persons[pk] for pk in order if pk in persons):
        person = kept.get(alias_of.merged_into_id, alias_of)
        lines.setdefault(person.pk, Found(person, _marked(alias_of.alias, text)))
    return list(lines.values())


def _folded(text: str) -> str:
    """Each letter without accent and case, as many letters as before."""
    return "".join((unicodedata.normalize("NFKD", letter)[:1] or letter).casefold()[:1] or letter for letter in text)


def _marked(alias: str, text: str) -> tuple[tuple[str, bool], ...]:
    """The alias cut where the searched letters stand in it."""
    place = _folded(alias).find(_folded(text.strip())) if text.strip() else -1
    if place < 0:
        return ((alias, False),)
    end = place + len(text.strip())
    pieces = ((alias[:place], False), (alias[place:end], True), (alias[end:], False))
    return tuple(piece for piece in pieces if piece[0])


def card_in_use(actor: User, person: Person) -> Card | None:
    """The card the person carries, or None."""
    return visible(actor, Card.objects.filter(person=person, revoked_at=None)).order_by("-issued_at").first()


def card_for(actor: User, pk: Any) -> Card:
    """One card within reach. Raises Http404 outside it."""
    return get_object_or_404(visible(actor, Card.objects.select_related("person")), pk=pk)


def standing_alerts(actor: User) -> "QuerySet[Alert]":
    """Alerts within reach that have not ended, newest first, with `author`, `readers`, `read_by_me` and person."""
    readings = AlertReading.objects.filter(alert=OuterRef("pk"))
    return (
        visible(actor, Alert.objects.filter(until__gt=now()))
        .select_related("person")
        .annotate(
            author=Subquery(User.objects.filter(pk=OuterRef("raised_by")).values("display_name")),
            readers=Subquery(readings.order_by().values("alert").annotate(n=Count("pk")).values("n")),
            read_by_me=Exists(readings.filter(by=actor.pk)),
        )
        .order_by("-raised_at", "-pk")
    )


def opened(alerts: Iterable[Any], *, seen: Person | None = None) -> list[OpenAlert]:
    """The alerts with their texts in clear. The reading is recorded, but for the person whose whole file was just seen."""
    shown = [
        OpenAlert(alert, alert.text.reveal(), alert.author or "", alert.readers or 0, alert.read_by_me)
        for alert in alerts
    ]
    subjects = {alert.alert.person_id for alert in shown} - {seen.pk if seen else None}
    if subjects:
        viewed(Verb.ALERTS_VIEWED, count=len(shown), subject=subjects.pop() if len(subjects) == 1 else None)
    return shown


def alerts_of(actor: User, person: Person) -> list[OpenAlert]:
    """The standing alerts of a person whose file is on the screen, and of the files joined to it."""
    return opened(standing_alerts(actor).filter(Q(person=person) | Q(person__merged_into=person)), seen=person)


def alert_for(actor: User, pk: Any) -> Alert:
    """One alert within reach. Raises Http404 outside it."""
    return get_object_or_404(visible(actor, Alert.objects.select_related("person")), pk=pk)


def approximate_age(person: Person) -> int | None:
    """Years between the year of birth and this one, or None when it was not said."""
    return now().year - person.birth_year if person.birth_year else None


def language_names(person: Person) -> list[str]:
    """The person's languages in the words of the page; a code no longer listed stays a code."""
    known = dict(Language.choices)
    return [str(known.get(code, code)) for code in person.languages]


def as_written(person: Person) -> dict[str, Any]:
    """The file as a form takes it, with its version."""
    return {
        "alias": person.alias,
        "gender": person.gender,
        "birth_year": person.birth_year,
        "languages": person.languages,
        "version": person.version,
    }


def both_texts(person: Person, mine: dict[str, Any]) -> list[dict[str, Any]]:
    """Field by field what the file says now and what this worker wrote: `label`, `theirs`, `mine`, `differs`."""
    return [
        {
            "label": getattr(Person._meta.get_field(name), "verbose_name", name),
            "theirs": value_words(name, getattr(person, name)),
            "mine": value_words(name, written),
            "differs": getattr(person, name) != written,
        }
        for name, written in mine.items()
    ]


def value_words(name: str, value: Any) -> str:
    """A field's value in words; what was not said is said so."""
    if not value:
        return _("not said")
    if name == "languages":
        known = dict(Language.choices)
        return ", ".join(str(known.get(code, code)) for code in value)
    return str(dict(Gender.choices).get(value, value)) if name == "gender" else str(value)


def words_for(slip: MistypedCard | UnknownCard) -> str:
    """Why a card opened nothing, in words for the worker."""
    if isinstance(slip, UnknownCard):
        return _("No card in use has this number. The person can be served without it.")
    if slip.suggestion:
        return _("This card was misread or mistyped. Did you mean %(card)s?") % {"card": show(slip.suggestion)}
    return _("This card was misread or mistyped. Look again, or scan it again.")
