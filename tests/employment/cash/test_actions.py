"""The cash book: it adds up, it is only added to, two hands stand under each line."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from audit.rules import Refused
from centre.shifts import clock
from employment.cash import actions, selectors
from employment.cash.models import CashBox, CashEntry, CashSignature

pytestmark = pytest.mark.django_db


def test_a_book_begins_with_its_float_and_a_second_hand(as_, colette, corentin, verbs):
    with as_(colette):
        number = uuid4()
        box = actions.open_box(actor=colette, label="Day labour", float_cents=5000, client_uuid=number)
        assert actions.open_box(actor=colette, label="Day labour", float_cents=5000, client_uuid=number).pk == box.pk
        (entry,) = CashEntry.objects.filter(box=box)
        assert (entry.number, entry.kind, entry.amount_cents, entry.balance_cents) == (1, "opening", 5000, 5000)
        assert list(selectors.waiting(colette, box)) == [entry]
        with pytest.raises(Refused, match="You wrote this line"):
            actions.sign_entry(actor=colette, entry=entry)
    with as_(corentin):
        actions.sign_entry(actor=corentin, entry=entry)
        with pytest.raises(Refused, match="already signed"):
            actions.sign_entry(actor=corentin, entry=entry)
        assert list(selectors.waiting(corentin, box)) == []
    assert verbs("employment.cash.") == ["employment.cash.opened", "employment.cash.signed"]


def test_payments_are_numbered_and_never_more_than_the_box_holds(as_, colette, box, plan):
    session = plan()
    with as_(colette):
        first = actions.pay_out(actor=colette, box=box, amount_cents=15000, session=session)
        second = actions.pay_out(actor=colette, box=box, amount_cents=4000, session=session)
        year = clock.local().year
        assert (first.receipt, second.receipt) == (f"{year}-{box.pk}-0001", f"{year}-{box.pk}-0002")
        assert (first.balance_cents, second.balance_cents) == (5000, 1000)
        with pytest.raises(Refused, match=r"€10.01 is more than the €10.00 in Day labour"):
            actions.pay_out(actor=colette, box=box, amount_cents=1001, session=session)
        assert selectors.balance_of(box) == 1000


def test_receipts_begin_anew_each_year_and_no_number_is_lost(as_, colette, box, plan, at):
    with as_(colette):
        session = plan()
        actions.pay_out(actor=colette, box=box, amount_cents=100, session=session)
        with pytest.raises(Refused):
            actions.pay_out(actor=colette, box=box, amount_cents=10_000_000, session=session)
        assert actions.pay_out(actor=colette, box=box, amount_cents=100, session=session).receipt_no == 2
    at(f"{clock.local().year + 1}-01-02 10:00")
    with as_(colette):
        assert actions.pay_out(actor=colette, box=box, amount_cents=100, session=session).receipt_no == 1


def test_the_receiver_signs_once(as_, colette, box, plan):
    with as_(colette):
        paid = actions.pay_out(actor=colette, box=box, amount_cents=1000, session=plan())
        assert actions.take_signature(actor=colette, entry=paid, how="paper").hand == "receiver"
        with pytest.raises(Refused, match="already signed"):
            actions.take_signature(actor=colette, entry=paid, how="card")
        opening = CashEntry.objects.get(box=box, number=1)
        with pytest.raises(Refused, match="no payment"):
            actions.take_signature(actor=colette, entry=opening, how="card")


def test_a_payment_is_taken_back_whole_and_once(as_, colette, box, plan):
    with as_(colette):
        paid = actions.pay_out(actor=colette, box=box, amount_cents=1500, session=plan())
        back = actions.take_back(actor=colette, entry=paid)
        assert (back.kind, back.amount_cents, back.balance_cents, back.corrects_id) == ("back", 1500, 20000, paid.pk)
        with pytest.raises(Refused, match="already been taken back"):
            actions.take_back(actor=colette, entry=paid)
        with pytest.raises(Refused, match="no payment"):
            actions.take_back(actor=colette, entry=back)


def test_a_count_that_fits_needs_no_word(as_, vera, walid, box):
    with as_(vera):
        entry = actions.count_box(actor=vera, box=box, counted_cents=20000, reason="ignored")
        assert (entry.difference_cents, entry.reason, entry.balance_cents) == (0, "", 20000)
        assert list(selectors.open_cases(vera, box)) == []
    with as_(walid):
        actions.sign_entry(actor=walid, entry=entry)


def test_a_difference_is_a_case_until_a_correction_answers_it(as_, vera, colette, box):
    with as_(vera):
        with pytest.raises(Refused, match=r"€5.00 is missing"):
            actions.count_box(actor=vera, box=box, counted_cents=19500)
        with pytest.raises(Refused, match=r"€5.00 more"):
            actions.count_box(actor=vera, box=box, counted_cents=20500)
        case = actions.count_box(actor=vera, box=box, counted_cents=19500, reason="Change given twice?")
        assert [one.pk for one in selectors.open_cases(vera)] == [case.pk]
        assert selectors.balance_of(box) == 20000
        with pytest.raises(Refused, match="Your role"):
            actions.correct_entry(actor=vera, entry=case, reason="It was")
    with as_(colette):
        with pytest.raises(Refused, match="Say why"):
            actions.correct_entry(actor=colette, entry=case, reason=" ")
        made = actions.correct_entry(actor=colette, entry=case, reason="It was", amount_cents=999)
        assert (made.amount_cents, made.balance_cents, made.corrects_id) == (-500, 19500, case.pk)
        assert list(selectors.open_cases(colette)) == []
        with pytest.raises(Refused, match="already been put right"):
            actions.correct_entry(actor=colette, entry=case, reason="Again")


def test_a_line_typed_wrongly_is_put_right_by_another(as_, colette, box):
    with as_(colette):
        number = uuid4()
        typed = actions.put_in(actor=colette, box=box, amount_cents=50000, reason="Bank")
        actions.correct_entry(actor=colette, entry=typed, amount_cents=-45000, reason="It was 50", client_uuid=number)
        actions.correct_entry(actor=colette, entry=typed, amount_cents=-45000, reason="It was 50", client_uuid=number)
        assert selectors.balance_of(box) == 25000
        with pytest.raises(Refused, match=r"only €250.00"):
            actions.correct_entry(actor=colette, entry=CashEntry.objects.get(box=box, number=1), amount_cents=-25001, reason="x")


def test_the_book_is_only_added_to(as_, colette, box):
    with as_(colette):
        for model, change in ((CashEntry, {"amount_cents": 1}), (CashSignature, {"how": "pin"})):
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.update(**change)
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from employment_cashentry")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 3}, {"number": 1}, {"balance_cents": 20001}, {"kind": "opening"}, {"amount_cents": -5, "balance_cents": 19995},
        {"kind": "paid", "amount_cents": -100, "balance_cents": 19900, "receipt_no": 2, "receipt_year": 2026},
        {"kind": "paid", "amount_cents": -100, "balance_cents": 19900},
        {"kind": "count", "amount_cents": 0, "balance_cents": 20000, "counted_cents": 1},
        {"kind": "correction", "reason": "why"},
    ],
)
def test_the_database_refuses_a_line_that_does_not_follow(as_, colette, box, wrong):
    line = {"box": box, "number": 2, "kind": "in", "amount_cents": 100, "balance_cents": 20100, "day": clock.local().date(),
            "by": colette.pk, "at": clock.now()} | wrong
    with as_(colette), pytest.raises(IntegrityError), transaction.atomic():
        CashEntry.objects.create(**line)


def test_the_database_refuses_the_same_hand_twice_and_another_name(as_, colette, corentin, box):
    with as_(colette):
        entry = actions.put_in(actor=colette, box=box, amount_cents=100)
        with pytest.raises(IntegrityError), transaction.atomic():
            CashSignature.objects.create(entry=entry, hand="second", how="session", by=colette.pk, at=clock.now())
        with pytest.raises(ProgrammingError), transaction.atomic():
            CashSignature.objects.create(entry=entry, hand="second", how="session", by=corentin.pk, at=clock.now())


def test_a_box_is_closed_empty_and_signed(as_, colette, corentin, box):
    with as_(colette):
        with pytest.raises(Refused, match=r"still €200.00"):
            actions.close_box(actor=colette, box=box)
        opening = CashEntry.objects.get(box=box, number=1)
        out = actions.correct_entry(actor=colette, entry=opening, amount_cents=-20000, reason="Back to the bank")
        with pytest.raises(Refused, match="wait for a signature"):
            actions.close_box(actor=colette, box=box)
    with as_(corentin):
        actions.sign_entry(actor=corentin, entry=out)
    with as_(colette):
        assert actions.close_box(actor=colette, box=box).active is False
        assert list(selectors.boxes(colette)) == []
        with pytest.raises(Refused, match="closed"):
            actions.put_in(actor=colette, box=CashBox.objects.get(pk=box.pk), amount_cents=1)


def test_the_book_of_a_month_carries_over(as_, colette, box, plan, at):
    now = clock.local()
    with as_(colette):
        session = plan(in_days=40)
        actions.pay_out(actor=colette, box=box, amount_cents=2500, session=session)
    at((now.replace(day=1) + timedelta(days=40)).strftime("%Y-%m-%d 10:00"))
    with as_(colette):
        actions.put_in(actor=colette, box=box, amount_cents=1000)
        before, this = selectors.month_of(colette, box, now.date().replace(day=1)), selectors.month_of(colette, box, clock.local().date().replace(day=1))
    assert (before.before, before.after, [line.entry.number for line in before.lines]) == ("€0.00", "€175.00", [1, 2])
    assert (this.before, this.after) == ("€175.00", "€185.00")
    assert this.sums == [("money put in", 1, "€10.00")]


def test_nothing_is_left_when_the_ledger_fails(as_, colette, box, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(colette):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.put_in(actor=colette, box=box, amount_cents=100)
        monkeypatch.undo()
        assert selectors.balance_of(box) == 20000
