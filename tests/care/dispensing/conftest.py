"""Nadia gives doses to Momo: the same Monday, prescription and account as for prescriptions."""

from __future__ import annotations

import uuid

import pytest

from tests.care.prescribing.conftest import methadone, monday, plan, prescribe  # noqa: F401

SURE = ("card", "said")


@pytest.fixture
def give(as_, nadia, plan):  # noqa: F811
    """`give(**facts)`: the nurse gives the dose of the day, everything as it should be unless said otherwise."""
    from care.dispensing.actions import give_dose

    def write(prescription=plan, actor=nadia, form=None, fresh=False, **facts):
        facts = {"slot": "day", "amount_ug": 60_000, "state": "alert", "identity": SURE} | facts
        with as_(actor, fresh=fresh):
            return give_dose(actor=actor, prescription=prescription, client_uuid=form or uuid.uuid4(), **facts)

    return write


@pytest.fixture
def tell(as_, nadia, plan):  # noqa: F811
    """`tell(**facts)`: the nurse writes down what was given, whatever the rules say."""
    from care.dispensing.actions import tell_dose
    from centre.shifts import clock

    def write(prescription=plan, actor=nadia, form=None, **facts):
        facts = {"slot": "day", "amount_ug": 60_000, "taken_at": clock.now(), "reason": "Given at the door.", "identity": SURE, "state": "alert"} | facts
        with as_(actor):
            return tell_dose(actor=actor, prescription=prescription, client_uuid=form or uuid.uuid4(), **facts)

    return write


@pytest.fixture
def rules(as_, amina):
    """Amina signs the rows of the example for methadone."""
    from care.prescribing.actions import sign_missed_rules
    from tests.care.prescribing.conftest import MONDAY
    from tests.care.prescribing.test_missed import EXAMPLE

    with as_(amina, fresh=True):
        return sign_missed_rules(actor=amina, substance="methadone", valid_from=MONDAY, source="Example", steps=EXAMPLE)
