"""What is done with the eight questions: ask, confirm with the person, keep tags when they want it, remove them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import record, viewed
from centre.shifts.clock import now
from intake.person.actions import open_file
from intake.person.models import Person
from intake.person.selectors import REACH_DAYS

from . import policies
from .enums import Verb
from .models import Pause, TagSet
from .selectors import number_found, paused_until
from .tags import Answers, fresh_tags, roots_of, wanted_tags

if TYPE_CHECKING:
    from centre.staff.models import User

Progress = Callable[[int, int], None]


class Paused(Exception):
    """Too many searches: `until` says when the questions are open again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many searches")
        self.until = until


class NobodyThere(LookupError):
    """There is no file to confirm: too late, more than one, or none."""


@sensitive_variables()
@transaction.atomic
def ask_questions(*, actor: "User", answers: Answers) -> UUID:
    """Look for a person by their answers and return the search, whose number of files is asked for afterwards.

    The answers are forgotten here. Nobody is opened. Raises Paused, and searches nothing, when it was asked too often.
    """
    policies.ask_questions.check(actor, answers=answers)
    if until := paused_until(actor):
        raise Paused(until)
    roots, asking = roots_of(answers), uuid4()
    wanted, (version, fresh) = wanted_tags(roots), fresh_tags(roots)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.ask_questions(%s, %s::bytea[], %s::bytea[], %s::bytea[], %s)",
            [asking, wanted.whole, wanted.near, fresh, version],
        )
        found = cursor.fetchone()[0]
    if found is None:
        raise Paused(paused_until(actor) or now())
    viewed(Verb.ASKED, count=found)
    return asking


@transaction.atomic
def confirm_candidate(*, actor: "User", asking: UUID) -> Person:
    """The person said "yes, that is me": their file comes within reach of the actor's desk teams, as by a card.

    Raises NobodyThere unless this search of the actor's own found exactly one file a moment ago.
    """
    policies.confirm_candidate.check(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.confirm_asking(%s, %s)", [asking, REACH_DAYS])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NobodyThere
    record(Verb.CONFIRMED, subject=found)
    return Person.objects.get(pk=found)


@sensitive_variables()
@transaction.atomic
def set_tags(*, actor: "User", person: Person, answers: Answers, agreed: bool) -> TagSet:
    """The person wants to be found again by the questions: nine tags are kept, the answers are not.

    `agreed`: the person said so. Tags that were there are replaced.
    """
    policies.set_tags.check(actor, person=person, answers=answers, agreed=agreed)
    version, tags = fresh_tags(roots_of(answers))
    return _keep(actor, person, version, tags)


@transaction.atomic
def open_file_of_asking(*, actor: "User", asking: UUID, agreed: bool, client_uuid: UUID | None = None) -> Person:
    """A file for somebody whom the questions did not find; with `agreed` they are found next time, without asking twice.

    Raises NobodyThere unless this search of the actor's own found nobody a moment ago.
    """
    if number_found(actor, asking) != 0:
        raise NobodyThere
    person = open_file(actor=actor, client_uuid=client_uuid or asking)
    if agreed:
        policies.set_tags.check(actor, person=person, answers=None, agreed=agreed)
        with connection.cursor() as cursor:
            cursor.execute("SELECT t.tags, t.version FROM app.tags_of_asking(%s) t", [asking])
            tags, version = cursor.fetchone()
        _keep(actor, person, version, [bytes(tag) for tag in tags])
    return person


@transaction.atomic
def remove_tags(*, actor: "User", person: Person) -> bool:
    """The person no longer wants to be found by the questions; whether there was anything to remove."""
    policies.remove_tags.check(actor, person=person)
    removed = TagSet.objects.filter(person=person).delete()[0] > 0
    if removed:
        record(Verb.REMOVED, subject=person)
    return removed


@transaction.atomic
def see_pause(*, actor: "User", pause: Pause) -> Pause:
    """A coordinator has looked at it. Once, and never one's own."""
    policies.watch_questions.check(actor, pause=pause)
    pause.seen_at, pause.seen_by = now(), actor.pk
    pause.save(update_fields=["seen_at", "seen_by"])
    record(Verb.PAUSE_SEEN, obj=pause)
    return pause


def _keep(actor: "User", person: Person, version: int, tags: list[bytes]) -> TagSet:
    """The person's tags as they are now."""
    values = {"tags": tags, "base": version, "version": version, "set_at": now(), "set_by": actor.pk}
    kept, _new = TagSet.objects.update_or_create(person=person, defaults=values)
    record(Verb.SET, subject=person, obj=kept)
    return kept
