"""What is done with notes: write, correct, add, keep a draft."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from audit.ledger.actions import record
from audit.rules import numbered, once
from centre.access.enums import Compartment, Origin
from centre.access.grants import followed, grant_actor_teams
from centre.access.scope import holds, visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import NoteKind, Verb
from .models import Addendum, Note, NoteDraft, NoteTemplate
from .selectors import note_of_form, team_follows, template_of_form

#: How long a contact keeps the writer's team on the case, in days; each note begins it anew.
REACH_DAYS = 180


class StaleNote(Exception):
    """Somebody corrected the note meanwhile; `note` is as it stands now."""

    def __init__(self, note: Note):
        super().__init__("corrected by somebody else")
        self.note = note


@transaction.atomic
def write_note(
    *, actor: User, person: Person, compartment: str, text: str, client_uuid: UUID, kind: str = NoteKind.CONTACT,
    third_party: bool = False, continues: str = "",
) -> Note:
    """Write a sealed note and return it; the same `client_uuid` again returns the first. The draft of this window and
    the one it continues (its mark) are cleared; what another window holds stays.

    The writer's team takes the person on, or stays on, in that compartment. Raises Refused, and ProgrammingError
    (42501) from the database when another team follows the person there.
    """
    policies.write_note.check(actor, person=person, compartment=compartment)
    first = once(note_of_form(actor, client_uuid), "care.write_note", person_id=person.pk, compartment=compartment)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=compartment)
    note = Note(
        person=person, compartment=compartment, kind=kind, body=text, third_party=third_party, author=actor.pk,
        at=clock.now(), service_day=clock.service_day(), client_uuid=client_uuid,
    )
    with numbered("care.write_note"):
        note.save(force_insert=True)
    _my_drafts(actor, person).filter(_same(continues) | Q(form=client_uuid)).delete()
    record(Verb.WRITTEN, subject=person, obj=note, purpose=compartment)
    return note


@transaction.atomic
def follow(*, actor: User, person: Person, compartment: str) -> None:
    """Put the actor's team on the case of a person, or keep it there. Source: PRIVACY 2 (grants follow relations).

    Whoever opened the file in an emergency writes there without a grant: the opening ends and leaves no team behind.
    Raises Refused when another team follows the person in that compartment and the actor does not.
    """
    policies.write_note.check(actor, person=person, compartment=compartment)
    if not team_follows(actor, person, compartment):
        if holds(actor, person, compartment) and followed(person, compartment):
            return
        policies.take_on.check(actor, person=person, compartment=compartment)
    for part in (compartment, Compartment.DESK):  # whoever follows somebody can open their file
        grant_actor_teams(actor, person=person, compartment=part, days=REACH_DAYS, origin=Origin.RELATION)
    record(Verb.FOLLOWED, subject=person, purpose=compartment)


@transaction.atomic
def correct_note(*, actor: User, note: Note, version: int, text: str) -> Note:
    """Give a note a better wording within a day; the earlier one is kept in its history.

    Raises StaleNote, with nothing written, when somebody corrected it since `version` was read.
    """
    policies.correct_note.check(actor, note=note)
    current = visible(actor, Note.objects.select_for_update(of=("self",), no_key=True)).get(pk=note.pk)
    if current.version != version:
        raise StaleNote(current)
    current.body, current.version = text, current.version + 1
    current.save(update_fields=["body", "version"])
    record(Verb.CORRECTED, subject=current.person_id, obj=current, purpose=current.compartment)
    return current


@transaction.atomic
def add_addendum(*, actor: User, note: Note, text: str, client_uuid: UUID) -> Addendum:
    """Add to a note; the same `client_uuid` again returns the first."""
    policies.add_addendum.check(actor, note=note)
    first = visible(actor, Addendum.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    addendum = Addendum(
        note=note, person_id=note.person_id, compartment=note.compartment, body=text, author=actor.pk, at=clock.now(),
        client_uuid=client_uuid,
    )
    addendum.save(force_insert=True)
    record(Verb.ADDED, subject=note.person_id, obj=note, purpose=note.compartment)
    return addendum


@transaction.atomic
def keep_draft(*, actor: User, person: Person, compartment: str, text: str, form: UUID, continues: str = "") -> None:
    """Keep what is being written in one window (`form`) for a day, sealed; only where the team already follows the person.

    The draft it continues goes, unless another window wrote on it since: then both are kept, and both are shown.
    """
    policies.read_note.check(actor, person=person, compartment=compartment)
    mine = _my_drafts(actor, person)
    draft = mine.filter(form=form).first()
    if draft is None:
        draft = NoteDraft(person=person, author=actor.pk, form=form, version=0)
        mine.filter(_same(continues)).delete()
    draft.compartment, draft.body, draft.at, draft.version = compartment, text, clock.now(), draft.version + 1
    draft.save()
    record(Verb.DRAFTED, subject=person, purpose=compartment)


@transaction.atomic
def drop_draft(*, actor: User, person: Person, compartment: str, mark: str) -> None:
    """Throw away one draft of the actor's; one that another window wrote on since stays."""
    policies.read_note.check(actor, person=person, compartment=compartment)
    _my_drafts(actor, person).filter(_same(mark)).delete()
    record(Verb.DROPPED, subject=person, purpose=compartment)


