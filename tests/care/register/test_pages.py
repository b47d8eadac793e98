"""The register on screen: opened, received, counted blind, signed in one's own session and by PIN and code, printed."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from care.register import actions, selectors
from care.register.models import DrugAccount, DrugBatch, RegisterEntry
from centre.shifts import clock
from centre.staff import authenticator
from centre.staff.second_factor import PROVEN_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(browse):
    """`fresh(nadia)`: a browser of hers, the second factor typed just before."""

    def enter(user):
        client = browse(user)
        session = client.session
        session[PROVEN_AT] = time.time()
        session.save()
        return client

    return enter


@pytest.fixture
def code(as_):
    """`code(nadia)`: what her authenticator shows now; a second one of the same minute with `ahead=1`."""

    def read(user, ahead=0):
        with as_(user):
            device = TOTPDevice.objects.get(user=user, confirmed=True)
        return f"{totp(authenticator.key_of(device), t0=-30 * ahead):06d}"

    return read


def _ahead(days):
    return (clock.local().date() + timedelta(days=days)).isoformat()


def test_an_account_is_opened_by_a_doctor_with_a_code(browse, fresh, as_, amina, nadia, code):
    doctor = browse(amina)
    assert "There is no account yet" in doctor.get(reverse("register")).content.decode()
    body = {
        "substance": "methadone", "form": "solution", "strength": "10", "premises": "Care room", "held": "200", "batch": "M1",
        "expires_on": _ahead(200), "client_uuid": str(uuid4()),
    }  # fmt: skip
    url = reverse("register_new")
    assert "Code of your authenticator" in doctor.get(url).content.decode()
    unproven = doctor.post(url, body)
    assert (unproven.status_code, "Type the code of your authenticator" in unproven.content.decode()) == (422, True)
    assert doctor.post(url, body | {"code": "000000"}).status_code == 422
    doctor = fresh(amina)
    for wrong in ({"batch": ""}, {"substance": "other"}, {"strength": ""}, {"held": "0.0001"}, {"expires_on": "x"}):
        assert doctor.post(url, body | wrong).status_code == 422
    assert doctor.post(url, body).status_code == 302
    assert doctor.post(url, body).status_code == 302
    again = doctor.post(url, body | {"client_uuid": str(uuid4()), "premises": "care ROOM"})
    assert (again.status_code, "already an account" in again.content.decode()) == (422, True)
    with as_(amina):
        account = DrugAccount.objects.get(destruction=False)
    page = browse(nadia).get(reverse("register_account", args=[account.pk])).content.decode()
    assert "2,000 mg (200 ml)" in page
    assert "missing" in page
    assert browse(nadia).get(url).status_code == 403


def test_a_delivery_is_written_and_signed_by_pin_and_code(browse, fresh, as_, nadia, noor, methadone, code):
    from centre.staff.actions import set_pin
    from centre.workstations.models import Presence

    browse(noor)
    with as_(noor):
        set_pin(actor=noor, pin="294681")
        Presence.objects.create(user=noor, workstation="test", until=timezone.now() + timedelta(hours=8))
    nurse, url = fresh(nadia), reverse("register_write", args=[methadone.pk, "receive"])
    assert nurse.get(url).status_code == 200
    body = {
        "source": "Pharmacie du Midi", "document": "BL-7", "amount": "100", "batch": "M2", "expires_on": _ahead(100), "day": _ahead(0),
        "reason": "", "client_uuid": str(uuid4()),
    }  # fmt: skip
    for wrong in ({"expires_on": _ahead(-1)}, {"amount": "-1"}, {"document": ""}, {"amount": "abc"}):
        answer = nurse.post(url, body | wrong)
        assert (answer.status_code, "Pharmacie du Midi" in answer.content.decode()) == (422, True)
    assert nurse.post(url, body | {"day": _ahead(1)}).status_code == 409
    assert nurse.post(url, body).status_code == 302
    assert nurse.post(url, body).status_code == 302
    with as_(nadia):
        entry = RegisterEntry.objects.get(kind="receive")
    line, second = reverse("register_line", args=[entry.pk]), reverse("register_second", args=[entry.pk])
    page = nurse.get(line).content.decode()
    assert "You wrote this line. Another person signs it." in page
    assert "Sign with PIN and code" in page
    assert nurse.post(reverse("register_sign", args=[entry.pk])).status_code == 409
    right = {"who": str(noor.pk), "pin": "294681"}
    wrong_pin = nurse.post(second, right | {"pin": "582914", "own_code": code(noor)})
    assert (wrong_pin.status_code, "This PIN is not right" in wrong_pin.content.decode()) == (422, True)
    other = nurse.post(second, right | {"own_code": code(nadia)})
    assert (other.status_code, "This code is not right or was used before" in other.content.decode()) == (422, True)
    with as_(noor):
        TOTPDevice.objects.filter(user=noor).update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert nurse.post(second, right | {"who": str(nadia.pk), "own_code": code(nadia)}).status_code == 422
    used = code(noor)
    assert nurse.post(second, right | {"own_code": used}).status_code == 302
    with as_(nadia):
        signature = selectors.signature_of(entry)
        assert (signature.by, signature.how) == (noor.pk, "pin")
    with as_(nadia, fresh=True):
        spilled = actions.waste(actor=nadia, account=methadone, amount_ug=1_000, why="spilled")
    again = nurse.post(reverse("register_second", args=[spilled.pk]), right | {"own_code": used})
    assert (again.status_code, "was used before" in again.content.decode()) == (422, True)


def test_a_count_is_blind_and_says_afterwards(browse, fresh, nadia, as_, methadone):
    nurse = fresh(nadia)
    home = nurse.get(reverse("register")).content.decode()
    assert "To count for this shift" in home
    assert "2,000 mg" not in home
    url = reverse("register_count", args=[methadone.pk])
    assert "2,000" not in nurse.get(url).content.decode()
    assert nurse.post(url, {"counted": ""}).status_code == 422
    told = nurse.post(url, {"counted": "199.5", "client_uuid": str(uuid4())}, follow=True).content.decode()
    assert "The count does not fit the book. Found: 1,995 mg (199.5 ml). Difference: -5 mg (-0.5 ml)." in told
    assert "2,000 mg" not in nurse.get(reverse("register")).content.decode()
    with as_(nadia):
        assert selectors.to_count(nadia) == []


def test_lines_are_signed_together_by_whoever_saw_them(browse, fresh, as_, nadia, noor, methadone):
    with as_(nadia, fresh=True):
        made = [actions.waste(actor=nadia, account=methadone, amount_ug=1_000, why="spilled") for _ in range(2)]
    url = reverse("register_waiting")
    assert "You wrote all these lines" in browse(nadia).get(url).content.decode()
    other = browse(noor)
    body = {"lines": [str(one.pk) for one in made]}
    assert "methadone, solution, 10 mg/ml, Care room, line 2" in other.get(url).content.decode()
    assert other.post(url, body).status_code == 422
    other = fresh(noor)
    assert other.post(url, {}).status_code == 422
    assert other.post(url, body).status_code == 302
    assert "Everything is signed." in other.get(url).content.decode()


def test_a_line_is_put_right_and_a_batch_set_apart(fresh, as_, nadia, amina, methadone):
    nurse = fresh(nadia)
    with as_(nadia, fresh=True):
        typed = actions.waste(actor=nadia, account=methadone, amount_ug=100_000, why="spilled", reason="Fell")
        batch = DrugBatch.objects.get(account=methadone)
    fix = reverse("register_correct", args=[typed.pk])
    assert nurse.get(reverse("register_line", args=[typed.pk])).status_code == 200
    assert nurse.post(fix, {"amount": "", "reason": "x"}).status_code == 422
    assert nurse.post(fix, {"amount": "-1900", "reason": "x"}).status_code == 409
    assert nurse.post(fix, {"amount": "9", "reason": "It was 1 ml", "client_uuid": str(uuid4())}).status_code == 302
    assert nurse.post(fix, {"amount": "9", "reason": "Again", "client_uuid": str(uuid4())}).status_code == 409
    page = reverse("register_batch", args=[batch.pk])
    assert nurse.get(page).status_code == 200
    assert nurse.post(page, {"reason": ""}).status_code == 422
    assert nurse.post(page, {"reason": "Cloudy"}).status_code == 302
    assert "Your role does not include this" in nurse.get(page).content.decode()
    assert "set apart" in nurse.get(reverse("register")).content.decode()
    assert fresh(amina).post(reverse("register_free", args=[batch.pk])).status_code == 302
    for kind in ("waste", "return"):
        url = reverse("register_write", args=[methadone.pk, kind])
        assert nurse.get(url).status_code == 200
        sent = {"amount": "1", "why": "broken", "source": "Pharmacy", "lot": str(batch.pk), "day": _ahead(0), "client_uuid": str(uuid4())}
        assert nurse.post(url, sent).status_code == 302
        assert nurse.post(url, sent | {"client_uuid": str(uuid4()), "day": _ahead(-5)}).status_code == 409
    assert nurse.get(reverse("register_write", args=[methadone.pk, "supply"])).status_code == 404
    with as_(nadia):
        twin = selectors.twin_of(methadone)
    home = reverse("register_write", args=[twin.pk, "from_patient"])
    assert nurse.post(home, {"amount": "4", "day": _ahead(0), "client_uuid": str(uuid4())}).status_code == 302
    assert "for destruction" in nurse.get(reverse("register_account", args=[twin.pk])).content.decode()


def test_the_book_and_the_quarter_are_read_and_printed(browse, as_, nadia, methadone):
    with as_(nadia):
        for _ in range(3):
            actions.supply(actor=nadia, account=methadone, amount_ug=60_000)
    nurse = browse(nadia)
    book, paper = reverse("register_book", args=[methadone.pk]), reverse("register_paper", args=[methadone.pk])
    assert "1,820 mg (182 ml)" in nurse.get(book).content.decode()
    assert "No line." in nurse.get(book, {"period": "2001-02"}).content.decode()
    assert nurse.get(book, {"period": "never"}).status_code == 200
    made = nurse.get(paper, {"period": str(clock.local().year)})
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    today = clock.local()
    quarter = nurse.get(reverse("register_quarter"), {"period": f"{today.year}Q{(today.month + 2) // 3}"}).content.decode()
    assert '<td class="num">3</td>' in quarter
    assert '<td class="num">-180</td>' in quarter
    assert nurse.get(reverse("register_quarter")).status_code == 200


def test_who_may_not(browse, olga, vera, colette, nadia, methadone):
    for name, args in (("register", []), ("register_account", [methadone.pk]), ("register_waiting", []), ("drug_inventories", [])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        for user in (olga, vera, colette):
            assert browse(user).get(reverse(name, args=args)).status_code == 403
    assert browse(nadia).post(reverse("register_close", args=[methadone.pk])).status_code == 403
    assert browse(nadia).get(reverse("register_line", args=[10**9])).status_code == 404


def test_home_handover_and_the_cost_of_a_line(browse, as_, nadia, amina, methadone):
    nurse = browse(nadia)
    today = clock.local()
    urls = [reverse("register"), reverse("register_account", args=[methadone.pk]), reverse("register_book", args=[methadone.pk])]
    urls.append(reverse("register_quarter") + f"?period={today.year}Q{(today.month + 2) // 3}")

    def cost(url):
        nurse.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert nurse.get(url).status_code == 200
        return len(counted)

    def one():
        with as_(nadia, fresh=True):
            return actions.waste(actor=nadia, account=methadone, amount_ug=1_000, why="spilled")

    one()
    before = [cost(url) for url in urls]
    one(), one()
    with as_(amina, fresh=True):
        actions.open_account(actor=amina, substance="morphine", form="tablet", strength_ug=10_000, premises="Care room")
    assert [cost(url) for url in urls] == before
    with as_(nadia), CaptureQueriesContext(connection) as counted:
        actions.supply(actor=nadia, account=methadone, amount_ug=1_000, client_uuid=uuid4())
    assert len(counted) <= 9
    assert "1 account is to be counted for this shift" in nurse.get(reverse("home")).content.decode()
    assert "not counted" in nurse.get(reverse("handover")).content.decode()
