"""Tests apart from their results: what is seen by whom, what is told, and how long ago somebody was tested."""

import re
import uuid
from datetime import date

import pytest
from django.db import connection, transaction

from audit.rules import Refused
from care.episodes import lists
from care.testing import actions, selectors
from care.testing.enums import Recency
from care.testing.models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink
from care.testing.panels import forget, lines
from centre.access.grants import grant_team
from centre.staff.models import Team
from intake.person.actions import open_file

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def morning(at):
    at("2026-11-22 10:00")


@pytest.fixture
def tested(as_, nadia, momo, near):
    """`tested("hiv", taken_on=…)`: Nadia writes a test of Momo."""
    near("nurses")

    def write(infection="hcv", person=momo, **more):
        given = {"taken_on": TODAY} if "recency" not in more else {"known": "said"}
        with as_(nadia):
            return actions.record_test(actor=nadia, person=person, infection=infection, **{"client_uuid": uuid.uuid4()} | given | more)

    return write


def typed(**more):
    return {"infection": "hiv", "known": "here", "taken_on": "2026-11-22", "method": "rapid", "client_uuid": uuid.uuid4()} | more


def test_a_rapid_test_is_written_and_its_result_is_nowhere_but_where_it_is_opened(as_, browse, nadia, momo, near, deeds_about):
    near("nurses")
    client = browse(nadia)
    assert client.post(f"/person/{momo.pk}/tests/add/", typed(outcome="positive", lot="R7")).status_code == 302
    with as_(nadia):
        test = InfectionTest.objects.get()
        [told] = lines(nadia, [momo.pk], None, 5)
        assert str(told.text) == "Tested: HIV."
    for address in (f"/person/{momo.pk}/", f"/person/{momo.pk}/tests/", f"/test/{test.pk}/", "/tests/"):
        page = client.get(address).content.decode()
        assert not re.search(r"(?i)positive", page), address
    assert "result not told yet" in client.get(f"/person/{momo.pk}/tests/").content.decode()
    assert "HIV" not in client.get("/tests/").content.decode()
    assert "care.test.result_read" not in deeds_about(momo)
    assert "Positive" in client.get(f"/test/{test.pk}/result/").content.decode()
    assert "care.test.result_read" in deeds_about(momo)
    with as_(nadia), connection.cursor() as cursor:
        for table in ("care_infectionresult", "care_historicalinfectionresult"):
            cursor.execute(f"SELECT encode(outcome, 'escape') FROM {table}")
            assert all("positive" not in row for (row,) in cursor.fetchall())


def test_told_not_told_and_does_not_want_to_know(browse, nadia, momo, tested):
    test, client = tested("hiv"), browse(nadia)
    early = client.post(f"/test/{test.pk}/tell/", {"telling": "told", "on": "2026-11-22"})
    assert early.status_code == 422
    assert "no result to tell yet" in early.content.decode()
    assert client.post(f"/test/{test.pk}/result/write/", {"outcome": "negative", "words": "", "expected": 0}).status_code == 302
    assert "Momo" in client.get("/tests/").content.decode()
    assert client.post(f"/test/{test.pk}/tell/", {"telling": "unwanted", "on": "2026-11-22"}).status_code == 302
    assert "Do not tell it" in client.get(f"/test/{test.pk}/").content.decode()
    assert "Do not tell it" in client.get(f"/test/{test.pk}/result/").content.decode()
    assert "No result waits to be told." in client.get("/tests/").content.decode()
    assert client.post(f"/test/{test.pk}/tell/", {"telling": "told", "on": "2026-11-21"}).status_code == 422
    assert client.post(f"/test/{test.pk}/tell/", {"telling": "told", "on": "2026-11-22"}).status_code == 302
    assert "told on" in client.get(f"/person/{momo.pk}/tests/").content.decode()


