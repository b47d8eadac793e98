"""The register: it adds up by itself, it is only added to, two different hands stand under what is not a dose."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from audit.rules import Refused
from care.register import actions, selectors
from care.register.models import CaseStep, DrugAccount, DrugBatch, EntrySignature, RegisterEntry
from centre.shifts import clock

pytestmark = pytest.mark.django_db


def year():
    return clock.local().date() + timedelta(days=365)


def test_a_doctor_opens_an_account_with_one_for_destruction_beside_it(as_, amina, nadia, methadone):
    with as_(amina):
        stock, twin = DrugAccount.objects.order_by("destruction")
        assert (stock, twin.destruction) == (methadone, True)
        assert str(stock) == "methadone, solution, 10 mg/ml, Care room"
        (entry,) = RegisterEntry.objects.filter(account=stock)
    assert (entry.number, entry.kind, entry.balance_ug, entry.previous, len(entry.hash)) == (1, "opening", 2_000_000, "0" * 64, 64)
    assert stock.shown(2_000_000) == "2,000 mg (200 ml)"
    with as_(nadia, fresh=True), pytest.raises(Refused, match="Your role"):
        actions.open_account(actor=nadia, substance="morphine", form="tablet", strength_ug=10_000, premises="Care room")
    with as_(amina), pytest.raises(Refused, match="Type the code of your authenticator"):
        actions.open_account(actor=amina, substance="morphine", form="tablet", strength_ug=10_000, premises="Care room")


def test_a_supply_needs_no_second_hand_and_never_exceeds_the_book(as_, nadia, methadone):
    form = uuid4()
    with as_(nadia):
        made = actions.supply(actor=nadia, account=methadone, amount_ug=60_000, client_uuid=form)
        again = actions.supply(actor=nadia, account=methadone, amount_ug=60_000, client_uuid=form)
        assert (made.pk, made.number, made.amount_ug, made.balance_ug, made.batch.label) == (again.pk, 2, -60_000, 1_940_000, "M1")
        assert not made.needs_second
        with pytest.raises(Refused, match=r"The book holds 1,940 mg \(194 ml\): 1,941 mg \(194.1 ml\) cannot go out"):
            actions.supply(actor=nadia, account=methadone, amount_ug=1_941_000)
        for nothing in (0, -5):
            with pytest.raises(Refused, match="nothing to write down"):
                actions.supply(actor=nadia, account=methadone, amount_ug=nothing)
        with pytest.raises(Refused, match="no batch X9"):
            actions.supply(actor=nadia, account=methadone, amount_ug=1, batch="X9")


def test_a_supply_is_taken_back_whole_and_once(as_, nadia, methadone):
    with as_(nadia):
        made = actions.supply(actor=nadia, account=methadone, amount_ug=60_000, batch="m1")
        with pytest.raises(Refused, match="Say why"):
            actions.take_back(actor=nadia, entry=made, reason=" ")
        back = actions.take_back(actor=nadia, entry=made, reason="Wrong bottle")
        assert (back.kind, back.balance_ug, back.about_id, back.batch_id) == ("back", 2_000_000, made.pk, made.batch_id)
        with pytest.raises(Refused, match="already been taken back by line 3"):
            actions.take_back(actor=nadia, entry=made, reason="Again")
        with pytest.raises(Refused, match="no supply"):
            actions.take_back(actor=nadia, entry=back, reason="Again")
        assert list(selectors.waiting(nadia, methadone)) == [back]


def test_a_delivery_is_signed_by_another_with_a_factor_of_their_own(as_, nadia, noor, methadone):
    told = {"account": methadone, "amount_ug": 1_000_000, "source": "Pharmacy", "document": "BL-7", "batch": "M2", "expires_on": year()}
    with as_(nadia), pytest.raises(Refused, match="Type the code"):
        actions.receive(actor=nadia, **told)
    with as_(nadia, fresh=True):
        line = actions.receive(actor=nadia, **told)
        assert (line.balance_ug, line.batch.label) == (3_000_000, "M2")
        with pytest.raises(Refused, match="You wrote this line"):
            actions.sign_entry(actor=nadia, entry=line)
        with pytest.raises(IntegrityError), transaction.atomic():
            EntrySignature.objects.create(entry=line, how="session", by=nadia.pk, at=clock.now())
        with pytest.raises(Refused, match="good until"):
            actions.receive(actor=nadia, **told | {"expires_on": year() + timedelta(days=1)})
    with as_(noor), pytest.raises(Refused, match="Type the code"):
        actions.sign_entry(actor=noor, entry=line)
    with as_(noor), pytest.raises(ProgrammingError), transaction.atomic():
        EntrySignature.objects.create(entry=line, how="session", by=noor.pk, at=clock.now())
    with as_(noor, fresh=True):
        actions.sign_entry(actor=noor, entry=line)
        with pytest.raises(Refused, match="already signed"):
            actions.sign_entry(actor=noor, entry=line)
        assert list(selectors.waiting(noor)) == []


def test_the_database_asks_for_the_factor_of_the_first_hand_too(as_, nadia, methadone):
    line = {"account": methadone, "kind": "waste", "amount_ug": -1, "why": "broken", "day": clock.local().date(), "by": nadia.pk, "at": clock.now()}
    with as_(nadia), pytest.raises(ProgrammingError), transaction.atomic():
        RegisterEntry.objects.create(**line)
    with as_(nadia, fresh=True):
        assert RegisterEntry.objects.create(**line).pk


def test_waste_and_residuals_and_what_goes_back(as_, nadia, methadone):
    with as_(nadia, fresh=True):
        dose = actions.supply(actor=nadia, account=methadone, amount_ug=55_000)
        rest = actions.waste_residual(actor=nadia, entry=dose, residual_ug=5_000)
        assert (rest.kind, rest.why, rest.about_id, rest.balance_ug, rest.batch_id) == ("waste", "residual", dose.pk, 1_940_000, dose.batch_id)
        with pytest.raises(Refused, match="no supply"):
            actions.waste_residual(actor=nadia, entry=rest, residual_ug=5_000)
        spilled = actions.waste(actor=nadia, account=methadone, amount_ug=10_000, why="spilled", reason="Bottle fell")
        gone = actions.return_to_supplier(actor=nadia, account=methadone, amount_ug=100_000, source="Pharmacy")
        assert (spilled.balance_ug, gone.balance_ug) == (1_930_000, 1_830_000)
        home = actions.return_from_patient(actor=nadia, account=methadone, amount_ug=40_000)
        assert (home.account.destruction, home.balance_ug, selectors.last_entry(methadone).balance_ug) == (True, 40_000, 1_830_000)
        with pytest.raises(Refused, match="kept apart"):
            actions.supply(actor=nadia, account=home.account, amount_ug=1_000)
        actions.waste(actor=nadia, account=home.account, amount_ug=40_000, why="returned")
        assert [one.kind for one in selectors.waiting(nadia)] == ["waste", "waste", "return", "from_patient", "waste"]


def test_a_batch_out_of_date_or_set_apart_supplies_nothing(as_, nadia, amina, methadone, at):
    with as_(nadia):
        (batch,) = selectors.batches_of(nadia, methadone)
        assert batch.held_ug == 2_000_000
        with pytest.raises(Refused, match="Say why"):
            actions.quarantine_batch(actor=nadia, batch=batch, reason="")
        actions.quarantine_batch(actor=nadia, batch=batch, reason="Cloudy")
        for label in ("M1", ""):
            with pytest.raises(Refused, match="M1 is set apart: Cloudy"):
                actions.supply(actor=nadia, account=methadone, amount_ug=1_000, batch=label)
        assert selectors.batches_of(nadia, methadone) == []
        with pytest.raises(Refused, match="Your role"):
            actions.release_batch(actor=nadia, batch=batch)
        with pytest.raises(ProgrammingError), transaction.atomic():
            DrugBatch.objects.filter(pk=batch.pk).update(quarantined=False)
    with as_(amina):
        actions.release_batch(actor=amina, batch=batch)
    at(f"{year() + timedelta(days=1)} 10:00")
    with as_(nadia):
        with pytest.raises(Refused, match="Batch M1 was good until"):
            actions.supply(actor=nadia, account=methadone, amount_ug=1_000)
        today = clock.local().date()
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterEntry.objects.create(account=methadone, kind="supply", amount_ug=-1, batch=batch, day=today, by=nadia.pk, at=clock.now())


def test_the_first_to_end_goes_out_first(as_, nadia, methadone):
    with as_(nadia, fresh=True):
        actions.receive(
            actor=nadia, account=methadone, amount_ug=50_000, source="Pharmacy", document="BL-8", batch="M0", expires_on=clock.local().date() + timedelta(days=20)
        )
        assert [one.label for one in selectors.batches_of(nadia, methadone)] == ["M0", "M1"]
        assert actions.supply(actor=nadia, account=methadone, amount_ug=40_000).batch.label == "M0"
        assert actions.supply(actor=nadia, account=methadone, amount_ug=40_000).batch.label == "M1"


def test_the_clock_that_goes_back_and_days_that_are_late(as_, nadia, methadone, at):
    now = clock.local()
    at((now + timedelta(days=3)).strftime("%Y-%m-%d 10:00"))
    today = clock.local().date()
    with as_(nadia, fresh=True):
        actions.supply(actor=nadia, account=methadone, amount_ug=1_000)
        waste = {"actor": nadia, "account": methadone, "amount_ug": 1_000, "why": "spilled"}
        assert not actions.waste(**waste, day=today - timedelta(days=1)).late
        with pytest.raises(Refused, match="marked as late"):
            actions.waste(**waste, day=today - timedelta(days=2))
        assert actions.waste(**waste, day=today - timedelta(days=2), reason="Found the note today").late
        with pytest.raises(Refused, match="not come yet"):
            actions.waste(**waste, day=today + timedelta(days=1))
        at((now + timedelta(days=3)).strftime("%Y-%m-%d 09:59:58"))
        blink = actions.supply(actor=nadia, account=methadone, amount_ug=1_000, day=today - timedelta(days=1), reason="Written after the outage")
        assert (blink.at, blink.late, blink.day) == (selectors.entry_for(nadia, blink.pk).at, False, today - timedelta(days=1))
        at((now + timedelta(days=3)).strftime("%Y-%m-%d 09:59"))
        with pytest.raises(Refused, match=r"The clock went back: line 5 was written on .* 10:00, and it is now .* 09:59"):
            actions.supply(actor=nadia, account=methadone, amount_ug=1_000)
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterEntry.objects.create(account=methadone, kind="supply", amount_ug=-1, day=clock.local().date(), by=nadia.pk, at=clock.now())


def test_four_tables_stay_as_they_were_written_for_every_role(db):
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_trigger where tgname in ('register_stays', 'register_never_emptied') and not tgisinternal")
        assert cursor.fetchone()[0] == 8


def test_the_book_is_only_added_to(as_, nadia, methadone):
    with as_(nadia, fresh=True):
        for model, change in ((RegisterEntry, {"amount_ug": 1}), (EntrySignature, {"how": "pin"}), (CaseStep, {"words": "x"})):
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.update(**change)
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from care_registerentry")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "opening"}, {"kind": "receive", "amount_ug": -5}, {"kind": "receive"}, {"amount_ug": -2_000_001}, {"amount_ug": 5},
        {"kind": "waste"}, {"kind": "count", "amount_ug": 0}, {"kind": "correction", "reason": "why"}, {"kind": "back", "amount_ug": 5},
        {"kind": "from_patient", "amount_ug": 5}, {"counted_ug": 5},
    ],
)  # fmt: skip
def test_the_database_refuses_a_line_that_does_not_fit(as_, nadia, methadone, wrong):
    line = {"account": methadone, "kind": "supply", "amount_ug": -100, "day": clock.local().date(), "by": nadia.pk, "at": clock.now()}
    with as_(nadia, fresh=True):
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            RegisterEntry.objects.create(**line | wrong)
        right = RegisterEntry.objects.create(**line, number=77, balance_ug=5, hash="mine", previous="mine")
        right.refresh_from_db()
        assert (right.number, right.balance_ug, right.previous == selectors.entry_for(nadia, right.pk).previous != "mine") == (2, 1_999_900, True)


def test_nobody_writes_in_the_name_of_another(as_, nadia, noor, vera, methadone):
    line = {"account": methadone, "kind": "supply", "amount_ug": -100, "day": clock.local().date(), "at": clock.now()}
    for actor, name in ((nadia, noor), (vera, vera)):
        with as_(actor, fresh=True), pytest.raises(ProgrammingError), transaction.atomic():
            RegisterEntry.objects.create(**line, by=name.pk)
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.supply(actor=vera, account=methadone, amount_ug=1_000)


def test_a_line_typed_wrongly_is_put_right_once(as_, nadia, methadone):
    with as_(nadia, fresh=True):
        typed = actions.waste(actor=nadia, account=methadone, amount_ug=100_000, why="spilled")
        made = actions.correct_entry(actor=nadia, entry=typed, amount_ug=90_000, reason="It was 10 mg")
        assert (made.balance_ug, made.about_id) == (1_990_000, typed.pk)
        with pytest.raises(Refused, match="Line 3 has already put this one right"):
            actions.correct_entry(actor=nadia, entry=typed, amount_ug=1, reason="Again")
        dose = actions.supply(actor=nadia, account=methadone, amount_ug=1_000)
        with pytest.raises(Refused, match="where the dose stands"):
            actions.correct_entry(actor=nadia, entry=dose, amount_ug=1, reason="x")


def test_an_account_is_closed_empty_and_signed(as_, amina, nadia, methadone):
    with as_(amina, fresh=True):
        with pytest.raises(Refused, match="still holds 2,000 mg"):
            actions.close_account(actor=amina, account=methadone)
        gone = actions.return_to_supplier(actor=amina, account=methadone, amount_ug=2_000_000, source="Pharmacy")
        with pytest.raises(Refused, match="still wait"):
            actions.close_account(actor=amina, account=methadone)
    with as_(nadia, fresh=True):
        actions.sign_entry(actor=nadia, entry=gone)
    with as_(amina):
        actions.close_account(actor=amina, account=methadone)
        assert list(selectors.accounts_for(amina)) == []
    with as_(nadia), pytest.raises(Refused, match="closed"):
        actions.supply(actor=nadia, account=methadone, amount_ug=1_000)


def test_nothing_is_left_when_the_ledger_fails(as_, nadia, methadone, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(nadia):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.supply(actor=nadia, account=methadone, amount_ug=1_000)
        monkeypatch.undo()
        assert selectors.last_entry(methadone).balance_ug == 2_000_000
