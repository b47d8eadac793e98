"""Belongings taken in, kept, warned of, given back and disposed of by two; each refusal in words."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.rules import Refused
from housing.belongings import actions, selectors
from housing.belongings.enums import DisposalReason, Receiver
from housing.belongings.models import Keeping, Locker
from housing.belongings.panels import forget, held_here, shift_entries, shift_figures
from housing.belongings.policies import LockerTaken

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 22)


@pytest.fixture
def lockers(as_, colette):
    with as_(colette):
        return [
            actions.write_locker(actor=colette, number=number, size="medium", place="hall", space=space, in_service=True, order=0)
            for number, space in (("1", ""), ("2", ""), ("W", "women_space"))
        ]


@pytest.fixture
def kept(as_, vera, momo, lockers, at):
    at("2026-11-22 10:00")
    with as_(vera):
        return actions.keep_belongings(actor=vera, person=momo, what="a grey rucksack", locker=lockers[0])


def state(as_, actor, keeping):
    with as_(actor):
        return Keeping.objects.get(pk=keeping.pk)


def test_what_is_kept_is_sealed_and_promised_for_thirty_days(as_, vera, momo, kept, verbs):
    assert kept.promised_until == DAY
    with as_(vera):
        with connection.cursor() as cursor:
            cursor.execute("select what, code from housing_keeping")
            blob, code = cursor.fetchone()
        assert b"rucksack" not in bytes(blob)
        assert code == kept.code
        assert len(code) == 5
        (shown,) = selectors.kept_for(vera, momo)
        assert selectors.opened(shown.what) == "a grey rucksack"
        assert [line.locker.number for line in selectors.locker_lines(vera) if not line.free] == ["1"]
    assert verbs("housing.belongings.") == ["housing.belongings.kept"]


def test_the_same_form_twice_is_one_keeping(as_, vera, momo, lockers):
    number = uuid4()
    with as_(vera):
        first = actions.keep_belongings(actor=vera, person=momo, what="a bag", locker=lockers[0], client_uuid=number)
        again = actions.keep_belongings(actor=vera, person=momo, what="a bag", locker=lockers[0], client_uuid=number)
        assert first == again
        assert Keeping.objects.count() == 1


def test_a_locker_holds_the_things_of_one_and_the_loser_is_told_who_was_first(as_, vera, walid, momo, kept, lockers, somebody):
    other = somebody("Kenza", by=walid)
    with as_(walid), pytest.raises(LockerTaken) as told:
        actions.keep_belongings(actor=walid, person=other, what="a tent", locker=lockers[0])
    assert told.value.words == "Vera was first: locker 1 is taken since 10:00:00."
    with as_(vera):
        assert Keeping.objects.count() == 1


def test_the_database_itself_refuses_a_second_keeping_in_a_locker(as_, vera, momo, kept, lockers):
    with as_(vera), pytest.raises(IntegrityError, match="keeping_once_per_locker"), transaction.atomic():
        Keeping.objects.create(person=momo, locker=lockers[0], what="x", period=kept.period, kept_by=vera.pk, promised_until=DAY)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Choose a locker, or write on the bag where it stands."),
        ({"bag": " ", "promised_until": DAY}, "Choose a locker, or write on the bag where it stands."),
        ({"bag": "shelf 3", "promised_until": date(2026, 11, 21)}, "This day is over."),
        ({"bag": "shelf 3", "promised_until": date(2027, 11, 24)}, "Nothing is promised for more than a year at once."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(as_, vera, momo, at, facts, words):
    at("2026-11-22 10:00")
    with as_(vera), pytest.raises(Refused) as told:
        actions.keep_belongings(actor=vera, person=momo, what="a bag", **facts)
    assert told.value.words == words


def test_a_locker_out_of_service_or_of_another_space_takes_nothing(as_, vera, colette, momo, lockers):
    with as_(colette):
        facts = {"number": "2", "size": "small", "place": "", "space": "", "in_service": False, "order": 0}
        closed = actions.write_locker(actor=colette, locker=lockers[1], **facts)
    for locker, words in ((closed, "This locker is out of service."), (lockers[2], "Only the team of this space works in it.")):
        with as_(vera), pytest.raises(Refused) as told:
            actions.keep_belongings(actor=vera, person=momo, what="a bag", locker=locker)
        assert told.value.words == words


def test_a_locker_with_things_in_it_stays_in_service(as_, colette, kept, lockers):
    facts = {"number": "1", "size": "small", "place": "", "space": "", "in_service": False, "order": 0}
    with as_(colette), pytest.raises(Refused, match="Empty it first"):
        actions.write_locker(actor=colette, locker=lockers[0], **facts)


def test_a_mistaken_entry_is_taken_back_by_its_writer_within_two_minutes(as_, vera, walid, kept, lockers, momo, at):
    with as_(walid), pytest.raises(Refused, match="Only the colleague"):
        actions.undo_keeping(actor=walid, keeping=kept)
    at("2026-11-22 10:01")
    with as_(vera):
        actions.undo_keeping(actor=vera, keeping=kept)
        assert selectors.kept_for(vera, momo) == []
        assert lockers[0] in selectors.free_lockers(vera)
        again = actions.keep_belongings(actor=vera, person=momo, what="a bag", locker=lockers[0])
    at("2026-11-22 10:05")
    with as_(vera), pytest.raises(Refused, match="Too late"):
        actions.undo_keeping(actor=vera, keeping=again)


def test_it_is_given_back_by_card_and_the_locker_is_free(as_, vera, walid, momo, kept, lockers, verbs, at):
    at("2026-11-23 09:00")
    with as_(walid):
        actions.give_back(actor=walid, keeping=kept, receiver=Receiver.CARD, presented=momo)
        assert selectors.kept_for(walid, momo) == []
        assert lockers[0] in selectors.free_lockers(walid)
        assert [one.pk for one in selectors.past_of(walid, momo)] == [kept.pk]
    with as_(vera), pytest.raises(Refused, match="no longer here"):
        actions.give_back(actor=vera, keeping=kept, receiver=Receiver.KNOWN)
    assert verbs("housing.belongings.given")[-1:] == ["housing.belongings.given_back"]


def test_the_card_of_another_gets_nothing(as_, vera, kept, somebody):
    other = somebody("Kenza")
    for presented in (other, None):
        with as_(vera), pytest.raises(Refused, match="not the card"):
            actions.give_back(actor=vera, keeping=kept, receiver=Receiver.CARD, presented=presented)


def test_only_somebody_the_person_named_may_fetch_them(as_, vera, momo, kept, lockers):
    with as_(vera):
        with pytest.raises(Refused, match="named nobody"):
            actions.give_back(actor=vera, keeping=kept, receiver=Receiver.NAMED)
        named = actions.keep_belongings(actor=vera, person=momo, what="papers", locker=lockers[1], may_collect="sister Aïcha")
        done = actions.give_back(actor=vera, keeping=named, receiver=Receiver.NAMED)
        assert (done.ending, done.receiver, done.ended_by) == ("given_back", "named", vera.pk)


def test_things_go_after_the_day_warned_of_and_by_two(as_, vera, walid, kept, at):
    with as_(vera), pytest.raises(Refused, match="Warn the person first"):
        actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.NOT_FETCHED)
    at("2026-12-20 10:00")
    with as_(vera):
        warned = actions.warn_owner(actor=vera, keeping=kept)
        assert warned.dispose_from == date(2027, 1, 3)
        with pytest.raises(Refused, match="nothing goes before 3 January"):
            actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.NOT_FETCHED)
        with pytest.raises(Refused, match="warned before"):
            actions.warn_owner(actor=vera, keeping=kept)
    at("2027-01-03 10:00")
    with as_(vera):
        actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.NOT_FETCHED)
        with pytest.raises(Refused, match="You proposed it"):
            actions.confirm_disposal(actor=vera, keeping=kept)
    with as_(walid):
        assert [one.pk for one in selectors.to_confirm(walid)] == [kept.pk]
        done = actions.confirm_disposal(actor=walid, keeping=kept)
    assert (done.ending, done.asked_by, done.ended_by) == ("disposed", vera.pk, walid.pk)


def test_the_day_warned_of_is_never_before_the_day_promised(as_, vera, kept):
    with as_(vera):
        assert actions.warn_owner(actor=vera, keeping=kept).dispose_from == kept.promised_until == DAY


def test_kept_longer_voids_a_warning_and_a_proposal(as_, vera, kept, at):
    with as_(vera):
        actions.warn_owner(actor=vera, keeping=kept)
    at("2026-12-23 10:00")
    with as_(vera):
        actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.NOT_FETCHED)
        longer = actions.prolong_keeping(actor=vera, keeping=kept, promised_until=date(2027, 2, 1))
        assert (longer.promised_until, longer.warned_at, longer.dispose_from, longer.asked_by) == (date(2027, 2, 1), None, None, None)
        with pytest.raises(Refused, match="This day is over"):
            actions.prolong_keeping(actor=vera, keeping=kept, promised_until=date(2026, 12, 1))


def test_a_danger_waits_for_no_warning_but_for_a_second_colleague(as_, vera, walid, kept):
    with as_(vera):
        actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.DANGEROUS)
        with pytest.raises(Refused, match="proposed before"):
            actions.propose_disposal(actor=vera, keeping=kept, reason=DisposalReason.SPOILED)
    with as_(walid):
        assert actions.confirm_disposal(actor=walid, keeping=kept).ending == "disposed"


def test_the_database_knows_that_two_are_needed(as_, vera, kept):
    with as_(vera), pytest.raises(IntegrityError, match="keeping_disposed_of_by_two"), transaction.atomic():
        Keeping.objects.filter(pk=kept.pk).update(ending="disposed", asked_by=vera.pk, ended_by=vera.pk)


def test_overdue_things_come_first(as_, vera, momo, kept, lockers, at):
    with as_(vera):
        early = actions.keep_belongings(actor=vera, person=momo, what="shoes", bag="shelf 3", promised_until=date(2026, 11, 25))
    at("2026-11-26 10:00")
    with as_(vera):
        assert [one.pk for one in selectors.here(vera)] == [early.pk, kept.pk]
        assert [one.pk for one in selectors.overdue(vera)] == [early.pk]
        assert selectors.figures(vera) == {"kept": 2, "overdue": 1, "free": 1, "lockers": 2}


def test_strangers_and_other_spaces_see_neither_things_nor_locker(as_, vera, olga, women_worker, psy, momo, kept, lockers, somebody):
    with as_(olga):
        assert selectors.taken() == {}
        assert Keeping.objects.count() == 0
    with as_(women_worker):
        inside = somebody("Fatou", gender="F", by=women_worker)
        from centre.access.grants import grant_team

        team = next(one for one in women_worker.teams() if "women_space" in one.compartments)
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        grant_team(person=inside, team=team, compartment="women_space", days=30, origin="contact")
        mine = actions.keep_belongings(actor=women_worker, person=inside, what="a bag", locker=lockers[2])
        assert mine.compartment == "women_space"
        assert lockers[2].pk in selectors.taken()
    with as_(vera):
        assert set(selectors.taken()) == {lockers[0].pk}
        assert lockers[2] not in list(selectors.lockers_shown(vera))
        assert [one.pk for one in selectors.here(vera)] == [kept.pk]


def test_a_label_finds_its_keeping_within_reach_alone(as_, vera, noor, kept, verbs):
    with as_(vera):
        assert selectors.keeping_by_code(vera, f" {kept.code.lower()} ").pk == kept.pk
        assert selectors.keeping_by_code(vera, "ZZZZZ") is None
    with as_(noor):
        assert selectors.keeping_by_code(noor, kept.code) is None
    assert verbs("housing.belongings.found") == ["housing.belongings.found"] * 3


def test_the_web_role_forgets_nobody(as_, vera, momo, kept):
    with as_(vera):
        assert held_here(momo.pk) == {"keepings": 1}
    with pytest.raises(DatabaseError), transaction.atomic(), as_(vera):
        forget(momo.pk)


def test_who_may_not_edit_lockers_is_refused(as_, vera):
    with as_(vera), pytest.raises(Refused):
        actions.write_locker(actor=vera, number="9", size="small", place="", space="", in_service=True, order=0)
    with as_(vera), pytest.raises(DatabaseError), transaction.atomic():
        Locker.objects.create(number="9")


def test_the_handover_tells_where_overdue_things_stand_and_never_what_they_are(as_, vera, momo, kept, at):
    from centre.shifts.hours import shift_now
    from centre.shifts.registry import Span, handover

    at("2026-12-23 10:00")
    with as_(vera):
        shift = shift_now()
        (entry,) = shift_entries(vera, Span(shift.start, shift.end))
        section = next(one for one in handover.for_actor(vera) if one.slug == "belongings")
        assert (entry.person, entry.code, entry.facts) == (momo.pk, "overdue_locker", {"where": "1"})
        assert str(section.words[entry.code]) == "belongings in locker %(where)s, to be fetched by %(day)s"
        assert shift_figures(vera, shift)["overdue"] == 1
