"""Taking on, moving in, leases, rent, entries, ends and second homes: each effect, each event, each refusal."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from audit.rules import Refused
from centre.access.models import Access
from centre.shifts import clock
from housing.placements import actions, selectors
from housing.placements.enums import ExitReason
from housing.placements.models import Arrears, Lease, Placement, TenancyEvent
from housing.placements.policies import Conflict

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def autumn(at):
    """Everything happens on an afternoon of September 2026."""
    return at("2026-09-15 14:00")


def lease(actor, placement, starts_on=MAY, ends_on=None, **more):
    facts = {"holder": "person", "rent_cents": 45050, "client_uuid": uuid4()} | more
    return actions.add_lease(actor=actor, placement=placement, starts_on=starts_on, ends_on=ends_on, **facts)


def end(actor, placement, on, reason=ExitReason.OWN_CHOICE, **more):
    return actions.end_placement(actor=actor, placement=placement, ended_on=on, reason=reason, **more)


def second(actor, former, on, programme, **more):
    return actions.plan_placement(
        actor=actor, person=former.person, programme=programme, enrolled_on=on, previous=former, client_uuid=uuid4(), **more
    )


def test_taken_on_then_moved_in_with_an_event_for_each(house_them, homes, verbs):
    placement = house_them("Kenza", MAY, homes.studio)
    assert (placement.state, placement.moved_in_on, placement.dwelling) == ("housed", MAY, homes.studio)
    assert verbs("housing.placement.") == ["housing.placement.planned", "housing.placement.moved_in"]


def test_the_coordination_and_the_workers_team_know_and_nobody_else_does(as_, house_them, vera, ivan, nadia, colette, hugo):
    placement = house_them()
    for actor, sees in ((hugo, True), (colette, True), (vera, False), (ivan, False), (nadia, False)):
        with as_(actor):
            assert selectors.placements_for(actor).filter(pk=placement.pk).exists() is sees, actor.username
            assert Placement.objects.filter(pk=placement.pk).exists() is sees, f"the second wall, {actor.username}"


def test_the_same_form_twice_is_one_placement(as_, hugo, homes, known):
    momo, number = known("Momo"), uuid4()
    with as_(hugo):
        made = [
            actions.plan_placement(actor=hugo, person=momo, programme=homes.first, enrolled_on=MAY, client_uuid=number)
            for _ in range(2)
        ]
        assert made[0].pk == made[1].pk
        assert Placement.objects.count() == 1


def test_one_placement_at_a_time_in_words_and_in_the_database(as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        with pytest.raises(Refused, match="Kenza is in Housing First since 4/5/2026"):
            actions.plan_placement(
                actor=hugo, person=placement.person, programme=homes.transit, enrolled_on=JUNE, client_uuid=uuid4()
            )
        with pytest.raises(IntegrityError, match="placement_once_at_a_time"), transaction.atomic():
            Placement.objects.create(person=placement.person, programme=homes.transit, enrolled_on=JUNE)


def test_a_joined_file_is_housed_under_the_one_it_was_joined_to(as_, colette, hugo, homes, house_them, known):
    from intake.merging.actions import merge_files, propose_merge

    kept, other = known("Momo"), known("Mohamed")
    with as_(colette):
        merge = propose_merge(actor=colette, one=kept, other=other, ground="said")
        merge = merge_files(actor=colette, merge=merge, chosen={})
        kept, other = merge.kept, merge.absorbed
    with as_(hugo):
        other.refresh_from_db()
        placement = actions.plan_placement(actor=hugo, person=other, programme=homes.first, enrolled_on=MAY, client_uuid=uuid4())
        assert placement.person_id == kept.pk


@pytest.mark.parametrize(
    ("day", "words"), [(MAY - timedelta(days=1), "they cannot move in before"), (date(2026, 9, 16), "has not come yet")]
)
def test_nobody_moves_in_before_they_were_taken_on_or_tomorrow(as_, hugo, house_them, day, words):
    placement = house_them(enrolled_on=MAY)
    with as_(hugo), pytest.raises(Refused, match=words):
        actions.move_in(actor=hugo, placement=placement, moved_in_on=day)


def test_nobody_moves_into_somebody_elses_home_but_a_shared_one(as_, hugo, homes, house_them):
    house_them("Kenza", MAY, homes.studio)
    other = house_them("Pavel")
    with as_(hugo), pytest.raises(Refused, match="Somebody else lives in Studio Lilas"):
        actions.move_in(actor=hugo, placement=other, moved_in_on=JUNE, dwelling=homes.studio)
    house_them("Anna", MAY, homes.shared, programme=homes.transit)
    assert house_them("Ewa", MAY, homes.shared, programme=homes.transit).dwelling == homes.shared


def test_a_mistaken_key_is_taken_back_by_its_writer_within_a_quarter_of_an_hour(as_, at, hugo, colette, house_them, verbs):
    placement = house_them("Kenza", MAY)
    with as_(colette), pytest.raises(Refused, match="Only the colleague"):
        actions.undo_move_in(actor=colette, placement=placement)
    with as_(hugo):
        assert actions.undo_move_in(actor=hugo, placement=placement).state == "planned"
        again = actions.move_in(actor=hugo, placement=placement, moved_in_on=MAY)
        with clock.at("2026-09-15 14:20"), pytest.raises(Refused, match="Too late"):
            actions.undo_move_in(actor=hugo, placement=again)
        lease(hugo, again)
        with pytest.raises(Refused, match="A lease is written down"):
            actions.undo_move_in(actor=hugo, placement=again)


def test_a_lease_without_end_is_open_and_a_second_one_at_the_same_time_is_refused_naming_it(as_, hugo, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        first = lease(hugo, placement)
        assert first.ends_on is None
        with pytest.raises(Conflict, match="Another lease runs since 4/5/2026, without a last day") as refused:
            lease(hugo, placement, JUNE)
        assert "Give it one first" in refused.value.words
        actions.change_lease(
            actor=hugo, lease=first, ends_on=date(2026, 5, 31), notice_on=MAY, notice_by="landlord",
            guarantee_paid_on=None, guarantee_returned_on=None,
        )
        lease(hugo, placement, JUNE, date(2026, 12, 31))
        with pytest.raises(Conflict, match=r"Another lease runs from 1/6/2026 to 31/12/2026\."):
            lease(hugo, placement, date(2026, 12, 31))
        assert [one.starts_on for one in selectors.leases_of(hugo, placement)] == [JUNE, MAY]


def test_the_database_has_the_last_word_on_leases(as_, hugo, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        lease(hugo, placement, MAY, JUNE)
        with pytest.raises(IntegrityError, match="lease_once_at_a_time"), transaction.atomic():
            Lease.objects.create(
                placement=placement, person=placement.person, starts_on=JUNE, holder="person", rent_cents=1, by=hugo.pk,
                at=clock.now(), client_uuid=uuid4(),
            )


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"ends_on": date(2026, 5, 1)}, "before the first"),
        ({"notice_on": JUNE}, "by whom"),
        ({"guarantee_returned_on": JUNE}, "after it was paid"),
        ({"guarantee_paid_on": JUNE, "guarantee_returned_on": MAY}, "after it was paid"),
    ],
)
def test_days_of_a_lease_stand_in_their_order(as_, hugo, house_them, terms, words):
    placement = house_them("Kenza", MAY)
    plain = {"ends_on": None, "notice_on": None, "notice_by": "", "guarantee_paid_on": None, "guarantee_returned_on": None}
    with as_(hugo):
        kept = lease(hugo, placement)
        with pytest.raises(Refused, match=words):
            actions.change_lease(actor=hugo, lease=kept, **plain | terms)


def test_rent_is_one_row_a_month_and_the_latest_word_holds(as_, hugo, house_them):
    placement = house_them("Kenza", MAY)

    def owes(month, cents, state="open", plan=""):
        return actions.keep_arrears(
            actor=hugo, placement=placement, month=month, owed_cents=cents, state=state, plan=plan, client_uuid=uuid4()
        )

    with as_(hugo):
        owes(date(2026, 6, 20), 45050)
        owes(date(2026, 7, 1), 20000, "plan", "50 a month from August.")
        assert selectors.owed(selectors.arrears_of(hugo, placement)) == (2, 65050)
        owes(date(2026, 6, 1), 45050, "paid")
        assert selectors.owed(selectors.arrears_of(hugo, placement)) == (1, 20000)
        assert Arrears.objects.count() == 2
        assert Arrears.objects.get(state="plan").plan.reveal() == "50 a month from August."
        for month, words in ((date(2026, 4, 1), "did not live there"), (date(2026, 10, 1), "not come yet")):
            with pytest.raises(Refused, match=words):
                owes(month, 100)


def test_an_absence_keeps_the_lease_and_ends_once(as_, hugo, house_them, verbs):
    placement = house_them("Kenza", MAY)

    def away(on, **more):
        return actions.add_event(actor=hugo, placement=placement, kind="absence", on=on, client_uuid=uuid4(), **more)

    with as_(hugo):
        event = away(JUNE, away_at="hospital", text="Opération de la hanche.")
        assert (event.until, event.lease_kept, event.text.reveal()) == (None, True, "Opération de la hanche.")
        with pytest.raises(Refused, match="say first when the person came back"):
            away(date(2026, 6, 3))
        with pytest.raises(Refused, match="before the absence"):
            actions.end_absence(actor=hugo, event=event, until=MAY)
        actions.end_absence(actor=hugo, event=event, until=date(2026, 6, 9))
        with pytest.raises(Refused, match="is over"):
            actions.end_absence(actor=hugo, event=event, until=date(2026, 6, 9))
        crisis = actions.add_event(
            actor=hugo, placement=placement, kind="crisis", on=JUNE, away_at="prison", until=JUNE, client_uuid=uuid4()
        )
        assert (crisis.until, crisis.away_at) == (None, ""), "only an absence lasts"
        assert TenancyEvent.objects.count() == 2
    assert verbs("housing.tenancy.") == ["housing.tenancy.added", "housing.tenancy.back", "housing.tenancy.added"]


def test_an_end_closes_the_lease_and_the_housing_part_closes_later(as_, hugo, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        lease(hugo, placement)
        done = end(hugo, placement, date(2026, 9, 10), ExitReason.PRISON, destination="207", ethos_after="8")
        assert (done.state, done.exit_reason, done.exit_destination, done.ethos_after) == ("ended", "prison", "207", "8")
        assert selectors.leases_of(hugo, placement)[0].ends_on == date(2026, 9, 10)
        held = Access.objects.filter(person=placement.person_id, compartment="housing").order_by("valid_until").first()
        assert held is not None
        assert held.valid_until < clock.now() + timedelta(days=400)


@pytest.mark.parametrize(
    ("day", "words"), [(MAY - timedelta(days=1), "the end cannot lie before"), (date(2026, 9, 16), "has not come yet")]
)
def test_an_end_before_the_start_or_ahead_is_refused(as_, hugo, house_them, day, words):
    placement = house_them("Kenza", MAY)
    with as_(hugo), pytest.raises(Refused, match=words):
        end(hugo, placement, day)


def test_the_second_of_two_who_end_it_is_told_who_was_first(as_, hugo, colette, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        end(hugo, placement, JUNE)
    with as_(colette), pytest.raises(Conflict, match=r"Hugo was first: this placement was ended on 15/9 14:00\."):
        end(colette, placement, MAY)


def test_a_mistaken_end_is_taken_back_unless_a_second_home_follows(as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        end(hugo, placement, JUNE)
        back = actions.reopen_placement(actor=hugo, placement=placement)
        assert (back.state, back.ended_on, back.exit_reason) == ("housed", None, "")
        end(hugo, placement, JUNE)
        second(hugo, placement, JUNE, homes.first)
        with pytest.raises(Refused, match="A second home follows it"):
            actions.reopen_placement(actor=hugo, placement=placement)


def test_a_death_is_kept_apart_from_other_ends(as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        done = end(hugo, placement, JUNE, ExitReason.DIED)
        assert (done.died, done.exit_destination) == (True, "24")
        with pytest.raises(Refused, match="has died"):
            second(hugo, done, date(2026, 6, 10), homes.first)


def test_a_second_home_follows_within_ninety_days_and_only_one(as_, hugo, homes, house_them, verbs):
    placement = house_them("Kenza", MAY)
    with as_(hugo):
        end(hugo, placement, JUNE)
        with pytest.raises(Refused, match="More than 90 days have passed"):
            second(hugo, placement, JUNE + timedelta(days=91), homes.first)
        with pytest.raises(Refused, match="before the first has ended"):
            second(hugo, placement, MAY, homes.first)
        home = second(hugo, placement, JUNE + timedelta(days=90), homes.first)
        assert home.previous == placement
        assert selectors.following(hugo, placement) == home
        assert not selectors.same_story(placement, home), "nobody has moved in yet"
        moved = actions.move_in(actor=hugo, placement=home, moved_in_on=JUNE + timedelta(days=90), dwelling=homes.flat)
        assert selectors.same_story(moved.previous, moved)
    assert verbs("housing.placement.rehoused") == ["housing.placement.rehoused"]


def test_written_down_by_mistake_it_is_cancelled_and_makes_room(as_, hugo, homes, house_them):
    placement = house_them()
    with as_(hugo):
        assert actions.cancel_placement(actor=hugo, placement=placement).state == "cancelled"
    again = house_them(person=placement.person, moved_in_on=MAY)
    with as_(hugo), pytest.raises(Refused, match="Somebody has moved in"):
        actions.cancel_placement(actor=hugo, placement=again)


def test_who_accompanies_and_who_stands_in_are_two(as_, hugo, colette, house_them):
    placement = house_them()
    with as_(hugo):
        with pytest.raises(Refused, match="somebody else"):
            actions.assign_workers(actor=hugo, placement=placement, worker=hugo.pk, cover=hugo.pk)
        changed = actions.assign_workers(actor=hugo, placement=placement, worker=colette.pk, cover=hugo.pk)
        assert (changed.worker, changed.cover) == (colette.pk, hugo.pk)


def test_a_worker_of_no_housing_team_plans_nothing(as_, ivan, homes, known):
    momo = known("Momo")
    with as_(ivan), pytest.raises(Refused, match="Your team does not work with homes"):
        actions.plan_placement(actor=ivan, person=momo, programme=homes.first, enrolled_on=MAY, client_uuid=uuid4())
