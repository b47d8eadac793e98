"""What is done with treatment: programmes and rules are set, episodes begin, are corrected, go on and end."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from care.notes.actions import follow
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import EndReason, Verb
from .models import EntrySnapshot, Episode, EpisodeRule, TreatmentProgramme
from .selectors import episode_of_form, running_in, silent_since, snapshots_of


@transaction.atomic
def write_programme(
    *, actor: User, label: str, compartment: str, centre: str, counts: bool, active: bool = True, programme: TreatmentProgramme | None = None
) -> TreatmentProgramme:
    """Enter a programme of care, or change one; its episodes keep the answers frozen at their entry."""
    policies.edit_programmes.check(actor)
    written = programme or TreatmentProgramme(compartment=compartment)
    written.label, written.centre, written.counts, written.active = label, centre, counts, active
    written.written_by = actor.pk
    written.save()
    record(Verb.PROGRAMME, obj=written, data={"counts": counts, "active": active})
    return written


@transaction.atomic
def set_rule(*, actor: User, months: int, counted: str, valid_from: date, because: str) -> EpisodeRule:
    """Set from when how many months without contact end an episode, and which entry of a year counts."""
    policies.edit_programmes.check(actor)
    rule = EpisodeRule(months=months, counted=counted, valid_from=valid_from, because=because, set_by=actor.pk)
    rule.save(force_insert=True)
    record(Verb.RULE, obj=rule, data={"months": months, "counted": counted})
    return rule


@transaction.atomic
def open_episode(
    *, actor: User, person: Person, programme: TreatmentProgramme, started_on: date, answers: dict[str, Any], client_uuid: UUID
) -> Episode:
    """Begin an episode and freeze the answers at entry; the same `client_uuid` again returns the first.

    One that runs in the programme but whose person was not seen for longer than the rule allows is ended first, on the
    day of its last contact. Raises Refused when one runs still.
    """
    policies.open_episode.check(actor, programme=programme, started_on=started_on)
    follow(actor=actor, person=person, compartment=programme.compartment)
    done = episode_of_form(actor, client_uuid)
    if done is not None:
        return done
    former = running_in(actor, person, programme)
    if former is not None and former.last_contact_on < silent_since(started_on):
        _end(former, former.last_contact_on, EndReason.SILENT, actor)
        former = None
    policies.open_episode.check(actor, programme=programme, person=person, started_on=started_on, running=former)
    episode = Episode(
        person=person, programme=programme, compartment=programme.compartment, started_on=started_on,
        last_contact_on=started_on, opened_at=clock.now(), opened_by=actor.pk, client_uuid=client_uuid,
    )
    episode.save(force_insert=True)
    _freeze(episode, 1, answers, actor)
    record(Verb.OPENED, subject=person, obj=episode, data={"programme": programme.pk})
    return episode


@transaction.atomic
def correct_snapshot(*, actor: User, episode: Episode, answers: dict[str, Any], because: str) -> EntrySnapshot:
    """Write the answers at entry once more, with the reason; the first stay, the last count."""
    episode = _locked(actor, episode)
    policies.correct_snapshot.check(actor, episode=episode)
    latest = snapshots_of(actor, episode)[0]
    snapshot = _freeze(episode, latest.number + 1, answers, actor, because)
    record(Verb.CORRECTED, subject=episode.person_id, obj=episode, data={"number": snapshot.number})
    return snapshot


@transaction.atomic
def note_contact(*, actor: User, episode: Episode, on: date) -> Episode:
    """Note that the person was seen within the treatment; a day before the last one noted changes nothing."""
    episode = _locked(actor, episode)
    policies.note_contact.check(actor, episode=episode, on=on)
    if on > episode.last_contact_on:
        episode.last_contact_on = on
        episode.save(update_fields=["last_contact_on"])
    record(Verb.CONTACT, subject=episode.person_id, obj=episode)
    return episode


@transaction.atomic
def end_episode(*, actor: User, episode: Episode, on: date, reason: str) -> Episode:
    """End an episode; what was answered at entry stays as it is."""
    episode = _locked(actor, episode)
    policies.end_episode.check(actor, episode=episode, on=on)
    return _end(episode, on, EndReason(reason), actor)


def _end(episode: Episode, on: date, reason: EndReason, actor: User) -> Episode:
    episode.ended_on, episode.end_reason, episode.ended_by = on, reason, actor.pk
    episode.last_contact_on = min(episode.last_contact_on, on)
    episode.save(update_fields=["ended_on", "end_reason", "ended_by", "last_contact_on"])
    record(Verb.ENDED, subject=episode.person_id, obj=episode, data={"reason": reason.value})
    return episode


def _freeze(episode: Episode, number: int, answers: dict[str, Any], actor: User, because: str = "") -> EntrySnapshot:
    snapshot = EntrySnapshot(
        episode=episode, person_id=episode.person_id, compartment=episode.compartment, number=number, because=because,
        frozen_at=clock.now(), frozen_by=actor.pk, centre=episode.programme.centre, **answers,
    )
    snapshot.save(force_insert=True)
    return snapshot


def _locked(actor: User, episode: Episode) -> Episode:
    """The episode as it is now, kept for the rest of the transaction."""
    rows = Episode.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    return visible(actor, rows).get(pk=episode.pk)
