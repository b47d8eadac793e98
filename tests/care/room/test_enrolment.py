"""Enrolment: 18 or older, rules signed, and decisions taken with people, never by a rule."""

from uuid import uuid4

import pytest
from django.urls import reverse

from audit.rules import Refused
from care.room.enrolment import actions, selectors
from care.room.enrolment.models import Enrolment, RoomRefusal, RulesSigned
from care.room.ground.actions import publish_rules
from care.room.ground.selectors import every_booth
from care.room.visits.actions import arrive, seat
from intake.youth.actions import mark_minor

pytestmark = pytest.mark.django_db


def test_a_minor_is_told_what_is_open_instead_and_it_is_written(browse, as_, open_room, rosa, someone, deeds_about):
    young = someone("Lou", birth_year=2009)
    client = browse(rosa)
    page = client.get(reverse("room_person", args=[young.pk])).content.decode()
    assert "offer equipment and advice, naloxone, a nurse, a youth worker" in page
    form = {"age_check": "declared", "rules_signed": "on", "area": "near", "client_uuid": uuid4()}
    answer = client.post(reverse("room_enrol", args=[young.pk]), form)
    assert (answer.status_code, "Everything else is open" in answer.content.decode()) == (422, True)
    refuse = {"reason": "minor", "offered": ["equipment", "nurse"], "client_uuid": uuid4()}
    assert client.post(reverse("room_refuse", args=[young.pk]), refuse | {"offered": []}).status_code == 422
    assert [client.post(reverse("room_refuse", args=[young.pk]), refuse).status_code for _ in range(2)] == [302, 302]
    with as_(rosa):
        (kept,) = RoomRefusal.objects.all()
        assert (kept.person_id, kept.offered, Enrolment.objects.count()) == (young.pk, ["equipment", "nurse"], 0)
    assert "care.room.not_enrolled" in deeds_about(young)


def test_without_a_file_the_refusal_names_nobody(browse, as_, open_room, rosa):
    client, form = browse(rosa), {"reason": "minor", "offered": ["rest"], "client_uuid": uuid4()}
    assert client.get(reverse("room_refuse_unnamed")).status_code == 200
    assert client.post(reverse("room_refuse_unnamed"), form).status_code == 302
    with as_(rosa):
        assert RoomRefusal.objects.get().person_id is None


def test_who_is_suspected_to_be_a_minor_is_not_enrolled(as_, open_room, rosa, vera, someone):
    person = someone("Nour", birth_year=None)
    with as_(vera):
        mark_minor(actor=vera, person=person, basis="suspected")
    with as_(rosa), pytest.raises(Refused, match="Under 18"):
        actions.enrol(actor=rosa, person=person, age_check="declared", client_uuid=uuid4())


def test_enrolled_once_with_the_rules_as_they_stand(browse, as_, open_room, rosa, robin, someone):
    person = someone()
    client = browse(rosa)
    page = client.get(reverse("room_enrol", args=[person.pk])).content.decode()
    assert "We stay calm." in page
    form = {"age_check": "seen", "rules_signed": "on", "area": "near", "client_uuid": uuid4()}
    assert client.post(reverse("room_enrol", args=[person.pk]), form | {"rules_signed": ""}).status_code == 422
    assert [client.post(reverse("room_enrol", args=[person.pk]), form).status_code for _ in range(2)] == [302, 302]
    assert browse(robin).post(reverse("room_enrol", args=[person.pk]), form | {"client_uuid": uuid4()}).status_code == 422
    with as_(robin):
        (kept,) = Enrolment.objects.all()
        assert (kept.age_check, kept.enrolled_by, RulesSigned.objects.count()) == ("seen", rosa.pk, 1)


