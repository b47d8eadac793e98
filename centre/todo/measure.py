"""Tasks of the large database, and the handover measured on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from audit.vault import keys
from centre.access.enums import Compartment
from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.staff.roles import Role

EACH = 500
CONTEXT = "centre_task.sealed"


def fill_tasks(scale: Scale) -> int:
    """As many tasks about nobody as about persons, due within two weeks around now; none when nobody is there."""
    dice, ids = scale.dice, scale.kept["persons"][:EACH]
    columns = ["id", "person", "compartment", "text", "sealed", "role", "due_at", "added_by_id", "added_at", "client_uuid"]

    def rows() -> Iterator[list[Any]]:
        for person in [*ids, *([None] * EACH)]:
            due = scale.until + timedelta(hours=dice.randint(-168, 168))
            about = [Compartment.DESK.value, "", keys.seal(person, "Ring back", CONTEXT)] if person else ["", "Buy coffee", None]
            number = [uuid.UUID(int=dice.getrandbits(128)) for _ in range(2)]
            yield [number[0], person, *about, dice.choice(("", Role.DESK.value, Role.NURSE.value)), due, 1, scale.until, number[1]]

    return copy("centre_task", columns, rows())


add_part(70, "tasks", fill_tasks)
add_page(Page("handover", "what changed since the last shift", "bench-0", lambda _: ("get", "/handover/", {})))
add_page(Page("tasks", "open tasks, opened", "bench-0", lambda _: ("get", "/tasks/?which=all", {})))
