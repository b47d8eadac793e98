"""Equipment given and taken in: by nobody's leave, never one for one, and the stock follows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, transaction
from django.http import Http404

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.supplies import actions, selectors
from intake.supplies.enums import Method, Move, Source, Training
from intake.supplies.models import Box, Handout, SharpsReturn, StockMove

DAY = timedelta(days=1)


@pytest.fixture
def syringe(as_, vera):
    with as_(vera):
        return selectors.item_for("syringe_1ml")


def deliver(actor, item, units, number="A1", expires_on=None):
    return actions.receive_stock(actor=actor, item=item, units=units, number=number, expires_on=expires_on, client_uuid=uuid4())


def held(item):
    return sum(one.units for one in selectors.shelf(item))


def test_equipment_is_given_in_units_and_leaves_the_stock(as_, vera, colette, dora, momo):
    with as_(colette):
        kit = selectors.item_for("kit_two_syringes")
        deliver(colette, kit, 40)
    with as_(vera):
        entry = actions.hand_out(actor=vera, item=kit, packs=3, person=momo, others=2, client_uuid=uuid4())
        assert (entry.units, entry.others, entry.person, entry.by) == (6, 2, momo, vera.pk)
        assert held(kit) == 34
    with as_(dora):
        event = Event.objects.get(verb="intake.equipment.handed_out")
        assert (str(event.subject), event.actor) == (str(momo.pk), vera.pk)


def test_the_same_tap_twice_is_one_event_and_one_change_of_the_stock(as_, vera, syringe):
    tap = uuid4()
    with as_(vera):
        first = actions.hand_out(actor=vera, item=syringe, packs=5, client_uuid=tap)
        assert actions.hand_out(actor=vera, item=syringe, packs=5, client_uuid=tap) == first
        assert Handout.objects.filter(client_uuid=tap).count() == 1
        assert held(syringe) == -5


def test_an_empty_store_never_refuses_anybody(as_, vera, momo, syringe):
    with as_(vera):
        assert actions.hand_out(actor=vera, item=syringe, packs=10, person=momo, client_uuid=uuid4()).units == 10


def test_more_may_come_back_than_was_ever_given(as_, vera, momo, syringe):
    with as_(vera):
        actions.hand_out(actor=vera, item=syringe, packs=1, person=momo, client_uuid=uuid4())
        back = actions.take_back(actor=vera, method=Method.COUNTED, number=30, person=momo, client_uuid=uuid4())
        actions.hand_out(actor=vera, item=syringe, packs=100, person=momo, client_uuid=uuid4())
    assert back.syringes == 30


def test_a_return_below_zero_cannot_be_stored(as_, vera):
    with as_(vera), pytest.raises((IntegrityError, DataError)), transaction.atomic():
        actions.take_back(actor=vera, method=Method.COUNTED, number=-3, client_uuid=uuid4())


def test_weight_stays_weight_until_the_centre_has_weighed_a_syringe(as_, vera, settings):
    with as_(vera):
        assert actions.take_back(actor=vera, method=Method.WEIGHT, number=930, client_uuid=uuid4()).syringes is None
        settings.CENTRE_SYRINGE_GRAMS = 3.1
        weighed = actions.take_back(actor=vera, method=Method.WEIGHT, number=930, client_uuid=uuid4())
    assert (weighed.grams, weighed.syringes) == (930, 300)


def test_a_container_counts_what_the_centre_says_it_holds(as_, vera, colette):
    with as_(colette):
        unknown = actions.save_box(actor=colette, box=Box(label_fr="Petit"))
        large = actions.save_box(actor=colette, box=Box(label_fr="Grand", syringes=150))
    with as_(vera):
        assert actions.take_back(actor=vera, method=Method.CONTAINER, number=2, box=unknown, client_uuid=uuid4()).syringes is None
        assert actions.take_back(actor=vera, method=Method.CONTAINER, number=2, box=large, client_uuid=uuid4()).syringes == 300


def test_what_is_picked_up_in_the_street_is_nobodys(as_, vera, momo):
    with as_(vera):
        found = actions.take_back(actor=vera, method=Method.COUNTED, number=4, person=momo, source=Source.PICKED_UP, client_uuid=uuid4())
    assert found.person is None


def test_a_person_out_of_reach_is_served_without_a_name(as_, ivan, momo, syringe):
    with as_(ivan):
        entry = actions.hand_out(actor=ivan, item=syringe, packs=2, person=momo, client_uuid=uuid4())
        assert (entry.person, entry.units) == (None, 2)
        assert Handout.objects.filter(pk=entry.pk).exists()


def test_who_may_not_know_the_person_sees_nothing_of_it(as_, vera, ivan, momo, syringe):
    with as_(vera):
        entry = actions.hand_out(actor=vera, item=syringe, packs=2, person=momo, client_uuid=uuid4())
    with as_(ivan):
        assert not Handout.objects.filter(pk=entry.pk).exists()
        with pytest.raises(Http404):
            selectors.entry_for(ivan, "out", entry.pk)
        assert selectors.latest(ivan, momo)["given"] == []


def test_undone_within_the_minute_by_its_author_goes_back_on_the_shelf(as_, vera, walid, syringe):
    with as_(vera):
        entry = actions.hand_out(actor=vera, item=syringe, packs=5, client_uuid=uuid4())
    with as_(walid):
        theirs = selectors.entry_for(walid, "out", entry.pk)
        with pytest.raises(Refused, match="Only the colleague"):
            actions.undo_equipment(actor=walid, entry=theirs)
    with as_(vera):
        actions.undo_equipment(actor=vera, entry=entry)
        actions.undo_equipment(actor=vera, entry=entry)
        assert held(syringe) == 0
        assert StockMove.objects.filter(kind=Move.TAKEN_BACK).count() == 1


def test_later_it_is_struck_by_anybody_with_the_right(as_, vera, walid, dora, syringe):
    with as_(vera):
        entry = actions.take_back(actor=vera, method=Method.COUNTED, number=7, client_uuid=uuid4())
    entry.at -= timedelta(minutes=5)
    with as_(vera), pytest.raises(Refused, match="More than a minute"):
        actions.undo_equipment(actor=vera, entry=entry)
    with as_(walid):
        struck = actions.correct_equipment(actor=walid, entry=selectors.entry_for(walid, "back", entry.pk))
        assert struck.undone_by == walid.pk
    with as_(dora):
        assert Event.objects.filter(verb="intake.equipment.corrected", actor=walid.pk).count() == 1


def test_a_lot_is_received_counted_and_discarded(as_, nadia, syringe):
    with as_(nadia):
        tap = uuid4()
        lot = actions.receive_stock(actor=nadia, item=syringe, units=100, number="L7", expires_on=date(2027, 1, 1), client_uuid=tap)
        assert actions.receive_stock(actor=nadia, item=syringe, units=100, number="L7", expires_on=None, client_uuid=tap) == lot
        assert selectors.balance_of(syringe, lot) == 100
        assert actions.count_stock(actor=nadia, item=syringe, lot=lot, counted=93, client_uuid=uuid4()) == -7
        with pytest.raises(Refused, match=r"holds 93 on paper"):
            actions.discard_stock(actor=nadia, item=syringe, lot=lot, units=94, reason="lost", client_uuid=uuid4())
        actions.discard_stock(actor=nadia, item=syringe, lot=lot, units=93, reason="lost", client_uuid=uuid4())
        assert selectors.balance_of(syringe, lot) == 0


def test_an_expired_lot_is_said_and_not_given(as_, nadia, vera, syringe):
    with as_(nadia):
        day = clock.service_day()
        old = deliver(nadia, syringe, 50, "OLD", day - DAY)
        new = deliver(nadia, syringe, 50, "NEW", day + DAY)
    with as_(vera):
        actions.hand_out(actor=vera, item=syringe, packs=20, client_uuid=uuid4())
        assert (selectors.balance_of(syringe, old), selectors.balance_of(syringe, new)) == (50, 30)
        line = next(one for one in selectors.stock(day) if one.item == syringe)
        assert [age for _, _, age in line.lots] == ["expired", "soon"]


def test_the_desk_does_not_keep_the_store(as_, vera, syringe):
    with as_(vera):
        for forbidden in (
            lambda: deliver(vera, syringe, 1),
            lambda: actions.count_stock(actor=vera, item=syringe, lot=None, counted=3, client_uuid=uuid4()),
            lambda: actions.save_item(actor=vera, item=syringe),
            lambda: actions.save_box(actor=vera, box=Box(label_fr="x")),
        ):
            with pytest.raises(Refused):
                forbidden()


def test_what_the_stock_remembers_is_never_rewritten(as_, nadia, syringe):
    from django.db import ProgrammingError

    with as_(nadia):
        deliver(nadia, syringe, 5)
        with pytest.raises(ProgrammingError), transaction.atomic():
            StockMove.objects.update(units=500)


def test_a_naloxone_kit_says_what_was_trained(as_, vera, momo):
    with as_(vera):
        kit = selectors.item_for("naloxone_kit")
        entry = actions.hand_out(actor=vera, item=kit, packs=1, person=momo, training=Training.GIVEN, client_uuid=uuid4())
    assert entry.training == Training.GIVEN


def test_recovery_may_exceed_a_hundred(as_, vera, colette, syringe):
    with as_(vera):
        actions.hand_out(actor=vera, item=syringe, packs=100, client_uuid=uuid4())
        actions.take_back(actor=vera, method=Method.COUNTED, number=103, client_uuid=uuid4())
        actions.take_back(actor=vera, method=Method.COUNTED, number=9, source=Source.PICKED_UP, client_uuid=uuid4())
    with as_(colette):
        day = clock.service_day()
        sums = selectors.recovery(selectors.distributed(colette, day, day), selectors.returned(colette, day, day))
    assert sums == {"given": 100, "brought": 103, "picked_up": 9, "rate": 103.0}


def test_nothing_is_kept_when_the_ledger_fails(as_, vera, syringe, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(vera):
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.hand_out(actor=vera, item=syringe, packs=1, client_uuid=uuid4())
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.take_back(actor=vera, method=Method.COUNTED, number=1, client_uuid=uuid4())
        assert (Handout.objects.count(), SharpsReturn.objects.count(), StockMove.objects.count()) == (0, 0, 0)
