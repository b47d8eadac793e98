"""Who may know: the whole shift the fact, nursing the medical account, the coordination what accuses; each wall, both sides."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.rights.registry import collectors
from audit.rules import Refused
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.person.actions import issue_card, open_file
from intake.safety import actions, selectors
from intake.safety.models import Incident, IncidentPerson, IncidentStep, IncidentStory
from intake.safety.panels import forget, held_here
from intake.spaces.models import Space

SECRET = "Trouvé inconscient, lèvres bleues."


def tell(who, incident, text=SECRET, **more):
    return actions.tell_story(actor=who, incident=incident, text=text, client_uuid=uuid.uuid4(), **more)


def count(*tables):
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return cursor.fetchone()


def page(client, incident):
    return client.get(reverse("incident", args=[incident.pk])).content.decode()


def test_the_desk_writes_what_nurses_read(browse, as_, vera, walid, nadia, noor, begin, followed):
    incident = begin(vera, person=followed)
    response = browse(vera).post(
        reverse("incident_story", args=[incident.pk]), {"text": SECRET, "about": str(followed.pk), "client_uuid": uuid.uuid4()}
    )
    assert response.status_code == 302
    assert {who.username: SECRET in page(browse(who), incident) for who in (vera, nadia, walid, noor)} == {
        "vera": True, "nadia": True, "walid": False, "noor": False,
    }
    with as_(walid):
        assert count("intake_incidentstory") == (0,)
    with as_(vera), clock.at(timezone.now() + timedelta(hours=25)):
        assert selectors.stories_of(vera, incident) == []


def test_the_fact_is_for_the_desk_without_a_story(browse, as_, vera, walid, ivan, begin, followed):
    incident = begin(vera, person=followed)
    assert "Overdose" in browse(walid).get(reverse("person", args=[followed.pk])).content.decode()
    assert "Momo" in page(browse(walid), incident)
    assert "Momo" not in page(browse(ivan), incident)
    with as_(ivan):
        assert count("intake_incident", "intake_incidentperson") == (1, 0)


def test_violence_is_for_the_coordination(browse, as_, vera, walid, colette, nadia, begin, followed):
    incident = begin(vera, "violence_physical", person=followed)
    with as_(vera):
        tell(vera, incident, person=followed)
    for who, knows in ((vera, True), (walid, False), (nadia, False), (colette, True)):
        text = page(browse(who), incident)
        assert (SECRET in text, "Momo" in text) == (knows, knows), who.username
    with as_(walid):
        assert count("intake_incidentstory", "intake_incidentperson") == (0, 0)
        assert selectors.incidents_of(walid, followed) == []
    with as_(colette):
        assert count("intake_incidentstory", "intake_incidentperson") == (1, 1)


def test_violence_is_the_shifts_for_a_day_and_then_the_coordinations(browse, as_, vera, walid, colette, begin):
    fresh = begin(vera, "violence_threat")
    with clock.at(timezone.now() - timedelta(hours=30)):
        old = begin(vera, "weapon")
    assert browse(walid).get(reverse("incident", args=[fresh.pk])).status_code == 200
    assert browse(walid).get(reverse("incident", args=[old.pk])).status_code == 404
    assert browse(colette).get(reverse("incident", args=[old.pk])).status_code == 200
    with as_(walid):
        assert count("intake_incident", "intake_historicalincident") == (1, 1)


def test_somebody_denied_stays_out_of_sight_of_the_coordination_too(as_, vera, colette, begin, momo, deny):
    incident = begin(vera, "violence_verbal", person=momo)
    with as_(vera):
        tell(vera, incident, person=momo)
    deny(colette, momo)
    with as_(colette):
        assert selectors.persons_of(colette, incident) == []
        assert selectors.stories_of(colette, incident) == []
        assert count("intake_incidentperson", "intake_incidentstory") == (0, 0)


def test_what_happens_in_the_womens_space_stays_there(browse, as_, vera, colette, women_worker, begin):
    with as_(women_worker):
        space = Space.objects.get(code="women_space")
    incident = begin(women_worker, space=space)
    with as_(women_worker):
        tell(women_worker, incident)
        assert count("intake_incident", "intake_incidentstory") == (1, 1)
    for who in (vera, colette):
        assert browse(who).get(reverse("incident", args=[incident.pk])).status_code == 404
        with as_(who):
            assert count("intake_incident", "intake_incidentact", "intake_incidentstory", "intake_incidentstep") == (0, 0, 0, 0)
            assert selectors.latest(who) == []
    with as_(vera), pytest.raises(Refused, match="None of your teams works there"):
        actions.start_incident(actor=vera, kind="fire", space=space, client_uuid=uuid.uuid4())


def test_an_incident_that_was_elsewhere_takes_everything_along(as_, vera, women_worker, momo, begin):
    incident = begin(women_worker)
    with as_(women_worker):
        grant_team(person=momo, team=Team.objects.get(code="women"), compartment="women_space", days=30, origin="relation")
        actions.name_person(actor=women_worker, incident=incident, person=momo)
        tell(women_worker, incident, person=momo)
        space = Space.objects.get(code="women_space")
        actions.describe_incident(actor=women_worker, incident=incident, kind="overdose", space=space)
        assert count("intake_incident", "intake_incidentperson", "intake_incidentstory") == (1, 1, 1)
    with as_(vera):
        assert count("intake_incident", "intake_incidentperson", "intake_incidentstory") == (0, 0, 0)


def test_another_kind_moves_it_behind_another_wall(as_, vera, walid, colette, begin, followed):
    incident = begin(vera, "damage", person=followed)
    with as_(vera):
        tell(vera, incident)
    with as_(walid):
        assert count("intake_incidentperson", "intake_incidentstory") == (1, 1)
        actions.describe_incident(actor=walid, incident=incident, kind="violence_physical")
        assert count("intake_incidentperson", "intake_incidentstory") == (0, 0)
        with pytest.raises(Refused, match="Only the coordination"):
            actions.describe_incident(actor=walid, incident=incident, kind="damage")
    with as_(colette):
        assert actions.describe_incident(actor=colette, incident=incident, kind="damage").keeping == "desk"
    with as_(walid):
        assert count("intake_incidentperson") == (1,)


def test_nobody_writes_in_the_name_of_another(as_, vera, walid, begin):
    incident = begin(vera)
    story = IncidentStory(
        incident=incident, sealed_for=incident.pk, compartment="desk", text="x", by=walid.pk, at=timezone.now(), client_uuid=uuid.uuid4()
    )
    with as_(vera), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        story.save(force_insert=True)


def test_an_account_is_never_changed(as_, vera, begin):
    incident = begin(vera, "damage")
    with as_(vera):
        tell(vera, incident)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE intake_incidentstory SET at = now()")


def test_the_same_account_twice_is_one(as_, vera, begin):
    incident, number = begin(vera), uuid.uuid4()
    with as_(vera):
        for _ in range(2):
            actions.tell_story(actor=vera, incident=incident, text="x", client_uuid=number)
        assert IncidentStory.objects.count() == 1


def test_somebody_is_named_by_card_or_by_name_and_taken_off(browse, as_, vera, momo, begin):
    incident, desk = begin(vera), browse(vera)
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
        kenza = open_file(actor=vera, alias="Kenza")
    url = reverse("incident_who", args=[incident.pk])
    assert desk.post(url, {"q": code}).status_code == 302
    listed = desk.post(url, {"q": "ken", "part": "witness"})
    assert "Who of them?" in listed.content.decode()
    desk.post(url, {"person": kenza.pk, "part": "witness"})
    desk.post(url, {"person": kenza.pk, "part": "witness"})
    assert desk.post(url, {"q": "0000000001"}).status_code == 422
    with as_(vera):
        named = dict(IncidentPerson.objects.values_list("person__alias", "part"))
        assert named == {"Momo": "concerned", "Kenza": "witness"}
        place = IncidentPerson.objects.get(person=kenza)
    desk.post(reverse("incident_who_remove", args=[place.pk]))
    with as_(vera):
        assert list(IncidentPerson.objects.values_list("person__alias", flat=True)) == ["Momo"]


def test_a_person_of_others_is_not_named(browse, as_, ivan, momo):
    number = uuid.uuid4()
    browse(ivan).post(reverse("incident_start"), {"kind": "overdose", "person": momo.pk, "client_uuid": number})
    with as_(ivan):
        assert Incident.objects.count() == 1
        assert IncidentPerson.objects.count() == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            actions.name_person(actor=ivan, incident=Incident.objects.get(), person=momo)


def test_named_by_a_colleague_where_one_may_not_look(as_, vera, walid, momo, begin):
    incident = begin(vera, "theft", person=momo)
    with as_(walid):
        actions.name_person(actor=walid, incident=incident, person=momo)
        assert IncidentPerson.objects.count() == 0


def test_facts_are_described_on_the_page(browse, as_, vera, begin):
    incident, desk = begin(vera), browse(vera)
    url = reverse("incident_describe", args=[incident.pk])
    facts = {"kind": "stimulant", "severity": "3", "where": "toilets", "present": ["users", "nurse"], "outcome": "recovered"}
    assert desk.post(url, facts).status_code == 302
    text = page(desk, incident)
    for words in ("Stimulant toxicity", "3 · very serious", "Toilets, showers", "Nurse, Other users"):
        assert words in text
    assert desk.post(url, {"kind": "stimulant", "severity": "9"}).status_code == 422
    desk.post(url, {"kind": "stimulant", "where": "space:day_room"})
    assert "Day room" in page(desk, incident)
    with as_(vera):
        incident.refresh_from_db()
        incident.severity = 5
        with pytest.raises(IntegrityError), transaction.atomic():
            incident.save()


def test_after_a_death_there_is_a_list(browse, as_, vera, walid, begin):
    incident = begin(vera)
    assert "A doctor has established the death" not in page(browse(vera), incident)
    with as_(vera):
        actions.record_act(actor=vera, incident=incident, act="died", client_uuid=uuid.uuid4())
    assert page(browse(vera), incident).count('name="step"') == 10
    for who in (vera, walid):
        browse(who).post(reverse("incident_step", args=[incident.pk]), {"step": "death_doctor"})
    with as_(vera):
        assert list(IncidentStep.objects.values_list("step", "by")) == [("death_doctor", vera.pk)]
    assert page(browse(vera), incident).count('name="step"') == 9


def test_the_ledger_knows_who_read_an_account(as_, vera, nadia, begin, followed, verbs):
    incident = begin(vera, person=followed)
    with as_(vera):
        tell(vera, incident, person=followed)
    with as_(nadia):
        selectors.incident_page(nadia, incident)
    assert verbs("intake.incident") == [
        "intake.incident.started", "intake.incident.named", "intake.incident.told", "intake.incident.viewed", "intake.incident.read",
    ]


def test_a_shift_is_told_numbers_and_no_name(as_, vera, begin, momo):
    from centre.shifts.hours import shift_now
    from intake.safety.panels import shift_counts

    incident = begin(vera, person=momo)
    with as_(vera):
        for act in ("naloxone_im", "naloxone_im", "called_112"):
            actions.record_act(actor=vera, incident=incident, act=act, client_uuid=uuid.uuid4())
        told = shift_counts(vera, shift_now())
    assert told == {
        "kinds": [{"n": 1, "fr": told["kinds"][0]["fr"], "nl": told["kinds"][0]["nl"], "en": "Overdose (opioid)"}],
        "without_debrief": 1, "naloxone": 2, "called": 1,
    }


def test_erasure_takes_the_person_off_and_keeps_the_incident(as_worker, db):
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Momo"), timezone.now()
    incident = Incident.objects.create(
        kind="overdose", keeping="nursing", begun_at=now, recorded_at=now, service_day=now.date(), begun_by=1,
        locks_at=now, client_uuid=uuid.uuid4(),
    )
    IncidentPerson.objects.create(incident=incident, person=person, compartment="desk", by=1, at=now)
    IncidentStory.objects.create(
        incident=incident, person=person, sealed_for=person.pk, compartment="nursing", text="x", by=1, at=now, client_uuid=uuid.uuid4()
    )
    assert any(one.collect(person.pk).get("incidents") == 1 for one in collectors())
    assert forget(person.pk) == {"incidents": 1, "accounts": 1}
    assert held_here(person.pk) == {"incidents": 0, "accounts": 0}
    assert Incident.objects.count() == 1
