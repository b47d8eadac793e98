"""Reading notes: inside the compartment, a page at a time, written in the ledger before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.models import Access
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from .enums import NoteCompartment, NoteKind, Verb
from .models import Addendum, Note, NoteDraft, NoteTemplate
from .passages import Marked

PAGE = 20
#: The most notes of one copy for the person: some years of weekly notes.
COPIED = 500
DRAFT_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Unfinished:
    """A draft opened; `mark` says which one, as it stood when it was read."""

    pk: int
    version: int
    at: datetime
    text: str
    compartment: str

    @property
    def mark(self) -> str:
        return f"{self.pk}-{self.version}"


@dataclass(frozen=True)
class Entry:
    """A note opened: its text, who wrote it, what was added since. `withheld`: the person's copy leaves it out whole."""

    pk: int
    at: datetime
    kind: str
    text: Marked
    author: str
    third_party: bool
    corrected: bool
    addenda: tuple[tuple[datetime, str, Marked], ...]
    withheld: bool = False


@dataclass(frozen=True)
class Page:
    """A page of notes and the key of the next (`before`), None when it is the last."""

    entries: tuple[Entry, ...]
    before: int | None


def compartments_for(actor: User, held: set[str] | None = None) -> list[tuple[str, str]]:
    """(code, label) of the compartments in which this actor's teams write, among those held when given."""
    mine = actor.compartments()
    return [(code, str(label)) for code, label in NoteCompartment.choices if code in mine and (held is None or code in held)]


def note_for(actor: User, pk: int) -> Note:
    """A note the actor may see; Http404 otherwise. Its text is opened by `entries_of`."""
    return get_object_or_404(visible(actor, Note.objects.select_related("person")), pk=pk)


def notes_of(actor: User, person: Person, compartment: str) -> QuerySet[Note]:
    """The notes of one compartment, newest first."""
    found = visible(actor, Note.objects.filter(person=person, compartment=compartment))
    return found.order_by("-at", "-pk")


def page_of(actor: User, person: Person, compartment: str, before: int | None = None, size: int = PAGE) -> Page:
    """One page of opened notes, older than the note `before` when given; the reading is recorded first."""
    found = notes_of(actor, person, compartment)
    if before is not None:
        last = note_for(actor, before)
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    notes = list(found[: size + 1])
    shown = notes[:size]
    viewed(Verb.READ, subject=person, count=len(shown), purpose=compartment)
    return Page(entries_of(actor, shown), shown[-1].pk if len(notes) > size else None)


def opened(actor: User, note: Note) -> Entry:
    """One note opened with its addenda; the reading is recorded first."""
    viewed(Verb.READ, subject=note.person_id, obj=note, purpose=note.compartment)
    (entry,) = entries_of(actor, [note])
    return entry


def entries_of(actor: User, notes: list[Note]) -> tuple[Entry, ...]:
    """Notes opened with their addenda: three queries whatever their number. The caller has recorded the reading."""
    added: dict[int, list[Addendum]] = {}
    for one in visible(actor, Addendum.objects.filter(note__in=notes)).order_by("at", "pk"):
        added.setdefault(one.note_id, []).append(one)
    writers = {note.author for note in notes} | {one.author for some in added.values() for one in some}
    names = dict(User.objects.filter(pk__in=writers).values_list("pk", "display_name"))
    return tuple(_entry(note, added.get(note.pk, []), names) for note in notes)


def _entry(note: Note, added: list[Addendum], names: dict[int, str]) -> Entry:
    text = _text(note.body)
    withheld = note.third_party or (note.kind == NoteKind.THIRD_PARTY and not text.has_marks)
    return Entry(
        note.pk, note.at, str(NoteKind(note.kind).label), text, names.get(note.author, ""), note.third_party, note.version > 1,
        tuple((one.at, names.get(one.author, ""), _text(one.body)) for one in added), withheld,
    )


def _text(body: Any) -> Marked:
    """The text in clear; nothing when the person's key was destroyed."""
    try:
        return Marked(body.reveal())
    except Shredded:
        return Marked("")


