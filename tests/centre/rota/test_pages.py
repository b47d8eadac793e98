"""The rota in the browser, on paper, and in one's own calendar."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from centre.rota import actions
from centre.rota.documents import calendar
from centre.rota.models import Absence, CalendarAddress, Duty, Swap
from centre.shifts import clock
from centre.shifts.hours import Shift

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
NIGHT = Shift(FRIDAY, "night")


@pytest.fixture(autouse=True)
def friday_noon(at):
    at("2026-11-20 12:00")
    with translation.override("en"):
        yield


def test_a_coordinator_plans_a_day(browse, as_, vera, colette):
    client = browse(colette)
    url = f"{reverse('rota_plan')}?day=2026-11-20"
    sent = {"code": "night", "who": f"{vera.pk}-desk", "post": "Door"}
    assert client.post(url, sent | {"who": f"{vera.pk}-nurse"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    again = client.post(url, sent)
    assert again.status_code == 422
    assert "Vera works this shift already." in again.content.decode()
    page = client.get(url).content.decode()
    assert "Door" in page
    assert "Door" in browse(vera).get(reverse("rota"), {"day": "2026-11-22"}).content.decode()
    assert "Vera" in browse(vera).get(reverse("rota_month"), {"day": "nonsense"}).content.decode()
    assert client.post(reverse("rota_copy"), {"day": "2026-11-25"}).headers["Location"] == f"{reverse('rota')}?day=2026-11-23"
    with as_(colette):
        first = Duty.objects.order_by("service_day").first()
        assert Duty.objects.count() == 2
    assert client.post(reverse("duty_cancel", args=[first.pk])).headers["Location"] == url
    assert client.post(reverse("duty_cancel", args=[uuid.uuid4()])).status_code == 404
    assert browse(vera).get(url).status_code == 403


def test_least_numbers_and_absences(browse, as_, vera, colette):
    client = browse(colette)
    form = client.get(reverse("rota_least")).content.decode()
    assert 'name="night-desk"' in form
    names = [part.split('"')[0] for part in form.split('name="')[1:] if part.split('"')[0].partition("-")[0] in ("early", "late", "night")]
    assert client.post(reverse("rota_least"), dict.fromkeys(names, "0") | {"night-desk": "-1"}).status_code == 422
    assert client.post(reverse("rota_least"), dict.fromkeys(names, "0") | {"night-desk": "2"}).status_code == 302
    assert "Reception: 2 missing" in client.get(reverse("rota")).content.decode()
    assert "Reception: 2 missing" in client.get(reverse("home")).content.decode()
    sent = {"who": vera.pk, "from_on": "2026-11-21", "until_on": "2026-11-20"}
    assert client.post(reverse("rota_absences"), sent).status_code == 422
    assert client.post(reverse("rota_absences"), sent | {"until_on": "2026-11-22"}).status_code == 302
    assert "Vera" in client.get(reverse("rota_absences")).content.decode()
    with as_(colette):
        absence = Absence.objects.get()
    assert client.post(reverse("rota_absence_end", args=[absence.pk])).headers["Location"] == reverse("rota_absences")


def test_my_shifts_swaps_and_absence(browse, as_, vera, walid, colette):
    with as_(colette):
        duty = actions.plan_duty(actor=colette, user=vera, role="desk", shift=NIGHT)
    mine, other = browse(vera), browse(walid)
    assert "night shift" in mine.get(reverse("rota_mine")).content.decode()
    assert other.get(reverse("duty_swap", args=[duty.pk])).status_code == 403
    assert mine.get(reverse("duty_swap", args=[duty.pk])).status_code == 200
    assert mine.post(reverse("duty_swap", args=[duty.pk]), {"to": str(walid.pk)}).status_code == 302
    with as_(vera):
        swap = Swap.objects.get()
        assert swap.offered_to == walid
    answer = reverse("swap_answer", args=[swap.pk])
    assert "Colleagues offer" in other.get(reverse("rota_mine")).content.decode()
    assert other.post(answer, {"to": "anything"}).status_code == 404
    assert other.post(answer, {"to": "taken"}).status_code == 302
    other.post(answer, {"to": "taken"})
    assert "This was answered already." in other.get(reverse("rota_mine")).content.decode()
    with as_(vera):
        assert Duty.objects.get().user == walid
    assert mine.post(reverse("rota_absence"), {"from_on": "2026-11-30", "until_on": "2026-11-29"}).status_code == 422
    assert mine.post(reverse("rota_absence"), {"from_on": "2026-11-30", "until_on": "2026-11-30"}).status_code == 302


def test_the_secret_address_gives_one_s_own_hours_and_ends(browse, as_, vera, walid, colette, momo):
    with as_(colette):
        actions.plan_duty(actor=colette, user=vera, role="desk", shift=NIGHT, post="Door, back")
        actions.plan_duty(actor=colette, user=walid, role="desk", shift=NIGHT)
    client, stranger = browse(vera), Client()
    page = client.post(reverse("rota_address"), {"make": "1"}).content.decode()
    address = "/rota/calendar/" + page.split("/rota/calendar/")[1].split("<")[0]
    feed = stranger.get(address)
    text = feed.content.decode()
    assert (feed.status_code, feed.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "DTSTART:20261120T210000Z\r\nDTEND:20261121T050000Z" in text
    assert "Door\\, back" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert "Momo" not in text
    token = address.split("/")[-1].removesuffix(".ics")
    with as_(vera):
        assert token.encode() not in bytes(CalendarAddress.objects.get().mac)
    assert stranger.get(address.replace(token[:4], "AAAA")).status_code == 404
    client.post(reverse("rota_address"), {"make": "1"})
    assert stranger.get(address).status_code == 404
    client.post(reverse("rota_address"), {"end": "1"})
    with as_(vera):
        assert CalendarAddress.objects.filter(ended_at=None).count() == 0


def test_lines_of_a_calendar_are_folded_within_75_bytes(vera):
    duty = Duty(user=vera, code="night", starts_at=NIGHT.start, ends_at=NIGHT.end, post="é" * 40)
    lines = calendar([duty]).split("\r\n")
    assert max(len(line.encode()) for line in lines) == 75
    assert "é" * 40 in calendar([duty]).replace("\r\n ", "")


def test_who_is_on_duty_is_on_the_home_page(browse, as_, vera, colette, at):
    with as_(colette):
        actions.plan_duty(actor=colette, user=vera, role="desk", shift=NIGHT, post="Door")
    at("2026-11-21 01:00")
    page = browse(vera).get(reverse("home")).content.decode()
    assert "Vera · Door" in page
    assert "On duty now" in page
    assert clock.now() - NIGHT.start == timedelta(hours=3)


def test_a_shift_that_has_begun_has_no_link_to_give_it_away(browse, as_, at, vera, colette):
    with as_(colette):
        duty = actions.plan_duty(actor=colette, user=vera, role="desk", shift=NIGHT)
    link, mine = reverse("duty_swap", args=[duty.pk]), browse(vera)
    assert link in mine.get(reverse("rota_mine")).content.decode()
    with clock.at(duty.starts_at):
        shown = mine.get(reverse("rota_mine")).content.decode()
    assert "night shift" in shown
    assert link not in shown
