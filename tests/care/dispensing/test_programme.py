"""The diacetylmorphine programme: closed until it is authorised, two hands, hard stops, an observation that is kept."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.rules import Refused
from care.dispensing import actions
from care.dispensing.enums import Outside
from care.dispensing.models import Dose, Preparation
from care.observing.actions import answer_event, leave, note_event, watch
from care.observing.models import DoseEvent
from care.observing.selectors import staying
from care.prescribing.actions import authorise, decide, end_authorisation, sign_limits
from care.register.actions import open_account, sign_entry
from care.register.selectors import last_entry
from centre.shifts import clock
from tests.care.prescribing.conftest import MONDAY

pytestmark = pytest.mark.django_db
#: Invented for these tests.
LIMITS = {"single_ug": 400_000, "daily_ug": 700_000, "interval_minutes": 240, "observe_minutes": 30, "two_steps": True}


@pytest.fixture
def opened(as_, amina):
    """The programme is authorised until the end of the month, and its limits are signed."""
    with as_(amina, fresh=True):
        sign_limits(actor=amina, substance="diacetylmorphine", valid_from=MONDAY, source="Example", **LIMITS)
        return authorise(actor=amina, reference="X/1", authority="Example", valid_from=MONDAY, valid_until=date(2026, 3, 20))


@pytest.fixture
def ampoules(as_, amina, nadia):
    with as_(amina, fresh=True):
        account = open_account(
            actor=amina, substance="diacetylmorphine", form="ampoule", strength_ug=100_000, premises="Care room", amount_ug=50_000_000,
            batch="D1", expires_on=date(2027, 1, 1),
        )
    with as_(nadia, fresh=True):
        sign_entry(actor=nadia, entry=last_entry(account))
    return account


@pytest.fixture
def twice(prescribe, opened, ampoules):
    """300 mg in the morning and 300 in the afternoon, every day."""
    return prescribe(
        account=ampoules, dose_ug=600_000, afternoon_ug=300_000, least_ug=200_000, most_ug=900_000, route="injected",
        supervised_days=[1, 2, 3, 4, 5, 6, 7], home_days=[], home_most=0,
    )  # fmt: skip


@pytest.fixture
def ready(as_, nadia, amina, twice):
    """`ready(slot, ug)`: Nadia prepares, Amina checks."""

    def make(slot="morning", amount_ug=300_000, check=True):
        with as_(nadia):
            made = actions.prepare_dose(actor=nadia, prescription=twice, slot=slot, amount_ug=amount_ug, batch="D1", client_uuid=uuid.uuid4())
        if check:
            with as_(amina, fresh=True):
                made = actions.check_preparation(actor=amina, preparation=made)
        return made

    return make


def test_nothing_is_prescribed_or_given_while_the_programme_is_closed(prescribe, ampoules, as_, amina):
    with pytest.raises(Refused, match="programme is not open"):
        prescribe(account=ampoules, dose_ug=300_000, least_ug=300_000, most_ug=300_000)


def test_an_authorisation_is_signed_with_a_code_lapses_by_itself_and_may_be_ended(twice, ready, give, at, as_, amina, nadia, opened):
    with as_(nadia), pytest.raises(Refused, match="does not include"):
        authorise(actor=nadia, reference="Y", authority="Y", valid_from=MONDAY, valid_until=MONDAY)
    with as_(amina), pytest.raises(Refused, match="code of your authenticator"):
        authorise(actor=amina, reference="Y", authority="Y", valid_from=MONDAY, valid_until=MONDAY)
    at("2026-03-21 09:00")
    with pytest.raises(Refused, match="programme is not open"):
        ready()
    at("2026-03-03 09:00")
    with as_(amina, fresh=True):
        end_authorisation(actor=amina, authorisation=opened)
    with pytest.raises(Refused, match="programme is not open"):
        ready()


def test_two_hands_with_their_own_code_or_no_dose(twice, ready, give, as_, nadia, amina):
    with pytest.raises(Refused, match="It is not checked yet"):
        give(prescription=twice, slot="morning", amount_ug=300_000)
    made = ready(check=False)
    with as_(nadia, fresh=True), pytest.raises(Refused, match="You prepared this dose"):
        actions.check_preparation(actor=nadia, preparation=made)
    with as_(amina), pytest.raises(Refused, match="each with their own"):
        actions.check_preparation(actor=amina, preparation=made)
    with as_(amina), pytest.raises(DatabaseError, match="second factor"), transaction.atomic():
        Preparation.objects.filter(pk=made.pk).update(checked_by=amina.pk, checked_at=clock.now(), checked_how="pin")
    with as_(nadia, fresh=True), pytest.raises(DatabaseError, match="dose_checked_by_another"), transaction.atomic():
        Preparation.objects.filter(pk=made.pk).update(checked_by=nadia.pk, checked_at=clock.now(), checked_how="pin")
    with pytest.raises(Refused, match="It is not checked yet"):
        give(prescription=twice, slot="morning", preparation=made)
    with as_(amina, fresh=True):
        made = actions.check_preparation(actor=amina, preparation=made)
        with pytest.raises(Refused, match="checked already, at 09:00"):
            actions.check_preparation(actor=amina, preparation=made)
    dose = give(prescription=twice, slot="morning", preparation=made)
    assert (dose.amount_ug, dose.batch, dose.preparation_id) == (300_000, "D1", made.pk)
    assert dose.stay_until - dose.taken_at == timedelta(minutes=30)


def test_the_database_gives_no_dose_without_the_check_nor_above_the_limit(twice, as_, nadia, opened):
    def row(**facts):
        return Dose(
            person=twice.person, prescription=twice, substance="diacetylmorphine", day=MONDAY, slot="morning", outcome="given", planned_ug=1,
            taken_at=clock.now(), written_at=clock.now(), by=nadia.pk, reason="As it was.", **{"amount_ug": 300_000} | facts,
        )  # fmt: skip

    with as_(nadia):
        with pytest.raises(DatabaseError, match="checked by another"), transaction.atomic():
            row(outside=["register"]).save(force_insert=True)
        with pytest.raises(DatabaseError, match="above the signed limit"), transaction.atomic():
            row(amount_ug=500_000, outside=["register", "steps"]).save(force_insert=True)
        row(amount_ug=500_000, outside=["register", "steps", "above"]).save(force_insert=True)


def test_hard_stops_and_a_doctor_who_goes_over_them_with_a_reason(twice, ready, as_, amina, at, give):
    with pytest.raises(Refused, match="limit of 400 mg at once"):
        ready(amount_ug=500_000)
    facts = {"actor": amina, "prescription": twice, "kind": "above", "day": MONDAY, "amount_ug": 500_000, "client_uuid": uuid.uuid4()}
    with as_(amina), pytest.raises(Refused, match="above the limit is signed"):
        decide(reason="Seen", **facts)
    with as_(amina, fresh=True):
        with pytest.raises(Refused, match="Say why"):
            decide(reason=" ", **facts)
        decision = decide(reason="Seen, high tolerance known from Liège.", **facts)
    dose = give(prescription=twice, slot="morning", preparation=ready(amount_ug=500_000))
    assert (dose.amount_ug, dose.decision_id, dose.outside) == (500_000, decision.pk, [])
    at("2026-03-02 15:00")
    with pytest.raises(Refused, match="limit of 700 mg a day"):
        ready(slot="afternoon", amount_ug=300_000)


def test_the_interval_and_the_observation_keep_the_second_dose_back(twice, ready, give, at):
    first = give(prescription=twice, slot="morning", preparation=ready())
    at("2026-03-02 12:00")
    second = ready(slot="afternoon")
    with pytest.raises(Refused, match=r"last dose was at 09:00. The next one may be given from 13:00 \(240 minutes\)"):
        give(prescription=twice, slot="afternoon", preparation=second)
    at("2026-03-02 13:00")
    assert give(prescription=twice, slot="afternoon", preparation=second).day == first.day


def test_leaving_before_the_end_is_written_as_it_was_and_told(twice, ready, give, at, as_, nadia):
    from care.dispensing.panels import entries
    from centre.shifts.hours import Span

    dose = give(prescription=twice, slot="morning", preparation=ready())
    at("2026-03-02 09:10")
    with as_(nadia):
        assert [(one.minutes, one.over) for one in staying(nadia)] == [(20, False)]
        watch(actor=nadia, dose=dose, awake="drowsy", saturation=93, client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="lasts until 09:30"):
            leave(actor=nadia, dose=dose)
        left = leave(actor=nadia, dose=dose, words="Had to catch a bus.")
        assert (left.left_early, left.left_words.reveal(), staying(nadia)) == (True, "Had to catch a bus.", [])
        with pytest.raises(Refused, match="left at 09:10"):
            leave(actor=nadia, dose=left)
        span = Span(clock.instant("2026-03-02 06:00"), clock.instant("2026-03-02 20:00"))
        assert [one.code for one in entries(nadia, span)] == ["left_early"]


def test_given_without_the_second_check_it_is_kept_and_flagged(twice, as_, nadia, tell, ampoules):
    told = tell(prescription=twice, slot="morning", amount_ug=450_000, batch="D1")
    assert set(told.outside) == {Outside.STEPS, Outside.ABOVE}
    with as_(nadia):
        assert last_entry(ampoules).balance_ug == 49_550_000


def test_a_dose_that_came_up_is_given_again_only_when_a_doctor_says_so(give, as_, nadia, amina, plan, at):
    dose = give()
    at("2026-03-02 09:12")
    with as_(nadia):
        event = note_event(actor=nadia, dose=dose, what="vomit", minutes=12, seen=True, words="In the yard.", client_uuid=uuid.uuid4())
    with pytest.raises(Refused, match="nothing is decided yet"):
        give(slot="extra", amount_ug=30_000)
    with as_(amina):
        answer_event(actor=amina, event=event, again_ug=30_000, reason="Half once more.", client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="already decided"):
            answer_event(actor=amina, event=event, again_ug=0, reason="No.", client_uuid=uuid.uuid4())
        assert DoseEvent.objects.get().decision.kind == "again"
    with pytest.raises(Refused, match="decided on 30 mg"):
        give(slot="extra", amount_ug=40_000)
    assert give(slot="extra", amount_ug=30_000).slot == "extra"
    with pytest.raises(Refused, match="nothing is decided yet"):
        give(slot="extra", amount_ug=30_000)


def test_a_prepared_dose_put_aside_makes_room_for_another(twice, ready, as_, nadia, give):
    made = ready(check=False)
    with pytest.raises(Refused, match="prepared already, at 09:00"):
        ready()
    with as_(nadia):
        actions.drop_preparation(actor=nadia, preparation=made)
        with pytest.raises(Refused, match="already used or put aside"):
            actions.drop_preparation(actor=nadia, preparation=made)
    with as_(nadia, fresh=True), pytest.raises(Refused, match="You prepared"):
        actions.check_preparation(actor=nadia, preparation=made)
    assert give(prescription=twice, slot="morning", preparation=ready()).amount_ug == 300_000
