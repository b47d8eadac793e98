"""What is done after a dose: what came up is noted, the doctor decides, who stays is looked at, who leaves is written."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import numbered, once
from care.dispensing.models import Dose
from care.prescribing.actions import decide
from care.prescribing.enums import Decided
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from centre.todo.actions import add_task

from . import policies
from . import selectors as found
from .enums import Verb
from .models import DoseEvent, Watch

GIVE = "care.give_dose"


@transaction.atomic
def note_event(*, actor: User, dose: Dose, what: str, minutes: int, client_uuid: UUID, seen: bool = False, words: str = "") -> DoseEvent:
    """Note that a dose was spat out or vomited. Nothing follows by itself: a doctor decides (`answer_event`)."""
    done = once(found.event_of_form(actor, client_uuid), GIVE, dose_id=dose.pk)
    if done is not None:
        return done
    policies.note_event.check(actor, dose=dose)
    event = DoseEvent(
        person_id=dose.person_id, dose=dose, what=what, minutes=minutes, seen=seen, words=words.strip() or None, by=actor.pk,
        at=clock.now(), client_uuid=client_uuid,
    )
    with numbered(GIVE):
        event.save(force_insert=True)
    record(Verb.CAME_UP, subject=dose.person_id, obj=dose, data={"minutes": minutes})
    return event


@transaction.atomic
def answer_event(
    *, actor: User, event: DoseEvent, again_ug: int, reason: str, client_uuid: UUID, prescriber_name: str = ""
) -> DoseEvent:
    """Keep what the doctor decided: so much once more today, or nothing (`again_ug` 0)."""
    event = visible(actor, DoseEvent.objects.select_for_update(of=("self",), no_key=True).select_related("dose__prescription")).get(pk=event.pk)
    policies.answer_event.check(actor, event=event)
    event.decision = decide(
        actor=actor, prescription=event.dose.prescription, kind=Decided.AGAIN if again_ug else Decided.NOT_AGAIN, day=clock.service_day(),
        amount_ug=again_ug, reason=reason, client_uuid=client_uuid, prescriber_name=prescriber_name,
    )
    event.save(update_fields=["decision"])
    record(Verb.ANSWERED, subject=event.person_id, obj=event.dose)
    return event


@transaction.atomic
def watch(*, actor: User, dose: Dose, awake: str, client_uuid: UUID, saturation: int | None = None, breaths: int | None = None) -> Watch:
    """Write one look at somebody who stays."""
    done = once(found.watch_of_form(actor, client_uuid), GIVE, dose_id=dose.pk)
    if done is not None:
        return done
    policies.watch.check(actor, dose=dose)
    look = Watch(
        person_id=dose.person_id, dose=dose, awake=awake, saturation=saturation, breaths=breaths, by=actor.pk, at=clock.now(), client_uuid=client_uuid
    )
    with numbered(GIVE):
        look.save(force_insert=True)
    record(Verb.WATCHED, subject=dose.person_id, obj=dose)
    return look


@transaction.atomic
def leave(*, actor: User, dose: Dose, words: str = "") -> Dose:
    """Write that the person left. Before the end it is written as such, with what was said, and colleagues are told."""
    dose = visible(actor, Dose.objects.select_for_update(of=("self",), no_key=True)).get(pk=dose.pk)
    policies.leave.check(actor, dose=dose, words=words)
    dose.left_at, dose.left_by, dose.left_words = clock.now(), actor.pk, words.strip() or None
    dose.save(update_fields=["left_at", "left_by", "left_words"])
    record(Verb.LEFT_EARLY if dose.left_early else Verb.LEFT, subject=dose.person_id, obj=dose)
    if dose.left_early:
        add_task(
            actor=actor, text=_("Left before the end of the observation after a dose: look for the person."), client_uuid=uuid5(dose.pk, "left"),
            person=dose.person_id, compartment=Compartment.NURSING.value, role=Role.NURSE, urgent=True,
        )  # fmt: skip
    return dose
