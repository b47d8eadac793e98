"""Treatment begins, is corrected, goes on and ends; who may know of it; and who is counted in a year."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from audit.rules import Refused
from care.episodes import actions, selectors
from care.episodes.enums import Verb
from care.episodes.models import EntrySnapshot, Episode, TreatmentProgramme
from care.episodes.panels import answers_of
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def march(at):
    at("2026-03-20 11:00")


@pytest.fixture
def agonist(as_, colette):
    """A programme of the nurses that counts as treatment."""
    with as_(colette):
        return actions.write_programme(actor=colette, label="TSO", compartment="nursing", centre="low_threshold", counts=True)


@pytest.fixture
def begin(as_, nadia, momo, near, agonist):
    """`begin(**answers)`: the nurse begins a treatment of Momo."""
    near("nurses")

    def start(person=momo, programme=agonist, on=DAY, form=None, **answers):
        with as_(nadia):
            return actions.open_episode(
                actor=nadia, person=person, programme=programme, started_on=on, answers=answers, client_uuid=form or uuid.uuid4()
            )

    return start


def test_an_entry_freezes_its_answers(begin, as_, nadia, momo, deeds_about):
    episode = begin(primary="11", secondary=["22", "80"], age=36)
    with as_(nadia):
        kept = EntrySnapshot.objects.get()
        assert (kept.number, kept.primary, kept.secondary, kept.centre, kept.route) == (1, "11", ["22", "80"], "low_threshold", "99")
        assert (episode.started_on, episode.last_contact_on, episode.ended_on) == (DAY, DAY, None)
        assert [words for _question, words in answers_of(kept)] == ["36", "heroin", "crack, alcohol"]
    assert Verb.OPENED in deeds_about(momo)


def test_the_same_form_begins_once(begin, as_, nadia):
    form = uuid.uuid4()
    assert begin(form=form) == begin(form=form)
    with as_(nadia):
        assert Episode.objects.count() == 1


def test_one_episode_at_a_time_in_a_programme(begin):
    begin()
    with pytest.raises(Refused, match="runs since"):
        begin(on=DAY + timedelta(days=1))


def test_not_in_the_future_nor_in_another_part_of_the_file(begin, as_, colette):
    with pytest.raises(Refused, match="not come yet"):
        begin(on=date(2026, 3, 21))
    with as_(colette):
        other = actions.write_programme(actor=colette, label="Psy", compartment="psych", centre="outpatient", counts=True)
    with pytest.raises(Refused, match="does not work in this part"):
        begin(programme=other)


def test_a_closed_programme_takes_nobody(begin, as_, colette, agonist):
    with as_(colette):
        actions.write_programme(actor=colette, programme=agonist, label="TSO", compartment="nursing", centre="low_threshold", counts=True, active=False)
    with pytest.raises(Refused, match="takes nobody new"):
        begin()


def test_a_correction_leaves_the_first_answers(begin, as_, nadia, momo, deeds_about):
    episode = begin(primary="11")
    with as_(nadia):
        actions.correct_snapshot(actor=nadia, episode=episode, answers={"primary": "12"}, because="misheard")
        assert [(one.number, one.primary, one.because) for one in selectors.snapshots_of(nadia, episode)] == [(2, "12", "misheard"), (1, "11", "")]
        with pytest.raises(DatabaseError), transaction.atomic():
            EntrySnapshot.objects.filter(number=1).update(primary="22")
    assert Verb.CORRECTED in deeds_about(momo)


def test_contacts_move_forward_only(begin, as_, nadia):
    episode = begin()
    with as_(nadia):
        assert actions.note_contact(actor=nadia, episode=episode, on=date(2026, 3, 18)).last_contact_on == date(2026, 3, 18)
        assert actions.note_contact(actor=nadia, episode=episode, on=date(2026, 3, 12)).last_contact_on == date(2026, 3, 18)
        for wrong in (DAY - timedelta(days=1), date(2026, 3, 21)):
            with pytest.raises(Refused, match="before the entry or has not come"):
                actions.note_contact(actor=nadia, episode=episode, on=wrong)


def test_an_end_is_after_the_entry_and_once(begin, as_, nadia, momo, deeds_about):
    episode = begin()
    with as_(nadia):
        with pytest.raises(Refused, match="before the entry"):
            actions.end_episode(actor=nadia, episode=episode, on=DAY - timedelta(days=1), reason="completed")
        with pytest.raises(Refused, match="not come yet"):
            actions.end_episode(actor=nadia, episode=episode, on=date(2026, 3, 21), reason="completed")
        ended = actions.end_episode(actor=nadia, episode=episode, on=date(2026, 3, 19), reason="completed")
        assert (ended.ended_on, ended.end_reason) == (date(2026, 3, 19), "completed")
        with pytest.raises(Refused, match="is over"):
            actions.end_episode(actor=nadia, episode=episode, on=date(2026, 3, 19), reason="other")
    assert Verb.ENDED in deeds_about(momo)
    assert begin(on=date(2026, 3, 20)).pk != episode.pk


def test_whoever_does_not_follow_knows_nothing(begin, as_, browse, ivan, vera, momo, near):
    episode = begin(primary="11")
    near("social")
    with as_(ivan):
        assert selectors.episodes_of(ivan, momo) == []
        with pytest.raises(Http404):
            selectors.episode_for(ivan, episode.pk)
        with connection.cursor() as cursor:
            for table in ("care_episode", "care_entrysnapshot", "care_historicalepisode", "care_historicalentrysnapshot"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)
    assert browse(vera).get("/treatment/").status_code == 403
    assert browse(ivan).get(f"/treatment/{episode.pk}/").status_code == 404


def test_nothing_is_left_when_the_ledger_fails(begin, as_, nadia, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("the ledger is down")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        begin()
    with as_(nadia):
        assert (Episode.objects.count(), EntrySnapshot.objects.count()) == (0, 0)


def test_six_months_without_a_contact_end_an_episode_at_the_next_entry(begin, as_, nadia, at):
    first = begin()
    at("2026-09-10 11:00")
    with pytest.raises(Refused, match="runs since"):
        begin(on=date(2026, 9, 10))
    at("2026-09-11 11:00")
    begin(on=date(2026, 9, 11))
    with as_(nadia):
        first.refresh_from_db()
        assert (first.ended_on, first.end_reason) == (DAY, "silent")


def test_a_rule_of_the_house_changes_the_months(begin, as_, colette, nadia, at):
    begin()
    with as_(colette):
        actions.set_rule(actor=colette, months=3, counted="last", valid_from=date(2026, 4, 1), because="agreed with Sciensano")
        assert selectors.rule_on(date(2026, 3, 31)) == (6, "first")
        assert selectors.rule_on(date(2026, 4, 1)) == (3, "last")
        assert selectors.silent_since(date(2026, 5, 31)) == date(2026, 2, 28)
    at("2026-06-11 11:00")
    with as_(nadia):
        assert [one.started_on for one in selectors.silent(nadia)] == [DAY]


def test_the_pages_of_a_nurse(begin, browse, as_, nadia, momo, near, agonist):
    near("nurses")
    client = browse(nadia)
    address = f"/person/{momo.pk}/treatment/new/"
    page = client.get(address).content.decode()
    assert 'name="age" value="36"' in page
    assert '<option value="M" selected>' in page
    sent = {
        "programme": agonist.pk, "started_on": "2026-03-20", "client_uuid": uuid.uuid4(), "sex": "M", "age": "36", "treated": "2",
        "primary": "11", "other_1": "22", "other_2": "22", "first_use_age": "40",
    }  # fmt: skip
    wrong = client.post(address, sent)
    assert wrong.status_code == 422
    assert "This age is above the age at entry." in wrong.content.decode()
    assert "A drug is named twice." in wrong.content.decode()
    made = client.post(address, sent | {"other_2": "", "first_use_age": "20"})
    assert made.status_code == 302
    shown = client.get(made.headers["Location"]).content.decode()
    assert "heroin" in shown
    assert "crack" in shown
    assert "lives with" not in shown.lower()
    again = client.post(address, sent | {"other_2": "", "first_use_age": "20", "client_uuid": uuid.uuid4()})
    assert again.status_code == 422
    assert "runs since" in again.content.decode()
    here = made.headers["Location"]
    assert client.post(f"{here}contact/", {"on": "2026-03-25"}).status_code == 422
    assert client.post(f"{here}contact/", {"on": "2026-03-20"}).status_code == 302
    assert client.post(f"{here}correct/", {"primary": "12"}).status_code == 422
    assert client.post(f"{here}correct/", {"primary": "12", "because": "misheard"}).status_code == 302
    assert "Answers given before, number 1" in client.get(here).content.decode()
    assert "TSO" in client.get("/treatment/").content.decode()
    assert "TSO" in client.get(f"/person/{momo.pk}/").content.decode()
    assert client.post(f"{here}end/", {"on": "2026-03-19", "reason": "completed"}).status_code == 422
    assert client.post(f"{here}end/", {"on": "2026-03-20", "reason": "completed"}).status_code == 302


def test_other_drugs_not_asked_none_and_named_are_three_things(begin, as_, browse, nadia, momo, near, agonist):
    near("nurses")
    client, address = browse(nadia), f"/person/{momo.pk}/treatment/new/"
    for other, kept in (("", None), ("none", []), ("80", ["80"])):
        sent = {"programme": agonist.pk, "started_on": "2026-03-20", "client_uuid": uuid.uuid4(), "primary": "11", "other_1": other}
        made = client.post(address, sent)
        assert made.status_code == 302
        with as_(nadia):
            assert EntrySnapshot.objects.order_by("-pk").first().secondary == kept
        client.post(f"{made.headers['Location']}end/", {"on": "2026-03-20", "reason": "other"})
    both = {"programme": agonist.pk, "started_on": "2026-03-20", "client_uuid": uuid.uuid4(), "other_1": "none", "other_2": "80"}
    assert "Either none, or the drugs." in client.post(address, both).content.decode()
    early = client.post(address, both | {"other_2": "", "started_on": "2199-01-01", "age": "30"})
    assert (early.status_code, set(early.context["form"].errors)) == (422, {"started_on"})
    assert all(one in early.content.decode() for one in ("2199-01-01", 'value="30"')), "nothing typed is lost"


def test_the_pages_of_a_coordinator(browse, as_, colette, nadia):
    client = browse(colette)
    made = client.post("/treatment/programmes/new/", {"label": "TSO", "compartment": "nursing", "centre": "low_threshold", "counts": "on", "active": "on"})
    assert made.status_code == 302, made.context["form"].errors
    page = client.get("/treatment/programmes/").content.decode()
    assert "counts as treatment" in page
    assert "Without a contact for 6 months" in page
    assert client.post("/treatment/programmes/new/", {"label": "tso", "compartment": "nursing", "centre": "gp"}).status_code == 422
    with as_(colette):
        programme = TreatmentProgramme.objects.get()
    assert client.post(f"/treatment/programmes/{programme.pk}/", {"label": "TSO", "centre": "outpatient"}).status_code == 302
    with as_(colette):
        programme.refresh_from_db()
    assert (programme.centre, programme.counts, programme.active) == ("outpatient", False, False)
    rule = {"months": "3", "counted": "last", "valid_from": "2026-04-01", "because": "agreed"}
    assert client.post("/treatment/programmes/", rule).status_code == 302
    assert "A rule begins on this day already." in client.post("/treatment/programmes/", rule).content.decode()
    assert client.get("/treatment/").status_code == 403
    assert browse(nadia).get("/treatment/programmes/").status_code == 403


def test_lists_cost_the_same_for_one_and_for_three(begin, as_, browse, nadia, vera, near, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    begin()
    client = browse(nadia)
    client.get("/treatment/")
    with CaptureQueriesContext(connection) as one:
        client.get("/treatment/")
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    for name in ("Lina", "Bo"):
        with as_(vera):
            other = open_file(actor=vera, alias=name)
            grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
        begin(person=other)
    with CaptureQueriesContext(connection) as three:
        assert "Lina" in client.get("/treatment/").content.decode()
    assert len(three) == len(one)
