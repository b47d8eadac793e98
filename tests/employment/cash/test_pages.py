"""The cash box on screen: opened, counted, signed in one's own session and by PIN, put right, printed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employment.cash import actions, selectors
from employment.cash.models import CashBox, CashEntry

pytestmark = pytest.mark.django_db


def test_a_box_is_opened_counted_and_signed(browse, as_, colette, corentin, vera):
    office = browse(colette)
    assert "no cash box yet" in office.get(reverse("cash")).content.decode()
    assert office.get(reverse("cash_new")).status_code == 200
    body = {"label": "Day labour", "amount": "150.00", "client_uuid": str(uuid4())}
    assert office.post(reverse("cash_new"), body | {"amount": ""}).status_code == 422
    assert office.post(reverse("cash_new"), body).status_code == 302
    assert office.post(reverse("cash_new"), body).status_code == 302
    again = office.post(reverse("cash_new"), body | {"client_uuid": str(uuid4()), "label": "day LABOUR"})
    assert again.status_code == 422
    assert "already a cash box of this name" in again.content.decode()
    with as_(colette):
        (box,) = CashBox.objects.all()
        opening = CashEntry.objects.get(box=box)
    page = office.get(reverse("cash_box", args=[box.pk])).content.decode()
    assert "150.00" in page
    assert "missing" in page
    own = office.post(reverse("cash_sign", args=[opening.pk]))
    assert (own.status_code, "A colleague signs it" in own.content.decode()) == (409, True)
    assert browse(corentin).post(reverse("cash_sign", args=[opening.pk])).status_code == 302
    desk = browse(vera)
    count = reverse("cash_count", args=[box.pk])
    refused = desk.post(count, {"counted": "140", "client_uuid": str(uuid4())})
    assert (refused.status_code, "€10.00 is missing" in refused.content.decode()) == (409, True)
    assert desk.post(count, {"counted": "abc"}).status_code == 422
    sent = {"counted": "140", "reason": "Change?", "client_uuid": str(uuid4())}
    assert desk.post(count, sent).status_code == 302
    assert desk.post(count, sent).status_code == 302
    with as_(colette):
        (case,) = selectors.open_cases(colette)
    assert "Change?" in office.get(reverse("cash")).content.decode()
    line = reverse("cash_entry", args=[case.pk])
    assert "-10.00" in office.get(line).content.decode()
    fix = reverse("cash_correct", args=[case.pk])
    assert office.post(fix, {"reason": ""}).status_code == 422
    assert office.post(fix, {"reason": "Given twice", "client_uuid": str(uuid4())}).status_code == 302
    assert office.post(fix, {"reason": "Again", "client_uuid": str(uuid4())}).status_code == 409
    book = reverse("cash_month", args=[box.pk])
    assert "€140.00" in office.get(book).content.decode()
    assert "€140.00" in office.get(book, {"month": "2026-13"}).content.decode()
    assert "No line." in office.get(book, {"month": "2001-02"}).content.decode()
    assert office.post(reverse("cash_close", args=[box.pk])).status_code == 409


def test_money_is_put_in_and_wrong_amounts_are_said(browse, as_, colette, box):
    office, url = browse(colette), reverse("cash_in", args=[box.pk])
    assert office.post(url, {"amount": "-5"}).status_code == 422
    assert office.post(url, {"amount": "50", "reason": "Bank"}).status_code == 302
    with as_(colette):
        assert selectors.balance_of(box) == 25000
        entry = CashEntry.objects.get(box=box, number=2)
    fix = reverse("cash_correct", args=[entry.pk])
    assert office.post(fix, {"amount": "", "reason": "x"}).status_code == 422
    assert office.post(fix, {"amount": "-500", "reason": "x"}).status_code == 409
    assert office.post(fix, {"amount": "-5", "reason": "It was 45"}).status_code == 302


def test_a_colleague_signs_with_a_pin_at_the_same_workstation(browse, as_, colette, vera, box):
    from centre.staff.actions import set_pin
    from centre.workstations.models import Presence

    with as_(colette):
        entry = actions.put_in(actor=colette, box=box, amount_cents=100)
    with as_(vera):
        set_pin(actor=vera, pin="294681")
        Presence.objects.create(user=vera, workstation="test", until=timezone.now() + timedelta(hours=8))
    office = browse(colette)
    page = reverse("cash_entry", args=[entry.pk])
    assert "Sign with the PIN" in office.get(page).content.decode()
    second = reverse("cash_second", args=[entry.pk])
    wrong = office.post(second, {"who": str(vera.pk), "pin": "582914"})
    assert (wrong.status_code, "This PIN is not right" in wrong.content.decode()) == (422, True)
    assert office.post(second, {"who": str(colette.pk), "pin": "294681"}).status_code == 422
    assert office.post(second, {"who": str(vera.pk), "pin": "294681"}).status_code == 302
    with as_(colette):
        signature = selectors.signature_of(colette, entry)
        assert (signature.by, signature.how) == (vera.pk, "pin")


def test_who_may_not(browse, olga, nadia, vera, box):
    for name, args in (("cash", []), ("cash_box", [box.pk]), ("cash_new", [])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        assert browse(olga).get(reverse(name, args=args)).status_code == 403
    assert browse(vera).get(reverse("cash_new")).status_code == 403
    assert browse(vera).post(reverse("cash_in", args=[box.pk]), {"amount": "1"}).status_code == 403
    assert browse(nadia).post(reverse("cash_count", args=[box.pk]), {"counted": "200"}).status_code == 403
    assert browse(nadia).get(reverse("cash_box", args=[box.pk])).status_code == 200
    assert browse(vera).get(reverse("cash_entry", args=[10**9])).status_code == 404


def test_pages_cost_the_same_for_one_line_and_for_three(browse, as_, colette, box):
    client = browse(colette)
    urls = [reverse("cash"), reverse("cash_box", args=[box.pk]), reverse("cash_month", args=[box.pk])]

    def cost(url):
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    with as_(colette):
        actions.put_in(actor=colette, box=box, amount_cents=100)
    before = [cost(url) for url in urls]
    with as_(colette):
        for _ in range(2):
            actions.put_in(actor=colette, box=box, amount_cents=100)
    assert [cost(url) for url in urls] == before


def test_the_home_board_says_what_waits(browse, as_, vera, colette, box):
    assert "Everything is signed and fits." in browse(vera).get(reverse("home")).content.decode()
    with as_(colette):
        actions.put_in(actor=colette, box=box, amount_cents=100)
    assert "1 line waits for a second hand" in browse(vera).get(reverse("home")).content.decode()


def test_the_handover_says_what_the_boxes_hold(browse, as_, vera, colette, box):
    with as_(colette):
        actions.count_box(actor=colette, box=box, counted_cents=19000, reason="Change?")
    text = browse(vera).get(reverse("handover")).content.decode()
    assert "€200.00" in text
    assert "1 count does not fit the book" in text
