"""Ten years of one person on the timeline: five thousand sealed entries, of which a page opens thirty."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from audit.vault import keys
from care.notes.enums import NoteCompartment
from care.paths.enums import StepState, UseChange
from care.paths.models import CarePath
from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts.clock import service_day

YEARS, NOTES, STEPS, REVIEWS = 10, 3500, 1300, 200
TEXT = "Came by, sat for an hour; wants to try again next week."
#: Whose story it is: one of those whom the nurses follow.
PLACE = 3


def fill_story(scale: Scale) -> int:
    """Notes, steps and reviews of one path over ten years, each sealed."""
    person = scale.kept["persons"][PLACE]
    keys.make_keys([person])
    begun = scale.until - timedelta(days=365 * YEARS)
    path = CarePath.objects.create(person_id=person, compartment=NoteCompartment.NURSING, opened_at=begun, opened_by=1)
    about = [person, NoteCompartment.NURSING]

    def instants(number: int) -> Iterator[datetime]:
        yield from (begun + (scale.until - begun) * scale.dice.random() for _ in range(number))

    def sealed(column: str) -> bytes:
        return keys.seal(person, TEXT, column)

    def form() -> uuid.UUID:
        return uuid.UUID(int=scale.dice.getrandbits(128))

    notes = ([*about, "contact", sealed("care_note.body"), False, 1, at, service_day(at), 1, form()] for at in instants(NOTES))
    steps = ([*about, path.pk, sealed("care_step.title"), StepState.DONE, 1, at, at, form()] for at in instants(STEPS))
    reviews = (
        [*about, path.pk, sealed("care_pathreview.changed"), service_day(at), UseChange.LESS, at, 1, form()] for at in instants(REVIEWS)
    )
    both = ["person_id", "compartment"]
    copy("care_note", [*both, "kind", "body", "third_party", "author", "at", "service_day", "version", "client_uuid"], notes)
    copy("care_step", [*both, "path_id", "title", "state", "owner", "added_at", "moved_at", "client_uuid"], steps)
    copy("care_pathreview", [*both, "path_id", "changed", "on", "use_change", "at", "by", "client_uuid"], reviews)
    return NOTES + STEPS + REVIEWS


def longest() -> Any:
    """Whose story is the oldest."""
    return CarePath.objects.order_by("opened_at", "pk").values_list("person_id", flat=True)[0]


_SQL = (
    "SELECT at, body FROM care_note WHERE person_id = %s UNION ALL SELECT added_at, title FROM care_step WHERE person_id = %s"
    " UNION ALL SELECT at, changed FROM care_pathreview WHERE person_id = %s ORDER BY 1 DESC LIMIT 31"
)

add_part(46, "ten years of one person", fill_story)
add_page(
    Page(
        "story", "ten years on a timeline, opened", "bench-1", lambda who: ("get", f"/person/{who}/timeline/", {}), longest,
        lambda who: (_SQL, [who] * 3),
    )
)
