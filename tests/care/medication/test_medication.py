"""The medication list: a change is a new line, what makes drowsy warns who gives a dose, and the sheet goes on paper."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from audit.rules import Refused
from care.medication import actions, selectors
from care.medication.models import Caution, MedicationCheck, Medicine
from care.medication.panels import forget, lines
from care.vitals.selectors import sedatives
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import open_file


@pytest.fixture
def listed(as_, nadia, momo, near):
    """`listed("Diazepam 10 mg", "benzodiazepine")`: Nadia puts it on Momo's list."""
    near("nurses")

    def put(substance="Diazepam 10 mg", effect="benzodiazepine", person=momo, **more):
        with as_(nadia):
            return actions.list_medicine(actor=nadia, person=person, substance=substance, effect=effect, **{"client_uuid": uuid.uuid4()} | more)

    return put


def test_a_medicine_is_listed_changed_and_stopped_and_nothing_is_lost(as_, browse, nadia, momo, near, deeds_about):
    near("nurses")
    client, number = browse(nadia), uuid.uuid4()
    sent = {"substance": "Diazepam 10 mg", "effect": "benzodiazepine", "dose": "1", "moments": ["morning", "bedtime"], "source": "paper", "started_on": "2026-10-01", "prescriber": "Dr Peeters", "client_uuid": number}
    assert client.post(f"/person/{momo.pk}/medication/add/", sent).status_code == 302
    assert client.post(f"/person/{momo.pk}/medication/add/", sent).status_code == 302
    with as_(nadia):
        line = Medicine.objects.get()
    page = client.get(f"/medicine/{line.pk}/change/").content.decode()
    assert 'value="Diazepam 10 mg"' in page
    assert client.post(f"/medicine/{line.pk}/change/", sent | {"dose": "1/2", "client_uuid": uuid.uuid4()}).status_code == 302
    late = client.post(f"/medicine/{line.pk}/change/", sent | {"client_uuid": uuid.uuid4()})
    assert late.status_code == 422
    assert "stopped already" in late.content.decode()
    page = client.get(f"/person/{momo.pk}/medication/").content.decode()
    assert "1/2 · morning, bedtime" in page
    assert "prescribed by Dr Peeters" in page
    with as_(nadia):
        new = Medicine.objects.get(stopped_on=None)
        assert new.replaces_id == line.pk
    assert client.post(f"/medicine/{new.pk}/stop/", {"on": "2026-09-01", "because": ""}).status_code == 422
    assert client.post(f"/medicine/{new.pk}/stop/", {"on": clock.service_day().isoformat(), "because": "Ne le prend plus."}).status_code == 302
    assert "Ne le prend plus." in client.get(f"/person/{momo.pk}/medication/").content.decode()
    assert deeds_about(momo).count("care.medication.listed") == 2
    assert deeds_about(momo).count("care.medication.stopped") == 2


def test_what_makes_drowsy_warns_who_gives_a_dose(as_, nadia, noor, momo, listed, near):
    listed(dose="10 mg", source="pharmacy")
    listed("Paracétamol 1 g", "other")
    gone = listed("Oxycodone 5 mg", "opioid")
    with as_(nadia):
        actions.stop_medicine(actor=nadia, medicine=gone, on=clock.service_day(), because="")
        [one] = sedatives(nadia, momo)
        assert (one.effect, one.substance, one.dose, one.source) == ("benzodiazepine", "Diazepam 10 mg", "10 mg", "asked at the pharmacy")
        assert selectors.sedating_effects(nadia, [momo.pk]) == {momo.pk: {"benzodiazepine"}}
    near("mobile")
    with as_(noor):
        assert sedatives(noor, momo) == []
        assert selectors.sedating_effects(noor, [momo.pk]) == {}


