"""A limit in the room: with an end, decided by another, of the booths alone, and answered when the person says no."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.rules import Refused
from care.room.bans import actions
from care.room.bans.models import RoomBan
from care.room.visits.actions import arrive
from care.room.visits.models import RoomVisit
from centre.shifts import clock
from intake.restrictions.models import Restriction
from intake.supplies.actions import hand_out
from intake.supplies.catalogue import ensure_items
from intake.supplies.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def banned(as_, rosa, robin, enrolled):
    """Kenza, to whom the booths are closed for two days, proposed by Rosa and decided by Robin."""
    person = enrolled()
    with as_(rosa):
        ban = actions.propose_ban(
            actor=rosa, person=person, ground="violence", reason="A crié.", ends_at=clock.now() + timedelta(days=2),
            review_on=date(2026, 3, 11), client_uuid=uuid4(),
        )
    with as_(robin):
        return actions.decide_ban(actor=robin, ban=ban, agreed=True)


def test_without_an_end_or_without_a_day_to_look_again_there_is_none(browse, rosa, enrolled):
    client, page = browse(rosa), reverse("room_ban_propose", args=[enrolled().pk])
    form = {"ground": "violence", "reason": "A crié.", "ends_at": "", "review_on": "2026-03-11", "client_uuid": uuid4()}
    answer = client.post(page, form)
    assert (answer.status_code, "A limit needs an end." in answer.content.decode(), "A crié." in answer.content.decode()) == (422, True, True)
    for ends_at, words in (("2026-03-09T10:00", "The end must lie ahead."), ("2027-03-09T10:00", "at most 30 days")):
        assert words in client.post(page, form | {"ends_at": ends_at}).content.decode()
    assert client.post(page, form | {"ends_at": "2026-03-12T10:00", "review_on": ""}).status_code == 422
    assert client.post(page, form | {"ends_at": "2026-03-12T10:00"}).status_code == 302


def test_whoever_proposes_does_not_decide_in_the_database_either(browse, as_, rosa, enrolled):
    person = enrolled()
    with as_(rosa):
        ban = actions.propose_ban(
            actor=rosa, person=person, ground="other", reason="x", ends_at=clock.now() + timedelta(days=1), review_on=date(2026, 3, 10),
            client_uuid=uuid4(),
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            RoomBan.objects.filter(pk=ban.pk).update(state="in_force", decided_by=rosa.pk)
    answer = browse(rosa).post(reverse("room_ban_decide", args=[ban.pk]), {"agreed": "yes"})
    assert (answer.status_code, "You proposed it." in answer.content.decode()) == (409, True)


def test_it_closes_the_booths_and_never_equipment_nor_help(browse, as_, colette, vera, rosa, banned):
    client = browse(rosa)
    answer = client.post(reverse("room_arrive", args=[banned.person_id]), {"space": "injection", "client_uuid": uuid4()})
    assert answer.status_code == 409
    assert "Equipment, naloxone, a nurse and help in an emergency stay open." in answer.content.decode()
    with as_(colette):
        ensure_items()
        item = Item.objects.get(code="naloxone_kit")
    with as_(vera):
        assert hand_out(actor=vera, item=item, packs=1, person=banned.person, client_uuid=uuid4()).units == 1
        assert Restriction.objects.count() == 0
    assert client.post(reverse("incident_start_for", args=[banned.person_id])).status_code == 405  # asked of nobody: the clock is a tap
    assert client.get(reverse("incident_start_for", args=[banned.person_id])).status_code == 200


def test_it_ends_by_itself_and_earlier_when_lifted(as_, at, rosa, banned):
    with as_(rosa):
        at("2026-03-12 10:00")
        assert arrive(actor=rosa, person=banned.person, space="injection", client_uuid=uuid4()).pk
        with pytest.raises(Refused, match="has ended"):
            actions.lift_ban(actor=rosa, ban=banned)
        RoomVisit.objects.update(left_at=clock.now(), ending="before_use")
        at("2026-03-10 12:00")
        actions.lift_ban(actor=rosa, ban=banned)
        assert arrive(actor=rosa, person=banned.person, space="injection", client_uuid=uuid4()).pk


def test_an_appeal_is_answered_by_somebody_who_did_not_decide(browse, as_, rosa, robin, banned):
    mine, theirs = browse(robin), browse(rosa)
    appeal, answer = reverse("room_ban_appeal", args=[banned.pk]), reverse("room_ban_answer", args=[banned.pk])
    assert mine.post(appeal, {"words": ""}).status_code == 422
    assert mine.post(appeal, {"words": "Ce n'était pas moi."}).status_code == 302
    assert mine.post(answer, {"words": "Non."}).status_code == 409
    assert theirs.post(answer, {"words": "Réduit.", "ends_at": "2026-03-10T18:00"}).status_code == 302
    page = theirs.get(reverse("room_ban", args=[banned.pk])).content.decode()
    assert "Ce n&#x27;était pas moi." in page
    assert "Réduit." in page
    assert "Kenza" in theirs.get(reverse("room_bans")).content.decode()
    with as_(rosa):
        assert clock.local(RoomBan.objects.get().ends_at).strftime("%d %H:%M") == "10 18:00"
    assert theirs.post(reverse("room_ban_lift", args=[banned.pk])).status_code == 302
