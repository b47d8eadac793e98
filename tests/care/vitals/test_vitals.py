"""Vital signs taken at night: typed once, asked again when unusual, read by those of the part of the file alone."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.rules import Refused
from care.vitals import actions, selectors
from care.vitals.models import VitalSigns
from care.vitals.panels import lines
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team

pytestmark = pytest.mark.usefixtures("beside")


@pytest.fixture(autouse=True)
def night(at):
    at("2026-11-22 04:10")


def test_a_nurse_takes_them_on_one_page_and_reads_the_score(browse, nadia, momo, typed, deeds_about):
    client = browse(nadia)
    assert client.get(f"/person/{momo.pk}/vitals/add/").status_code == 200
    sent = typed(temperature="38,4", pulse="112", remark="Frissons.", rass="-1", glucose="96", pain="4", pupils="normal", weight="61,5")
    assert client.post(f"/person/{momo.pk}/vitals/add/", sent).status_code == 302
    page = client.get(f"/person/{momo.pk}/vitals/").content.decode()
    assert "NEWS2 3 · low" in page
    assert "120/80 mmHg" in page
    assert "Frissons." in page
    assert "Royal College of Physicians" in page
    assert "care.vitals.recorded" in deeds_about(momo)
    assert "care.note.followed" in deeds_about(momo)


def test_what_is_unusual_comes_back_once_and_is_kept_when_sent_again(as_, browse, nadia, momo, typed):
    client = browse(nadia)
    answer = client.post(f"/person/{momo.pk}/vitals/add/", typed(pulse="210", glucose="20"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pulse in a minute</a>: 210 /min is unusual." in page
    assert "Blood sugar (mg/dl)</a>: 20 mg/dl is unusual." in page
    assert "120" in page
    [asked] = re.findall(r'name="asked" value="([^"]*)" id=', page)
    other = client.post(f"/person/{momo.pk}/vitals/add/", typed(pulse="220", glucose="20", asked=asked)).content.decode()
    assert "220 /min is unusual" in other
    assert "20 mg/dl is unusual" not in other
    [asked] = re.findall(r'name="asked" value="([^"]*)" id=', other)
    assert client.post(f"/person/{momo.pk}/vitals/add/", typed(pulse="220", glucose="20", asked=asked)).status_code == 302
    with as_(nadia):
        kept = VitalSigns.objects.get()
    assert (kept.pulse, kept.confirmed) == (220, ["glucose", "pulse"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("spo2", "170", "Oxygen saturation (%)</a>: 170 cannot be"), ("temperature", "368", "368 cannot be"), ("diastolic", "130", "not under the upper one"), ("pain", "11", "cannot be")],
)
def test_what_cannot_be_is_refused_by_name(as_, browse, nadia, momo, typed, field, value, words):
    answer = browse(nadia).post(f"/person/{momo.pk}/vitals/add/", typed(**{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with as_(nadia):
        assert not VitalSigns.objects.exists()


def test_an_empty_form_and_a_moment_to_come_are_refused_in_words(browse, nadia, momo):
    client, blank = browse(nadia), {"compartment": "nursing", "occasion": "routine", "scale": "1", "client_uuid": uuid.uuid4()}
    assert "Fill in at least one value." in client.post(f"/person/{momo.pk}/vitals/add/", blank | {"taken_at": "2026-11-22T04:00"}).content.decode()
    late = client.post(f"/person/{momo.pk}/vitals/add/", blank | {"taken_at": "2026-11-22T05:00", "pulse": "80"})
    assert "This moment has not come yet." in late.content.decode()


def test_the_same_form_twice_is_one_taking(as_, nadia, take):
    number = uuid.uuid4()
    assert take(client_uuid=number).pk == take(client_uuid=number, pulse=90).pk
    with as_(nadia):
        assert VitalSigns.objects.count() == 1


def test_a_part_of_the_set_is_kept_and_what_lacks_is_said(browse, nadia, momo, take):
    take(respiration=6, systolic=None, diastolic=None, temperature=None, air=None)
    page = browse(nadia).get(f"/person/{momo.pk}/vitals/").content.decode()
    assert "NEWS2 at least 3" in page
    assert "Lacks: air or oxygen, upper blood pressure, temperature." in page
    assert "One value alone is far off." in page


def test_no_score_for_somebody_under_sixteen(as_, browse, nadia, vera, momo, take):
    with as_(vera):
        momo.birth_year = 2012
        momo.save(update_fields=["birth_year"])
    take()
    page = browse(nadia).get(f"/person/{momo.pk}/vitals/").content.decode()
    assert "not made for people under 16" in page
    assert "NEWS2 0" not in page


def test_struck_out_it_stays_in_sight_and_counts_no_more(as_, browse, nadia, momo, take):
    good, wrong = take(taken_at=clock.now() - timedelta(hours=1)), take(pulse=140)
    client = browse(nadia)
    assert client.post(f"/vitals/{wrong.pk}/strike/", {"because": ""}).status_code == 422
    assert client.post(f"/vitals/{wrong.pk}/strike/", {"because": "Autre personne."}).status_code == 302
    again = client.post(f"/vitals/{wrong.pk}/strike/", {"because": "Encore."})
    assert again.status_code == 422
    assert "struck out already" in again.content.decode()
    with as_(nadia):
        assert selectors.latest(nadia, momo).signs.pk == good.pk
    assert "Autre personne." in client.get(f"/person/{momo.pk}/vitals/").content.decode()


def test_the_last_taking_stands_on_the_file_and_in_the_list_of_the_night(as_, browse, nadia, momo, take):
    take(taken_at=clock.now() - timedelta(minutes=30))
    take(consciousness="V", spo2=88)
    assert "NEWS2 6 · medium" in browse(nadia).get(f"/person/{momo.pk}/").content.decode()
    assert "NEWS2 6 · medium" in browse(nadia).get("/vitals/").content.decode()
    with as_(nadia):
        [one] = selectors.lately(nadia)
        assert one.news.total == 6
        assert [line.text for line in lines(nadia, [momo.pk], None, 5)] == ["Vital signs taken, NEWS2 6.", "Vital signs taken, NEWS2 0."]


def test_the_night_tells_the_day_whose_last_values_ask_for_a_doctor(browse, ivan, nadia, momo, take, near):
    near("social")
    take(consciousness="V", spo2=88, taken_at=clock.now() - timedelta(minutes=9))
    page = browse(nadia).get("/handover/").content.decode()
    assert "NEWS2 6, measured at" in page
    assert "NEWS2" not in browse(ivan).get("/handover/").content.decode()
    take()
    assert "NEWS2 6" not in browse(nadia).get("/handover/").content.decode()


def test_a_curve_needs_two_values_and_says_its_name(browse, nadia, momo, take):
    take(taken_at=clock.now() - timedelta(days=2), temperature="39.2")
    client = browse(nadia)
    assert "<svg viewBox" not in client.get(f"/person/{momo.pk}/vitals/").content.decode()
    take()
    page = client.get(f"/person/{momo.pk}/vitals/?days=7").content.decode()
    assert page.count("<svg viewBox") == 5
    assert "Temperature, °C</title>" in page
    assert page.count('<svg viewBox="0 0 300 140" width="300" height="140"') == 5  # drawn at its own size: a shrunk number is not read
    assert "<svg viewBox" not in client.get(f"/person/{momo.pk}/vitals/?days=1").content.decode()
    assert client.get(f"/person/{momo.pk}/vitals/?days=x&before=2026-99-99T10:00").status_code == 200


def test_twenty_a_page_and_as_many_questions_for_one_as_for_twenty(browse, nadia, momo, take):
    client = browse(nadia)
    take(taken_at=clock.now() - timedelta(minutes=99))
    client.get(f"/person/{momo.pk}/vitals/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/person/{momo.pk}/vitals/")
    for minutes in range(20):
        take(taken_at=clock.now() - timedelta(minutes=minutes))
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/person/{momo.pk}/vitals/").content.decode()
    assert len(many) == len(one)
    [next_page] = re.findall(r'href="(\?before=[^"]+)"', page)
    assert client.get(f"/person/{momo.pk}/vitals/{next_page}").content.decode().count("This was wrong") == 1


def test_what_the_room_takes_stays_in_the_room(as_, browse, vera, rosa, nadia, momo, take):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="room"), compartment="desk", days=30, origin="contact")
    with as_(rosa):
        with pytest.raises(Refused, match="does not follow"):
            actions.record_vitals(actor=rosa, person=momo, compartment="room", client_uuid=uuid.uuid4(), pulse=80)
        grant_team(person=momo, team=Team.objects.get(code="room"), compartment="room", days=30, origin="relation")
        actions.record_vitals(actor=rosa, person=momo, compartment="room", client_uuid=uuid.uuid4(), pulse=61)
        with pytest.raises(Refused, match="does not write"):
            actions.record_vitals(actor=rosa, person=momo, compartment="nursing", client_uuid=uuid.uuid4(), pulse=62)
    take(pulse=99)
    assert "61 /min" in browse(rosa).get(f"/person/{momo.pk}/vitals/").content.decode()
    assert "99 /min" not in browse(rosa).get(f"/person/{momo.pk}/vitals/").content.decode()
    assert "61 /min" not in browse(nadia).get(f"/person/{momo.pk}/vitals/").content.decode()


def test_nobody_else_reaches_them_by_any_road(as_, browse, vera, ivan, colette, noor, amina, peer, momo, take, near):
    signs = take(remark="Secret.")
    near("mobile")
    near("social")
    for who in (vera, ivan, colette, noor, amina, peer):
        client = browse(who)
        assert client.get(f"/person/{momo.pk}/vitals/").status_code in {403, 404}
        assert client.post(f"/vitals/{signs.pk}/strike/", {"because": "x"}).status_code in {403, 404}
        with as_(who), connection.cursor() as cursor:
            for table in ("care_vitalsigns", "care_historicalvitalsigns"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), (who, table)


def test_the_database_keeps_the_numbers_and_the_hand(as_, nadia, momo, take):
    signs = take()
    with as_(nadia):
        for broken in ({"spo2": 140}, {"rass": 9}, {"consciousness": "X"}, {"by": nadia.pk + 1}):
            fresh = VitalSigns(person=momo, compartment="nursing", taken_at=clock.now(), recorded_at=clock.now(), **{"pulse": 80, "by": nadia.pk} | broken)
            with pytest.raises(Exception) as refused, transaction.atomic():
                fresh.save(force_insert=True)
            assert isinstance(refused.value, IntegrityError) or "row-level security" in str(refused.value)
        with pytest.raises(Exception, match=r"pulse|only|column"), transaction.atomic():
            VitalSigns.objects.filter(pk=signs.pk).update(pulse=99)