@transaction.atomic
def write_template(*, actor: User, compartment: str, kind: str, title: str, text: str, client_uuid: UUID) -> NoteTemplate:
    """Write a beginning for notes; the same `client_uuid` again returns the first. Raises IntegrityError for a name taken."""
    policies.edit_note_templates.check(actor, compartment=compartment)
    first = template_of_form(client_uuid)
    if first is not None:
        return first
    template = NoteTemplate(
        compartment=compartment, kind=kind, title=title, text=text, by=actor.pk, at=clock.now(), client_uuid=client_uuid
    )
    template.save(force_insert=True)
    record(Verb.TEMPLATE_WRITTEN, obj=template)
    return template


class StaleTemplate(Exception):
    """Somebody changed the beginning meanwhile; `template` is as it stands now."""

    def __init__(self, template: NoteTemplate):
        super().__init__("changed by somebody else")
        self.template = template


@transaction.atomic
def change_template(*, actor: User, template: NoteTemplate, version: int, title: str, text: str) -> NoteTemplate:
    """Give a beginning other words; notes that began with it stay as they are. Raises StaleTemplate with nothing written."""
    current = NoteTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    policies.edit_note_templates.check(actor, compartment=current.compartment)
    if current.version != version or current.retired_at:
        raise StaleTemplate(current)
    current.title, current.text, current.by, current.at, current.version = title, text, actor.pk, clock.now(), version + 1
    current.save(update_fields=["title", "text", "by", "at", "version"])
    record(Verb.TEMPLATE_CHANGED, obj=current)
    return current


@transaction.atomic
def retire_template(*, actor: User, template: NoteTemplate) -> NoteTemplate:
    """Offer a beginning no longer; done twice it is done once."""
    current = NoteTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    policies.edit_note_templates.check(actor, compartment=current.compartment)
    if current.retired_at is None:
        current.retired_at, current.by = clock.now(), actor.pk
        current.save(update_fields=["retired_at", "by"])
        record(Verb.TEMPLATE_RETIRED, obj=current)
    return current


def _my_drafts(actor: User, person: Person) -> Any:
    return visible(actor, NoteDraft.objects.filter(person=person, author=actor.pk))


def _same(mark: str) -> Q:
    """The draft of this mark, when nobody wrote on it since; none for what is no mark."""
    pk, _dash, version = mark.partition("-")
    return Q(pk=int(pk), version=int(version)) if re.fullmatch(r"[0-9]{1,18}-[0-9]{1,9}", mark) else Q(pk__in=[])
