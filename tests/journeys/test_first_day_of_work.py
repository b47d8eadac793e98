"""A first day of work, through the pages: the card, the draw told in one sentence, the briefing, an early leave, the money."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from employment.allowances.models import Allowance
from employment.cash.actions import open_box
from employment.places.models import Attendance, SignUp
from employment.projects.models import Project, Session
from intake.person.actions import issue_card, open_file
from intake.person.cards import show

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Words are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def cards(as_: Any, vera: Any, momo: Any) -> list[Any]:
    """Momo and three others, each with a card."""
    with as_(vera):
        people = [momo, *(open_file(actor=vera, alias=alias) for alias in ("Kenza", "Pavel", "Idriss"))]
        return [(person, show(issue_card(actor=vera, person=person))) for person in people]


def test_a_first_day_of_work(browse: Any, as_: Any, at: Any, vera: Any, ivan: Any, colette: Any, cards: list[Any]) -> None:
    desk, social, office = browse(vera), browse(ivan), browse(colette)

    # Given: Colette opens a project with drawings, a briefing and an insurance, and plans a Monday with two places.
    at("2025-11-21 10:00")
    office.post(
        reverse("project_new"),
        {"title": "Canal", "place": "Quai", "tools": "gloves, grabber", "insurance": "Ethias 12", "insured_until": "2026-12-31", "weekly_cap": 2},
    )
    with as_(colette):
        project = Project.objects.get()
        open_box(actor=colette, label="Day labour", float_cents=20000)
    office.post(reverse("project_tasks", args=[project.pk]), {"icon_0": "trash-2"})
    office.post(reverse("project_briefing", args=[project.pk]), {"fr": "Gants, toujours.", "en": "Gloves, always."})
    body = {"project": project.pk, "day": "2025-11-24", "starts": "09:00", "ends": "13:00", "places": 2, "first_timer_places": 1, "staff": [ivan.pk]}
    assert office.post(reverse("session_new"), body).status_code == 302
    with as_(colette):
        session = Session.objects.get()
    page = reverse("session", args=[session.pk])

    # When four people sign up on Sunday evening with their card and nothing else, one of them in the street.
    at("2025-11-23 19:00")
    for number, (_person, card) in enumerate(cards):
        form = {"session": session.pk, "card": card, "way": "outreach" if number == 3 else "desk", "client_uuid": str(uuid4())}
        assert "The draw gives the places." in desk.post(reverse("work_sign_up"), form, follow=True).content.decode()
    assert "Momo" in desk.get(page).content.decode()

    # Then in the morning Ivan draws; whoever comes to the desk hears how it went, in one sentence, and may take it on paper.
    at("2025-11-24 08:00")
    assert social.post(reverse("session_draw", args=[session.pk])).status_code == 302
    with as_(ivan):
        by_rank = list(SignUp.objects.filter(session=session).select_related("person").order_by("rank"))
        (first, second, third, _fourth) = by_rank
        assert session.draw.seed in social.get(page).content.decode()
    at("2025-11-24 08:20")
    told = desk.get(reverse("desk_person", args=[third.person_id])).content.decode()
    assert "To tell: You had 1 of 4 chances" in told
    assert "next time you have one more chance" in told
    assert desk.post(reverse("sign_up_told", args=[third.pk]), {"desk": "1"}).status_code == 302
    assert 'lang="nl"' in desk.get(reverse("sign_up_words", args=[third.pk])).content.decode()

    # When the second says "not today", the third is called ten minutes before the start, and comes.
    at("2025-11-24 08:50")
    assert social.post(reverse("attendance", args=[second.pk]), {"present": "no", "not_today": "on"}).status_code == 302
    assert "do they come?" in desk.get(reverse("desk_person", args=[third.person_id])).content.decode()
    with as_(ivan):
        call = third.calls.get()
    assert desk.post(reverse("call_answer", args=[call.pk]), {"answer": "yes", "way": "desk"}).status_code == 302

    # Then both hear the briefing, have gloves, and are marked present by one tap.
    safety = reverse("session_safety", args=[session.pk])
    assert "Gloves, always." in social.get(safety).content.decode()
    both = [first.pk, third.pk]
    assert social.post(reverse("session_briefed", args=[session.pk]), {"language": "en", "sign_up": both}).status_code == 302
    assert social.post(reverse("tool_lend", args=[first.pk]), {"what": "gloves", "client_uuid": str(uuid4())}).status_code == 302
    assert "2 people came." in social.post(reverse("session_came", args=[session.pk]), {"sign_up": both}, follow=True).content.decode()

    # When the third leaves after an hour and a half, nothing is lost: the hours are there, and the session's money too.
    at("2025-11-24 10:30")
    assert social.post(reverse("attendance", args=[third.pk]), {"present": "yes", "left_early": "on"}).status_code == 302
    with as_(ivan):
        assert [one.minutes for one in Attendance.objects.filter(sign_up__in=both).order_by("sign_up__rank")] == [240, 90]
    with as_(colette):
        box = str(office.get(reverse("allowance_new", args=[third.pk])).context["form"].fields["box"].queryset.get().pk)
    form = {"amount": "30", "legal_form": "volunteer", "basis": "flat", "paid_by": "cash", "box": box, "received": "card", "client_uuid": str(uuid4())}
    assert office.post(reverse("allowance_new", args=[third.pk]), form).status_code == 302
    with as_(colette):
        paid = Allowance.objects.get()
    receipt = office.get(reverse("allowance_receipt", args=[paid.pk]), {"language": "en"})
    assert receipt["Content-Type"] == "application/pdf"

    # Then at one the session is over; a week later who stayed away has lost no chance, and who worked begins anew.
    at("2025-11-24 13:05")
    assert social.post(reverse("session_close", args=[session.pk])).status_code == 302
    at("2025-12-01 08:00")
    assert office.post(reverse("session_new"), body | {"day": "2025-12-01"}).status_code == 302
    with as_(colette):
        later = Session.objects.order_by("-day").first()
    for _person, card in cards:
        desk.post(reverse("work_sign_up"), {"session": later.pk, "card": card, "way": "desk", "client_uuid": str(uuid4())})
    assert social.post(reverse("session_draw", args=[later.pk])).status_code == 302
    with as_(colette):
        weights = {line["sign_up"]: (line["weight"], line["first_timer"]) for line in later.draw.candidates}
        whose = dict(SignUp.objects.filter(session=later).values_list("pk", "person"))
    again = {whose[number]: weight for number, weight in weights.items()}
    assert [again[entry.person_id] for entry in by_rank] == [(1, False), (1, True), (1, False), (2, True)]
