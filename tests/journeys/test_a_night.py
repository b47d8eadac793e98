"""One night at the centre, from the card at the door to the allowance of the next day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from care.notes.models import Note
from centre.access.grants import grant_team
from centre.staff.models import Team
from housing.beds.models import Bed, Room, Ward
from housing.stays.models import Stay
from intake.desk.models import Passage
from intake.desk.services import ensure_services
from intake.person.actions import issue_card
from intake.person.cards import show

pytestmark = pytest.mark.django_db
SECRET = "Plaie au pied, pansement refait."


@pytest.fixture
def centre(as_: Any, vera: Any, colette: Any, momo: Any, at: Any) -> SimpleNamespace:
    """Given: a free bed, a session of day labour on Sunday morning, and Momo at the door with his card at 02:10."""
    from datetime import date, time

    from employment.projects.actions import open_project, plan_session

    at("2025-11-23 02:10")
    with as_(colette):
        room = Room.objects.create(ward=Ward.objects.create(label="First floor", order=1), label="Room 1", order=1)
        bed = Bed.objects.create(room=room, label="1A", order=1)
        project = open_project(actor=colette, title="Gardening", partner="Parks", place="Parc Maximilien")
        session = plan_session(
            actor=colette, project=project, day=date(2025, 11, 23), starts=time(9), ends=time(13), places=1
        )
    with as_(vera):
        ensure_services()
        code = issue_card(actor=vera, person=momo)
        for team in ("nurses", "social"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=30, origin="contact")
    return SimpleNamespace(bed=bed, session=session, card=show(code))


def test_a_night_and_the_next_morning(
    browse: Any, as_: Any, at: Any, vera: Any, walid: Any, nadia: Any, ivan: Any, colette: Any, momo: Any, centre: Any
) -> None:
    desk, nurse, social, office = (browse(user) for user in (vera, nadia, ivan, colette))

    # When Vera scans the card, Momo's file opens; a card with two symbols swapped opens nobody.
    assert str(momo.pk) in desk.post(reverse("command"), {"q": centre.card})["Location"]
    swapped = centre.card[1] + centre.card[0] + centre.card[2:]
    if swapped != centre.card:
        assert desk.post(reverse("command"), {"q": swapped}).status_code == 422

    # Then one tap is one passage, of the night that began on Saturday, however often it is sent.
    tap = {"person": momo.pk, "client_uuid": uuid4()}
    assert [desk.post(reverse("passage_record"), tap).status_code for _ in range(2)] == [302, 302]
    with as_(vera):
        assert [str(day) for day in Passage.objects.values_list("service_day", flat=True)] == ["2025-11-22"]

    # When she gives the bed, a colleague who wants it for the same night is told who was first.
    give = {"bed": centre.bed.pk, "person": str(momo.pk), "client_uuid": str(uuid4())}
    assert desk.post(reverse("stay_admit"), give).status_code == 302
    late = browse(walid).post(reverse("stay_admit"), give | {"client_uuid": str(uuid4())})
    assert late.status_code == 409
    assert "Vera" in late.content.decode()
    with as_(vera):
        assert Stay.objects.count() == 1

    # When the nurse writes a note, she reads it again, and the desk finds it nowhere.
    note = {"compartment": "nursing", "kind": "contact", "text": SECRET, "client_uuid": str(uuid4())}
    notes = nurse.post(reverse("note_add", args=[momo.pk]), note)["Location"]
    assert SECRET in nurse.get(notes).content.decode()
    assert desk.get(notes).status_code in {403, 404}
    assert SECRET not in desk.get(reverse("person", args=[momo.pk])).content.decode()
    with as_(vera):
        assert not Note.objects.exists()

    # When the morning comes, Momo signs up by card, is drawn, comes, and the allowance is written down.
    at("2025-11-23 08:00")
    page = reverse("session", args=[centre.session.pk])
    sign_up = {"card": centre.card, "client_uuid": str(uuid4())}
    assert desk.post(reverse("sign_up", args=[centre.session.pk]), sign_up).status_code == 302
    assert social.post(reverse("session_draw", args=[centre.session.pk])).status_code == 302
    with as_(ivan):
        entry = centre.session.sign_ups.get()
        assert centre.session.draw.seed in social.get(page).content.decode()
    assert social.post(reverse("attendance", args=[entry.pk]), {"present": "yes"}).status_code == 302
    paid = {"amount": "40", "legal_form": "volunteer", "paid_by": "cash", "client_uuid": str(uuid4())}
    assert office.post(reverse("allowance_new", args=[entry.pk]), paid).status_code == 302
    assert "40.00" in office.get(reverse("allowances", args=[centre.session.pk])).content.decode()