def test_a_correction_is_the_next_result_and_two_writers_lose_nothing(as_, browse, nadia, tested):
    test, client = tested("syphilis", outcome="unclear"), browse(nadia)
    assert client.post(f"/test/{test.pk}/result/write/", {"outcome": "negative", "words": "Confirmé.", "expected": 1}).status_code == 302
    late = client.post(f"/test/{test.pk}/result/write/", {"outcome": "positive", "words": "", "expected": 1})
    assert late.status_code == 422
    assert "A colleague wrote a result meanwhile" in late.content.decode()
    page = client.get(f"/test/{test.pk}/result/").content.decode()
    assert page.index("Negative") < page.index("Unclear")
    assert "corrected since" in page
    with as_(nadia):
        assert [one.outcome for one in selectors.results_of(nadia, test)] == ["negative", "unclear"]
        with pytest.raises(Exception, match=r"permission denied|row-level"), transaction.atomic():
            InfectionResult.objects.filter(number=1).update(number=9)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"taken_on": ""}, "A day, or how long ago."),
        ({"taken_on": "", "recency": "2.1"}, "A test done here has a day."),
        ({"known": "said", "recency": "2.1"}, "Either a day, or how long ago."),
        ({"known": "said", "taken_on": "", "recency": "2.1", "outcome": "negative"}, "A result needs the day"),
        ({"taken_on": "2026-11-23"}, "not come yet"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(browse, nadia, momo, near, sent, words):
    near("nurses")
    answer = browse(nadia).post(f"/person/{momo.pk}/tests/add/", typed(**sent))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_codes_are_those_of_the_indicator():
    assert set(Recency.values) == set(lists.Tested.values)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "99"), ([{"recency": "1"}], "1"), ([{"recency": "3"}], "3"), ([{"recency": "2.2"}], "2.2"), ([{"recency": "2.1"}], "2.1"),
        ([{"taken_on": TODAY}], "2.2"), ([{"taken_on": date(2025, 11, 22)}], "2.2"), ([{"taken_on": date(2025, 11, 21)}], "2.1"),
        ([{"recency": "1"}, {"taken_on": date(2020, 1, 1)}], "2.1"), ([{"taken_on": date(2020, 1, 1)}, {"recency": "2"}], "2"),
        ([{"recency": "2"}, {"infection": "hcv_rna", "taken_on": TODAY}], "2.2"), ([{"infection": "hiv"}], "99"),
    ],
)  # fmt: skip
def test_how_long_ago_somebody_was_tested(as_, nadia, momo, tested, known, code):
    for one in known:
        tested(**one)
    with as_(nadia):
        assert selectors.recency(nadia, momo, "hcv") == code


def test_what_was_said_about_the_last_year_grows_old(as_, nadia, momo, tested, at):
    tested(recency="2.2")
    with as_(nadia):
        at("2027-03-01 10:00")
        assert selectors.recency(nadia, momo, "hcv") == "2"
        at("2028-02-29 10:00")
        assert selectors.recency(nadia, momo, "hcv") == "2.1"


def test_a_struck_test_counts_no_more_and_a_joined_file_does(as_, browse, vera, nadia, momo, tested):
    test = tested("hcv")
    assert browse(nadia).post(f"/test/{test.pk}/strike/", {"because": "Autre personne."}).status_code == 302
    assert browse(nadia).post(f"/test/{test.pk}/strike/", {"because": "Encore."}).status_code == 422
    with as_(vera):
        other = open_file(actor=vera, alias="Mo")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        assert selectors.recency(nadia, momo, "hcv") == "99"
        with pytest.raises(Refused, match="struck out"):
            actions.write_result(actor=nadia, test=test, outcome="negative", words="", expected=0)
    tested("hcv", person=other)
    with as_(vera):
        other.merged_into = momo
        other.save(update_fields=["merged_into"])
    with as_(nadia):
        assert selectors.recency(nadia, momo, "hcv") == "2.2"


def test_the_way_to_the_treatment_of_hepatitis_c(browse, nadia, momo, near):
    near("nurses")
    client = browse(nadia)
    for step, on in (("offered", "2026-09-01"), ("started", "2026-10-01")):
        sent = {"infection": "hcv_rna", "step": step, "on": on, "remark": "CHU", "client_uuid": uuid.uuid4()}
        assert client.post(f"/person/{momo.pk}/tests/treatment/", sent).status_code == 302
        assert client.post(f"/person/{momo.pk}/tests/treatment/", sent).status_code == 302
    page = client.get(f"/person/{momo.pk}/tests/").content.decode()
    assert page.index("treatment begun") < page.index("treatment offered")
    assert page.count("CHU") == 2
    assert "treatment begun" not in client.get(f"/person/{momo.pk}/").content.decode()


