"""What is done when contact breaks: look for somebody, follow a stay in prison, ask later how it goes."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from care.paths.models import CarePath
from care.paths.selectors import path_locked
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from centre.todo.actions import add_task, finish_task, move_task
from centre.todo.models import Task
from centre.todo.selectors import seen

from . import policies
from .dates import MONTHS, months_later
from .enums import AfterCareState, LostReason, LostState, Verb
from .models import SOUGHT, AfterCareContact, LostContact, PrisonStay


@transaction.atomic
def lose_contact(
    *, actor: User, path: CarePath, last_seen_on: date, client_uuid: UUID, reason: str = LostReason.UNKNOWN, where: str = "",
    look_until: date | None = None,
) -> LostContact:
    """Write down that somebody is lost from sight; the team gets a task to find them. The same `client_uuid` again
    returns the first. Raises Refused when it stands on the path already, with since when."""
    current = path_locked(actor, path)
    first = visible(actor, LostContact.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    already = visible(actor, LostContact.objects.filter(path=current, state__in=SOUGHT)).first()
    policies.lose_contact.check(actor, path=current, last_seen_on=last_seen_on, look_until=look_until, already=already)
    now = clock.now()
    lost = LostContact(
        path=current, person_id=current.person_id, compartment=current.compartment, last_seen_on=last_seen_on,
        reason=LostReason(reason), where=where or None, look_until=look_until, noted_at=now, noted_by=actor.pk, moved_at=now,
        client_uuid=client_uuid, task=_task(actor, current, _("Lost from sight: find them again."), look_until, client_uuid),
    )
    lost.save(force_insert=True)
    record(Verb.LOST, subject=current.person_id, obj=lost)
    return lost


def _task(actor: User, path: CarePath, text: str, day: date | None, form: UUID) -> UUID:
    """A task of the team that answers for the path; its number. The same form makes it once."""
    made = add_task(
        actor=actor, text=text, person=path.person_id, compartment=path.compartment, team=path.team,
        due_at=_noon(day), client_uuid=uuid5(form, "task"),
    )
    return made.pk


def _noon(day: date | None) -> datetime | None:
    return clock.instant(datetime.combine(day, time(12))) if day else None


def _task_of(actor: User, number: UUID | None) -> Task | None:
    """The task that a row made, if it still stands open."""
    return seen(actor).filter(pk=number, done_at=None).first() if number else None


def _finish(actor: User, number: UUID | None) -> None:
    task = _task_of(actor, number)
    if task is not None:
        finish_task(actor=actor, task=task)


@transaction.atomic
def move_search(
    *, actor: User, lost: LostContact, state: str, look_until: date | None = None, found_on: date | None = None
) -> LostContact:
    """Say where a search stands: looked for until a day, found on a day, or let go; the task goes with it."""
    current = visible(actor, LostContact.objects.select_for_update(of=("self",), no_key=True)).get(pk=lost.pk)
    policies.move_search.check(actor, lost=current, state=state, found_on=found_on, look_until=look_until)
    before, current.state, current.moved_at = current.state, LostState(state), clock.now()
    current.found_on = found_on if state == LostState.FOUND else None
    current.look_until = look_until or current.look_until
    current.save(update_fields=["state", "moved_at", "found_on", "look_until"])
    task = _task_of(actor, current.task)
    if state not in SOUGHT:
        _finish(actor, current.task)
    elif task is not None and look_until is not None:
        move_task(actor=actor, task=task, due_at=_noon(look_until))
    record(Verb.SEARCH_MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state})
    return current


@transaction.atomic
def note_prison(
    *, actor: User, path: CarePath, entered_on: date, client_uuid: UUID, place: str = "", release_on: date | None = None
) -> PrisonStay:
    """Write down that somebody is in prison; with an expected release the team gets a task for that day. The same
    `client_uuid` again returns the first. Raises Refused when it stands on the path already."""
    current = path_locked(actor, path)
    first = visible(actor, PrisonStay.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    already = visible(actor, PrisonStay.objects.filter(path=current, released_on=None)).first()
    policies.note_prison.check(actor, path=current, entered_on=entered_on, already=already, release_on=release_on)
    stay = PrisonStay(
        path=current, person_id=current.person_id, compartment=current.compartment, entered_on=entered_on,
        place=place or None, release_on=release_on, noted_at=clock.now(), noted_by=actor.pk, client_uuid=client_uuid,
        task=_release_task(actor, current, release_on, client_uuid) if release_on else None,
    )
    stay.save(force_insert=True)
    record(Verb.IMPRISONED, subject=current.person_id, obj=stay)
    return stay


def _release_task(actor: User, path: CarePath, day: date, form: UUID) -> UUID:
    return _task(actor, path, _("Leaves prison: make contact, take the treatment over again."), day, form)


@transaction.atomic
def change_prison(
    *, actor: User, stay: PrisonStay, release_on: date | None, handed_on: date | None = None, handed_to: str = ""
) -> PrisonStay:
    """Say when the release is expected, to whom the treatment was handed on and when; the task follows the day."""
    current = visible(actor, PrisonStay.objects.select_for_update(of=("self",), no_key=True).select_related("path__team")).get(pk=stay.pk)
    policies.change_prison.check(actor, stay=current, release_on=release_on, handed_on=handed_on)
    current.release_on, current.handed_on = release_on, handed_on
    current.handed_to = handed_to if handed_on else None
    _follow_day(actor, current, release_on)
    current.save(update_fields=["release_on", "handed_on", "handed_to", "task"])
    record(Verb.PRISON_CHANGED, subject=current.person_id, obj=current)
    return current


def _follow_day(actor: User, stay: PrisonStay, day: date | None) -> None:
    """The task to make contact is due on the day of the release; it is made when there is none."""
    task = _task_of(actor, stay.task)
    if task is not None:
        move_task(actor=actor, task=task, due_at=_noon(day))
    elif day is not None and stay.task is None:
        stay.task = _release_task(actor, stay.path, day, stay.client_uuid)


@transaction.atomic
def note_release(*, actor: User, stay: PrisonStay, released_on: date) -> PrisonStay:
    """Write down the release; the task to make contact stays until somebody has."""
    current = visible(actor, PrisonStay.objects.select_for_update(of=("self",), no_key=True).select_related("path__team")).get(pk=stay.pk)
    policies.change_prison.check(actor, stay=current, released_on=released_on)
    current.released_on = released_on
    _follow_day(actor, current, released_on)
    current.save(update_fields=["released_on", "task"])
    record(Verb.RELEASED, subject=current.person_id, obj=current)
    return current


@transaction.atomic
def plan_after_care(*, actor: User, path: CarePath) -> list[AfterCareContact]:
    """Plan the contacts after the end of a path, each with a task of the team; those that stand already stay."""
    policies.plan_after_care.check(actor, path=path)
    standing = list(visible(actor, AfterCareContact.objects.filter(path=path)).order_by("months"))
    if standing:
        return standing
    ended = clock.service_day(path.closed_at)
    return [_planned(actor, path, months, months_later(ended, months)) for months in MONTHS]


def _planned(actor: User, path: CarePath, months: int, day: date) -> AfterCareContact:
    form = uuid5(UUID(int=path.pk), f"after-care-{months}")
    contact = AfterCareContact(
        path=path, person_id=path.person_id, compartment=path.compartment, months=months, due_on=day,
        planned_at=clock.now(), planned_by=actor.pk, task=_task(actor, path, _("After-care: ask how it goes."), day, form),
    )
    contact.save(force_insert=True)
    record(Verb.AFTER_CARE_PLANNED, subject=path.person_id, obj=contact, data={"months": months})
    return contact


@transaction.atomic
def note_after_care(*, actor: User, contact: AfterCareContact, state: str, words: str = "") -> AfterCareContact:
    """Say what came of a contact after the end; its task is done."""
    current = visible(actor, AfterCareContact.objects.select_for_update(of=("self",), no_key=True)).get(pk=contact.pk)
    policies.note_after_care.check(actor, contact=current, state=state)
    current.state, current.words = AfterCareState(state), words or None
    current.noted_at, current.noted_by = clock.now(), actor.pk
    current.save(update_fields=["state", "words", "noted_at", "noted_by"])
    _finish(actor, current.task)
    record(Verb.AFTER_CARE, subject=current.person_id, obj=current, data={"state": state})
    return current
