"""Attacks on the session: second factor skipped or replayed, keys fixed in advance, requests made by other sites."""
from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.staff import authenticator
from centre.workstations.models import Presence

pytestmark = pytest.mark.django_db
BACKEND = "centre.access.backend.AccessBackend"
PIN = "294681"


def outside(client):
    return client.get(reverse("my_account")).headers.get("Location", "").startswith(reverse("sign_in"))


def test_attack_40_a_password_alone_is_not_a_session(vera, equip):
    equip(vera)
    client = Client()
    client.force_login(vera, backend=BACKEND)
    assert outside(client)


def test_attack_41_the_authenticator_of_a_colleague_does_not_count(vera, ivan, equip):
    equip(vera), equip(ivan)
    client = Client()
    client.force_login(vera, backend=BACKEND)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=ivan).persistent_id
    session.save()
    assert outside(client)


def test_attack_42_an_authenticator_never_confirmed_does_not_count(as_, vera):
    with as_(vera):
        device = authenticator.make(vera, confirmed=False)
    client = Client()
    client.force_login(vera, backend=BACKEND)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    assert outside(client)


def test_attack_43_a_code_seen_over_the_shoulder_is_spent(vera, equip, attempt):
    code = equip(vera)
    seen = code()
    assert attempt(Client(), vera, seen).status_code == 302
    thief = Client()
    assert attempt(thief, vera, seen).status_code == 422
    assert outside(thief)


def test_attack_44_enrolling_again_over_a_second_factor(vera, equip):
    equip(vera)
    client = Client()
    session = client.session
    session["enrolling"] = [vera.pk, 9_999_999_999]
    session.save()
    assert client.get(reverse("enrol")).headers["Location"] == reverse("sign_in")
    assert TOTPDevice.objects.filter(user=vera).count() == 1


def test_attack_45_a_key_fixed_before_sign_in_is_worthless(vera, equip, attempt):
    victim, thief = Client(), Client()
    session = victim.session
    session["bait"] = "yes"
    session.save()
    fixed = victim.session.session_key
    victim.cookies["sessionid"] = fixed
    assert attempt(victim, vera, equip(vera)()).status_code == 302
    assert victim.session.session_key != fixed
    assert "bait" not in victim.session
    thief.cookies["sessionid"] = fixed
    assert outside(thief)


def test_attack_46_the_key_before_a_switch_is_dead(vera, ivan, at_work):
    client, thief = Client(), Client()
    at_work(client, ivan)
    at_work(client, vera)
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert client.post(reverse("switch_user"), {"who": ivan.pk, "pin": PIN}).status_code == 302
    assert outside(thief)


def test_attack_47_the_key_after_signing_out_is_dead(vera, at_work):
    client, thief = Client(), Client()
    at_work(client, vera)
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    client.post(reverse("sign_out"))
    assert outside(thief)


@pytest.mark.parametrize("page", ["my_account", "handover", "lock"])
def test_attack_48_a_locked_session_does_nothing(vera, at_work, page):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    assert client.post(reverse(page)).headers["Location"].startswith(reverse("unlock"))


@pytest.mark.parametrize("page", ["sign_in", "switch_user", "unlock", "sign_out", "enrol"])
def test_attack_49_other_sites_post_nothing(page):
    assert Client(enforce_csrf_checks=True).post(reverse(page), {}).status_code == 403


def test_attack_50_pins_by_brute_force(vera, at_work):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    for guess in range(8):
        client.post(reverse("switch_user"), {"who": vera.pk, "pin": f"00000{guess}"})
    assert client.post(reverse("switch_user"), {"who": vera.pk, "pin": PIN}).status_code == 403
    assert not Presence.objects.filter(ended_at__isnull=True).exists()


def test_attack_51_asking_who_is_here_by_number(vera, ivan, at_work):
    client = Client()
    at_work(Client(), vera)
    answers = [client.post(reverse("switch_user"), {"who": who, "pin": "111111"}) for who in (vera.pk, ivan.pk, 10**6)]
    assert {one.status_code for one in answers} == {403}
    assert all(b"This PIN is not right" in one.content and vera.display_name.encode() not in one.content for one in answers)


def test_attack_52_cookies_are_out_of_reach_of_scripts(vera, at_work, settings):
    client = Client()
    at_work(client, vera)
    for name in ("sessionid", "workstation"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
    assert not client.cookies["sessionid"]["max-age"]


def test_attack_53_a_changed_password_ends_other_sessions(vera, ada, browse, as_):
    from centre.staff.actions import renew_account

    client = browse(vera)
    with as_(ada):
        renew_account(actor=ada, user=vera)
    assert outside(client)


@pytest.mark.parametrize("page", ["staff_list", "staff_add", "glass_reviews", "staff_roles", "handover", "home", "my_account"])
def test_attack_54_a_visitor_reaches_no_page(page):
    answer = Client().get(reverse(page))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("page", ["staff_list", "staff_add", "glass_reviews", "staff_roles", "handover"])
def test_attack_55_a_stranger_with_an_account_reaches_no_room(olga, browse, page):
    assert browse(olga).get(reverse(page)).status_code == 403


def test_attack_56_a_refusal_is_kept_in_the_ledger(olga, browse, deeds):
    browse(olga).get(reverse("staff_list"))
    assert deeds(olga) == ["centre.access.refused"]


def test_attack_57_the_ledger_holds_no_secret(vera, ada, at_work, as_, dora):
    import json

    from audit.ledger.models import Event
    from centre.staff import second_factor
    from centre.staff.actions import renew_account

    at_work(Client(), vera)
    with as_(vera):
        codes = second_factor.make_recovery_codes(vera)
    device = TOTPDevice.objects.get(user=vera)
    vera.refresh_from_db()
    secrets = [device.key, vera.pin, vera.password, PIN, *(code.replace("-", "") for code in codes)]
    assert all(secrets)
    with as_(ada):
        secrets.append(renew_account(actor=ada, user=vera))
    with as_(dora):
        told = json.dumps(list(Event.objects.exclude(diff=None).values_list("diff", flat=True)), default=str)
    assert [secret for secret in secrets if secret in told] == []
