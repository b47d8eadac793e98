"""Attacks on who one is: tokens forged, altered, replayed, left behind. Numbered; a number is never used again."""
from __future__ import annotations

import hashlib
import hmac
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from centre.access.identity import acting, sign
from centre.staff.actions import deactivate_account, end_membership

pytestmark = pytest.mark.django_db
COUNT = "SELECT count(*) FROM intake_person WHERE id = %s"


def test_attack_01_no_token_sees_nobody(ask, momo):
    assert ask(COUNT, momo.pk) == 0


def test_attack_02_a_token_signed_with_another_key(ask, bearing, momo, vera):
    body = f"{vera.pk}|x|{uuid.uuid4()}|9999999999|0"
    forged = f"{body}|{hmac.new(b'guess', body.encode(), hashlib.sha256).hexdigest()}"
    with bearing(forged):
        assert ask("SELECT app.actor()") is None
        assert ask(COUNT, momo.pk) == 0


def test_attack_03_the_number_in_a_good_token_changed(ask, bearing, momo, vera, olga):
    parts = sign(olga.pk, "x", uuid.uuid4()).split("|")
    with bearing("|".join([str(vera.pk), *parts[1:]])):
        assert ask("SELECT app.actor()") is None
        assert ask(COUNT, momo.pk) == 0


def test_attack_04_the_end_of_a_good_token_put_later(ask, bearing, vera):
    user, place, number, _end, fresh, seal = sign(vera.pk, "x", uuid.uuid4(), lifetime=-1).split("|")
    with bearing("|".join([user, place, number, "9999999999", fresh, seal])):
        assert ask("SELECT app.actor()") is None


def test_attack_05_a_stale_token_played_again(ask, bearing, momo, vera):
    with bearing(sign(vera.pk, "x", uuid.uuid4(), lifetime=60)):
        assert ask(COUNT, momo.pk) == 1
    with bearing(sign(vera.pk, "x", uuid.uuid4(), lifetime=-1)):
        assert ask(COUNT, momo.pk) == 0


@pytest.mark.parametrize("token", ["", "|", "||||", "1", "1|2|3|4|5", "1|x|y|z|0|" + "0" * 64, "1|2|3|4|5|6", "1|2|3|4|5|6|7"])
def test_attack_06_malformed_tokens_are_nobody(ask, bearing, token):
    with bearing(token):
        assert ask("SELECT app.actor()") is None
        assert ask("SELECT app.principals()") == []


def test_attack_07_a_workstation_name_cannot_add_parts(ask, bearing, vera, olga):
    with bearing(sign(olga.pk, f"x|{vera.pk}", uuid.uuid4())):
        assert ask("SELECT app.actor()") == olga.pk


def test_attack_08_the_signing_key_cannot_be_read(ask, as_, vera):
    with as_(vera), pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT inner_pad FROM app.token_key")


def test_attack_09_an_own_setting_is_not_an_identity(ask, momo, vera):
    ask("SELECT set_config('app.user_id', %s, true)", str(vera.pk))
    assert ask(COUNT, momo.pk) == 0


def test_attack_10_nothing_is_left_for_the_next_on_the_connection(ask, momo, vera):
    with acting(vera):
        assert ask("SELECT app.actor()") == vera.pk
    assert ask("SELECT app.actor()") is None
    with pytest.raises(RuntimeError), acting(vera):
        raise RuntimeError
    assert ask("SELECT app.actor()") is None
    assert ask(COUNT, momo.pk) == 0


def test_attack_11_nothing_is_left_after_a_request(ask, browse, momo, vera):
    client = browse(vera)
    assert client.get(reverse("my_account")).status_code == 200
    assert client.get(reverse("staff_list")).status_code == 403
    assert client.get("/not-a-page/").status_code == 404
    assert ask("SELECT app.actor()") is None
    assert ask(COUNT, momo.pk) == 0


def test_attack_12_nested_identities_come_back(ask, vera, olga):
    with acting(vera):
        with acting(olga):
            assert ask("SELECT app.actor()") == olga.pk
        assert ask("SELECT app.actor()") == vera.pk


def test_attack_13_an_ended_membership_ends_a_token_in_use(ask, momo, vera, ada):
    token = sign(vera.pk, "x", uuid.uuid4())
    with acting(ada):
        for membership in vera.memberships.order_by("pk"):
            end_membership(actor=ada, membership=membership)
    ask("SELECT set_config('app.token', %s, true)", token)
    assert ask("SELECT app.actor()") == vera.pk
    assert ask("SELECT app.principals()") == [vera.pk]
    assert ask(COUNT, momo.pk) == 0
    ask("SELECT set_config('app.token', '', true)")


def test_attack_14_a_closed_account_ends_a_token_in_use(ask, momo, vera, ada):
    token = sign(vera.pk, "x", uuid.uuid4())
    with acting(ada):
        deactivate_account(actor=ada, user=vera)
    ask("SELECT set_config('app.token', %s, true)", token)
    assert ask("SELECT app.actor()") is None
    assert ask(COUNT, momo.pk) == 0
    ask("SELECT set_config('app.token', '', true)")


def test_attack_15_the_tests_themselves_attack_as_the_web_role(ask):
    assert ask("SELECT session_user::text") == "centre_web"
    assert ask("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user") is False
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE centre_owner")
