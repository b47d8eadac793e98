"""A dose is given once, in sight of every rule; what was given all the same is kept with the rule it did not keep to."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from audit.rules import Refused
from care.dispensing import actions, selectors
from care.dispensing.enums import Outside, Verb
from care.dispensing.models import Dose
from care.prescribing.actions import decide, end_prescription
from care.register.models import RegisterEntry
from care.register.selectors import last_entry
from centre.shifts import clock
from tests.care.prescribing.conftest import MONDAY

pytestmark = pytest.mark.django_db


def balance(account):
    return last_entry(account).balance_ug


def test_a_dose_is_given_with_its_line_in_the_register(give, as_, nadia, momo, methadone, deeds_about):
    dose = give()
    with as_(nadia):
        assert (dose.day, dose.amount_ug, dose.outcome, dose.batch, dose.outside) == (MONDAY, 60_000, "given", "M1", [])
        assert dose.entry.amount_ug == -60_000
        assert balance(methadone) == 1_940_000
    assert Verb.GIVEN in deeds_about(momo)


def test_the_same_form_is_one_dose(give, as_, nadia, methadone):
    form = uuid.uuid4()
    assert give(form=form) == give(form=form)
    with as_(nadia):
        assert (Dose.objects.count(), balance(methadone)) == (1, 1_940_000)


def test_a_second_nurse_is_told_who_gave_it_and_when(give, at, amina, methadone, as_):
    give()
    at("2026-03-02 09:40")
    with pytest.raises(Refused, match=r"already given: 60 mg at 09:00 by Nadia"):
        give(actor=amina)
    with as_(amina):
        assert balance(methadone) == 1_940_000


def test_the_database_itself_keeps_a_dose_to_once(give, as_, nadia):
    dose = give()
    with as_(nadia), pytest.raises(DatabaseError, match="dose_given_once"), transaction.atomic():
        dose.pk, dose.client_uuid, dose._state.adding = uuid.uuid4(), uuid.uuid4(), True
        dose.entry, dose.outside, dose.reason = None, ["register"], "Written twice."
        dose.save(force_insert=True)


def test_who_it_is_needs_two_signs(give, amina, nadia):
    for identity in ((), ("card",), ("said",)):
        with pytest.raises(Refused, match="Two signs"):
            give(identity=identity)
    for other in (None, nadia.pk):
        with pytest.raises(Refused, match="which other worker"):
            give(identity=("said", "staff"), recognised_by=other)
    assert give(identity=("said", "staff"), recognised_by=amina.pk).recognised_by == amina.pk


def test_alcohol_and_sedation_ask_for_a_decision(give):
    for facts in ({"state": "sedated"}, {"breath": 35}):
        with pytest.raises(Refused, match="decide whether"):
            give(**facts)
        with pytest.raises(Refused, match="why you decide"):
            give(choice="give", **facts)
    with pytest.raises(Refused, match="Look at the person"):
        give(state="unseen")
    dose = give(breath=35, choice="reduce", reason="Walks straight, smells of beer.", amount_ug=40_000)
    assert (dose.breath, dose.choice, dose.reason.reveal()) == (35, "reduce", "Walks straight, smells of beer.")


def test_outside_the_range_is_refused_and_inside_it_the_nurse_may_give_less(give):
    with pytest.raises(Refused, match="40 to 80 mg a day"):
        give(amount_ug=90_000)
    with pytest.raises(Refused, match="40 to 80 mg a day"):
        give(amount_ug=30_000)
    assert give(amount_ug=45_000).amount_ug == 45_000


def test_after_the_prescription_nothing_is_given(give, at):
    at("2026-03-30 09:00")
    with pytest.raises(Refused, match="ended on 29/03/2026"):
        give()


def test_a_batch_out_of_date_gives_nothing(give, at, prescribe, as_, amina):
    at("2027-03-03 09:00")
    later = prescribe(starts_on=date(2027, 3, 3))
    with pytest.raises(Refused, match="M1"):
        give(prescription=later)


def test_more_than_the_book_holds_is_refused_and_nothing_is_left(give, prescribe, as_, nadia, plan):
    with pytest.raises(Refused):
        give(prescription=plan, amount_ug=80_000, batch="nothing")
    with as_(nadia):
        assert Dose.objects.count() == 0


@pytest.mark.parametrize("missed", [1, 3])
def test_without_signed_rules_any_miss_holds_until_the_prescriber_decides(give, at, as_, amina, plan, missed):
    give()
    at(f"2026-03-{3 + missed:02} 09:00")
    with pytest.raises(Refused, match="no rule is signed"):
        give()
    with as_(amina):
        decide(actor=amina, prescription=plan, kind="release", day=clock.service_day(), amount_ug=50_000, reason="Seen, clear.", client_uuid=uuid.uuid4())
    with pytest.raises(Refused, match="released 50 mg"):
        give()
    assert give(amount_ug=50_000).decision_id is not None
    at(f"2026-03-{4 + missed:02} 09:00")
    assert give().outside == []


def test_signed_rules_let_go_or_hold(give, at, rules):
    give()
    at("2026-03-04 09:00")
    assert give().amount_ug == 60_000
    at("2026-03-07 09:00")
    with pytest.raises(Refused, match="2 days missed: the same dose, only if awake"):
        give(state="intoxicated", choice="give", reason="x")
    give()
    at("2026-03-12 09:00")
    with pytest.raises(Refused, match="the prescriber sees the person first"):
        give()


def test_a_day_at_home_without_its_bottle_is_missed(give, at):
    for day in range(2, 8):
        at(f"2026-03-{day:02} 09:00")
        give()
    at("2026-03-09 09:00")
    with pytest.raises(Refused, match="1 day missed"):
        give()


def test_a_new_beginning_lets_go_and_a_plain_change_does_not(give, at, prescribe, plan, rules):
    give()
    at("2026-03-09 09:00")
    change = prescribe(starts_on=date(2026, 3, 9), replaces=plan)
    with pytest.raises(Refused, match="begins anew"):
        give(prescription=change)
    anew = prescribe(starts_on=date(2026, 3, 9), replaces=change, anew=True, dose_ug=30_000, least_ug=20_000, most_ug=40_000)
    assert give(prescription=anew, amount_ug=30_000).outside == []


def test_a_decision_on_the_telephone_is_written_by_the_nurse_but_not_above_a_limit(give, at, as_, nadia, plan):
    give()
    at("2026-03-04 09:00")
    with as_(nadia):
        facts = {"actor": nadia, "prescription": plan, "day": date(2026, 3, 4), "amount_ug": 60_000, "reason": "Was in hospital."}
        with pytest.raises(Refused, match="does not include"):
            decide(kind="release", client_uuid=uuid.uuid4(), **facts)
        with pytest.raises(Refused, match="Only a doctor who signs"):
            decide(kind="above", client_uuid=uuid.uuid4(), prescriber_name="Dr Peeters", **facts)
        decision = decide(kind="release", client_uuid=uuid.uuid4(), prescriber_name="Dr Peeters", **facts)
    assert give().decision_id == decision.pk


def test_what_was_given_all_the_same_is_kept_with_every_rule(give, tell, at, as_, nadia, methadone):
    give()
    at("2026-03-02 18:00")
    told = tell(amount_ug=90_000)
    assert set(told.outside) == {Outside.TWICE, Outside.RANGE}
    assert (told.slot, told.reason.reveal()) == ("extra", "Given at the door.")
    with as_(nadia):
        assert Dose.objects.filter(outcome="given").count() == 2
        assert balance(methadone) == 1_850_000


def test_what_the_register_refuses_is_kept_and_written_there_later(tell, as_, nadia, methadone):
    told = tell(batch="Z9")
    assert (told.entry, told.outside) == (None, [Outside.REGISTER])
    with as_(nadia):
        assert RegisterEntry.objects.filter(kind="supply").count() == 0
        entered = actions.enter_dose(actor=nadia, dose=told, batch="M1")
        assert (entered.outside, balance(methadone)) == ([], 1_940_000)
        with pytest.raises(Refused, match="nothing to write"):
            actions.enter_dose(actor=nadia, dose=entered)


def test_told_doses_need_words_and_a_time_that_has_come(tell):
    for facts, words in (
        ({"reason": " "}, "what happened"), ({"taken_at": clock.now() + timedelta(minutes=5)}, "not come yet"),
        ({"taken_at": clock.now() - timedelta(days=40)}, "more than a month"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            tell(**facts)


def test_a_clock_that_went_back_is_pointed_at(give, at):
    at("2026-03-02 14:00")
    give()
    at("2026-03-02 09:00")
    with pytest.raises(Refused, match="clock of this machine"):
        give()


def test_held_and_refused_stand_beside_a_dose_given_later(give, as_, nadia, plan, at):
    with as_(nadia):
        facts = {"actor": nadia, "prescription": plan, "slot": "day"}
        with pytest.raises(Refused, match="Say why"):
            actions.hold_dose(reason="", client_uuid=uuid.uuid4(), **facts)
        actions.hold_dose(reason="Cannot stand.", client_uuid=uuid.uuid4(), state="intoxicated", **facts)
        actions.refuse_dose(reason="Wants to eat first.", client_uuid=uuid.uuid4(), **facts)
    at("2026-03-02 15:00")
    give()
    with as_(nadia):
        assert sorted(Dose.objects.values_list("outcome", flat=True)) == ["given", "held", "refused"]
        with pytest.raises(Refused, match="already given, at 15:00 by Nadia"):
            actions.hold_dose(reason="x", client_uuid=uuid.uuid4(), **facts)


def test_a_dose_struck_out_stays_and_its_line_is_taken_back(give, as_, nadia, methadone, at, momo, deeds_about):
    dose = give()
    with as_(nadia):
        struck = actions.strike_dose(actor=nadia, dose=dose, reason="Wrong person.")
        assert (struck.struck_because.reveal(), balance(methadone)) == ("Wrong person.", 2_000_000)
        with pytest.raises(Refused, match="already"):
            actions.strike_dose(actor=nadia, dose=struck, reason="Again.")
    again = give()
    at("2026-03-04 09:30")
    with as_(nadia), pytest.raises(Refused, match="within a day, or a doctor"):
        actions.strike_dose(actor=nadia, dose=again, reason="Late.")
    assert Verb.STRUCK in deeds_about(momo)


def test_whoever_does_not_follow_knows_nothing(give, as_, ivan, noor, vera, plan, near, browse):
    dose = give()
    near("social")
    near("mobile")
    for stranger in (ivan, noor):
        with as_(stranger):
            with pytest.raises(Http404):
                selectors.dose_for(stranger, dose.pk)
            with connection.cursor() as cursor:
                for table in ("care_dose", "care_prescription", "care_decision", "care_historicaldose", "care_historicalprescription"):
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert cursor.fetchone() == (0,), table
    with as_(noor), pytest.raises(Refused, match="does not follow"):
        actions.hold_dose(actor=noor, prescription=plan, slot="day", reason="x", client_uuid=uuid.uuid4())


def test_nothing_is_left_when_the_ledger_fails(give, as_, nadia, methadone, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("the ledger is down")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        give()
    with as_(nadia):
        assert (Dose.objects.count(), balance(methadone)) == (0, 2_000_000)


def test_a_prescription_that_a_doctor_ended_meanwhile_gives_nothing(give, as_, amina, plan):
    stale = type(plan).objects.model(**{field.attname: getattr(plan, field.attname) for field in plan._meta.concrete_fields})
    with as_(amina):
        end_prescription(actor=amina, prescription=plan, on=MONDAY - timedelta(days=1), because="mistake")
    with pytest.raises(Refused, match="ended on 01/03/2026"):
        give(prescription=stale)


def test_a_dose_costs_at_most_twenty_questions(give, plan, as_, nadia, django_assert_max_num_queries, at):
    give()
    at("2026-03-03 09:00")
    with as_(nadia), django_assert_max_num_queries(20) as asked:
        actions.give_dose(actor=nadia, prescription=plan, slot="day", amount_ug=60_000, state="alert", identity=("card", "said"), client_uuid=uuid.uuid4())
    assert len(asked) > 5
