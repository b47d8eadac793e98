"""Prescriptions: once at a time, in one's own name, ended once, never made longer; and the doctor who is asked."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.rules import Refused
from care.prescribing import actions, selectors
from care.prescribing.models import MissedRules, Prescription
from care.prescribing.policies import rows_words
from centre.access.scope import holds
from centre.staff.models import Team
from centre.todo.models import Task
from tests.care.prescribing.conftest import MONDAY
from tests.care.prescribing.test_missed import EXAMPLE

pytestmark = pytest.mark.django_db


def test_whoever_gives_and_whoever_prescribes_follow_the_person(plan, as_, nadia, amina, noor, momo):
    for actor, follows in ((nadia, True), (amina, True), (noor, False)):
        with as_(actor):
            assert holds(actor, momo, "nursing") is follows
            assert bool(selectors.prescriptions_of(actor, momo)) is follows


def test_two_at_a_time_are_refused_here_and_by_the_database(plan, prescribe, as_, amina):
    with pytest.raises(Refused, match="60 mg a day are prescribed from 02/03/2026 to 29/03/2026 already"):
        prescribe(starts_on=date(2026, 3, 20))
    with as_(amina), pytest.raises(DatabaseError, match="prescription_once_at_a_time"), transaction.atomic():
        again = Prescription.objects.get()
        again.pk, again.client_uuid, again._state.adding = uuid.uuid4(), uuid.uuid4(), True
        again.save(force_insert=True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"supervised_days": [], "home_days": []}, "at least one day"), ({"home_days": [1]}, "here or at home"), ({"home_most": 0}, "how many bottles"),
    ],
)
def test_a_calendar_that_cannot_be_followed_is_refused(prescribe, wrong, words):
    with pytest.raises(Refused, match=words):
        prescribe(**wrong)


def test_nobody_prescribes_in_the_name_of_another(prescribe, plan, as_, nadia, amina):
    with pytest.raises(Refused, match="does not include"):
        prescribe(actor=nadia, starts_on=date(2026, 5, 1))
    with as_(nadia), pytest.raises(DatabaseError, match="in the name of another"), transaction.atomic():
        forged = Prescription.objects.get()
        forged.pk, forged.client_uuid, forged._state.adding = uuid.uuid4(), uuid.uuid4(), True
        forged.starts_on, forged.ends_on, forged.last_on, forged.written_by = date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 2), nadia.pk
        forged.save(force_insert=True)


def test_an_end_stands_and_nothing_is_made_longer(plan, as_, amina):
    with as_(amina):
        with pytest.raises(DatabaseError, match="never made longer"), transaction.atomic():
            Prescription.objects.update(last_on=date(2026, 3, 30))
        ended = actions.end_prescription(actor=amina, prescription=plan, on=date(2026, 3, 10), because="wish")
        assert (ended.last_on, ended.ends_on) == (date(2026, 3, 10), date(2026, 3, 29))
        with pytest.raises(Refused, match="was ended already: its last day is 10/03/2026"):
            actions.end_prescription(actor=amina, prescription=ended, on=date(2026, 3, 9), because="wish")
        with pytest.raises(DatabaseError, match="was ended already"), transaction.atomic():
            Prescription.objects.update(last_on=date(2026, 3, 5))


def test_a_nurse_who_follows_calls_the_doctors_once_a_day(as_, nadia, amina, momo, near):
    near("nurses")
    with as_(nadia):
        with pytest.raises(Refused, match="does not follow"):
            actions.call_doctor(actor=nadia, person=momo)
        from care.notes.actions import follow

        follow(actor=nadia, person=momo, compartment="nursing")
        actions.call_doctor(actor=nadia, person=momo)
        actions.call_doctor(actor=nadia, person=momo)
    with as_(amina):
        assert holds(amina, momo, "nursing")
        assert Task.objects.filter(person=momo.pk, role="doctor").count() == 1


def test_what_is_signed_needs_a_doctor_a_code_and_rows_that_follow(as_, amina, nadia):
    facts = {"substance": "methadone", "valid_from": MONDAY, "source": "Example", "steps": EXAMPLE}
    with as_(nadia, fresh=True), pytest.raises(Refused, match="does not include"):
        actions.sign_missed_rules(actor=nadia, **facts)
    with as_(amina):
        with pytest.raises(Refused, match="code of your authenticator"):
            actions.sign_missed_rules(actor=amina, **facts)
        with pytest.raises(DatabaseError, match="second factor"), transaction.atomic():
            MissedRules.objects.create(substance="x", valid_from=MONDAY, source="x", signed_by=amina.pk, signed_at="2026-03-02T08:00Z")
    with as_(amina, fresh=True):
        for steps, words in (((), "at least one row"), (EXAMPLE[::-1], "Only the last row"), ((EXAMPLE[1], EXAMPLE[0]), "Row 2 does not follow")):
            with pytest.raises(Refused, match=words):
                actions.sign_missed_rules(actor=amina, **facts | {"steps": steps})
        signed = actions.sign_missed_rules(actor=amina, **facts)
        assert selectors.rules_on(MONDAY - timedelta(days=1)) == {}
        assert selectors.rules_on(MONDAY) == {"methadone": list(EXAMPLE)}
        assert rows_words(signed)[3] == "4 missed days: see the prescriber first, 50 %, at most 40 mg"
        with pytest.raises(DatabaseError), transaction.atomic():
            MissedRules.objects.update(rows=[])


def test_the_team_that_gives_is_one_of_nurses(db, as_, nadia):
    with as_(nadia):
        assert [team.code for team in selectors.teams_that_give()] == ["mobile", "nurses"]
        assert Team.objects.filter(code="doctors").exists()


def test_what_waits_stands_on_the_list_of_the_prescriber(plan, as_, nadia, amina, browse, at):
    from care.dispensing.actions import give_dose, hold_dose
    from care.observing.actions import answer_event, note_event
    from care.prescribing.registry import questions

    def waits(day=MONDAY):
        with as_(amina):
            return [(one.who, str(one.what)) for one in questions.asked(amina, day)]

    assert waits() == []
    assert "No dose and no prescription waits." in browse(amina).get("/").content.decode()
    with as_(nadia):
        hold_dose(actor=nadia, prescription=plan, slot="day", reason="Asleep.", client_uuid=uuid.uuid4())
        actions.call_doctor(actor=nadia, person=plan.person)
    assert waits() == [("Momo", "A prescription is asked for."), ("Momo", "held back")]
    with as_(nadia):
        dose = give_dose(actor=nadia, prescription=plan, slot="day", amount_ug=60_000, state="alert", identity=("card", "said"), client_uuid=uuid.uuid4())
        event = note_event(actor=nadia, dose=dose, what="vomit", minutes=5, client_uuid=uuid.uuid4())
    assert waits()[0] == ("Momo", "A dose came up: does another follow?")
    with as_(amina):
        answer_event(actor=amina, event=event, again_ug=0, reason="Late.", client_uuid=uuid.uuid4())
    assert waits() == [("Momo", "A prescription is asked for.")]
    at("2026-03-05 09:00")
    assert waits(date(2026, 3, 5))[0] == ("Momo", "The dose waits for your decision")
    page = browse(amina).get("/").content.decode()
    assert ("The dose waits for your decision" in page, f"/prescription/{plan.pk}/" in page) == (True, True)
    assert browse(amina).get("/doses/prescriber/").status_code == 200


def test_a_prescription_that_runs_out_is_pointed_at_until_another_follows(plan, prescribe, as_, amina, at):
    from care.dispensing.daylist import day_list
    from care.prescribing.registry import questions

    at("2026-03-23 09:00")
    with as_(amina):
        said = [(str(one.what), one.url) for one in questions.asked(amina, date(2026, 3, 23))]
        assert ("The prescription runs out on 29/03/2026", f"/prescription/{plan.pk}/change/") in said
        assert day_list(amina, date(2026, 3, 27)).soon == (plan,)
    prescribe(starts_on=date(2026, 3, 30))
    with as_(amina):
        assert [one.url for one in questions.asked(amina, date(2026, 3, 23)) if "change" in one.url] == []
        assert day_list(amina, date(2026, 3, 27)).soon == ()


def test_what_was_asked_is_done_when_it_is_written_and_may_be_asked_again(plan, as_, nadia, amina, momo, prescribe):
    with as_(nadia):
        actions.call_doctor(actor=nadia, person=momo)
        assert selectors.tasks_of_asking(momo) != []
    prescribe(starts_on=date(2026, 4, 1))
    with as_(nadia):
        assert selectors.tasks_of_asking(momo) == []
        actions.call_doctor(actor=nadia, person=momo)
        assert len(selectors.tasks_of_asking(momo)) == 1
