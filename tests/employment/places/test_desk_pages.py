"""Sign-up away from the session's page, who is to be told, taps of the day, paper."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from employment.places.actions import draw_places
from employment.places.models import Attendance, Call, SignUp
from employment.projects.actions import cancel_session
from intake.person.actions import issue_card
from intake.person.cards import show

pytestmark = pytest.mark.django_db


def test_a_card_and_a_session_are_enough(browse, as_, vera, momo, plan):
    session, client = plan(), browse(vera)
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    url = reverse("work_sign_up")
    body = {"session": session.pk, "card": show(code), "way": "outreach", "client_uuid": uuid4()}
    assert "nobody is asked for papers" in client.get(url).content.decode()
    answer = client.post(url, body, follow=True)
    assert "Signed up. The draw gives the places." in answer.content.decode()
    with as_(vera):
        assert SignUp.objects.get(session=session).way == "outreach"
    assert client.post(url, body | {"card": ""}).status_code == 422
    assert client.post(url, body | {"session": 99999}).status_code == 422
    found = client.post(url, {"session": session.pk, "card": "Mom"})
    assert (found.status_code, "Momo" in found.content.decode()) == (200, True)
    assert "Nobody you follow is called so" in client.post(url, {"session": session.pk, "card": "Zzzz"}).content.decode()
    person = client.get(reverse("work_sign_up_person", args=[momo.pk]))
    assert "Sign up Momo for work" in person.content.decode()


def test_signing_up_twice_says_so_and_offers_nothing_to_take_back(browse, as_, vera, colette, momo, plan, at):
    at("2026-11-02 08:00")
    session, client = plan(), browse(vera)
    url, body = reverse("sign_up", args=[session.pk]), {"person": momo.pk, "way": "desk", "client_uuid": uuid4()}
    first = client.post(url, body, follow=True).content.decode()
    at("2026-11-02 08:01")
    again = client.post(url, body, follow=True).content.decode()
    typed = body | {"session": session.pk, "client_uuid": uuid4()}
    other = browse(colette).post(reverse("work_sign_up"), typed, follow=True).content.decode()
    said = "Momo is already signed up, since"
    assert [("Signed up. The draw gives the places." in page, said in page) for page in (first, again, other)] == [
        (True, False), (True, False), (False, True)
    ]  # fmt: skip
    with as_(vera):
        back = reverse("sign_up_withdraw", args=[SignUp.objects.get(session=session).pk])
    assert [back in page for page in (first, other)] == [True, False]


def test_who_is_to_be_told_stands_at_the_desk_and_on_the_list(browse, as_, vera, colette, momo, plan, enrol, at):
    at("2026-11-02 08:00")
    session = plan()
    (entry,) = enrol(session, [momo])
    at("2026-11-02 09:00")
    with as_(colette):
        cancel_session(actor=colette, session=session, reason="Storm")
    client = browse(vera)
    assert "is cancelled. Storm" in client.get(reverse("desk_person", args=[momo.pk])).content.decode()
    assert "Storm" in client.get(reverse("to_tell")).content.decode()
    assert "1 person to tell" in client.get(reverse("home")).content.decode()
    answer = client.post(reverse("sign_up_told", args=[entry.pk]), {"desk": "1"})
    assert answer.headers["Location"] == reverse("desk_person", args=[momo.pk])
    assert "Storm" not in client.get(reverse("desk_person", args=[momo.pk])).content.decode()
    assert "Everybody knows how things stand." in client.get(reverse("to_tell")).content.decode()


def test_a_morning_by_taps(browse, as_, vera, ivan, colette, plan, people, enrol, at):
    at("2026-11-02 07:30")
    session = plan(places=2, in_days=0)
    enrol(session, people(4))
    social, page = browse(ivan), reverse("session", args=[session.pk])
    assert social.post(reverse("session_draw", args=[session.pk])).status_code == 302
    assert social.post(reverse("session_draw", args=[session.pk])).status_code == 409
    with as_(colette):
        first, second = SignUp.objects.filter(session=session, placed=True).order_by("rank")
    assert social.post(reverse("session_came", args=[session.pk])).status_code == 422
    assert social.post(reverse("session_came", args=[session.pk]), {"sign_up": [first.pk]}).status_code == 302
    assert social.post(reverse("attendance", args=[second.pk]), {"present": "no", "not_today": "on"}).status_code == 302
    text = social.get(page).content.decode()
    assert "not today" in text
    assert "not told yet" in text
    with as_(colette):
        call = Call.objects.get()
    assert social.post(reverse("call_answer", args=[call.pk]), {"answer": "maybe"}).status_code == 422
    assert social.post(reverse("call_answer", args=[call.pk]), {"answer": "yes"}).status_code == 302
    assert social.post(reverse("call_answer", args=[call.pk]), {"answer": "no"}).status_code == 409
    assert social.post(reverse("session_call", args=[session.pk])).status_code == 409
    hours = reverse("attendance_hours", args=[first.pk])
    assert social.get(hours).status_code == 200
    wrong = social.post(hours, {"came_at": "12:00", "left_at": "11:00", "break_minutes": 0})
    assert (wrong.status_code, "before they came" in wrong.content.decode()) == (409, True)
    assert social.post(hours, {"came_at": "09:00", "left_at": "11:30", "break_minutes": 10}).status_code == 302
    with as_(colette):
        assert Attendance.objects.get(sign_up=first).minutes == 140
    paper = social.get(reverse("session_sheet", args=[session.pk])).content.decode()
    assert "Who has a place" in paper
    words = social.get(reverse("sign_up_words", args=[first.pk])).content.decode()
    assert words.count('class="big" lang="') == 3
    assert social.post(reverse("sign_up_withdraw", args=[second.pk])).status_code == 302
    assert social.post(reverse("attendance", args=[second.pk]), {"present": "perhaps"}).status_code == 422


def test_places_in_a_week_over_all_projects(browse, colette, vera):
    client = browse(colette)
    assert "No limit over all projects is entered." in client.get(reverse("work_rules")).content.decode()
    assert client.post(reverse("work_rules"), {"valid_from": "2026-01-01", "weekly_cap": 3, "reason": ""}).status_code == 422
    assert client.post(reverse("work_rules"), {"valid_from": "2026-01-01", "weekly_cap": 3, "reason": "Fair"}).status_code == 302
    assert "Fair" in client.get(reverse("work_rules")).content.decode()
    assert browse(vera).get(reverse("work_rules")).status_code == 403


def test_who_is_not_followed_is_a_number_on_the_page_and_on_paper(browse, as_, colette, nadia, plan, people, enrol):
    session = plan(places=1)
    enrol(session, people(3))
    with as_(colette):
        draw_places(actor=colette, session=session)
    client = browse(nadia)
    for name in ("session", "session_sheet"):
        text = client.get(reverse(name, args=[session.pk])).content.decode()
        assert "3 more people, whom you do not follow, are not named here." in text
        assert "Person 0" not in text
