"""Rounds and whom they meet: with a card or without, once each, over midnight."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.desk.models import Passage
from intake.outreach import actions, panels, selectors
from intake.outreach.enums import Ask, Result, Way
from intake.outreach.models import Accompaniment, Contact, Place, Search, Zone


@pytest.fixture
def zone(as_, colette):
    with as_(colette):
        return actions.save_zone(actor=colette, zone=Zone(name="Canal nord", municipality="Bruxelles"))


@pytest.fixture
def out(as_, vera, zone):
    with as_(vera):
        return actions.start_round(actor=vera, zone=zone, client_uuid=uuid4())


def test_a_round_begins_once_and_has_its_team(as_, vera, walid, dora, zone):
    tap = uuid4()
    with as_(vera):
        first = actions.start_round(actor=vera, zone=zone, team=[walid.pk], client_uuid=tap)
        assert actions.start_round(actor=vera, zone=zone, team=[], client_uuid=tap) == first
    assert (sorted(first.team), first.by) == (sorted([vera.pk, walid.pk]), vera.pk)
    with as_(walid):
        assert selectors.my_open_round(walid) == first
    with as_(dora):
        assert Event.objects.filter(verb="intake.round.started").count() == 1


def test_a_night_round_over_midnight_is_one_service_day_until_the_cut_over(as_, vera, zone, at):
    with as_(vera):
        at("2026-11-20 22:30")
        round = actions.start_round(actor=vera, zone=zone, client_uuid=uuid4())
        at("2026-11-21 03:10")
        contact = actions.record_contact(actor=vera, round=round, men=2, client_uuid=uuid4())
    assert str(round.service_day) == str(contact.service_day) == "2026-11-20"


def test_people_without_a_name_stand_in_the_counts_once(as_, vera, out):
    tap = uuid4()
    with as_(vera):
        for _ in range(2):
            contact = actions.record_contact(actor=vera, round=out, men=2, women=1, others=1, asks=[Ask.FOOD], client_uuid=tap)
        assert contact.people == 4
        assert Contact.objects.count() == 1
        assert Passage.objects.standing().filter(service__code="outreach", person=None).count() == 4


def test_somebody_known_is_a_contact_and_a_passage_of_theirs(as_, vera, dora, momo, out):
    with as_(vera):
        contact = actions.record_contact(actor=vera, round=out, person=momo, women=1, client_uuid=uuid4())
        assert contact.people == 2
        assert Passage.objects.filter(service__code="outreach", person=momo).count() == 1
    with as_(dora):
        assert str(Event.objects.get(verb="intake.contact.met").subject) == str(momo.pk)


def test_out_of_reach_is_counted_without_a_name_and_never_refused(as_, vera, ivan, momo, zone):
    with as_(ivan):
        round = actions.start_round(actor=ivan, zone=zone, client_uuid=uuid4())
        contact = actions.record_contact(actor=ivan, round=round, person=momo, client_uuid=uuid4())
    assert (contact.person, contact.others) == (None, 1)


def test_a_contact_with_a_person_is_invisible_to_who_may_not_know_them(as_, vera, ivan, momo, out):
    with as_(vera):
        mine = actions.record_contact(actor=vera, round=out, person=momo, client_uuid=uuid4())
        actions.record_contact(actor=vera, round=out, men=1, client_uuid=uuid4())
    with as_(ivan):
        assert [one.person for one in selectors.contacts_of(ivan, out)] == [None]
        assert [one.met for one in selectors.rounds(ivan)] == [1]
        with pytest.raises(Http404):
            selectors.contact_for(ivan, mine.pk)


def test_a_struck_contact_leaves_every_count(as_, vera, walid, momo, out):
    with as_(vera):
        contact = actions.record_contact(actor=vera, round=out, person=momo, men=3, client_uuid=uuid4())
    with as_(walid), pytest.raises(Refused, match="not on this round"):
        actions.strike_contact(actor=walid, contact=selectors.contact_for(walid, contact.pk))
    with as_(vera):
        actions.strike_contact(actor=vera, contact=contact)
        actions.strike_contact(actor=vera, contact=contact)
        assert selectors.sums(selectors.contacts_of(vera, out))["all"] == 0
        assert Passage.objects.standing().filter(service__code="outreach").count() == 0


def test_hours_before_the_round_after_it_and_to_come_are_refused(as_, vera, out):
    with as_(vera):
        for moment, words in ((out.started_at - timedelta(minutes=1), "not begun"), (clock.now() + timedelta(hours=1), "not come yet")):
            with pytest.raises(Refused, match=words):
                actions.record_contact(actor=vera, round=out, men=1, at=moment, client_uuid=uuid4())
        actions.end_round(actor=vera, round=out)
        actions.end_round(actor=vera, round=out)
        with pytest.raises(Refused, match="was over"):
            actions.record_contact(actor=vera, round=out, men=1, client_uuid=uuid4())


def test_only_those_on_the_round_end_it_and_a_coordinator_a_forgotten_one(as_, walid, colette, out):
    with as_(walid), pytest.raises(Refused):
        actions.end_round(actor=walid, round=out)
    with as_(colette):
        assert actions.end_round(actor=colette, round=selectors.round_for(out.pk)).ended_at is not None


def test_a_contact_with_nobody_cannot_be_stored(as_, vera, out):
    with as_(vera), pytest.raises(IntegrityError), transaction.atomic():
        actions.record_contact(actor=vera, round=out, client_uuid=uuid4())


def test_zones_are_planned_by_coordinators(as_, vera, colette, zone):
    with as_(vera):
        with pytest.raises(Refused):
            actions.save_zone(actor=vera, zone=Zone(name="Ailleurs"))
        with pytest.raises(Refused):
            actions.save_place(actor=vera, place=Place(zone=zone, label="Pont"))
    with as_(colette):
        assert actions.save_place(actor=colette, place=Place(zone=zone, label="Pont")).pk


def test_going_along_is_planned_and_closed_once(as_, ivan, nadia, dora, momo, vera):
    from centre.access.enums import Compartment
    from intake.person.actions import issue_card
    from intake.person.selectors import find_card

    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    with as_(ivan):
        person = find_card(ivan, code)
        tap = uuid4()
        planned = [
            actions.plan_accompaniment(actor=ivan, person=person, planned_at=clock.now(), whereto="CPAS, rue Haute", client_uuid=tap)
            for _ in range(2)
        ]
        assert planned[0] == planned[1]
        assert (str(planned[0].whereto), planned[0].compartment) == ("[sealed]", Compartment.SOCIAL)
        actions.close_accompaniment(actor=ivan, accompaniment=planned[0], result=Result.ATTENDED)
        with pytest.raises(Refused, match="closed already"):
            actions.close_accompaniment(actor=ivan, accompaniment=planned[0], result=Result.NO_SHOW)
    with as_(nadia):
        assert not Accompaniment.objects.exists()
        with pytest.raises(Http404):
            selectors.accompaniment_for(nadia, planned[0].pk)
    with as_(dora):
        assert Event.objects.filter(verb="intake.accompaniment.closed").count() == 1


def come(actor, person, *days):
    from intake.desk.actions import record_passage
    from intake.desk.selectors import reception

    for day in days:
        record_passage(actor=actor, service=reception(), person=person, client_uuid=uuid4(), at=clock.now() - timedelta(days=day))


def test_lost_from_sight_is_who_used_to_come_and_has_not_for_a_month(as_, vera, ivan, momo):
    from intake.person.actions import open_file

    with as_(vera):
        lost, rare, back = momo, open_file(actor=vera, alias="Rare"), open_file(actor=vera, alias="Back")
        come(vera, lost, 31, 35, 40)
        come(vera, rare, 45)
        come(vera, back, 31, 35, 40, 2)
        found = selectors.lost_from_sight(vera)
        assert [(one.person, one.days, one.looked) for one in found] == [(momo, 31, None)]
        tap = uuid4()
        for _ in range(2):
            actions.look_for(actor=vera, person=momo, way=Way.STREET, found=False, client_uuid=tap)
        assert Search.objects.count() == 1
        assert selectors.lost_from_sight(vera)[0].looked is not None
    with as_(ivan):
        assert selectors.lost_from_sight(ivan) == []


def test_erasure_leaves_people_counted_as_nobody(as_worker, as_, vera, momo, out):
    with as_(vera):
        actions.record_contact(actor=vera, round=out, person=momo, men=1, client_uuid=uuid4())
        actions.look_for(actor=vera, person=momo, way=Way.STREET, found=False, client_uuid=uuid4())
    assert panels.forget(momo.pk) == {"contacts": 1, "accompaniments": 0, "searches": 1}
    contact = Contact.objects.get()
    assert (contact.person, contact.men, contact.others, contact.people) == (None, 1, 1, 2)
    assert Search.objects.count() == Contact.history.filter(person=momo).count() == 0


def test_nothing_is_kept_when_the_ledger_fails(as_, vera, out, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(vera):
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.record_contact(actor=vera, round=out, men=1, client_uuid=uuid4())
        assert (Contact.objects.count(), Passage.objects.filter(service__code="outreach").count()) == (0, 0)
