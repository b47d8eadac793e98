"""What is done with wounds: write one down, look at it, strike a look out, keep and remove photographs, close, open again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import numbered, once
from audit.vault.contents import SealedBytes
from care.notes.actions import follow
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.scans.check import Scan
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from centre.todo.actions import add_task, finish_task
from centre.todo.selectors import task_of_form
from intake.person.models import Person

from . import policies, selectors
from .enums import Cause, Verb
from .models import Wound, WoundLook, WoundPhoto

#: The hour of the day for which a task to see a wound again is set.
MORNING = 10
NOTE = "care.record_wound"


@transaction.atomic
def note_wound(
    *, actor: User, person: Person, site: str, client_uuid: UUID, cause: str = Cause.UNKNOWN, since_on: date | None = None,
    about: str = "",
) -> Wound:
    """Write a wound down and return it; the same `client_uuid` again returns the first.

    The nurse's team takes the person on, or stays on. Raises Refused when another team follows the person there.
    """
    policies.note_wound.check(actor, since_on=since_on)
    _one_at_a_time(f"wounds of {person.pk}")
    first = once(selectors.wound_of_form(actor, client_uuid), NOTE, person_id=person.pk, site=site)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    wound = Wound(
        person=person, site=site, cause=cause, since_on=since_on, about=about or None, noted_at=clock.now(), by=actor.pk,
        client_uuid=client_uuid,
    )
    with numbered(NOTE):
        wound.save(force_insert=True)
    record(Verb.NOTED, subject=person, obj=wound)
    return wound


def _one_at_a_time(what: str) -> None:
    """A form sent twice in one second is one thing: the second waits, and finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


@transaction.atomic
def look_at_wound(*, actor: User, wound: Wound, client_uuid: UUID, next_on: date | None = None, **seen: Any) -> WoundLook:
    """Write down one look: `seen` are measures, codes and words as the model names them. The same `client_uuid` is one look.

    A day on which it is to be seen again becomes a task of the nurses, sealed; the task of the look before is done.
    Raises Refused for a wound that is closed.
    """
    current = visible(actor, Wound.objects.select_for_update(of=("self",), no_key=True)).get(pk=wound.pk)
    first = once(selectors.look_of_form(actor, client_uuid), NOTE, wound_id=current.pk)
    if first is not None:
        return first
    policies.look_at_wound.check(actor, wound=current, next_on=next_on)
    _task_done(actor, selectors.last_look(actor, current))
    for words in ("dressing", "remark"):
        seen[words] = seen.get(words) or None
    look = WoundLook(
        wound=current, person_id=current.person_id, at=clock.now(), service_day=clock.service_day(), by=actor.pk, next_on=next_on,
        client_uuid=client_uuid, **seen,
    )
    with numbered(NOTE):
        look.save(force_insert=True)
    record(Verb.LOOKED, subject=current.person_id, obj=look)
    if next_on:
        add_task(
            actor=actor, text=_("See the wound again: %(where)s") % {"where": current.get_site_display()}, client_uuid=_task_of(look),
            due_at=clock.instant(f"{next_on.isoformat()}T{MORNING:02d}:00"), person=current.person_id, compartment=Compartment.NURSING,
            role=Role.NURSE,
        )
    return look


def _task_of(look: WoundLook) -> UUID:
    """The form's number of the task that a look sets: found again without keeping it."""
    return uuid5(look.client_uuid, "see again")


def _task_done(actor: User, look: WoundLook | None) -> None:
    """The wound was seen again, or is followed no longer."""
    task = task_of_form(actor, _task_of(look)) if look is not None and look.next_on else None
    if task is not None and task.done_at is None:
        finish_task(actor=actor, task=task)


@transaction.atomic
def strike_look(*, actor: User, look: WoundLook, why: str) -> WoundLook:
    """Strike out a look written down by mistake: it stays to be read, and counts no longer; its photographs go."""
    current = visible(actor, WoundLook.objects.select_for_update(of=("self",), no_key=True)).get(pk=look.pk)
    policies.strike_look.check(actor, look=current)
    _task_done(actor, current)
    current.struck_at, current.struck_by, current.why_struck = clock.now(), actor.pk, why
    current.save(update_fields=["struck_at", "struck_by", "why_struck"])
    record(Verb.STRUCK, subject=current.person_id, obj=current)
    for photo in selectors.photos_kept(actor, current):
        remove_photo(actor=actor, photo=photo, why=why)
    return current


@transaction.atomic
def keep_photo(*, actor: User, look: WoundLook, scan: Scan, agreed: str, no_face: bool, client_uuid: UUID) -> WoundPhoto:
    """Keep a photograph of a look, drawn anew by the check; the same `client_uuid` again returns the first."""
    policies.keep_photo.check(actor, look=look, agreed=agreed, no_face=no_face)
    _one_at_a_time(f"photographs of {look.pk}")
    first = once(selectors.photo_of_form(actor, client_uuid), NOTE, look_id=look.pk)
    if first is not None:
        return first
    photo = WoundPhoto(
        look=look, wound_id=look.wound_id, person_id=look.person_id, content=SealedBytes.of(scan.data), size=len(scan.data),
        form=scan.form, agreed=agreed, no_face=no_face, at=clock.now(), by=actor.pk, client_uuid=client_uuid,
    )
    with numbered(NOTE):
        photo.save(force_insert=True)
    record(Verb.PHOTOGRAPHED, subject=look.person_id, obj=photo, data={"agreed": agreed})
    return photo


@transaction.atomic
def remove_photo(*, actor: User, photo: WoundPhoto, why: str) -> WoundPhoto:
    """Take a photograph away for good (the person no longer agrees, a face is seen): its bytes go, that it was there stays."""
    current = visible(actor, WoundPhoto.objects.select_for_update(of=("self",), no_key=True)).defer("content").get(pk=photo.pk)
    policies.remove_photo.check(actor, photo=current)
    current.content, current.removed_at, current.removed_by, current.why_removed = None, clock.now(), actor.pk, why
    current.save(update_fields=["content", "removed_at", "removed_by", "why_removed"])
    record(Verb.PHOTO_REMOVED, subject=current.person_id, obj=current)
    return current


@transaction.atomic
def close_wound(*, actor: User, wound: Wound, outcome: str) -> Wound:
    """Follow a wound no longer, and say why; the task to see it again is done."""
    current = visible(actor, Wound.objects.select_for_update(of=("self",), no_key=True)).get(pk=wound.pk)
    policies.close_wound.check(actor, wound=current)
    _task_done(actor, selectors.last_look(actor, current))
    current.closed_at, current.closed_by, current.outcome = clock.now(), actor.pk, outcome
    current.save(update_fields=["closed_at", "closed_by", "outcome"])
    record(Verb.CLOSED, subject=current.person_id, obj=current, data={"outcome": outcome})
    return current


@transaction.atomic
def reopen_wound(*, actor: User, wound: Wound) -> Wound:
    """Follow a wound again: it came back, or was closed too soon. That it was closed stays in its history."""
    current = visible(actor, Wound.objects.select_for_update(of=("self",), no_key=True)).get(pk=wound.pk)
    policies.reopen_wound.check(actor, wound=current)
    current.closed_at, current.closed_by, current.outcome = None, None, ""
    current.save(update_fields=["closed_at", "closed_by", "outcome"])
    record(Verb.REOPENED, subject=current.person_id, obj=current)
    return current
