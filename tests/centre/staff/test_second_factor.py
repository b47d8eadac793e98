"""A code is accepted once, soon enough, and asked again before what weighs most."""
from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.staff import second_factor
from centre.staff.second_factor import Proof, SecondFactorNeeded

pytestmark = pytest.mark.django_db


def desk(user, age=None):
    session = {} if age is None else {second_factor.PROVEN_AT: time.time() - age}
    return SimpleNamespace(user=user, session=session)


def test_a_code_proves_once(vera, equip):
    code = equip(vera)
    assert second_factor.verify(user=vera, code=code()) is Proof.AUTHENTICATOR
    assert second_factor.verify(user=vera, code=code()) is None


def test_the_code_of_a_colleague_proves_nothing(vera, ivan, equip):
    equip(vera)
    assert second_factor.verify(user=vera, code=equip(ivan)()) is None


def test_an_authenticator_not_yet_confirmed_proves_nothing(vera, equip, as_):
    code = equip(vera)
    with as_(vera):
        TOTPDevice.objects.update(confirmed=False)
    assert second_factor.verify(user=vera, code=code()) is None


def test_wrong_codes_slow_down_but_never_beyond_minutes(vera, equip):
    equip(vera)
    for _n in range(40):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        second_factor.verify(user=vera, code="000000")
    assert TOTPDevice.objects.get().throttling_failure_count <= second_factor.MOST_COUNTED_FAILURES


def test_proven_within_five_minutes_is_enough(vera):
    second_factor.require_fresh(desk(vera, age=299))


@pytest.mark.parametrize("age", [None, 301, -60])
def test_otherwise_a_code_is_asked(vera, equip, as_, age):
    code, request = equip(vera), desk(vera, age)
    with as_(vera):
        with pytest.raises(SecondFactorNeeded):
            second_factor.require_fresh(request)
        second_factor.require_fresh(request, code())
        assert second_factor.is_fresh(request)


def test_a_wrong_code_is_recorded(vera, equip, as_, deeds):
    equip(vera)
    with as_(vera), pytest.raises(SecondFactorNeeded):
        second_factor.require_fresh(desk(vera), "000000")
    assert deeds(vera) == ["centre.staff.second_factor_refused"]


def test_a_new_pin_asks_the_second_factor(vera, browse, equip, deeds):
    code, client = equip(vera), browse(vera)
    new = {"pin": "294681", "again": "294681"}
    assert client.post(reverse("set_pin"), new).status_code == 422
    assert client.post(reverse("set_pin"), new | {"code": code()}).status_code == 302
    assert deeds(vera) == ["centre.staff.pin_set"]


@pytest.mark.parametrize("pin", ["111111", "123456", "987654", "123123", "121212", "12345", "12345a", "1234567"])
def test_easy_pins_are_refused(vera, browse, equip, pin):
    code, client = equip(vera), browse(vera)
    answer = client.post(reverse("set_pin"), {"pin": pin, "again": pin, "code": code()})
    assert answer.status_code == 422
    vera.refresh_from_db()
    assert vera.pin == ""


def test_new_recovery_codes_replace_the_old(vera, browse, equip, deeds, as_):
    code, client = equip(vera), browse(vera)
    with as_(vera):
        old = second_factor.make_recovery_codes(vera)
    page = client.post(reverse("recovery_codes"), {"code": code()})
    assert page.content.count(b"<code") == second_factor.RECOVERY_CODES
    assert second_factor.verify(user=vera, code=old[0]) is None
    assert deeds(vera) == ["centre.staff.recovery_codes_made"]


def test_preferences_are_ones_own(vera, browse, deeds):
    client = browse(vera)
    answer = client.post(reverse("my_account"), {"language": "nl", "theme": "night"})
    assert answer.status_code == 302
    vera.refresh_from_db()
    assert (vera.language, vera.theme, vera.shortcuts) == ("nl", "night", False)
    assert deeds(vera) == ["centre.staff.preferences_changed"]


def test_recovery_codes_need_a_sign_in():
    assert Client().post(reverse("recovery_codes")).headers["Location"] == reverse("sign_in")
