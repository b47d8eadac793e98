"""The list of a day, bottles, and files that are joined."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from audit.rules import Refused
from care.dispensing import actions
from care.dispensing import selectors as dispensing
from care.dispensing.daylist import day_list
from care.prescribing.actions import decide
from care.register.selectors import last_entry
from care.takehome.actions import give_bottles, take_back_bottle
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db


def shown(actor, day=None):
    found = day_list(actor, day or clock.service_day())
    return [(line.who, line.status.value, line.ug or line.planned_ug) for line in found.lines]


def test_how_a_dose_stands_through_the_day_and_after_it(give, as_, nadia, amina, plan, at, rules):
    with as_(nadia):
        assert shown(nadia) == [("Momo", "due", 60_000)]
        actions.hold_dose(actor=nadia, prescription=plan, slot="day", reason="x", client_uuid=uuid.uuid4())
        assert shown(nadia) == [("Momo", "held", 60_000)]
    give(amount_ug=50_000)
    with as_(nadia):
        assert shown(nadia) == [("Momo", "given", 50_000)]
        at("2026-03-06 09:00")
        assert shown(nadia) == [("Momo", "waits", 60_000)]
        assert "part of the dose" in day_list(nadia, clock.service_day()).lines[0].words
    with as_(amina):
        decide(actor=amina, prescription=plan, kind="release", day=clock.service_day(), amount_ug=30_000, reason="Seen.", client_uuid=uuid.uuid4())
    with as_(nadia):
        assert shown(nadia) == [("Momo", "due", 30_000)]
        at("2026-03-31 09:00")
        found = day_list(nadia, clock.service_day())
        assert (found.lines, [one.pk for one in found.over]) == ((), [plan.pk])


def test_the_list_asks_the_same_for_one_and_for_many_and_at_most_fifteen(prescribe, as_, vera, amina, nadia, momo, give, plan, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    give()
    with as_(nadia), CaptureQueriesContext(connection) as alone:
        day_list(nadia, clock.service_day())
    for number in range(4):
        with as_(vera):
            person = open_file(actor=vera, alias=f"Person {number}")
            grant_team(person=person, team=Team.objects.get(code="doctors"), compartment="desk", days=30, origin="contact")
        give(prescription=prescribe(person=person))
    with as_(nadia), django_assert_max_num_queries(15) as many:
        assert len(day_list(nadia, clock.service_day()).lines) == 5
    assert len(many) == len(alone)


def test_bottles_go_home_come_back_and_cover_their_day(give, as_, nadia, plan, methadone, at):
    at("2026-03-07 09:00")
    with as_(nadia):
        facts = {"actor": nadia, "prescription": plan, "first": date(2026, 3, 8), "client_uuid": uuid.uuid4()}
        with pytest.raises(Refused, match="5 days missed"):
            give_bottles(number=1, **facts)
    at("2026-03-02 09:00")
    give()
    with as_(nadia):
        with pytest.raises(Refused, match="allows 2 bottles at once"):
            give_bottles(number=3, **facts)
        (bottle,) = give_bottles(number=1, lock_box=True, **facts)
        assert give_bottles(number=1, **facts) == [bottle]
        assert (bottle.for_day, bottle.amount_ug, bottle.entry.amount_ug, last_entry(methadone).balance_ug) == (date(2026, 3, 8), 60_000, -60_000, 1_880_000)
        with pytest.raises(Refused, match="was already given"):
            give_bottles(number=1, **facts | {"client_uuid": uuid.uuid4()})
    for day in range(3, 8):
        at(f"2026-03-{day:02} 09:00")
        give()
    at("2026-03-08 09:00")
    with as_(nadia):
        assert shown(nadia) == [("Momo", "home", 60_000)]
        at("2026-03-09 09:00")
        assert shown(nadia) == [("Momo", "due", 60_000)]
        take_back_bottle(actor=nadia, bottle=bottle, back_as="full")
        assert shown(nadia) == [("Momo", "waits", 60_000)]
        with pytest.raises(Refused, match="came back already"):
            take_back_bottle(actor=nadia, bottle=bottle, back_as="empty")


@pytest.fixture
def joined(as_, vera, momo):
    """Momo's file is joined to that of Mo, which is kept."""
    from intake.merging.actions import merge_files, propose_merge

    with as_(vera):
        kept = open_file(actor=vera, alias="Mo")
        for compartment in ("desk", "nursing"):
            grant_team(person=kept, team=Team.objects.get(code="nurses"), compartment=compartment, days=30, origin="contact")

    def join():
        with as_(vera):
            merge = propose_merge(actor=vera, one=kept, other=momo, ground="said")
            return merge_files(actor=vera, merge=merge, chosen={}, swap=merge.kept_id != kept.pk).kept

    return join


def test_a_dose_of_a_joined_file_follows_to_the_kept_one_and_is_given_once(give, plan, joined, as_, nadia, at):
    give()
    kept = joined()
    with pytest.raises(Refused, match="already given"):
        give()
    at("2026-03-03 09:00")
    dose = give()
    assert dose.person_id == kept.pk
    with as_(nadia):
        assert shown(nadia) == [("Mo", "given", 60_000)]


def test_who_follows_the_joined_file_alone_goes_on_there(give, plan, joined, as_, nadia, amina, momo, at):
    joined()
    assert give(actor=amina).person_id == momo.pk
    with pytest.raises(Refused, match="already given"):
        give(actor=amina)
    with as_(amina):
        assert [status for _who, status, _ug in shown(amina)] == ["given"]


def test_a_dose_of_long_ago_is_still_the_last_one(give, at, as_, nadia, prescribe, plan):
    """Once a week, given eleven times and then not for ten weeks: nine weeks are missed, on the list and at the dose."""
    weekly = prescribe(replaces=plan, days=200, supervised_days=[1], home_days=[], home_most=0)
    for week in range(11):
        at(f"{date(2026, 3, 2) + timedelta(weeks=week)} 09:00")
        give(prescription=weekly)
    at(f"{date(2026, 3, 2) + timedelta(weeks=20)} 09:00")
    with as_(nadia):
        assert day_list(nadia, clock.service_day()).lines[0].words.startswith("9 days missed")
        assert dispensing.situation_of(nadia, dispensing.for_the_day(nadia, clock.service_day()).get(pk=weekly.pk), "day", clock.service_day()).verdict.missed == 9
