"""What erasure finds here."""

import pytest

from employment.places.panels import held_here

pytestmark = pytest.mark.django_db


def test_rows_about_a_person_are_counted(as_, vera, momo, plan, enrol):
    enrol(plan(), [momo])
    with as_(vera):
        assert held_here(momo.pk) == {"sign_ups": 1, "attendances": 0, "calls": 0}
