"""Projects and sessions on screen: planning, moving, cancelling, drawings, briefing, days without work, calendars."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse

from employment.projects.actions import cancel_session, plan_session, write_briefing
from employment.projects.models import Holiday, Project, Session

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_project_from_its_title_to_its_sheet(browse, as_, colette, vera):
    office = browse(colette)
    body = {"title": "Canal", "tools": "gloves, grabber", "weekly_cap": 2, "insurance": "Ethias 12"}
    refused = office.post(reverse("project_new"), body)
    assert refused.status_code == 422
    assert "Until when does this policy hold?" in refused.content.decode()
    assert office.post(reverse("project_new"), body | {"insured_until": "2099-01-01"}).status_code == 302
    with as_(colette):
        made = Project.objects.get(title="Canal")
    again = office.post(reverse("project_new"), {"title": "canal", "weekly_cap": 2})
    assert (again.status_code, "has this title already" in again.content.decode()) == (422, True)
    drawings = {"icon_0": "trash-2", "en_0": "", "icon_1": "brush", "fr_1": "balayer le quai"}
    assert office.post(reverse("project_tasks", args=[made.pk]), drawings).status_code == 302
    assert office.post(reverse("project_briefing", args=[made.pk]), {}).status_code == 422
    assert office.post(reverse("project_briefing", args=[made.pk]), {"nl": "Draag handschoenen."}).status_code == 302
    with as_(colette):
        made.refresh_from_db()
    assert [(one["icon"], one["en"]) for one in made.tasks] == [("trash-2", "pick up litter"), ("brush", "sweep or paint")]
    assert made.tasks[1]["fr"] == "balayer le quai"
    sheet = page(browse(vera), "project_sheet", made.pk)
    assert "balayer le quai" in sheet
    assert "Draag handschoenen." in sheet
    assert "Ethias 12" in page(browse(vera), "project", made.pk)
    assert browse(vera).get(reverse("project_change", args=[made.pk])).status_code == 403


def test_a_project_changed_meanwhile_keeps_what_was_typed(browse, colette, gardening):
    office = browse(colette)
    url = reverse("project_change", args=[gardening.pk])
    body = {"title": "Gardening", "weekly_cap": 3, "place": "Canal", "version": 1}
    assert office.post(url, body).status_code == 302
    late = office.post(url, body | {"place": "Bois de la Cambre"})
    assert late.status_code == 409
    assert "A colleague has changed this project" in late.content.decode()
    assert "Bois de la Cambre" in late.content.decode()


def test_a_project_is_closed_and_opened_again(browse, as_, colette, gardening, plan):
    office, session = browse(colette), plan()
    url = reverse("project_close", args=[gardening.pk])
    assert office.post(url, {"reason": "No money"}).status_code == 409
    with as_(colette):
        cancel_session(actor=colette, session=session, reason="No money")
    assert office.post(url, {"reason": "No money"}).status_code == 302
    assert "No money" in page(office, "project", gardening.pk)
    assert office.post(reverse("project_reopen", args=[gardening.pk])).status_code == 302
    assert "No money" not in page(office, "project", gardening.pk)


def test_a_row_is_planned_on_screen_and_what_is_left_out_is_said(browse, as_, colette, gardening, at):
    at("2026-12-01 08:00")
    office = browse(colette)
    assert office.post(reverse("holidays"), {"day": "2026-12-25", "label": "Christmas"}).status_code == 302
    body = {
        "project": gardening.pk, "weekdays": ["4"], "from_on": "2026-12-11", "until_on": "2027-01-01", "starts": "09:00",
        "ends": "13:00", "places": 4, "first_timer_places": 1, "staff": [colette.pk], "opens_days": 6, "closes_hours": 12,
    }
    wrong = office.post(reverse("session_row"), body | {"until_on": "2028-01-01"})
    assert (wrong.status_code, "three months" in wrong.content.decode()) == (409, True)
    assert office.post(reverse("session_row"), body | {"ends": "08:00"}).status_code == 422
    answer = office.post(reverse("session_row"), body, follow=True)
    text = answer.content.decode()
    assert "3 sessions planned." in text
    assert "25/12" in text
    with as_(colette):
        first = Session.objects.order_by("day").first()
        assert (first.staff, first.opens_at.date(), first.closes_at.hour) == ([colette.pk], date(2026, 12, 5), 20)
        assert Holiday.objects.get(active=True).label == "Christmas"


def test_days_without_work(browse, as_, colette, vera, at):
    at("2026-12-01 08:00")
    office = browse(colette)
    assert "25 December 2026" in page(office, "holidays")
    office.post(reverse("holidays"), {"day": "2026-12-25"})
    with as_(colette):
        marked = Holiday.objects.get()
    assert office.post(reverse("holiday_remove", args=[marked.pk])).status_code == 302
    with as_(colette):
        assert Holiday.objects.get().active is False
    assert office.post(reverse("holidays"), {"day": "never"}).status_code == 422
    assert browse(vera).get(reverse("holidays")).status_code == 403


def test_moved_and_cancelled_are_said_on_the_page(browse, colette, vera, plan, at):
    at("2026-12-01 08:00")
    office, session = browse(colette), plan()
    url = reverse("session_move", args=[session.pk])
    to = {"day": "2026-12-05", "starts": "10:00", "ends": "14:00", "reason": "The park is shut"}
    assert office.post(url, to | {"ends": "09:00"}).status_code == 409
    assert office.post(url, to | {"reason": ""}).status_code == 422
    assert office.post(url, to).status_code == 302
    assert "Moved from 2/12, 09:00: The park is shut" in page(browse(vera), "session", session.pk)
    assert office.post(reverse("session_cancel", args=[session.pk]), {"reason": "Storm"}).status_code == 302
    assert "This session is cancelled: Storm" in page(browse(vera), "session", session.pk)
    assert office.post(reverse("session_cancel", args=[session.pk]), {"reason": "Storm"}).status_code == 409
    assert browse(vera).post(url, to).status_code == 403


def test_week_and_month_show_sessions_and_days_without_work(browse, as_, colette, vera, gardening, at):
    at("2026-10-20 08:00")
    with as_(colette):
        for day in (25, 28):
            plan_session(actor=colette, project=gardening, day=date(2026, 10, day), starts=time(9), ends=time(13), places=5)
    browse(colette).post(reverse("holidays"), {"day": "2026-10-30", "label": "House closed"})
    desk = browse(vera)
    week = page(desk, "sessions_week", day="2026-10-28")
    assert (week.count("Gardening"), "House closed" in week) == (1, True)
    month = page(desk, "sessions_month", day="2026-10-01")
    assert (month.count("Gardening"), "House closed" in month) == (2, True)
    assert "Gardening" not in page(desk, "sessions_month", day="2026-12-01")
    assert desk.get(reverse("sessions_month"), {"day": "9999-12-31"}).status_code == 200


def test_places_and_colleagues_are_changed(browse, as_, colette, vera, plan):
    office, session = browse(colette), plan(places=3)
    url = reverse("session_change", args=[session.pk])
    assert office.post(url, {"places": 2, "first_timer_places": 3}).status_code == 422
    assert office.post(url, {"places": 6, "first_timer_places": 1, "staff": [vera.pk]}).status_code == 302
    assert "Vera" in page(office, "session", session.pk)


def test_a_calendar_address_is_shown_once(browse, vera, gardening, plan):
    plan()
    desk = browse(vera)
    shown = desk.post(reverse("work_feeds"), {"project": gardening.pk, "make": "1"}).content.decode()
    address = shown.split("/work/calendar/")[2 if shown.count("/work/calendar/") > 1 else 1].split(".ics")[0]
    assert address not in page(desk, "work_feeds")
    assert desk.post(reverse("work_feeds"), {"project": gardening.pk, "end": "1"}).status_code == 302
    assert "No address is in use." in page(desk, "work_feeds")
    assert desk.post(reverse("work_feeds"), {"project": "99999"}).status_code == 422


def test_a_briefing_and_an_expired_policy_stand_on_the_project(browse, as_, colette, vera, gardening):
    assert "No insurance policy is entered." in page(browse(vera), "project", gardening.pk)
    with as_(colette):
        write_briefing(actor=colette, project=gardening, fr="Gants obligatoires.")
        gardening.insurance, gardening.insured_until = "Ethias", date(2020, 1, 1)
        gardening.save()
    text = page(browse(vera), "project", gardening.pk)
    assert "Gants obligatoires." in text
    assert "The insurance has expired." in text
    assert "expired on 1/1/2020" in page(browse(vera), "projects")
