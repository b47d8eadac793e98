"""Momo on methadone: 60 mg a day, at the counter but for Sunday, which goes home."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests.care.register.conftest import methadone  # noqa: F401  # the account of the register

MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def monday(at):
    at("2026-03-02 09:00")


@pytest.fixture
def prescribe(as_, amina, momo, near, methadone):  # noqa: F811
    """`prescribe(**plan)`: Amina prescribes for Momo; the nurses give."""
    from care.prescribing.actions import write_prescription
    from centre.staff.models import Team

    near("doctors")

    def write(person=momo, account=methadone, actor=amina, starts_on=MONDAY, days=28, form=None, **plan):
        plan = {"dose_ug": 60_000, "least_ug": 40_000, "most_ug": 80_000, "supervised_days": [1, 2, 3, 4, 5, 6], "home_days": [7], "home_most": 2} | plan
        with as_(actor):
            return write_prescription(
                actor=actor, person=person, account=account, starts_on=starts_on, ends_on=starts_on + timedelta(days=days - 1),
                client_uuid=form or uuid.uuid4(), team=Team.objects.get(code="nurses"), **plan,
            )

    return write


@pytest.fixture
def plan(prescribe):
    return prescribe()
