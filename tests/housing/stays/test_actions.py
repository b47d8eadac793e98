"""Giving, holding, moving and ending: the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.rules import Refused
from centre.shifts import clock
from housing.stays import actions
from housing.stays.models import Absence, Stay
from housing.stays.policies import BedTaken

pytestmark = pytest.mark.django_db


def test_a_free_bed_is_given(as_, vera, momo, house, state, verbs):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert (stay.state, stay.compartment, stay.given_by) == ("in", "housing", vera.pk)
        assert stay.period.upper is None
        assert stay.planned_end == clock.service_day() + timedelta(days=13)
    assert state(house.b1A) == "occupied"
    assert verbs("housing.") == ["housing.stay.admitted"]


def test_the_same_form_twice_is_one_stay(as_, vera, momo, house):
    number = uuid4()
    with as_(vera):
        first = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A, client_uuid=number)
        second = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A, client_uuid=number)
        assert first.pk == second.pk
        assert Stay.objects.filter(person=momo).count() == 1


def test_a_taken_bed_is_refused_with_who_was_first_and_when(as_, vera, walid, momo, somebody, house, at):
    other = somebody("Pavel")
    at("2026-11-22 02:10:05")
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(walid), pytest.raises(BedTaken) as refused:
        actions.admit_to_bed(actor=walid, person=other, bed=house.b1A)
    assert refused.value.words == "Vera was first: bed 1A is taken since 02:10:05."
    assert refused.value.by == vera.pk
    with as_(vera):
        assert Stay.objects.filter(person=other).count() == 0


def test_a_person_has_one_bed(as_, vera, momo, house):
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        with pytest.raises(BedTaken) as refused:
            actions.admit_to_bed(actor=vera, person=momo, bed=house.b1B)
    assert refused.value.words == "Momo already has bed 1A."


def test_the_database_forbids_the_double_bed_and_the_double_night(as_, vera, momo, somebody, house):
    other = somebody("Pavel")
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.end_stay(actor=vera, stay=actions.admit_to_bed(actor=vera, person=other, bed=house.b1B), reason="planned")
        now = clock.now()
        common = {"state": "in", "period": DateTimeTZRange(now, None), "began_at": now, "compartment": "housing"}
        with pytest.raises(IntegrityError, match="stay_once_per_bed"), transaction.atomic():
            Stay.objects.create(person=other, bed=house.b1A, **common)
        with pytest.raises(IntegrityError, match="stay_once_per_person"), transaction.atomic():
            Stay.objects.create(person=momo, bed=house.b2A, **common)


def test_a_womens_room_is_for_women(as_, vera, momo, somebody, house):
    kenza, tess = somebody("Kenza", "F"), somebody("Tess", "TF")
    with as_(vera):
        with pytest.raises(Refused) as refused:
            actions.admit_to_bed(actor=vera, person=momo, bed=house.b3A)
        assert refused.value.words == "This room is for women."
        assert Stay.objects.count() == 0
        stay = actions.admit_to_bed(actor=vera, person=kenza, bed=house.b3A)
        actions.end_stay(actor=vera, stay=stay, reason="planned")
        from housing.beds.actions import mark_cleaned

        mark_cleaned(actor=vera, bed=house.b3A)
        assert actions.admit_to_bed(actor=vera, person=tess, bed=house.b3A).state == "in"


def test_only_a_coordinator_sets_the_room_rule_aside(as_, vera, colette, momo, house, verbs):
    with as_(vera), pytest.raises(Refused):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b3A, override_reason="full house")
    with as_(vera):
        from centre.access.grants import grant_role_teams

        grant_role_teams("coordinator", person=momo, compartment="desk", days=5, origin="manual")
    with as_(colette):
        stay = actions.admit_to_bed(actor=colette, person=momo, bed=house.b3A, override_reason="full house")
        assert stay.override_reason == "full house"
    assert verbs("housing.") == ["housing.stay.admitted", "housing.stay.rule_set_aside"]


def test_a_held_bed_is_kept_two_hours_then_free(as_, vera, momo, somebody, house, state, at):
    other = somebody("Pavel")
    at("2026-11-22 18:00")
    with as_(vera):
        actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        with pytest.raises(BedTaken, match="is held since 18:00:00"):
            actions.admit_to_bed(actor=vera, person=other, bed=house.b1A)
    assert state(house.b1A) == "held"
    at("2026-11-22 20:00:01")
    assert state(house.b1A) == "free"
    with as_(vera):
        assert actions.admit_to_bed(actor=vera, person=other, bed=house.b1A).state == "in"


def test_a_held_bed_becomes_a_stay_for_whom_it_was_held(as_, vera, momo, house):
    with as_(vera):
        held = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert (stay.pk, stay.state) == (held.pk, "in")


def test_another_bed_held_is_given_back_on_admission(as_, vera, momo, house, state):
    with as_(vera):
        held = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1B)
        held.refresh_from_db()
        assert held.state == "cancelled"
    assert state(house.b1A) == "free"


def test_moving_keeps_the_stay_and_frees_the_bed(as_, vera, momo, house, state):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        moved = actions.move_bed(actor=vera, stay=stay, bed=house.b2A)
        stay.refresh_from_db()
        assert (stay.state, moved.moved_from_id, moved.began_at) == ("moved", stay.pk, stay.began_at)
    assert (state(house.b1A), state(house.b2A)) == ("clean", "occupied")


def test_moving_to_a_taken_bed_changes_nothing(as_, vera, momo, somebody, house, state):
    other = somebody("Pavel")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.admit_to_bed(actor=vera, person=other, bed=house.b1B)
        with pytest.raises(BedTaken):
            actions.move_bed(actor=vera, stay=stay, bed=house.b1B)
        stay.refresh_from_db()
        assert stay.state == "in"


def test_ending_leaves_a_bed_to_clean(as_, vera, momo, house, state):
    from housing.beds.actions import mark_cleaned

    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.end_stay(actor=vera, stay=stay, reason="other_place", destination="410")
        assert (stay.state, stay.exit_destination, stay.ended_by) == ("out", "410", vera.pk)
        with pytest.raises(Refused):
            actions.end_stay(actor=vera, stay=stay, reason="planned")
    assert state(house.b1A) == "clean"
    with as_(vera):
        with pytest.raises(Refused, match="cleaned"):
            actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        mark_cleaned(actor=vera, bed=house.b1A)
    assert state(house.b1A) == "free"


def test_out_for_a_night_keeps_the_bed_then_frees_it(as_, vera, momo, house, state, at):
    at("2026-11-22 21:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.mark_absent(actor=vera, stay=stay)
    assert state(house.b1A) == "absent"
    at("2026-11-23 20:59")
    with as_(vera):
        actions.mark_returned(actor=vera, stay=stay)
        assert Absence.objects.get(stay=stay).back_at == clock.now()
    assert state(house.b1A) == "occupied"
    with as_(vera):
        actions.mark_absent(actor=vera, stay=stay)
    at("2026-11-24 21:00")
    assert state(house.b1A) == "clean"


def test_a_bed_not_come_back_to_is_closed_on_the_next_admission(as_, vera, momo, house, at):
    at("2026-11-22 21:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.mark_absent(actor=vera, stay=stay)
    at("2026-11-25 21:00")
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1B)
        stay.refresh_from_db()
        assert (stay.state, stay.exit_reason) == ("out", "not_back")


def test_a_tap_is_taken_back_within_two_minutes_by_its_author(as_, vera, walid, momo, house, state, at):
    at("2026-11-22 21:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(walid), pytest.raises(Refused):
        actions.undo_admission(actor=walid, stay=stay)
    with as_(vera):
        actions.undo_admission(actor=vera, stay=stay)
    assert state(house.b1A) == "free"


def test_extending_says_until_when(as_, vera, momo, house):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert actions.extend_stay(actor=vera, stay=stay, planned_end=date(2027, 1, 1)).planned_end == date(2027, 1, 1)


def test_a_nurse_whose_team_has_no_beds_is_told_so(as_, vera, nadia, momo, house):
    with as_(vera):
        from centre.access.grants import grant_role_teams

        grant_role_teams("nurse", person=momo, compartment="desk", days=5, origin="manual")
    with as_(nadia), pytest.raises(Refused, match="Your team does not work with these beds"):
        actions.admit_to_bed(actor=nadia, person=momo, bed=house.b1A)


def test_nothing_is_left_when_the_ledger_fails(as_, vera, momo, house, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(vera):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        monkeypatch.undo()
        assert Stay.objects.count() == 0


def lasts(person, compartment):
    """The days that the longest grant of a compartment still lasts, as the whole house holds it."""
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(valid_until) FROM centre_access WHERE person = %s AND compartment = %s", [person.pk, compartment])
        return round((cursor.fetchone()[0] - timezone.now()).total_seconds() / 86400)


def test_the_end_of_a_stay_shortens_what_teams_hold_of_it(as_, vera, momo, house, settings):
    settings.CENTRE_DAYS_AFTER_STAY = 7
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        desk = lasts(momo, "desk")
        assert lasts(momo, "housing") == actions.GRANT_DAYS
        moved = actions.move_bed(actor=vera, stay=stay, bed=house.b1B)
        assert lasts(momo, "housing") == actions.GRANT_DAYS
        actions.end_stay(actor=vera, stay=moved, reason="planned")
        assert lasts(momo, "housing") == 7
        assert lasts(momo, "desk") == desk
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b2A)
        assert lasts(momo, "housing") == actions.GRANT_DAYS


def test_nobody_outside_shortens_anything(as_, vera, olga, momo, house):
    from centre.access.grants import shorten_grants

    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(olga), pytest.raises(ProgrammingError, match="no standing"), transaction.atomic():
        shorten_grants(person=momo, compartment="housing", days=1)
    with as_(vera):
        assert lasts(momo, "housing") == actions.GRANT_DAYS


def test_a_bed_taken_on_another_day_is_said_with_its_day(as_, vera, walid, momo, house, at):
    from intake.person.actions import open_file

    at("2026-05-04 21:18")
    with as_(walid):
        actions.admit_to_bed(actor=walid, person=momo, bed=house.b1A)
    at("2026-05-06 20:00")
    with as_(vera), pytest.raises(BedTaken) as refused:
        actions.admit_to_bed(actor=vera, person=open_file(actor=vera, alias="Léa"), bed=house.b1A)
    assert "taken since 4/5 21:18" in str(refused.value)
