"""A nurse, a social worker and a doctor near Momo, and answers to the scales."""

import uuid

import pytest

from care.scales.actions import take_scale
from care.scales.catalogue import SCALES
from centre.shifts import clock

AT = "2026-03-20 11:00"


@pytest.fixture(autouse=True)
def march(at):
    at(AT)


@pytest.fixture
def fill(as_, nadia, momo, near):
    """`fill("cows", value=1)`: the nurse puts a scale to Momo, every item at its place `value` of the values it may have."""
    near("nurses")

    def take(code, value=0, *, by=None, person=None, compartment="nursing", answers=None, form=None, about="", minutes=0, mode="interview"):
        from datetime import timedelta

        scale = SCALES[code]
        given = {item.key: item.values[min(value, len(item.values) - 1)] for item in scale.items_for(about)}
        with as_(by or nadia) as actor:
            return take_scale(
                actor=actor, person=person or momo, code=code, answers=given if answers is None else answers, compartment=compartment,
                mode=mode, language="fr", taken_at=clock.now() - timedelta(minutes=minutes), client_uuid=form or uuid.uuid4(), about=about,
            )

    return take
