"""Money on screen: paid from the box with a numbered receipt, signed, reversed; the year of a person; ceilings with dates."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.ledger.models import Event
from centre.shifts import clock
from employment.allowances import actions
from employment.allowances.models import C45B, Allowance, DeclaredElsewhere, WorkContract
from employment.cash.actions import open_box
from employment.cash.selectors import balance_of

pytestmark = pytest.mark.django_db
PAID = {"amount": "40", "legal_form": "volunteer", "basis": "flat", "paid_by": "cash"}


@pytest.fixture
def box(as_, colette, came):
    """A box with € 50 in it."""
    with as_(colette):
        return open_box(actor=colette, label="Day labour", float_cents=5000)


def test_cash_comes_from_the_box_with_a_receipt_that_names_nobody(browse, as_, ivan, colette, dora, came, box):
    office, form = browse(ivan), reverse("allowance_new", args=[came.pk])
    page = office.get(form).content.decode()
    assert "Somebody who receives unemployment benefit" in page
    assert "€0.00 / €42.31" in page
    refused = office.post(form, PAID | {"client_uuid": str(uuid4())})
    assert (refused.status_code, "Choose the cash box" in refused.content.decode()) == (422, True)
    body = PAID | {"box": box.pk, "received": "card", "client_uuid": str(uuid4())}
    assert office.post(form, body | {"amount": "42.32"}).status_code == 409
    assert office.post(form, body).status_code == 302
    assert office.post(form, body).status_code == 302
    with as_(colette):
        paid = Allowance.objects.get()
        assert (paid.receipt, balance_of(box)) == (f"2025-{box.pk}-0001", 1000)
    listed = office.get(reverse("allowances", args=[came.session_id])).content.decode()
    assert paid.receipt in listed
    shown = office.get(reverse("allowance", args=[paid.pk])).content.decode()
    assert "card shown" in shown
    made = office.get(reverse("allowance_receipt", args=[paid.pk]), {"language": "nl"})
    assert (made.headers["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"Momo" not in made.content
    with as_(dora):
        assert Event.objects.filter(verb="employment.allowance.printed", subject=came.person_id).count() == 1


def test_the_words_of_the_receipt_in_three_languages(as_, colette, came, box):
    from django.template.loader import render_to_string
    from django.utils import translation

    with as_(colette):
        paid = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, legal_form="volunteer", paid_by="cash", box=box)
        facts = {"allowance": paid, "session": came.session, "project": came.session.project, "number": paid.receipt, "writer": "Colette",
                 "by_card": False, "cancelled": False, "house": "Le Passage", "demonstration": False}
        for language in ("fr", "nl", "en"):
            with translation.override(language):
                text = render_to_string("employment/money/receipt.html", facts | {"language": language})
            assert f'<html lang="{language}">' in text
            assert paid.receipt in text
            assert "Gardening" in text
            assert "Parc Maximilien" in text
            assert "Momo" not in text


def test_more_than_the_box_holds_is_said_and_nothing_is_written(browse, as_, colette, come, momo, came, box):
    office = browse(colette)
    body = PAID | {"box": box.pk, "client_uuid": str(uuid4())}
    assert office.post(reverse("allowance_new", args=[came.pk]), body).status_code == 302
    second = come(momo, "2025-12-08")
    refused = office.post(reverse("allowance_new", args=[second.pk]), body | {"client_uuid": str(uuid4())})
    assert (refused.status_code, "more than the €10.00 in Day labour" in refused.content.decode()) == (409, True)
    with as_(colette):
        assert (Allowance.objects.count(), balance_of(box)) == (1, 1000)


def test_an_allowance_is_reversed_with_a_reason_and_the_money_is_back(browse, as_, colette, came, box):
    office = browse(colette)
    office.post(reverse("allowance_new", args=[came.pk]), PAID | {"box": box.pk, "client_uuid": str(uuid4())})
    with as_(colette):
        paid = Allowance.objects.get()
    url, page = reverse("allowance_reverse", args=[paid.pk]), reverse("allowance", args=[paid.pk])
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "Wrong person"}).status_code == 302
    assert office.post(url, {"reason": "Again"}).status_code == 409
    text = office.get(page).content.decode()
    assert "Wrong person" in text
    with as_(colette):
        assert balance_of(box) == 5000
    signed = office.post(reverse("allowance_received", args=[paid.pk]), {"how": "paper"})
    assert signed.status_code == 302
    assert "This payment has been reversed" not in text


def test_the_year_of_a_person(browse, as_, vera, momo, came, at):
    desk, page = browse(vera), reverse("person_money", args=[momo.pk])
    assert "nobody has asked" in desk.get(page).content.decode()
    year, today = clock.local().year, clock.local().date()
    new = reverse("declared_new", args=[momo.pk])
    assert desk.post(new, {"amount": "", "year": year, "basis": "flat"}).status_code == 422
    assert desk.post(new, {"amount": "10", "year": year, "basis": "flat", "on_day": "2001-01-01"}).status_code == 422
    assert desk.post(new, {"amount": "10", "year": year + 1, "basis": "flat"}).status_code == 409
    body = {"amount": "1600", "year": year, "basis": "flat", "organisation": "Les Amis", "client_uuid": str(uuid4())}
    assert desk.post(new, body).status_code == 302
    assert desk.post(new, body).status_code == 302
    text = desk.get(page).content.decode()
    assert "Les Amis" in text
    assert "Nine tenths of the yearly ceiling are reached." in text
    with as_(vera):
        row = DeclaredElsewhere.objects.get()
    assert desk.post(reverse("declared_strike", args=[row.pk])).status_code == 302
    assert desk.post(reverse("declared_strike", args=[row.pk])).status_code == 409
    assert "Nine tenths" not in desk.get(page).content.decode()
    c45b = reverse("c45b_new", args=[momo.pk])
    assert desk.post(c45b, {"state": "", "on_day": today}).status_code == 422
    assert desk.post(c45b, {"state": "filed", "on_day": today + timedelta(days=1)}).status_code == 409
    assert desk.post(c45b, {"state": "to_file", "on_day": today}).status_code == 302
    assert "has to be handed in first" in desk.get(page).content.decode()
    assert desk.post(c45b, {"state": "filed", "on_day": today}).status_code == 302
    assert "An answer is due by 9/12/2025" in desk.get(page).content.decode()
    at("2025-12-11 09:00")
    assert "should have answered form C45B by 9/12/2025" in desk.get(page).content.decode()
    with as_(vera):
        assert C45B.objects.count() == 2


def test_contracts_and_files(browse, as_, vera, momo, came):
    desk, page, new = browse(vera), reverse("person_money", args=[momo.pk]), reverse("contract_new", args=[momo.pk])
    assert desk.post(new, {"legal_form": "article_60", "starts_on": "2025-11-01", "ends_on": "2025-10-01"}).status_code == 422
    assert desk.post(new, {"legal_form": "article_60", "starts_on": "2025-11-01", "reference": "CPAS-77"}).status_code == 302
    assert desk.post(new, {"legal_form": "day_contract", "starts_on": "2025-11-02"}).status_code == 302
    assert "CPAS-77" in desk.get(page).content.decode()
    with as_(vera):
        day, file60 = WorkContract.objects.order_by("legal_form").reverse()
        assert str(day.ends_on) == "2025-11-02"
    end = reverse("contract_end", args=[file60.pk])
    assert desk.post(end, {}).status_code == 409
    assert desk.post(end, {"ends_on": "2025-10-01"}).status_code == 409
    assert desk.post(end, {"ends_on": "2025-12-01"}).status_code == 302


def test_ceilings_are_entered_with_dates_and_source(browse, colette):
    client, url = browse(colette), reverse("caps")
    body = {"legal_form": "volunteer", "valid_from": "2026-01-01", "valid_until": "2026-12-31", "source": "the law"}
    assert client.post(url, body).status_code == 422
    assert client.post(url, body | {"day": "43", "year": "42"}).status_code == 422
    assert client.post(url, body | {"day": "43", "year": "1720", "km_year": "2000"}).status_code == 302
    assert client.post(url, body | {"legal_form": "ale"}).status_code == 302
    text = client.get(url).content.decode()
    assert "1,720.00" in text
    assert "local employment agency" in text


def test_the_session_reminds_of_form_c45b_and_bars_nobody(browse, as_, vera, momo, plan, enrol):
    session = plan()
    enrol(session, [momo])
    page = reverse("session", args=[session.pk])
    assert "C45B: not asked" in browse(vera).get(page).content.decode()
    with as_(vera):
        actions.note_c45b(actor=vera, person=momo, state="to_file", on_day=clock.local().date())
    assert "C45B: to hand in" in browse(vera).get(page).content.decode()
    with as_(vera):
        actions.note_c45b(actor=vera, person=momo, state="not_needed", on_day=clock.local().date())
    assert "C45B" not in browse(vera).get(page).content.decode()


def test_the_case_file_tells_of_money(browse, vera, momo, came):
    assert "As a volunteer this year: €0.00 of €1,692.51." in browse(vera).get(reverse("person", args=[momo.pk])).content.decode()


def test_who_may_not(browse, olga, nadia, vera, momo, came):
    for name, args in (("person_money", [momo.pk]), ("allowance_new", [came.pk]), ("allowances", [came.session_id])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        assert browse(olga).get(reverse(name, args=args)).status_code == 403
    assert browse(nadia).get(reverse("person_money", args=[momo.pk])).status_code == 404
    assert browse(vera).get(reverse("allowance_new", args=[came.pk])).status_code == 403


def test_pages_cost_the_same_for_one_and_for_three(browse, as_, colette, momo, came, come):
    client, page = browse(colette), reverse("person_money", args=[momo.pk])

    def cost():
        client.get(page)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(page).status_code == 200
        return len(counted)

    def more(entry):
        with as_(colette):
            actions.write_allowance(actor=colette, sign_up=entry, amount_cents=100, legal_form="volunteer", paid_by="transfer")
            actions.declare_elsewhere(actor=colette, person=momo, amount_cents=100, year=2025)
            actions.write_contract(actor=colette, person=momo, legal_form="ale", starts_on=entry.session.day)

    more(came)
    before = cost()
    more(come(momo, "2025-12-01"))
    more(come(momo, "2025-12-09"))
    assert cost() == before
