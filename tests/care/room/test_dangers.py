"""What a page says when somebody is unwell, under 18, or not ready; and that nothing typed is dropped on the way."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.rules import Refused
from care.room.visits import actions
from care.room.visits.models import ConsumptionAct, RoomVisit
from centre.shifts import clock
from intake.person.models import Person

pytestmark = pytest.mark.django_db


def test_one_tap_says_how_somebody_is_and_no_answer_asks_for_the_clock(browse, at, rosa, watched):
    visit, client = watched(), browse(rosa)
    page, look = reverse("room_visit", args=[visit.pk]), reverse("room_look", args=[visit.pk])
    assert client.post(look, {"consciousness": "A", "client_uuid": uuid4()})["Location"] == page
    assert "starts the clock" not in client.get(page).content.decode()
    client.post(look, {"consciousness": "U", "client_uuid": uuid4()})
    assert "starts the clock" in client.get(page).content.decode()
    at(f"{date.today()} 10:20")  # the database locks incidents by its own clock
    where = client.post(reverse("room_emergency_for", args=[visit.pk]), {"kind": "overdose", "client_uuid": uuid4()})["Location"]
    shown = client.get(page).content.decode()
    assert ("starts the clock" in shown, where in shown) == (False, True)


def test_an_emergency_of_nobody_in_particular_is_on_the_board_of_everybody(browse, at, rosa, robin, waiting):
    waiting()
    at(f"{date.today()} 10:20")  # the database locks incidents by its own clock
    client, live = browse(robin), reverse("room_live")
    first = client.get(live)
    where = browse(rosa).post(reverse("room_emergency"), {"kind": "overdose", "client_uuid": uuid4()})["Location"]
    after = client.get(live, HTTP_HX_PTAG=first["HX-PTag"])
    assert (after.status_code, where in after.content.decode()) == (200, True)
    assert where not in client.get(live, {"view": "hallway"}).content.decode()


def test_after_the_observation_somebody_is_looked_at_all_the_same(browse, as_, at, rosa, watched):
    visit, client = watched(), browse(rosa)
    at("2026-03-10 10:34")
    with as_(rosa):
        actions.look_after(actor=rosa, visit=visit, consciousness="A", client_uuid=uuid4())
    at("2026-03-10 10:40")
    page = client.get(reverse("room")).content.decode()
    assert ("may go when well" in page, "look at this person" in page) == (True, False)
    over = client.get(reverse("room_visit", args=[visit.pk])).content.decode()
    assert ("the person may leave" in over, 'name="early"' in over) == (True, False)
    at("2026-03-10 10:50")
    assert "look at this person" in client.get(reverse("room")).content.decode()


def test_somebody_found_to_be_under_18_after_enrolling_is_given_no_booth(browse, as_, vera, rosa, waiting, open_room):
    visit, client = waiting("Sam"), browse(rosa)
    with as_(vera):
        Person.objects.filter(pk=visit.person_id).update(birth_year=2010)
    with as_(rosa):
        visit = RoomVisit.objects.get(pk=visit.pk)
        with pytest.raises(Refused, match="Under 18"):
            actions.seat(actor=rosa, visit=visit, booth=open_room.I1)
        actions.leave(actor=rosa, visit=visit)
        with pytest.raises(Refused, match="Under 18"):
            actions.arrive(actor=rosa, person=visit.person, space="injection", client_uuid=uuid4())
        with pytest.raises(DatabaseError, match="under 18"), transaction.atomic():
            RoomVisit(
                person=visit.person, opening=visit.opening, space="injection", service_day=visit.service_day, arrived_at=visit.arrived_at,
                arrived_by=rosa.pk,
            ).save(force_insert=True)
    page = client.get(reverse("room_person", args=[visit.person_id])).content.decode()
    assert ("you did nothing wrong" in page, reverse("room_refuse", args=[visit.person_id]) in page) == (True, True)


def test_what_keeps_somebody_from_a_booth_is_said_before_one_is_tapped(browse, as_, rosa, enrolled, open_room):
    person = enrolled("Kenza", pregnant=True)
    with as_(rosa):
        visit = actions.arrive(actor=rosa, person=person, space="injection", client_uuid=uuid4())
    page = browse(rosa).get(reverse("room_visit", args=[visit.pk])).content.decode()
    assert ("It is no refusal" in page, reverse("room_seat", args=[visit.pk]) in page) == (True, False)
    assert "<span class=\"lines__sub\">pregnancy</span>" in browse(rosa).get(reverse("room_person", args=[person.pk])).content.decode()


def test_called_and_not_there_is_only_somebody_who_had_no_booth(browse, as_, rosa, watched):
    visit = watched()
    late = browse(rosa).post(reverse("room_leave", args=[visit.pk]), {"ending": "no_answer", "early": "unsaid"})
    assert (late.status_code, "say how the visit ended" in late.content.decode()) == (409, True)
    with as_(rosa), pytest.raises(DatabaseError, match="left before the end"), transaction.atomic():
        RoomVisit.objects.update(left_at=clock.now(), left_by=rosa.pk, ending="closed")
    assert browse(rosa).post(reverse("room_leave", args=[visit.pk]), {"ending": "emergency"}).status_code == 302
    with as_(rosa):
        assert RoomVisit.objects.get().ending == "emergency"


def test_half_a_second_substance_is_asked_about_and_a_speedball_is_one_instant(browse, as_, rosa, seated):
    visit, client = seated(), browse(rosa)
    said = {"sold_as_1": "11", "believed_1": "", "route_1": "iv", "otherwise": "unsaid", "client_uuid": uuid4(), "route_2": "iv"}
    asked = client.post(reverse("room_use", args=[visit.pk]), said)
    page = asked.content.decode()
    assert (asked.status_code, "Say what it was sold as." in page, "<details open>" in page) == (422, True, True)
    assert client.post(reverse("room_use", args=[visit.pk]), said | {"sold_as_2": "21"}).status_code == 302
    with as_(rosa):
        rows = list(ConsumptionAct.objects.order_by("number"))
    assert ([row.sold_as for row in rows], len({row.at for row in rows})) == (["11", "21"], 1)


def test_what_was_agreed_is_written_when_something_was(browse, as_, rosa, enrolled):
    from care.room.enrolment.models import ClinicalDecision, Enrolment

    enrolled("Kenza", pregnant=True)
    with as_(rosa):
        enrolment = Enrolment.objects.get()
    said = {"ground": "pregnancy", "outcome": "with_care", "taken_with": "nurse", "words": " ", "client_uuid": uuid4()}
    assert browse(rosa).post(reverse("room_decide", args=[enrolment.pk]), said).status_code == 422
    assert browse(rosa).post(reverse("room_decide", args=[enrolment.pk]), said | {"words": "A nurse stays near."}).status_code == 302
    with as_(rosa):
        assert ClinicalDecision.objects.count() == 1


def test_the_team_takes_a_soiled_booth_out_of_service_and_puts_it_back(browse, as_, rosa, nadia, waiting, open_room):
    visit, client, door = waiting(), browse(rosa), reverse("room_booth_service", args=[open_room.I1.pk])
    assert browse(nadia).post(door, {"active": "no"}).status_code == 403
    assert client.post(door, {"active": "no"})["Location"] == reverse("room_opening")
    assert "out of service" in client.get(reverse("room_opening")).content.decode()
    late = client.post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I1.pk})
    assert (late.status_code, "This booth is out of service." in late.content.decode()) == (409, True)
    client.post(door, {"active": "yes"})
    assert client.post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I1.pk}).status_code == 302
    client.post(door, {"active": "no"})
    assert "Kenza" in client.get(reverse("room")).content.decode(), "whoever is in it stays in sight"
