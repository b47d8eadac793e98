"""Sealed notes of the large database: half a million of them, each with its person's key."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from audit.ledger.actions import record
from audit.vault import keys
from care.episodes import lists
from care.episodes.models import TreatmentProgramme
from care.notes.enums import NoteCompartment, Verb
from care.notes.models import Note
from centre.measure.bulk import copy
from centre.measure.registry import Deed, Page, Scale, add_deed, add_page, add_part
from centre.shifts.clock import now, service_day

NOTES_EACH = 5
TEXTS = (
    "Wound cleaned and dressed; comes back on Thursday.", "Talked about sleep and about the brother. Wants a room of his own.",
    "Blood pressure taken, nothing to report. Took clean material.", "Called the insurer; the answer is expected next week.",
)
CONTEXT = "care_note.body"
#: Answers at entry -> the list they are drawn from.
ANSWERS: dict[str, Any] = {
    "sex": lists.Sex, "treated": lists.Treated, "referral": lists.Referral, "lives_with": lists.LivesWith,
    "children": lists.Children, "lives_where": lists.LivesWhere, "education": lists.Education, "labour": lists.Labour,
    "primary": lists.Drug, "route": lists.Route, "frequency": lists.Frequency, "polydrug": lists.Polydrug,
    "injecting": lists.Injecting, "sharing": lists.Sharing, "hiv_test": lists.Tested, "hcv_test": lists.Tested,
    "agonist": lists.AgonistStatus,
}


def fill_notes(scale: Scale) -> int:
    """Five sealed notes a person, in the compartment that follows them."""
    dice, ids = scale.dice, scale.kept["persons"]
    keys.make_keys(ids)
    total, span = scale.persons * NOTES_EACH, timedelta(days=30 * scale.months)

    def rows() -> Iterator[list[Any]]:
        for done in range(total):
            place = done % len(ids)
            compartment = NoteCompartment.NURSING if place % 3 == 0 else NoteCompartment.SOCIAL
            at = scale.until - span * dice.random()
            yield [
                ids[place], compartment, "contact", keys.seal(ids[place], dice.choice(TEXTS), CONTEXT), False, 1, at,
                service_day(at), 1, uuid.UUID(int=dice.getrandbits(128)),
            ]
            if done % 20000 == 0:
                scale.say("notes", done, total)

    columns = ["person_id", "compartment", "kind", "body", "third_party", "author", "at", "service_day", "version", "client_uuid"]
    return copy("care_note", columns, rows())


def followed() -> uuid.UUID:
    """A person whom the nurses follow."""
    return Note.objects.filter(compartment=NoteCompartment.NURSING).order_by("pk").values_list("person_id", flat=True)[0]


def noted() -> list[uuid.UUID]:
    """Four hundred persons about whom notes are written."""
    return list(Note.objects.order_by("person_id").values_list("person_id", flat=True).distinct()[:400])


def note_down(actor: Any, person: uuid.UUID) -> None:
    """A sealed note with its history and its event."""
    note = Note(
        person_id=person, compartment=NoteCompartment.NURSING, kind="contact", body=TEXTS[0], third_party=False,
        author=actor.pk, at=now(), service_day=service_day(), client_uuid=uuid.uuid4(),
    )
    note.save(force_insert=True)
    record(Verb.WRITTEN, subject=person, obj=note, purpose=note.compartment)


def fill_treatment(scale: Scale) -> int:
    """One person in five enters one of two programmes, with answers drawn from every list."""
    dice, ids = scale.dice, scale.kept["persons"][::5]
    programmes = [
        TreatmentProgramme.objects.create(label=label, compartment=NoteCompartment.NURSING, centre=centre, counts=True, written_by=1)
        for label, centre in (("Bench, agonist", lists.CentreType.LOW_THRESHOLD), ("Bench, ward", lists.CentreType.INPATIENT))
    ]
    keys_of = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in ids]
    span, drawn = timedelta(days=30 * scale.months), {name: choices.values for name, choices in ANSWERS.items()}
    begun = [scale.until - span * dice.random() for _ in ids]

    def episodes() -> Iterator[list[Any]]:
        for place, (person, key, at) in enumerate(zip(ids, keys_of, begun, strict=True)):
            programme, day = programmes[place % 2], service_day(at)
            yield [key, person, programme.pk, programme.compartment, day, day, at, 1, "", uuid.UUID(int=dice.getrandbits(128))]

    def answers() -> Iterator[list[Any]]:
        for place, (person, key, at) in enumerate(zip(ids, keys_of, begun, strict=True)):
            programme, age = programmes[place % 2], dice.randint(18, 60)
            said = [dice.choice(values) for values in drawn.values()]
            yield [key, person, programme.compartment, 1, "", at, 1, programme.centre, age, age - dice.randint(0, 15), *said]

    columns = ["id", "person_id", "programme_id", "compartment", "started_on", "last_contact_on", "opened_at", "opened_by", "end_reason", "client_uuid"]
    copy("care_episode", columns, episodes())
    fields = ["episode_id", "person_id", "compartment", "number", "because", "frozen_at", "frozen_by", "centre", "age", "first_use_age", *drawn]
    return copy("care_entrysnapshot", fields, answers())


_SQL = "SELECT id, body, at, author FROM care_note WHERE person_id = %s AND compartment = 'nursing' ORDER BY at DESC LIMIT 21"

add_deed(Deed("note", "a sealed note", "bench-1", (Note,), noted, note_down))
add_part(40, "sealed notes", fill_notes)
add_part(45, "treatment", fill_treatment)
add_page(
    Page(
        "timeline", "a person's notes, opened", "bench-1", lambda who: ("get", f"/person/{who}/notes/nursing/", {}), followed,
        lambda who: (_SQL, [who]),
    )
)
