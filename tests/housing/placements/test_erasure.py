"""Erasure removes leases, rent, entries and visits; the time in a home stays counted, of nobody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from centre.access.grants import shorten_grants
from centre.access.identity import acting
from centre.access.models import Access
from centre.shifts import clock
from housing.homes.tasks import keep_reach
from housing.placements import actions, panels
from housing.placements.models import Placement
from housing.placements.selectors import retention_rows
from housing.support import panels as visits
from housing.support.actions import agree_visits, record_visit


def test_the_worker_forgets_and_the_story_stays_counted(clone):
    from centre.staff.models import User
    from housing.homes.models import Dwelling, Programme
    from intake.person.actions import open_file
    from tests.conftest import become

    hugo, colette = User.objects.get(username="hugo"), User.objects.get(username="colette")
    start = date(2026, 5, 4)
    with acting(colette):
        programme = Programme.objects.create(kind="housing_first", name="Housing First")
        studio = Dwelling.objects.create(label="Studio Lilas", kind="studio", area="Schaerbeek")
    with clock.at("2026-09-15 14:00"), acting(hugo):
        momo = open_file(actor=hugo, alias="Momo")
        placement = actions.plan_placement(actor=hugo, person=momo, programme=programme, enrolled_on=start, client_uuid=uuid4())
        actions.move_in(actor=hugo, placement=placement, moved_in_on=start, dwelling=studio)
        actions.add_lease(actor=hugo, placement=placement, starts_on=start, holder="person", rent_cents=1, note="Secret", client_uuid=uuid4())
        actions.keep_arrears(actor=hugo, placement=placement, month=start, owed_cents=1, state="open", client_uuid=uuid4())
        actions.add_event(actor=hugo, placement=placement, kind="crisis", on=start, text="Secret", client_uuid=uuid4())
        agree_visits(actor=hugo, placement=placement, every_days=7, from_on=start, client_uuid=uuid4())
        record_visit(actor=hugo, placement=placement, at=clock.now(), where="home", part="housing", text="Secret", client_uuid=uuid4())
    become("worker")
    held = {"placements": 1, "leases": 1, "arrears": 1, "tenancy_events": 1}
    told = {"visits": 1, "visit_texts": 1, "visit_rhythms": 1}
    assert (panels.held_here(momo.pk), visits.held_here(momo.pk)) == (held, told)
    assert (panels.forget(momo.pk), visits.forget(momo.pk)) == (held, told)
    assert set(panels.held_here(momo.pk).values()) == {0}
    assert set(visits.held_here(momo.pk).values()) == {0}
    assert Placement.history.filter(person_id=momo.pk).count() == 0
    assert Placement.objects.values_list("person", "dwelling", "worker").get() == (None, None, None)
    become("web")
    with clock.at("2026-09-16 14:00"), acting(colette):
        assert [(row.moved_in_on, row.how) for row in retention_rows(colette, date(2026, 9, 1))] == [(start, "")]


def test_whoever_is_housed_stays_within_reach_of_the_housing_teams(clone):
    from centre.staff.models import User
    from housing.homes.models import Programme
    from intake.person.actions import open_file
    from tests.conftest import become

    hugo, colette = User.objects.get(username="hugo"), User.objects.get(username="colette")
    with acting(colette):
        programme = Programme.objects.create(kind="housing_first", name="Housing First")
    with acting(hugo):
        momo = open_file(actor=hugo, alias="Momo")
        placement = actions.plan_placement(actor=hugo, person=momo, programme=programme, enrolled_on=clock.service_day(), client_uuid=uuid4())
        shorten_grants(person=momo, compartment="housing", days=2)
    become("worker")
    lasting = Access.objects.filter(person=momo.pk, compartment="housing", valid_until__gt=clock.now() + timedelta(days=80))
    assert lasting.count() == 0
    assert keep_reach() == 2
    assert (keep_reach(), lasting.count()) == (0, 2)
    become("web")
    with acting(hugo):
        actions.cancel_placement(actor=hugo, placement=placement)
        shorten_grants(person=momo, compartment="housing", days=2)
    become("worker")
    assert keep_reach() == 0