def copy_of(actor: User, person: Person, compartment: str) -> tuple[tuple[Entry, ...], bool]:
    """The notes of one compartment for the person's own copy, the oldest first, and whether there are older ones still."""
    rows = list(notes_of(actor, person, compartment)[: COPIED + 1])
    viewed(Verb.COPIED, subject=person, count=min(len(rows), COPIED), purpose=compartment)
    return tuple(reversed(entries_of(actor, rows[:COPIED]))), len(rows) > COPIED


def earlier_wordings(actor: User, note: Note) -> list[tuple[datetime, str, str]]:
    """(when, by whom, text) of the wordings a note had before, oldest first; the reading is recorded."""
    rows = list(note.history.filter(version__lt=note.version).order_by("version", "history_date"))
    viewed(Verb.READ, subject=note.person_id, obj=note, count=len(rows), purpose=note.compartment)
    names = dict(User.objects.filter(pk__in={row.history_user_id for row in rows}).values_list("pk", "display_name"))
    return [(row.history_date, names.get(row.history_user_id, ""), _text(row.body)) for row in rows]


def counts_of(actor: User, person: Person) -> dict[str, int]:
    """How many notes each compartment holds, of those the actor may see."""
    rows = visible(actor, Note.objects.filter(person=person)).values("compartment").order_by("compartment")
    return {row["compartment"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def drafts_of(actor: User, person: Person, compartment: str = "") -> list[Unfinished]:
    """What this author left unfinished in the last day, one for each window, the newest first, in clear.

    In one compartment, or in all in which the author writes.
    """
    mine = NoteDraft.objects.filter(person=person, author=actor.pk, at__gt=clock.now() - DRAFT_LASTS)
    if compartment:
        mine = mine.filter(compartment=compartment)
    rows = list(visible(actor, mine).order_by("-at", "-pk"))
    if rows:
        viewed(Verb.READ, subject=person, obj=rows[0], count=len(rows), purpose=compartment)
    return [Unfinished(row.pk, row.version, row.at, _text(row.body), row.compartment) for row in rows]


def templates_for(actor: User) -> list[NoteTemplate]:
    """The beginnings that are offered to this writer, in the order of parts, kinds and names."""
    mine = [code for code, _label in compartments_for(actor)]
    return list(NoteTemplate.objects.filter(retired_at=None, compartment__in=mine).order_by("compartment", "kind", "title"))


def kept_templates(actor: User) -> list[NoteTemplate]:
    """The beginnings that this colleague keeps: those of their own parts; a coordinator, who writes in none, keeps all."""
    mine = [code for code, _label in compartments_for(actor)] or NoteCompartment.values
    return list(NoteTemplate.objects.filter(retired_at=None, compartment__in=mine).order_by("compartment", "kind", "title"))


def kept_compartments(actor: User) -> list[tuple[str, str]]:
    """(code, label) of the parts of which this colleague keeps the beginnings."""
    return compartments_for(actor) or [(code, str(label)) for code, label in NoteCompartment.choices]


def template_for(actor: User, pk: int) -> NoteTemplate:
    """A beginning that this colleague keeps; Http404 otherwise."""
    mine = [code for code, _label in kept_compartments(actor)]
    return get_object_or_404(NoteTemplate.objects.filter(compartment__in=mine), pk=pk)


def template_of_form(client_uuid: Any) -> NoteTemplate | None:
    """The beginning that a form already wrote, when it is sent twice."""
    return NoteTemplate.objects.filter(client_uuid=client_uuid).first()


def team_follows(actor: User, person: Person, compartment: str) -> bool:
    """Whether a team of the actor holds the compartment now; an emergency opening is the actor's alone and does not count."""
    teams = [principal for principal in actor.principals() if principal < 0]
    held = Access.objects.filter(person=person.pk, compartment=compartment, principal__in=teams)
    return held.filter(valid_until__gt=timezone.now()).exists()


def note_of_form(actor: User, client_uuid: Any) -> Note | None:
    """The note a form already wrote, when it is sent twice."""
    return visible(actor, Note.objects.filter(client_uuid=client_uuid)).first()