def test_a_pregnancy_test_stands_by_itself(as_, browse, nadia, momo, near, deeds_about):
    near("nurses")
    client, sent = browse(nadia), {"contact": "agreed", "contact_words": "", "taken_on": "2026-11-22", "outcome": "positive", "wishes": "Parler.", "client_uuid": uuid.uuid4()}
    assert client.post(f"/person/{momo.pk}/tests/pregnancy/add/", sent).status_code == 422
    assert client.post(f"/person/{momo.pk}/tests/pregnancy/add/", sent | {"contact_words": "SMS le matin."}).status_code == 302
    listed = client.get(f"/person/{momo.pk}/tests/pregnancy/").content.decode()
    assert "Never call, write or tell anybody" in listed
    assert not re.search(r"(?i)>positive|SMS le matin", listed)
    for address in (f"/person/{momo.pk}/", f"/person/{momo.pk}/timeline/"):
        assert "regnancy" not in client.get(address).content.decode()
    with as_(nadia):
        test = PregnancyTest.objects.get()
    page = client.get(f"/test/pregnancy/{test.pk}/").content.decode()
    assert "SMS le matin." in page
    assert "Positive" in page
    assert client.post(f"/test/pregnancy/{test.pk}/tell/", {"telling": "told", "on": "2026-11-23"}).status_code == 422
    assert client.post(f"/test/pregnancy/{test.pk}/tell/", {"telling": "told", "on": "2026-11-22"}).status_code == 302
    assert deeds_about(momo).count("care.pregnancy.read") >= 2


def test_nobody_else_learns_of_any_of_it(as_, browse, vera, ivan, colette, noor, rosa, psy, peer, nadia, momo, tested, near):
    test = tested("hiv", outcome="positive")
    with as_(nadia):
        pregnancy = actions.record_pregnancy_test(actor=nadia, person=momo, taken_on=TODAY, outcome="positive", client_uuid=uuid.uuid4())
        actions.link_treatment(actor=nadia, person=momo, infection="hiv", step="offered", on=TODAY, client_uuid=uuid.uuid4())
    for team in ("mobile", "social", "room", "psych"):
        near(team)
    for who in (vera, ivan, colette, noor, rosa, psy, peer):
        client = browse(who)
        for address in (f"/person/{momo.pk}/tests/", f"/test/{test.pk}/", f"/test/{test.pk}/result/", f"/test/pregnancy/{pregnancy.pk}/", f"/person/{momo.pk}/tests/pregnancy/"):
            assert client.get(address).status_code in {403, 404}, (who, address)
        with as_(who), connection.cursor() as cursor:
            assert selectors.recency(who, momo, "hiv") == "99"
            for name in ("infectiontest", "infectionresult", "pregnancytest", "treatmentlink"):
                for table in (f"care_{name}", f"care_historical{name}"):
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert cursor.fetchone() == (0,), (who, table)


def test_beside_the_compartment_the_database_asks_for_the_role(as_, nadia, momo, near):
    """A team that would hold nursing without the role of nurse or doctor sees no pregnancy test."""
    near("nurses")
    with as_(nadia):
        actions.record_pregnancy_test(actor=nadia, person=momo, taken_on=TODAY, outcome="negative", client_uuid=uuid.uuid4())
        assert PregnancyTest.objects.count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT qual FROM pg_policies WHERE tablename = 'care_pregnancytest' AND permissive = 'RESTRICTIVE' AND cmd = 'SELECT'")
            assert any("care.record_pregnancy_test" in row for (row,) in cursor.fetchall())


def test_the_same_form_twice_is_one_test(as_, nadia, momo, tested):
    number = uuid.uuid4()
    assert tested("tb", client_uuid=number, outcome="negative").pk == tested("tb", client_uuid=number, outcome="negative").pk
    with as_(nadia):
        assert InfectionResult.objects.count() == 1


def test_erasure_takes_everything_away_and_does_not_say_of_what_kind(as_worker, db):
    from audit.vault.keys import make_key
    from centre.shifts import clock
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Momo"), clock.now()
    make_key(person.pk)
    test = InfectionTest.objects.create(person=person, infection="hiv", taken_on=TODAY, recorded_on=TODAY, recorded_at=now, by=1)
    InfectionResult.objects.create(test=test, person=person, outcome="positive", at=now, by=1)
    PregnancyTest.objects.create(person=person, taken_on=TODAY, outcome="positive", at=now, by=1)
    TreatmentLink.objects.create(person=person, infection="hiv", step="offered", on=TODAY, at=now, by=1)
    assert forget(person.pk) == {"tests": 2, "test_results": 1, "treatment_links": 1}
    for model in (InfectionTest, InfectionResult, PregnancyTest, TreatmentLink):
        assert not model.objects.exists()
        assert not model.history.exists()
