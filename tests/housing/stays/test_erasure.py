"""Erasure cuts the person from their stays; the bed-nights stay counted, of nobody."""

from __future__ import annotations

from datetime import date

from django.db import connection

from centre.access.identity import acting
from centre.shifts import clock
from housing.beds.models import Bed, Room, Ward
from housing.nights.selectors import nights
from housing.stays.actions import admit_to_bed
from housing.stays.models import Stay
from housing.stays.panels import forget, held_here


def test_the_worker_cuts_the_person_and_the_night_stays_counted(clone):
    from centre.staff.models import User
    from intake.person.actions import open_file
    from tests.conftest import become

    vera = User.objects.get(username="vera")
    with acting(User.objects.get(username="colette")):
        room = Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1")
        bed = Bed.objects.create(room=room, label="1A")
    with clock.at("2026-01-04 15:00"), acting(vera):
        momo = open_file(actor=vera, alias="Momo")
        admit_to_bed(actor=vera, person=momo, bed=bed)
    become("worker")
    assert held_here(momo.pk) == {"stays": 1, "absences": 0, "extensions": 0}
    assert forget(momo.pk) == {"stays": 1, "absences": 0, "extensions": 0}
    assert held_here(momo.pk) == {"stays": 0, "absences": 0, "extensions": 0}
    assert Stay.history.filter(person_id=momo.pk).count() == 0
    become("web")
    with clock.at("2026-01-05 15:00"), acting(vera):
        night = nights(vera, date(2026, 1, 4), date(2026, 1, 4))[0]
        assert (night.occupied, night.open) == (1, 1)
        assert Stay.objects.count() == 0
    assert connection.settings_dict["USER"] == "centre_web"
