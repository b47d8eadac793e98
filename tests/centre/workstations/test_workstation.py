"""The shared workstation: locked, unlocked, taken over by PIN, left."""
from __future__ import annotations

import time

import pytest
from django.test import Client
from django.urls import reverse

from centre.staff import second_factor
from centre.workstations.models import Presence

pytestmark = pytest.mark.django_db
PIN = "294681"


def switch(client, user, pin=PIN):
    return client.post(reverse("switch_user"), {"who": user.pk, "pin": pin})


def test_lock_veils_every_page_and_keeps_the_session(vera, at_work, deeds):
    client = Client()
    at_work(client, vera)
    assert client.post(reverse("lock")).headers["Location"] == reverse("unlock")
    assert client.get(reverse("my_account")).headers["Location"].startswith(reverse("unlock"))
    page = client.get(reverse("unlock"))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert deeds(vera)[-1] == "centre.workstation.locked"


@pytest.mark.parametrize("secret", [PIN, "vera-password-1"])
def test_unlock_by_pin_or_password_under_a_new_key(vera, at_work, deeds, secret):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    before = client.session.session_key
    assert client.post(reverse("unlock"), {"secret": secret, "next": "/account/"}).headers["Location"] == "/account/"
    assert client.session.session_key != before
    assert client.get(reverse("my_account")).status_code == 200
    assert deeds(vera)[-1] == "centre.workstation.unlocked"


def test_after_a_lock_the_second_factor_is_no_longer_fresh(vera, at_work):
    client = Client()
    at_work(client, vera)
    assert second_factor.PROVEN_AT in client.session
    client.post(reverse("lock"))
    client.post(reverse("unlock"), {"secret": PIN})
    assert second_factor.PROVEN_AT not in client.session


def test_five_wrong_pins_on_the_lock_end_the_session(vera, at_work, deeds):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    answers = [client.post(reverse("unlock"), {"secret": "111111"}) for _n in range(5)]
    assert [one.status_code for one in answers] == [422] * 4 + [302]
    assert answers[-1].headers["Location"] == reverse("sign_in")
    assert switch(client, vera).status_code == 403
    assert deeds(vera).count("centre.workstation.unlock_refused") == 5


def test_a_colleague_takes_over_by_pin(vera, ivan, at_work, deeds):
    client = Client()
    at_work(client, ivan)
    at_work(client, vera)
    before = client.session.session_key
    assert switch(client, ivan).status_code == 302
    assert client.session.session_key != before
    assert int(client.session["_auth_user_id"]) == ivan.pk
    assert second_factor.PROVEN_AT not in client.session
    assert deeds(ivan)[-1] == "centre.workstation.switched"


def test_a_colleague_takes_over_a_locked_workstation(vera, ivan, at_work):
    client = Client()
    at_work(client, ivan)
    at_work(client, vera)
    client.post(reverse("lock"))
    page = client.get(reverse("unlock"))
    assert page.content.count(b'name="who"') == 1  # not herself
    assert switch(client, ivan).status_code == 302
    assert client.get(reverse("my_account")).status_code == 200


def test_a_pin_is_worth_nothing_at_another_workstation(vera, at_work):
    at_work(Client(), vera)
    other = Client()
    assert b'name="who"' not in other.get(reverse("sign_in")).content
    assert switch(other, vera).status_code == 403


def test_a_forged_workstation_cookie_is_not_believed(vera, at_work):
    home, thief = Client(), Client()
    at_work(home, vera)
    thief.cookies["workstation"] = home.cookies["workstation"].value.split(":")[0] + ":forged:signature"
    assert switch(thief, vera).status_code == 403


def test_a_pin_is_worth_nothing_after_the_shift(vera, at_work, as_):
    client = Client()
    at_work(client, vera)
    with as_(vera):
        Presence.objects.update(until=Presence.objects.get().since)
    client.post(reverse("lock"))
    assert client.post(reverse("unlock"), {"secret": PIN}).status_code == 422
    assert client.post(reverse("unlock"), {"secret": "vera-password-1"}).status_code == 302


def test_five_wrong_pins_ask_a_full_sign_in_of_that_user_only(vera, ivan, at_work, attempt):
    client = Client()
    code = at_work(client, vera)
    at_work(client, ivan)
    for _n in range(5):
        assert switch(client, vera, "111111").status_code == 403
    assert switch(client, vera).status_code == 403
    assert switch(client, ivan).status_code == 302
    assert attempt(Client(), vera, code(1)).status_code == 302


def test_signing_out_ends_the_presence(vera, at_work, deeds):
    client = Client()
    at_work(client, vera)
    client.post(reverse("sign_out"))
    assert client.get(reverse("my_account")).status_code == 302
    assert switch(client, vera).status_code == 403
    assert deeds(vera)[-1] == "centre.staff.signed_out"


def test_clearing_a_locked_screen_keeps_the_presence(vera, at_work):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    client.post(reverse("sign_out"))
    assert switch(client, vera).status_code == 302


def test_fifteen_idle_minutes_lock_by_themselves(vera, at_work):
    client = Client()
    at_work(client, vera)
    session = client.session
    session["last_seen"] = time.time() - 901
    session.save()
    assert client.get(reverse("my_account")).headers["Location"].startswith(reverse("unlock"))


def test_a_page_that_refreshes_itself_is_not_an_act(vera, at_work):
    client = Client()
    at_work(client, vera)
    session = client.session
    session["last_seen"] = stamp = time.time() - 600
    session.save()
    client.get(reverse("my_account"), headers={"HX-Request": "true"})
    assert client.session["last_seen"] == stamp
    client.get(reverse("my_account"))
    assert client.session["last_seen"] > stamp


def test_a_fragment_of_a_locked_session_sends_the_whole_page(vera, at_work):
    client = Client()
    at_work(client, vera)
    client.post(reverse("lock"))
    answer = client.get(reverse("my_account"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("unlock"))


def test_nothing_is_kept_when_the_ledger_fails(vera, at_work, monkeypatch, logged):
    from django.db import DatabaseError

    client = Client()
    at_work(client, vera)

    def broken(*_args, **_more):
        raise DatabaseError("the ledger does not answer")

    client.post(reverse("lock"))
    monkeypatch.setattr("centre.workstations.actions.record", broken)
    client.raise_request_exception = False
    assert switch(client, vera, "111111").status_code == 500
    assert Presence.objects.get().pin_failures == 0
    assert "page=switch_user" in logged()[0]


def test_after_unlocking_one_is_where_one_was(vera, at_work):
    client = Client()
    at_work(client, vera)
    answer = client.post(reverse("lock"), headers={"Referer": "http://testserver/account/"})
    assert answer.headers["Location"].startswith(f"{reverse('unlock')}?next=")
    elsewhere = client.post(reverse("unlock"), {"secret": PIN, "next": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == "/"


def test_old_attempts_are_for_the_worker_to_forget(vera, equip, attempt):
    from django.db import DatabaseError, transaction

    from audit.queue import EVERY_MINUTE
    from centre.workstations.models import SignInAttempt
    equip(vera)
    attempt(Client(), vera, "000000")
    with pytest.raises(DatabaseError), transaction.atomic():
        SignInAttempt.objects.all().delete()
    assert "centre.staff.tasks.forget_attempts" in EVERY_MINUTE.values()
