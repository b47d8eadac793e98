"""The rota: planned, away, swapped, missing; the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from audit.rules import Refused
from centre.rota import actions, selectors
from centre.rota.enums import SwapState
from centre.rota.models import Absence, Duty, Least, Swap
from centre.shifts import clock
from centre.shifts import selectors as handovers
from centre.shifts.hours import Shift, shift_now

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
NIGHT = Shift(FRIDAY, "night")


@pytest.fixture(autouse=True)
def friday_noon(at):
    at("2026-11-20 12:00")
    with translation.override("en"):
        yield


@pytest.fixture
def plan(as_, colette):
    def make(user, shift=NIGHT, role="desk", post=""):
        with as_(colette):
            return actions.plan_duty(actor=colette, user=user, role=role, shift=shift, post=post)

    return make


def test_a_shift_is_planned_with_its_hours_past_midnight(as_, plan, vera, colette, deeds):
    duty = plan(vera, post="Door")
    assert (duty.starts_at, duty.ends_at) == (clock.instant("2026-11-20 22:00"), clock.instant("2026-11-21 06:00"))
    assert deeds(colette) == ["centre.duty.planned"]
    with as_(vera):
        assert [(one.user, one.post) for one in selectors.on_duty(clock.instant("2026-11-21 05:59"))] == [(vera, "Door")]
        assert selectors.on_duty(clock.instant("2026-11-21 06:00")) == []


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 7), (date(2026, 10, 24), 9)])
def test_the_night_in_which_clocks_change_has_its_true_length(plan, vera, day, hours):
    duty = plan(vera, Shift(day, "night"))
    assert duty.ends_at - duty.starts_at == timedelta(hours=hours)


def test_what_was_planned_keeps_its_hours_when_the_setting_changes(as_, plan, vera):
    plan(vera)
    with as_(vera), override_settings(CENTRE_SHIFTS="early 08:00-16:00, night 20:00-32:00"):
        assert selectors.on_duty(clock.instant("2026-11-20 21:00")) == []
        assert len(selectors.on_duty(clock.instant("2026-11-20 23:00"))) == 1


def test_nobody_is_planned_in_a_role_they_have_not_nor_twice_nor_while_away(as_, plan, vera, colette):
    with pytest.raises(Refused, match="Vera does not have this role"):
        plan(vera, role="nurse")
    plan(vera)
    with pytest.raises(Refused, match="works this shift already"):
        plan(vera)
    with as_(colette):
        actions.note_absence(actor=colette, user=vera, from_on=FRIDAY, until_on=FRIDAY + timedelta(days=2))
    with pytest.raises(Refused, match="Vera is away that day"):
        plan(vera, Shift(FRIDAY + timedelta(days=2), "early"))


def test_only_who_plans_plans_and_the_database_asks_too(as_, plan, vera, walid, felix):
    duty = plan(vera)
    with as_(vera):
        with pytest.raises(Refused):
            actions.plan_duty(actor=vera, user=vera, role="desk", shift=shift_now())
        with pytest.raises(Refused):
            actions.cancel_duty(actor=vera, duty=duty)
        with pytest.raises(DatabaseError), transaction.atomic():
            Duty.objects.filter(pk=duty.pk).update(ends_at=duty.ends_at + timedelta(hours=9))
        with pytest.raises(DatabaseError), transaction.atomic():
            Duty.objects.create(
                user=vera, role="desk", service_day=FRIDAY, code="late", starts_at=NIGHT.start, ends_at=NIGHT.end, planned_by=vera
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            Least.objects.create(code="night", role="desk", number=2)
    with as_(felix), pytest.raises(Refused):
        selectors.week(felix, FRIDAY)


def test_cancelled_is_off_the_rota(as_, plan, vera, colette, deeds):
    duty = plan(vera)
    with as_(colette):
        actions.cancel_duty(actor=colette, duty=duty)
        actions.cancel_duty(actor=colette, duty=duty)
        assert selectors.on_duty(NIGHT.start) == []
    assert deeds(colette) == ["centre.duty.planned", "centre.duty.cancelled"]


def test_away_does_not_count_and_what_is_missing_is_said(as_, plan, vera, walid, colette):
    plan(vera)
    plan(walid)
    with as_(colette):
        actions.set_least(actor=colette, code="night", role="desk", number=2)
        actions.set_least(actor=colette, code="night", role="nurse", number=1)
        actions.note_absence(actor=colette, user=walid, from_on=FRIDAY, until_on=FRIDAY)
        cell = selectors.cells(colette, FRIDAY, 1)[NIGHT]
        assert cell.missing_words == [("Reception", 1), ("Nurse", 1)]
        assert [(duty.user, away) for duty, away in cell.lines] == [(vera, False), (walid, True)]
        assert [one.user for one in selectors.on_duty(NIGHT.start)] == [vera]
        assert [cell.shift.service_day for cell in selectors.gaps(colette)] == [FRIDAY + timedelta(days=n) for n in range(7)]
        actions.end_absence(actor=colette, absence=Absence.objects.get())
        assert selectors.cells(colette, FRIDAY, 1)[NIGHT].missing_words == [("Nurse", 1)]


def test_one_notes_one_s_own_absence_only(as_, vera, walid, deeds):
    with as_(vera):
        actions.note_absence(actor=vera, user=vera, from_on=FRIDAY, until_on=FRIDAY)
        with pytest.raises(Refused):
            actions.note_absence(actor=vera, user=walid, from_on=FRIDAY, until_on=FRIDAY)
        with pytest.raises(DatabaseError), transaction.atomic():
            Absence.objects.create(user=vera, from_on=FRIDAY, until_on=FRIDAY - timedelta(days=1), noted_by=vera)
    assert deeds(vera) == ["centre.absence.noted"]


def test_a_shift_offered_is_taken_by_one(as_, plan, vera, walid, nadia, women_worker, deeds):
    duty = plan(vera)
    with as_(vera):
        swap = actions.ask_swap(actor=vera, duty=duty)
        assert actions.ask_swap(actor=vera, duty=duty) == swap
        with pytest.raises(Refused):
            actions.answer_swap(actor=vera, swap=swap, to=SwapState.TAKEN)
        assert selectors.offered(vera) == []
    with as_(nadia):
        assert selectors.offered(nadia) == []
        with pytest.raises(Refused, match="Nadia does not have this role"):
            actions.answer_swap(actor=nadia, swap=swap, to=SwapState.TAKEN)
    with as_(walid):
        assert selectors.offered(walid) == [swap]
        actions.answer_swap(actor=walid, swap=swap, to=SwapState.TAKEN)
        assert [one.user for one in selectors.on_duty(NIGHT.start)] == [walid]
    with as_(women_worker), pytest.raises(Refused, match="answered already"):
        actions.answer_swap(actor=women_worker, swap=swap, to=SwapState.TAKEN)
    assert deeds(vera) == ["centre.swap.asked"]
    assert deeds(walid) == ["centre.swap.taken"]


def test_offered_to_one_colleague_refused_asked_again_and_withdrawn(as_, plan, vera, walid, women_worker):
    duty = plan(vera)
    with as_(vera):
        swap = actions.ask_swap(actor=vera, duty=duty, offered_to=walid)
    with as_(women_worker):
        assert selectors.offered(women_worker) == []
        with pytest.raises(Refused):
            actions.answer_swap(actor=women_worker, swap=swap, to=SwapState.TAKEN)
    with as_(walid):
        actions.answer_swap(actor=walid, swap=swap, to=SwapState.REFUSED)
    with as_(vera):
        again = actions.ask_swap(actor=vera, duty=duty)
        actions.answer_swap(actor=vera, swap=again, to=SwapState.WITHDRAWN)
        assert Swap.objects.filter(state=SwapState.ASKED).count() == 0
        assert Duty.objects.get().user == vera


def test_a_shift_that_began_is_not_given_away(as_, plan, vera, walid, at):
    duty = plan(vera)
    with as_(vera):
        swap = actions.ask_swap(actor=vera, duty=duty)
        at("2026-11-20 22:00")
        with pytest.raises(Refused, match="has begun"):
            actions.ask_swap(actor=vera, duty=duty)
    with as_(walid), pytest.raises(Refused, match="has begun"):
        actions.answer_swap(actor=walid, swap=swap, to=SwapState.TAKEN)


def test_a_week_is_copied_where_it_can_be(as_, plan, vera, walid, colette, deeds):
    plan(vera)
    plan(walid)
    monday = date(2026, 11, 23)
    with as_(colette):
        actions.note_absence(actor=colette, user=walid, from_on=monday, until_on=monday + timedelta(days=6))
        assert actions.copy_week(actor=colette, monday=monday) == 1
        assert actions.copy_week(actor=colette, monday=monday) == 0
        assert [one.user for one in selectors.on_duty(Shift(date(2026, 11, 27), "night").start)] == [vera]
    assert deeds(colette)[-2:] == ["centre.rota.week_copied"] * 2


def test_on_the_rota_or_off_it(as_, plan, vera, walid, colette):
    with as_(colette):
        assert selectors.on_rota(vera, NIGHT.start) is None
    plan(vera)
    with as_(colette):
        assert selectors.on_rota(vera, NIGHT.start) is True
        assert selectors.on_rota(vera.pk, NIGHT.start - timedelta(minutes=29)) is True
        assert selectors.on_rota(vera, NIGHT.end + timedelta(minutes=29)) is True
        assert selectors.on_rota(walid, NIGHT.start) is False
        actions.note_absence(actor=colette, user=vera, from_on=FRIDAY, until_on=FRIDAY)
        assert selectors.on_rota(vera, NIGHT.start) is None


def test_the_handover_runs_from_the_last_planned_shift(as_, plan, vera, at):
    plan(vera, Shift(FRIDAY - timedelta(days=2), "early"))
    plan(vera)
    with as_(vera):
        assert handovers.since_for(vera) == Shift(FRIDAY - timedelta(days=2), "early").end
        at("2026-11-22 05:00")
        assert handovers.since_for(vera) == NIGHT.end


def test_nothing_is_written_when_the_ledger_fails(as_, plan, vera, walid, colette, monkeypatch):
    duty = plan(vera)
    with as_(vera):
        swap = actions.ask_swap(actor=vera, duty=duty)

    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr("centre.rota.actions.record", broken)
    with as_(colette):
        for act in (
            lambda: actions.plan_duty(actor=colette, user=walid, role="desk", shift=NIGHT),
            lambda: actions.cancel_duty(actor=colette, duty=duty),
            lambda: actions.copy_week(actor=colette, monday=date(2026, 11, 23)),
            lambda: actions.set_least(actor=colette, code="night", role="desk", number=2),
            lambda: actions.note_absence(actor=colette, user=vera, from_on=FRIDAY, until_on=FRIDAY),
            lambda: actions.make_address(actor=colette),
        ):
            with pytest.raises(DatabaseError):
                act()
    with as_(walid), pytest.raises(DatabaseError):
        actions.answer_swap(actor=walid, swap=swap, to=SwapState.TAKEN)
    with as_(vera):
        assert Duty.objects.get().user == vera
        assert (Least.objects.count(), Absence.objects.count(), Swap.objects.get().state) == (0, 0, "asked")


def test_a_week_costs_the_same_for_one_and_three(as_, plan, vera, walid, women_worker, colette):
    plan(vera)

    def cost():
        with as_(colette), CaptureQueriesContext(connection) as captured:
            selectors.week(colette, FRIDAY)
            selectors.month(colette, FRIDAY)
        return len(captured)

    one = cost()
    plan(walid)
    plan(women_worker, Shift(FRIDAY, "early"))
    assert cost() == one