def test_a_joined_file_warns_as_the_one_it_was_joined_to(as_, vera, nadia, momo, listed):
    with as_(vera):
        other = open_file(actor=vera, alias="Mo")
        grant_team(person=other, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    listed(person=other)
    with as_(vera):
        other.merged_into = momo
        other.save(update_fields=["merged_into"])
    listed("Paracétamol", "other")
    with as_(nadia):
        assert [one.effect for one in sedatives(nadia, momo)] == ["benzodiazepine"]
        assert selectors.sedating_effects(nadia, [momo.pk]) == {momo.pk: {"benzodiazepine"}}
        assert [line.substance for line in selectors.sheet_of(nadia, momo).taken] == ["Diazepam 10 mg", "Paracétamol"]


def test_allergies_stand_on_top_and_asked_is_not_the_same_as_none(as_, browse, nadia, momo, listed):
    listed()
    client, form = browse(nadia), {"client_uuid": uuid.uuid4()}
    assert "Nobody wrote about allergies yet" in client.get(f"/person/{momo.pk}/").content.decode()
    assert client.post(f"/person/{momo.pk}/medication/caution/", form | {"kind": "allergy", "words": ""}).status_code == 422
    assert client.post(f"/person/{momo.pk}/medication/caution/", {"kind": "no_allergy", "words": "", "client_uuid": uuid.uuid4()}).status_code == 302
    assert "no allergy known" in client.get(f"/person/{momo.pk}/").content.decode()
    assert client.post(f"/person/{momo.pk}/medication/caution/", form | {"kind": "allergy", "words": "Pénicilline: choc."}).status_code == 302
    page = client.get(f"/person/{momo.pk}/").content.decode()
    assert "Pénicilline: choc." in page
    assert "asked: no allergy known" not in page
    with as_(nadia):
        caution = Caution.objects.get(kind="allergy")
    assert client.post(f"/caution/{caution.pk}/end/", {"because": "Testé, non."}).status_code == 302
    assert client.post(f"/caution/{caution.pk}/end/", {"because": "Encore."}).status_code == 422
    assert "Pénicilline" not in client.get(f"/person/{momo.pk}/").content.decode()


def test_the_sheet_on_paper_says_when_it_was_last_gone_through(browse, nadia, momo, listed, deeds_about):
    listed(dose="10 mg", schedule="avant de dormir")
    client = browse(nadia)
    assert "Never gone through" in client.get(f"/person/{momo.pk}/medication/sheet/").content.decode()
    assert client.post(f"/person/{momo.pk}/medication/check/").status_code == 302
    page = client.get(f"/person/{momo.pk}/medication/sheet/").content.decode()
    assert "by Nadia." in page
    assert "avant de dormir" in page
    assert "care.medication.printed" in deeds_about(momo)


def test_behind_the_wall_and_under_seal(as_, browse, vera, ivan, colette, noor, rosa, peer, nadia, momo, listed, near):
    line = listed()
    near("mobile")
    near("room")
    for who in (vera, ivan, colette, noor, rosa, peer):
        client = browse(who)
        assert client.get(f"/person/{momo.pk}/medication/").status_code in {403, 404}
        assert client.get(f"/medicine/{line.pk}/change/").status_code in {403, 404}
        with as_(who), connection.cursor() as cursor:
            for table in ("care_medicine", "care_historicalmedicine"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), (who, table)
    with as_(nadia), connection.cursor() as cursor:
        cursor.execute("SELECT encode(substance, 'escape') FROM care_medicine")
        assert "Diazepam" not in cursor.fetchone()[0]
        [told] = lines(nadia, [momo.pk], None, 5)
        assert "Diazepam" not in str(told.text)


def test_the_future_and_the_time_before_are_refused(as_, nadia, listed):
    line = listed(started_on=date(2026, 1, 10))
    with as_(nadia):
        with pytest.raises(Refused, match="not come yet"):
            actions.stop_medicine(actor=nadia, medicine=line, on=clock.service_day() + timedelta(days=1), because="")
        with pytest.raises(Refused, match="before the day"):
            actions.stop_medicine(actor=nadia, medicine=line, on=date(2026, 1, 9), because="")


def test_nothing_is_kept_when_the_ledger_fails(as_, nadia, momo, near, monkeypatch):
    near("nurses")

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(nadia):
        actions.list_medicine(actor=nadia, person=momo, substance="x", effect="other", client_uuid=uuid.uuid4())
    with as_(nadia):
        assert not Medicine.objects.exists()


def test_erasure_takes_the_list_away(as_worker, db):
    from audit.vault.keys import make_key
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Momo"), clock.now()
    make_key(person.pk)
    first = Medicine.objects.create(person=person, effect="opioid", substance="x", listed_at=now, listed_by=1)
    Medicine.objects.create(person=person, effect="opioid", substance="y", listed_at=now, listed_by=1, replaces=first)
    Caution.objects.create(person=person, kind="allergy", words="z", at=now, by=1)
    MedicationCheck.objects.create(person=person, at=now, by=1, lines=2)
    assert forget(person.pk) == {"medicines": 2, "cautions": 1, "medication_checks": 1}
    assert not Medicine.objects.exists()
    assert not Medicine.history.exists()
    assert not Caution.history.exists()
