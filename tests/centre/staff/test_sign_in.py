"""Signing in: both factors at once, one answer for every mistake, slow for who guesses, open for who works."""
from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from centre.staff import second_factor
from centre.workstations.models import SignInAttempt

pytestmark = pytest.mark.django_db
LOCKED_OUT = b"Too many tries"


def test_both_factors_open_the_door(vera, equip, attempt, deeds):
    client, code = Client(), equip(vera)
    answer = attempt(client, vera, code())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get(reverse("my_account")).status_code == 200
    assert deeds(vera) == ["centre.staff.signed_in"]


@pytest.mark.parametrize(
    ("password", "code"),
    [(None, ""), (None, "000000"), ("wrong", "right"), ("wrong", "000000"), (None, "not-a-code")],
)
def test_every_mistake_gets_the_same_answer(vera, equip, attempt, password, code):
    client, right = Client(), equip(vera)
    answer = attempt(client, vera, right() if code == "right" else code, password)
    assert answer.status_code == 422
    assert b"This does not fit together" in answer.content
    assert client.get(reverse("my_account")).status_code == 302


def test_an_unknown_name_gets_the_same_answer(vera, equip, attempt):
    equip(vera)
    known = attempt(Client(), vera, "000000", "wrong")
    unknown = Client().post(reverse("sign_in"), {"username": "nobody", "password": "wrong", "code": "000000"})
    assert (known.status_code, b"does not fit" in known.content) == (unknown.status_code, b"does not fit" in unknown.content)


def test_a_refused_sign_in_is_in_the_ledger(vera, equip, attempt, deeds):
    equip(vera)
    attempt(Client(), vera, "000000")
    assert deeds(vera) == ["centre.staff.sign_in_refused"]


def test_an_attempt_keeps_neither_name_nor_address(vera, equip, attempt):
    equip(vera)
    attempt(Client(), vera, "000000")
    row = SignInAttempt.objects.get()
    assert len(row.account) == len(row.place) == 64
    assert "vera" not in row.account + row.place


def test_ten_wrong_passwords_for_one_leave_the_neighbour_able(vera, walid, equip, attempt):
    client = Client()
    equip(vera), equip(walid)
    answers = [attempt(client, vera, "000000", "wrong") for _n in range(10)]
    assert [one.status_code for one in answers[:5]] == [422] * 5
    assert answers[5].status_code == 429
    assert LOCKED_OUT in answers[5].content
    assert attempt(client, walid, equip(walid)()).status_code == 302


def test_waiting_refuses_even_the_right_codes(vera, equip, attempt):
    client, code = Client(), equip(vera)
    for _n in range(5):
        attempt(client, vera, "000000", "wrong")
    assert attempt(client, vera, code()).status_code == 429


def test_failures_elsewhere_never_slow_the_night_shift(vera, at_work, attempt):
    home, stranger = Client(), Client(REMOTE_ADDR="203.0.113.9")
    code = at_work(home, vera)
    for _n in range(12):
        attempt(stranger, vera, "000000", "wrong")
    assert attempt(stranger, vera, "000000", "wrong").status_code == 429
    home.post(reverse("sign_out"))
    assert attempt(home, vera, code(1)).status_code == 302


def test_a_recovery_code_works_once(vera, equip, attempt, as_, deeds):
    equip(vera)
    with as_(vera):
        codes = second_factor.make_recovery_codes(vera)
    assert attempt(Client(), vera, codes[0]).status_code == 302
    assert attempt(Client(), vera, codes[1].upper().replace("-", " ")).status_code == 302
    assert attempt(Client(), vera, codes[0]).status_code == 422
    assert second_factor.recovery_codes_left(vera) == second_factor.RECOVERY_CODES - 2
    assert "centre.staff.recovery_code_used" in deeds(vera)


def test_recovery_codes_are_not_kept_in_clear(vera, as_):
    from django_otp.plugins.otp_static.models import StaticToken

    with as_(vera):
        codes = {code.replace("-", "") for code in second_factor.make_recovery_codes(vera)}
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 8
    assert not kept & codes


def test_a_closed_account_is_refused(vera, ada, equip, attempt, as_):
    from centre.staff.actions import deactivate_account

    code = equip(vera)
    with as_(ada):
        deactivate_account(actor=ada, user=vera)
    assert attempt(Client(), vera, code()).status_code == 422


@pytest.mark.parametrize(
    ("asked", "sent"),
    [("/account/", "/account/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/"), ("javascript:alert(1)", "/")],
)
def test_after_sign_in_only_this_house(vera, equip, attempt, asked, sent):
    answer = attempt(Client(), vera, equip(vera)(), next=asked)
    assert answer.headers["Location"] == sent


def test_the_page_is_never_stored(vera, at_work):
    client = Client()
    assert "no-store" in client.get(reverse("sign_in")).headers["Cache-Control"]
    at_work(client, vera)
    assert "no-store" in client.get(reverse("my_account")).headers["Cache-Control"]


def test_the_first_sign_in_enrols(olga, attempt, deeds):
    from django_otp.oath import totp
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from centre.staff import authenticator

    client = Client()
    assert attempt(client, olga).headers["Location"] == reverse("enrol")
    page = client.get(reverse("enrol"))
    assert b"<svg" in page.content
    assert b"style=" not in page.content
    assert client.get(reverse("my_account")).status_code == 302
    device = TOTPDevice.objects.get(user=olga, confirmed=False)
    right = {"password": "a sentence of my own", "again": "a sentence of my own", "code": f"{totp(authenticator.key_of(device)):06d}"}
    wrong = client.post(reverse("enrol"), right | {"code": "000000"})
    assert wrong.status_code == 422
    same = {"password": "olga-password-1", "again": "olga-password-1"}
    assert client.post(reverse("enrol"), right | same).status_code == 422
    device.refresh_from_db()
    device.throttle_reset()
    done = client.post(reverse("enrol"), right)
    assert done.status_code == 200
    assert done.content.count(b"<code") == second_factor.RECOVERY_CODES
    assert client.get(reverse("my_account")).status_code == 200
    assert deeds(olga) == ["centre.staff.second_factor_enrolled", "centre.staff.signed_in"]
    assert attempt(Client(), olga, "", "olga-password-1").status_code == 422


def test_enrolling_is_for_accounts_without_a_second_factor(vera, equip, attempt):
    equip(vera)
    client = Client()
    assert attempt(client, vera).status_code == 422
    assert client.get(reverse("enrol")).headers["Location"] == reverse("sign_in")