def test_a_new_version_is_signed_before_the_next_booth(browse, as_, colette, rosa, waiting, open_room):
    visit = waiting()
    with as_(colette):
        publish_rules(actor=colette, text_fr="Nouveau.", text_nl="Nieuw.", text_en="New.")
    with as_(rosa), pytest.raises(Refused, match="new version of the rules"):
        seat(actor=rosa, visit=visit, booth=open_room.I1)
    client = browse(rosa)
    assert "New." in client.get(reverse("room_person", args=[visit.person_id])).content.decode()
    with as_(rosa):
        enrolment = Enrolment.objects.get()
    assert client.post(reverse("room_rules_sign", args=[enrolment.pk])).status_code == 302
    with as_(rosa):
        assert selectors.has_signed(enrolment)
        assert seat(actor=rosa, visit=visit, booth=open_room.I1).booth_id == open_room.I1.pk
    with as_(colette):
        publish_rules(actor=colette, text_fr="Encore.", text_nl="Nog.", text_en="Again.")
    with as_(rosa):
        assert seat(actor=rosa, visit=visit, booth=open_room.I2).booth_id == open_room.I2.pk, "moved, whatever has changed since"


@pytest.mark.parametrize("flag", ["pregnant", "first_time"])
def test_pregnancy_and_first_use_are_decided_with_the_person_and_refuse_nobody(browse, as_, at, rosa, enrolled, flag):
    person = enrolled(**{flag: True})
    with as_(rosa):
        visit = arrive(actor=rosa, person=person, space="injection", client_uuid=uuid4())
        booth, enrolment = every_booth()[1], Enrolment.objects.get()
        with pytest.raises(Refused, match="It is no refusal"):
            seat(actor=rosa, visit=visit, booth=booth)
    ground = {"pregnant": "pregnancy", "first_time": "first_time"}[flag]
    form = {"ground": ground, "outcome": "not_now", "taken_with": "nurse", "words": "Vue par l'infirmière.", "client_uuid": uuid4()}
    client, page = browse(rosa), reverse("room_decide", args=[enrolment.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, form).status_code == 302
    with as_(rosa), pytest.raises(Refused, match="not now"):
        seat(actor=rosa, visit=visit, booth=booth)
    at("2026-03-10 10:05")
    assert client.post(page, form | {"outcome": "with_care", "client_uuid": uuid4()}).status_code == 302
    with as_(rosa):
        assert seat(actor=rosa, visit=visit, booth=booth).booth_id == booth.pk
    assert "Vue par l&#x27;infirmière." in client.get(reverse("room_person", args=[person.pk])).content.decode()


def test_a_decision_against_is_of_the_day(as_, at, rosa, enrolled):
    enrolled(pregnant=True)
    with as_(rosa):
        enrolment = Enrolment.objects.get()
        actions.decide_clinically(actor=rosa, enrolment=enrolment, ground="pregnancy", outcome="not_now", taken_with="doctor", client_uuid=uuid4())
        assert (selectors.not_now(enrolment) is None, selectors.grounds_to_decide(enrolment)) == (False, [])
        at("2026-03-11 10:00")
        assert (selectors.not_now(enrolment), selectors.grounds_to_decide(enrolment)) == (None, ["pregnancy"])


def test_what_changed_is_written_and_an_enrolment_ends(browse, as_, rosa, enrolled):
    person = enrolled()
    client = browse(rosa)
    with as_(rosa):
        enrolment = Enrolment.objects.get()
    assert client.post(reverse("room_describe", args=[enrolment.pk]), {"area": "brussels", "pregnant": "on"}).status_code == 302
    assert client.get(reverse("room_enrolment_end", args=[enrolment.pk])).status_code == 200
    assert client.post(reverse("room_enrolment_end", args=[enrolment.pk]), {"reason": "asked"}).status_code == 302
    with as_(rosa):
        kept = Enrolment.objects.get()
        assert (kept.area, kept.pregnant, kept.end_reason) == ("brussels", True, "asked")
        with pytest.raises(Refused, match="not enrolled yet"):
            arrive(actor=rosa, person=person, space="injection", client_uuid=uuid4())
