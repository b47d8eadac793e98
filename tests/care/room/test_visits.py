"""A visit from the door to the leaving: queue, booth, use, observation; what happened is always written as it was."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.rules import Refused
from care.room.selectors import counted, total
from care.room.visits import actions
from care.room.visits.models import ConsumptionAct, RoomEquipment, RoomLook, RoomVisit, VisitIncident
from care.vitals.models import VitalSigns
from centre.shifts import clock
from intake.safety.models import Incident, IncidentPerson
from intake.supplies.catalogue import ensure_items
from intake.supplies.models import Handout, Item, StockMove

pytestmark = pytest.mark.django_db


def test_found_by_card_or_by_name_as_at_the_desk(browse, as_, vera, rosa, open_room, enrolled):
    from intake.person.actions import issue_card

    person = enrolled("Kenza")
    with as_(vera):
        code = issue_card(actor=vera, person=person)
    client = browse(rosa)
    assert client.post(reverse("room_find"), {"q": code})["Location"] == reverse("room_person", args=[person.pk])
    assert str(person.pk) in client.post(reverse("room_find"), {"q": "kenz"}).content.decode()
    assert client.post(reverse("room_find"), {"q": ""}).status_code == 302


def test_the_same_form_twice_is_one_visit_and_nobody_is_there_twice(browse, as_, rosa, enrolled):
    person, client = enrolled(), browse(rosa)
    form = {"space": "injection", "client_uuid": uuid4()}
    assert [client.post(reverse("room_arrive", args=[person.pk]), form).status_code for _ in range(2)] == [302, 302]
    again = client.post(reverse("room_arrive", args=[person.pk]), form | {"client_uuid": uuid4()})
    assert (again.status_code, "in the room already, since 10:00" in again.content.decode()) == (409, True)
    with as_(rosa):
        assert RoomVisit.objects.count() == 1


def test_called_seated_with_minutes_and_moved_to_another_booth(browse, as_, at, rosa, waiting, open_room):
    visit, client = waiting(), browse(rosa)
    assert client.post(reverse("room_call", args=[visit.pk])).status_code == 302
    assert client.post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I1.pk}).status_code == 302
    at("2026-03-10 10:05")
    assert client.post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I2.pk}).status_code == 302
    with as_(rosa):
        kept = RoomVisit.objects.get()
        assert (kept.booth_id, kept.stage, clock.local(kept.due_at).strftime("%H:%M")) == (open_room.I2.pk, "in_booth", "10:30")


def test_a_booth_that_is_taken_is_said_with_who_was_first(browse, as_, at, rosa, robin, seated, waiting, open_room):
    seated("Kenza")
    visit = waiting("Sam")
    at("2026-03-10 10:04")
    late = browse(robin).post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I1.pk})
    assert (late.status_code, "Booth I1 was given by Rosa at 10:00." in late.content.decode()) == (409, True)


def test_with_too_few_colleagues_nobody_new_is_given_a_booth(browse, as_, rosa, waiting, open_room):
    visit, client = waiting(), browse(rosa)
    assert client.post(reverse("room_opening"), {"staff": [rosa.pk], "client_uuid": uuid4()}).status_code == 302
    answer = client.post(reverse("room_seat", args=[visit.pk]), {"booth": open_room.I1.pk})
    assert (answer.status_code, "nobody new is given a booth" in answer.content.decode()) == (409, True)
    assert "Too few colleagues" in client.get(reverse("room")).content.decode()


def test_a_speedball_is_one_act_of_two_lines_sold_as_and_believed(browse, as_, rosa, seated):
    visit, client = seated(), browse(rosa)
    form = {
        "sold_as_1": "11", "believed_1": "14", "route_1": "iv", "sold_as_2": "21", "route_2": "iv", "otherwise": "public",
        "advice": ["slow"], "client_uuid": uuid4(),
    }
    page = reverse("room_use", args=[visit.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, form | {"route_2": ""}).status_code == 422
    assert [client.post(page, form).status_code for _ in range(2)] == [302, 302]
    with as_(rosa):
        rows = ConsumptionAct.objects.order_by("number").values_list("sold_as", "believed", "route", "otherwise")
        assert list(rows) == [("11", "14", "iv", "public"), ("21", "21", "iv", "public")]
        assert total(counted(visit.service_day, visit.service_day), "acts") == 1
    group = form["client_uuid"]
    assert client.post(reverse("room_use_strike", args=[group])).status_code == 302
    with as_(rosa):
        assert total(counted(visit.service_day, visit.service_day), "acts") == 0
        assert ConsumptionAct.objects.filter(struck_by=rosa.pk).count() == 2


def test_nobody_is_asked_who_sold_it_or_where():
    names = {field.name for model in (ConsumptionAct, RoomVisit) for field in model._meta.get_fields()}
    assert not [name for name in names if any(word in name for word in ("dealer", "seller", "bought", "purchase", "price"))]


def test_leaving_early_takes_a_reason_keeps_both_facts_and_alerts(browse, as_, at, rosa, watched):
    visit, client = watched(), browse(rosa)
    at("2026-03-10 10:28")
    refused = client.post(reverse("room_leave", args=[visit.pk]), {"early": "", "ending": ""})
    assert (refused.status_code, "ends at 10:35, in 7 minutes" in refused.content.decode()) == (409, True)
    assert client.post(reverse("room_leave", args=[visit.pk]), {"early": "hurry", "ending": ""}).status_code == 302
    with as_(rosa):
        kept = RoomVisit.objects.get()
        times = [clock.local(one).strftime("%H:%M") for one in (kept.watch_until, kept.left_at)]
        assert (kept.ending, kept.early_because, times) == ("early", "hurry", ["10:35", "10:28"])
    board = client.get(reverse("room")).content.decode()
    assert "left before the end of the observation" in board
    at("2026-03-10 11:00")
    assert "left before the end of the observation</strong>" not in client.get(reverse("room")).content.decode()


def test_after_the_minutes_one_leaves_without_a_question(as_, at, rosa, watched):
    visit = watched()
    at("2026-03-10 10:35")
    with as_(rosa):
        left = actions.leave(actor=rosa, visit=visit)
        assert (left.ending, left.early_because) == ("done", "")
        with pytest.raises(Refused, match="has left at 10:35"):
            actions.leave(actor=rosa, visit=visit)


def test_who_leaves_from_the_booth_after_using_left_early_and_who_did_not_use_left_before(as_, at, rosa, seated, waiting):
    visit, other = seated("Kenza"), waiting("Sam")
    at("2026-03-10 10:10")
    with as_(rosa):
        actions.record_use(actor=rosa, visit=visit, lines=[("22", "22", "pipe")], client_uuid=uuid4())
        with pytest.raises(Refused, match="Observation has not begun"):
            actions.leave(actor=rosa, visit=visit)
        assert actions.leave(actor=rosa, visit=visit, early="unseen").ending == "early"
        assert actions.leave(actor=rosa, visit=other).ending == "before_use"


def test_a_look_keeps_what_was_measured_with_the_vital_signs_of_the_room(browse, as_, nadia, rosa, watched):
    visit, client = watched(), browse(rosa)
    page, form = reverse("room_look", args=[visit.pk]), {"consciousness": "V", "spo2": "91", "respiration": "9", "client_uuid": uuid4()}
    assert client.get(page).status_code == 200
    assert [client.post(page, form).status_code for _ in range(2)] == [302, 302]
    strange = client.post(page, form | {"pulse": "250", "client_uuid": uuid4()})
    assert (strange.status_code, 'value="pulse=250"' in strange.content.decode()) == (422, True)
    assert client.post(page, form | {"pulse": "250", "asked": "pulse=250", "client_uuid": uuid4()}).status_code == 302
    with as_(rosa):
        assert RoomLook.objects.count() == 2
        assert sorted(VitalSigns.objects.values_list("compartment", "occasion", "spo2")) == [("room", "after_use", 91)] * 2
    with as_(nadia):
        assert VitalSigns.objects.count() == 0
    assert "answers to voice" in client.get(reverse("room")).content.decode()


def test_equipment_comes_off_the_stock_and_stays_inside_the_room(browse, as_, colette, vera, rosa, seated):
    visit, client = seated(), browse(rosa)
    with as_(colette):
        ensure_items()
        item = Item.objects.get(code="syringe_1ml")
    form = {f"item_{item.pk}": "2", "client_uuid": uuid4()}
    page = reverse("room_equipment", args=[visit.pk])
    assert client.post(page, {"client_uuid": uuid4()}).status_code == 422
    assert [client.post(page, form).status_code for _ in range(2)] == [302, 302]
    with as_(rosa):
        assert RoomEquipment.objects.get().handout.units == 2
        assert StockMove.objects.get(handout__isnull=False).units == -2
    with as_(vera):
        assert Handout.objects.count() == 0


def test_an_emergency_starts_the_clock_of_the_house_and_names_nobody_in_it(browse, as_, at, vera, rosa, watched):
    visit, form = watched(), {"kind": "overdose", "client_uuid": uuid4()}
    at(f"{date.today()} 10:20")  # the database locks incidents by its own clock
    client = browse(rosa)
    where = [client.post(reverse("room_emergency_for", args=[visit.pk]), form)["Location"] for _ in range(2)]
    with as_(vera):
        (incident,) = Incident.objects.all()
        assert (incident.kind, incident.place, incident.compartment, VisitIncident.objects.count()) == ("overdose", "consumption", "desk", 0)
        assert IncidentPerson.objects.count() == 0
    assert where == [reverse("incident_clock", args=[incident.pk])] * 2
    assert "Kenza" not in browse(vera).get(where[0]).content.decode()
    with as_(rosa):
        assert VisitIncident.objects.get().person_id == visit.person_id
        assert total(counted(visit.service_day, visit.service_day), "overdoses") == 1
    board = client.get(reverse("room")).content.decode()
    assert where[0] in board
    assert client.post(reverse("room_emergency"), {"kind": "seizure", "client_uuid": uuid4()}).status_code == 302


def test_the_database_itself_lets_nobody_in_without_enrolment_or_against_its_basis(as_, rosa, open_room, enrolled, someone, at):
    stranger, person = someone("Sam"), enrolled("Kenza")
    facts = {"opening": open_room.opening, "space": "injection", "service_day": clock.service_day(), "arrived_at": clock.now(), "arrived_by": rosa.pk}
    with as_(rosa):
        for about in ({"person": stranger}, {"person": person, "service_day": date(2101, 1, 1)}):
            with pytest.raises(DatabaseError), transaction.atomic():
                RoomVisit(**facts | about, client_uuid=uuid4()).save(force_insert=True)
        RoomVisit(**facts, person=person, client_uuid=uuid4()).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            RoomVisit.objects.update(person=None)
