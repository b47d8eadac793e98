"""A small house: two rooms for all, one for women, one in the women's space."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def house(as_: Any, ada: Any, colette: Any) -> SimpleNamespace:
    """Beds 1A 1B (calm), 2A (dogs), 3A (women only), W1 (women's space, whose team alone arranges it)."""
    from centre.staff.models import Membership, Team
    from housing.beds.models import Bed, Room, Ward

    with as_(ada):
        joined = Membership.objects.create(user=colette, team=Team.objects.get(code="women"))
    with as_(colette):
        ward = Ward.objects.create(label="First floor", order=1)
        one = Room.objects.create(ward=ward, label="Room 1", order=1, calm=True)
        two = Room.objects.create(ward=ward, label="Room 2", order=2, dogs=True)
        three = Room.objects.create(ward=ward, label="Room 3", order=3, women_only=True)
        four = Room.objects.create(ward=ward, label="Room 4", order=4, women_only=True, compartment="women_space")
        beds = {
            label: Bed.objects.create(room=room, label=label, order=number)
            for number, (label, room) in enumerate([("1A", one), ("1B", one), ("2A", two), ("3A", three), ("W1", four)])
        }
    with as_(ada):
        Membership.objects.filter(pk=joined.pk).update(ends_at=timezone.now())
    return SimpleNamespace(
        ward=ward, rooms=[one, two, three, four], **{f"b{label}": bed for label, bed in beds.items()}
    )


@pytest.fixture
def somebody(as_: Any, vera: Any) -> Callable[..., Any]:
    """`somebody("Kenza", gender="F")` opens a file at the desk."""
    from intake.person.actions import open_file

    def make(alias: str, gender: str = "M", by: Any = None) -> Any:
        with as_(by or vera) as actor:
            return open_file(actor=actor, alias=alias, gender=gender)

    return make


@pytest.fixture
def state(as_: Any, vera: Any) -> Callable[..., str]:
    """`state(bed)` is the state of a bed as Vera's board shows it."""
    from housing.beds.selectors import board_bed

    def read(bed: Any, actor: Any = None) -> str:
        with as_(actor or vera) as who:
            return board_bed(who, bed.pk).state

    return read


@pytest.fixture
def verbs(as_: Any, dora: Any) -> Callable[[str], list[str]]:
    """`verbs("housing.")` are the verbs of the events written so far in this test that begin so, oldest first."""
    from audit.ledger.models import Event

    def read(start: str) -> list[str]:
        with as_(dora):
            return list(Event.objects.filter(verb__startswith=start).order_by("id").values_list("verb", flat=True))

    return read
