"""Vaccination: no next dose is invented, a lot past its day is asked again, a day holds one dose."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from audit.rules import Refused
from care.vaccines import actions, selectors
from care.vaccines.models import Vaccination, VaccineProduct
from care.vaccines.panels import forget, lines
from centre.shifts import clock

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def morning(at):
    at("2026-11-22 10:00")


@pytest.fixture
def vaccine(as_, nadia):
    with as_(nadia):
        return actions.write_product(actor=nadia, label="Invented B", disease="hep_b")


@pytest.fixture
def signed(as_, amina):
    """Amina, the medical lead, signs an invented schedule."""
    with as_(amina):
        return actions.sign_schedule(actor=amina, disease="hep_b", gaps=[30, 150], again=None, valid_from=date(2026, 1, 1), source="Invented, for the test")


@pytest.fixture
def give(as_, nadia, momo, near, vaccine):
    """`give(on=…)`: Nadia gives Momo a dose."""
    near("nurses")

    def dose(person=momo, **more):
        given = {"disease": "hep_b", "fate": "given", "on": TODAY, "product": vaccine, "lot": "A1", "site": "left_arm", "client_uuid": uuid.uuid4()}
        with as_(nadia):
            return actions.record_vaccination(actor=nadia, person=person, **given | more)

    return dose


def typed(vaccine, **more):
    return {"fate": "given", "disease": "hep_b", "on": "2026-11-22", "product": vaccine.pk, "lot": "A1", "site": "left_arm", "client_uuid": uuid.uuid4()} | more


def test_without_a_signed_schedule_no_next_dose_is_worked_out(browse, nadia, momo, give, vaccine):
    assert give(dose_number=1).next_due_on is None
    page = browse(nadia).get(f"/person/{momo.pk}/vaccinations/add/").content.decode()
    assert "No schedule is signed for: hepatitis B." in page
    assert give(on=TODAY - timedelta(days=40), dose_number=2, next_due_on=date(2027, 1, 5)).next_due_on == date(2027, 1, 5)


def test_the_signed_schedule_says_when_the_next_is_due(give, signed):
    assert give(on=date(2026, 9, 1), dose_number=1).next_due_on == date(2026, 10, 1)
    assert give(on=date(2026, 10, 1), dose_number=2).next_due_on == date(2027, 2, 28)
    assert give(dose_number=3).next_due_on is None
    assert give(on=date(2025, 12, 31), dose_number=1).next_due_on is None, "not in force yet"


def test_a_nurse_gives_a_dose_and_the_number_is_counted(as_, browse, nadia, momo, near, vaccine, signed, deeds_about):
    near("nurses")
    client = browse(nadia)
    assert client.post(f"/person/{momo.pk}/vaccinations/add/", typed(vaccine, fate="paper", on="2026-10-20", lot="", site="", product="")).status_code == 302
    assert client.post(f"/person/{momo.pk}/vaccinations/add/", typed(vaccine, lot="", site="")).status_code == 422
    other = client.post(f"/person/{momo.pk}/vaccinations/add/", typed(vaccine, disease="influenza"))
    assert (other.status_code, list(other.context["form"].errors)) == (422, ["product"]), "beside the vaccine, not beside the day"
    assert client.post(f"/person/{momo.pk}/vaccinations/add/", typed(vaccine)).status_code == 302
    with as_(nadia):
        second = Vaccination.objects.get(fate="given")
        assert (second.dose_number, second.next_due_on) == (2, date(2027, 4, 21))
    page = client.get(f"/person/{momo.pk}/").content.decode()
    assert "lot A1" in page
    assert "due on 04/21/2027" in page or "due on 21/04/2027" in page
    assert deeds_about(momo).count("care.vaccination.recorded") == 2


def test_a_lot_past_its_day_is_asked_again_and_then_kept_and_marked(as_, browse, nadia, momo, near, vaccine):
    near("nurses")
    client, sent = browse(nadia), typed(vaccine, expires_on="2026-11-01")
    answer = client.post(f"/person/{momo.pk}/vaccinations/add/", sent)
    assert answer.status_code == 422
    assert "do not give it" in answer.content.decode()
    [asked] = re.findall(r'name="asked" value="([^"]*)" id=', answer.content.decode())
    assert client.post(f"/person/{momo.pk}/vaccinations/add/", sent | {"asked": asked}).status_code == 302
    assert "lot was past its day" in client.get(f"/person/{momo.pk}/vaccinations/").content.decode()


def test_the_second_of_a_day_is_told_of_the_first_unless_that_was_struck_out(as_, browse, nadia, momo, give, vaccine):
    first = give()
    answer = browse(nadia).post(f"/person/{momo.pk}/vaccinations/add/", typed(vaccine))
    assert answer.status_code == 422
    assert "written for this day already, at" in answer.content.decode()
    assert browse(nadia).post(f"/vaccinations/{first.pk}/strike/", {"because": "Autre personne."}).status_code == 302
    assert browse(nadia).post(f"/vaccinations/{first.pk}/strike/", {"because": "Encore."}).status_code == 422
    assert give().pk != first.pk
    number = uuid.uuid4()
    assert give(on=TODAY - timedelta(days=3), client_uuid=number).pk == give(on=TODAY - timedelta(days=3), client_uuid=number).pk


def test_of_two_nurses_at_the_same_moment_one_is_told_by_the_database(as_, nadia, give, monkeypatch):
    first, asked = give(), []

    def not_seen_at_first(*args):
        asked.append(args)
        return None if len(asked) == 1 else selectors.same_day(*args)

    monkeypatch.setattr(actions, "same_day", not_seen_at_first)
    with pytest.raises(Refused, match="written for this day already"):
        give()
    assert len(asked) == 2
    with as_(nadia):
        assert Vaccination.objects.get() == first


def test_wrong_day_wrong_disease_and_refusal(as_, nadia, give):
    with pytest.raises(Refused, match="not come yet"):
        give(on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="not against that"):
        give(disease="tetanus")
    no = give(fate="refused", product=None, lot="", site="", next_due_on=date(2026, 12, 10))
    with as_(nadia):
        assert selectors.due(nadia) == [no]


def test_who_is_due_stands_in_a_list_until_the_next_is_given(as_, browse, nadia, momo, give, signed):
    give(on=date(2026, 9, 1), dose_number=1)
    client = browse(nadia)
    page = client.get("/vaccinations/").content.decode()
    assert "Momo" in page
    assert "was due on" in page
    give(on=TODAY, dose_number=2)
    assert "Nobody you follow is due." in client.get("/vaccinations/").content.decode()


def test_only_the_medical_lead_signs_and_once_a_day(browse, as_, nadia, amina, colette, signed):
    sent = {"disease": "hep_b", "gaps": "28, 150", "again": "", "valid_from": "2026-12-01", "source": "Avis inventé"}
    for who in (nadia, colette):
        assert browse(who).post("/vaccines/schedule/", sent).status_code == 403
    client = browse(amina)
    assert client.post("/vaccines/schedule/", sent).status_code == 302
    assert client.post("/vaccines/schedule/", sent).status_code == 422
    assert client.post("/vaccines/schedule/", sent | {"valid_from": "2027-01-01", "gaps": "soon"}).status_code == 422
    assert client.post("/vaccines/schedule/", sent | {"valid_from": "2027-01-01", "gaps": ""}).status_code == 422
    page = client.get("/vaccines/").content.decode()
    assert "28, 150" in page
    assert "signed by Amina" in page
    with as_(nadia):
        assert selectors.schedule_on("hep_b", TODAY) == signed
        assert VaccineProduct.objects.count() == 0


def test_a_vaccine_is_kept_by_those_who_vaccinate(as_, browse, vera, nadia):
    assert browse(vera).post("/vaccines/new/", {"label": "X", "disease": "covid", "active": "on"}).status_code == 403
    client = browse(nadia)
    assert client.post("/vaccines/new/", {"label": "X", "disease": "covid", "active": "on"}).status_code == 302
    assert client.post("/vaccines/new/", {"label": "x", "disease": "covid", "active": "on"}).status_code == 422
    with as_(nadia):
        product = VaccineProduct.objects.get()
    assert client.post(f"/vaccines/{product.pk}/", {"label": "X 2"}).status_code == 302
    page = client.get("/vaccines/").content.decode()
    assert "X 2" in page
    assert "not in use" in page


def test_behind_the_wall(as_, browse, vera, ivan, colette, noor, rosa, nadia, momo, give, near):
    row = give(remark="Secret.")
    near("mobile")
    for who in (vera, ivan, colette, noor, rosa):
        assert browse(who).get(f"/person/{momo.pk}/vaccinations/").status_code in {403, 404}
        assert browse(who).get(f"/vaccinations/{row.pk}/strike/").status_code in {403, 404}
        with as_(who), connection.cursor() as cursor:
            for table in ("care_vaccination", "care_historicalvaccination"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), (who, table)
    with as_(nadia):
        assert [str(one.text) for one in lines(nadia, [momo.pk], None, 5)] == ["hepatitis B: given here."]


def test_erasure_leaves_a_lot_and_a_day_of_nobody(as_worker, db):
    from audit.vault.keys import make_key
    from intake.person.models import Person

    person, product = Person.objects.create(alias="Momo"), VaccineProduct.objects.create(label="Y", disease="covid", written_by=1)
    make_key(person.pk)
    Vaccination.objects.create(person=person, disease="covid", fate="given", product=product, lot="L9", site="left_arm", on=TODAY, recorded_at=clock.now(), by=1)
    assert forget(person.pk) == {"vaccinations": 1}
    assert Vaccination.objects.get().person_id is None
    assert Vaccination.objects.get().lot == "L9"
    assert set(Vaccination.history.values_list("person_id", flat=True)) == {None}


