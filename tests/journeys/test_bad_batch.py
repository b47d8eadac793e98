"""A bad batch in the room: an overdose that is survived, a sample, and a warning at every desk that names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from audit.ledger.models import Event
from care.room.checking.models import Sample
from care.room.enrolment.models import Enrolment
from care.room.ground.selectors import every_booth
from care.room.visits.models import RoomVisit
from intake.bulletins.models import Bulletin
from intake.person.actions import issue_card
from intake.person.cards import show
from intake.safety.models import Incident
from tests.care.room.conftest import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Any:
    """Words are compared in English."""
    with translation.override("en"):
        yield


def _text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_bad_batch(
    browse: Any, as_: Any, at: Any, vera: Any, nadia: Any, rosa: Any, robin: Any, colette: Any, amina: Any, dora: Any, momo: Any
) -> None:
    today = date.today()
    at(f"{today} 10:00")

    # Given a room that something allows, and Momo at the door with his card.
    set_up(as_, colette, amina)
    with as_(vera):
        card = show(issue_card(actor=vera, person=momo))
    room, mate, desk, nurse, office = (browse(user) for user in (rosa, robin, vera, nadia, colette))
    assert room.post(reverse("room_opening"), {"staff": [rosa.pk, robin.pk], "client_uuid": uuid4()}).status_code == 302

    # When he shows it he is found, is enrolled, waits, and gets a booth.
    before = room.post(reverse("room_find"), {"q": card})["Location"]
    assert before == reverse("room_person", args=[momo.pk])
    enrol = {"age_check": "seen", "rules_signed": "on", "area": "near", "client_uuid": uuid4()}
    assert room.post(reverse("room_enrol", args=[momo.pk]), enrol).status_code == 302
    assert room.post(reverse("room_arrive", args=[momo.pk]), {"space": "injection", "client_uuid": uuid4()}).status_code == 302
    with as_(rosa):
        visit, booth = RoomVisit.objects.get(), next(one for one in every_booth() if one.label == "I1")
    at(f"{today} 10:06")
    assert "for 6 minutes" in _text(mate.get(reverse("room")))
    assert mate.post(reverse("room_seat", args=[visit.pk]), {"booth": booth.pk}).status_code == 302

    # And what he uses is written as it was sold and as he believes it is.
    use = {"sold_as_1": "11", "believed_1": "11", "route_1": "iv", "otherwise": "public", "advice": ["slow"], "client_uuid": uuid4()}
    assert room.post(reverse("room_use", args=[visit.pk]), use).status_code == 302
    at(f"{today} 10:12")
    assert room.post(reverse("room_watch", args=[visit.pk])).status_code == 302

    # When he answers no more, one tap starts the clock that every screen shares; it says where, and not who.
    assert room.post(reverse("room_look", args=[visit.pk]), {"consciousness": "U", "spo2": "78", "client_uuid": uuid4()}).status_code == 302
    assert "no answer" in _text(mate.get(reverse("room")))
    clock_page = room.post(reverse("room_emergency_for", args=[visit.pk]), {"kind": "overdose", "client_uuid": uuid4()})["Location"]
    assert "Momo" not in _text(desk.get(clock_page))
    with as_(vera):
        incident = Incident.objects.get()
    for act in ("stimulation", "oxygen", "naloxone_im", "called_112", "recovered"):
        assert nurse.post(reverse("incident_tap", args=[incident.pk]), {"act": act, "client_uuid": uuid4()}).status_code == 302
    assert room.post(reverse("incident_stop", args=[incident.pk])).status_code == 302

    # He wants to go before the end: it is said how long it still is, and when he goes all the same both are kept.
    at(f"{today} 10:25")
    early = room.post(reverse("room_leave", args=[visit.pk]), {"early": ""})
    assert (early.status_code, "ends at 10:32, in 7 minutes" in early.content.decode()) == (409, True)
    assert room.post(reverse("room_leave", args=[visit.pk]), {"early": "unwell_here"}).status_code == 302
    assert "left before the end of the observation" in _text(mate.get(reverse("room")))

    # When what was left in the spoon is looked at, nobody's name goes with it.
    sample_form = {"sold_as": "11", "name": "brown", "form": "residue", "looks": "dark", "client_uuid": uuid4()}
    where = room.post(reverse("sample_new"), sample_form)["Location"]
    with as_(rosa):
        sample = Sample.objects.get()
    assert where == reverse("sample", args=[sample.pk])
    result = {"method": "infrared", "found": ["11", "153"], "level": "danger", "result": "Nitazene: very strong."}
    assert nurse.post(reverse("sample_result", args=[sample.pk]), result).status_code == 302
    warn = {"sold_as": "brown", "effect": "Nitazene: very strong.", "ends_at": f"{today.isoformat()}T23:59", "advice": ["not_alone", "naloxone"],
            "words_fr": "Très forte.", "words_nl": "Zeer sterk.", "client_uuid": uuid4()}
    poster = room.post(reverse("sample_warn", args=[sample.pk]), warn)["Location"]

    # Then the board and every desk warn of the product, the poster speaks three languages, and nobody is in it.
    for page in (room.get(reverse("room")), room.get(reverse("room"), {"view": "hallway"}), desk.get(reverse("desk")), desk.get(poster)):
        assert "brown" in _text(page)
    printed = _text(office.get(poster))
    assert all(words in printed for words in ('lang="fr"', 'lang="nl"', 'lang="en"', "Très forte.", "Zeer sterk."))
    assert "Momo" not in printed
    with as_(vera):
        assert (Bulletin.objects.get().level, RoomVisit.objects.count(), Enrolment.objects.count()) == ("danger", 0, 0)

    # And the day is counted: one visit, one act, one overdose survived; of whom, the coordination does not learn.
    figure = _text(office.get(reverse("figure", args=["room"])))
    assert "Overdoses that were survived" in figure
    assert "Momo" not in figure
    assert "onsumption room" not in _text(desk.get(reverse("person", args=[momo.pk])))
    with as_(dora):
        verbs = set(Event.objects.filter(subject=momo.pk, verb__startswith="care.room").values_list("verb", flat=True))
    assert {"care.room.enrolled", "care.room.used", "care.room.emergency", "care.room.left_early"} <= verbs
