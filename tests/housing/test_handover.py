"""What the beds tell the next shift: each on their side of the walls."""

from datetime import timedelta

import pytest

from centre.shifts import actions, clock, selectors
from centre.shifts.registry import Span
from housing.handover import stay_entries
from housing.stays.actions import admit_to_bed, end_stay, hold_bed, mark_absent

pytestmark = pytest.mark.django_db


def told(actor, hours=8):
    span = Span(clock.now() - timedelta(hours=hours), clock.now())
    return sorted((one.code, one.facts["bed"], one.compartment) for one in stay_entries(actor, span))


def test_the_night_s_beds_are_told(as_, vera, house, somebody, at):
    at("2026-11-21 20:00")
    people = [somebody(alias) for alias in ("Momo", "Pavel", "Bart", "Abdi")]
    today = clock.service_day()
    with as_(vera):
        admit_to_bed(actor=vera, person=people[0], bed=house.b1A, planned_end=today + timedelta(days=9))
        stay = admit_to_bed(actor=vera, person=people[1], bed=house.b1B, planned_end=today + timedelta(days=1))
        hold_bed(actor=vera, person=people[2], bed=house.b2A)
        at("2026-11-21 20:30")
        mark_absent(actor=vera, stay=stay)
        assert told(vera) == [
            ("absent", "1B", "housing"), ("came", "1A", "housing"), ("came", "1B", "housing"), ("ends", "1B", "housing"),
            ("held", "2A", "housing"),
        ]
        at("2026-11-23 08:00")
        assert told(vera) == [("free_again", "1B", "housing"), ("over", "2A", "housing")]


def test_who_left_is_told(as_, vera, house, somebody, at):
    at("2026-11-21 20:00")
    momo = somebody("Momo")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        at("2026-11-22 07:00")
        end_stay(actor=vera, stay=stay, reason="own_choice", destination="16")
        assert told(vera, hours=2) == [("left", "1A", "housing")]


def test_a_bed_of_the_women_s_space_is_told_inside_it_only(as_, browse, vera, women_worker, house, somebody, at):
    at("2026-11-21 20:00")
    sky = somebody("Sky", gender="F", by=women_worker)
    with as_(women_worker):
        admit_to_bed(actor=women_worker, person=sky, bed=house.bW1)
        assert told(women_worker) == [("came", "W1", "women_space")]
        book = actions.open_handover(actor=women_worker, shift=selectors.shift_now())
        closed = actions.close_handover(actor=women_worker, book=book)
        (row,) = selectors.rows(women_worker, closed)
        assert [one.words for one in row.remains] == ["has bed W1 since 21/11 20:00"]
    with as_(vera):
        assert told(vera) == []
        assert selectors.rows(vera, closed) == []
    page = browse(vera).get(f"/handover/{closed.pk}/").content.decode()
    assert "W1" not in page
    assert "Sky" not in page
