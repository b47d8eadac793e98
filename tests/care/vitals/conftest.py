"""Momo near the nurses, and what a nurse types at four in the morning."""

import uuid
from decimal import Decimal

import pytest

from care.vitals import actions

WELL = {"respiration": 16, "spo2": 97, "air": "air", "systolic": 120, "diastolic": 80, "pulse": 70, "consciousness": "A", "temperature": "36.8"}


@pytest.fixture
def beside(near):
    """The desk brings the nurses near Momo."""
    near("nurses")


@pytest.fixture
def take(as_, nadia, momo, beside):
    """`take(pulse=140)`: Nadia takes vital signs of Momo, well but for what is said."""

    def make(person=momo, by=nadia, **more):
        about = {name: more.pop(name) for name in ("taken_at", "remark", "client_uuid", "confirmed", "occasion") if name in more}
        values = {name: value for name, value in (WELL | more).items() if value is not None}
        if "temperature" in values:
            values["temperature"] = Decimal(values["temperature"])
        with as_(by):
            return actions.record_vitals(
                actor=by, person=person, compartment="nursing", **{"client_uuid": uuid.uuid4()} | about, **values
            )

    return make


@pytest.fixture
def typed():
    """`typed(pulse="210")`: what the form sends."""

    def fields(**more):
        return WELL | {"compartment": "nursing", "occasion": "routine", "taken_at": "2026-11-22T04:00", "scale": "1", "client_uuid": uuid.uuid4()} | more

    return fields
