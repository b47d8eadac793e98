"""Attacks on the second factor by somebody who reads or writes its tables: with a dump, or with SQL of their own."""
from __future__ import annotations

import base64
import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.vault.keys import Tampered
from centre.staff import actions, authenticator, second_factor
from centre.staff.models import User

pytestmark = pytest.mark.django_db
CLEAR = "3132333435363738393031323334353637383930"


def run(sql, *values):
    """Rows that a statement changed; 0 when the database refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    except DatabaseError as error:
        if error.__cause__.sqlstate != "42501":
            raise
        return 0


def test_attack_80_a_dump_holds_no_usable_second_factor(as_, equip, vera):
    code = equip(vera)
    with as_(vera):
        codes = second_factor.make_recovery_codes(vera)
        actions.set_pin(actor=vera, pin="294681")
    key = authenticator.key_of(TOTPDevice.objects.get(user=vera))
    written = []
    with connection.cursor() as cursor:
        for table in ("otp_totp_totpdevice", "otp_static_statictoken", "otp_static_staticdevice", "centre_user"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            written += [row for (row,) in cursor.fetchall()]
    everything = "\n".join(written).lower()
    for secret in (key.hex(), base64.b64encode(key).decode().lower(), base64.b32encode(key).decode().lower(), code(),
                   *(one.replace("-", "") for one in codes)):
        assert secret not in everything
    # the stored key itself, taken for a key, gives no code that counts
    stored = TOTPDevice.objects.get(user=vera).key
    for guess in (stored.encode(), base64.b64decode(stored), base64.b64decode(stored)[12:32]):
        assert second_factor.verify(user=vera, code=f"{totp(guess):06d}") is None
        TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)


def test_attack_81_a_key_written_by_sql_opens_nothing(equip, vera):
    equip(vera)
    assert run("UPDATE otp_totp_totpdevice SET key = %s WHERE user_id = %s", CLEAR, vera.pk) == 0
    assert run("INSERT INTO otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits, tolerance, drift, last_t, throttling_failure_count)"
               " VALUES (%s, 'mine', true, %s, 30, 0, 6, 1, 0, -1, 0)", vera.pk, CLEAR) in (0, 1)
    assert second_factor.verify(user=vera, code=f"{totp(bytes.fromhex(CLEAR)):06d}") is None


def test_attack_82_ones_own_sealed_key_given_to_a_colleague(as_, equip, vera, ivan):
    mine = equip(vera)
    equip(ivan)
    stolen = TOTPDevice.objects.get(user=vera).key
    with as_(vera):
        run("UPDATE otp_totp_totpdevice SET key = %s WHERE user_id = %s", stolen, ivan.pk)
        run("INSERT INTO otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits, tolerance, drift, last_t, throttling_failure_count)"
            " VALUES (%s, 'mine', true, %s, 30, 0, 6, 1, 0, -1, 0)", ivan.pk, stolen)
    assert second_factor.verify(user=ivan, code=mine()) is None
    with pytest.raises(Tampered):
        authenticator.key_of(TOTPDevice(user=ivan, key=stolen))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM otp_totp_totpdevice WHERE user_id = %s",
        "UPDATE otp_totp_totpdevice SET confirmed = false WHERE user_id = %s",
        "UPDATE otp_totp_totpdevice SET tolerance = 9999 WHERE user_id = %s",
        "UPDATE otp_totp_totpdevice SET t0 = 1, step = 30000 WHERE user_id = %s",
        "UPDATE otp_totp_totpdevice SET user_id = 1 WHERE user_id = %s",
        "DELETE FROM otp_static_staticdevice WHERE user_id = %s",
        "UPDATE otp_static_staticdevice SET user_id = 1 WHERE user_id = %s",
    ],
)
def test_attack_83_the_second_factor_of_a_colleague_is_not_taken_away(as_, equip, vera, ivan, sql):
    equip(ivan)
    with as_(ivan):
        second_factor.make_recovery_codes(ivan)
    with as_(vera):
        assert run(sql, ivan.pk) == 0
    assert run(sql, ivan.pk) == 0
    assert second_factor.is_enrolled(ivan)


def test_attack_84_a_session_of_another_is_not_in_the_table(browse, ada):
    """Whoever reads the table of sessions finds no cookie to use."""
    client = browse(ada)
    cookie = next(iter(client.cookies.values())).value
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(session_key || ' ' || session_data, ' ') FROM django_session")
        kept = cursor.fetchone()[0]
    assert cookie not in kept
    keys = re.findall(r"\b[0-9a-z]{32,40}\b", kept)
    assert keys
    for key in keys:
        thief = Client()
        thief.cookies["sessionid"] = key
        assert thief.get("/staff/").status_code == 302


def test_attack_85_the_data_of_another_session_is_not_ones_own(browse, ada, vera):
    """What a session says is bound to its key: copied into one's own row it says nothing."""
    theirs, mine = browse(ada), browse(vera)
    assert theirs.get("/staff/").status_code == 200
    run("UPDATE django_session SET session_data = (SELECT s.session_data FROM django_session s ORDER BY s.expire_date LIMIT 1)")
    assert mine.get("/staff/").status_code in (302, 403)
    assert User.objects.filter(username="ada").exists()


def test_attack_86_the_hash_of_a_pin_is_not_enough_to_find_it(as_, vera, ivan):
    from django.contrib.auth.hashers import check_password

    with as_(vera):
        actions.set_pin(actor=vera, pin="294681")
    assert not check_password("294681", User.objects.get(pk=vera.pk).pin)
    with as_(ivan):
        actions.set_pin(actor=ivan, pin="294681")
        assert run("UPDATE centre_user SET pin = %s WHERE id = %s", User.objects.get(pk=ivan.pk).pin, vera.pk) == 0


def test_attack_89_the_hash_of_a_password_is_not_enough_to_find_it(as_, equip, attempt, vera, ivan, settings):
    """Whoever reads the accounts with SQL of their own, or has a dump, tries words against nothing."""
    from centre.settings import base

    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    plain, password = Argon2PasswordHasher(), "correct horse battery"
    for user, kept in ((vera, make_password(password)), (ivan, plain.encode(password, plain.salt()))):
        with as_(user):
            User.objects.filter(pk=user.pk).update(password=kept)
        assert attempt(Client(), user, equip(user)(), password).status_code == 302
        with as_(vera):
            read = User.objects.values_list("password", flat=True).get(pk=user.pk)
        stolen = "argon2" + read.partition("$argon2id")[1] + read.partition("$argon2id")[2]
        assert read.startswith("keyed_argon2$"), "what an older version kept is kept anew"
        assert not plain.verify(password, stolen)
        assert check_password(password, read)


def test_attack_87_nobody_is_put_at_a_workstation_by_sql(as_, vera, ada):
    sql = ("INSERT INTO centre_presence (id, user_id, workstation, since, until, pin_failures)"
           " VALUES (gen_random_uuid(), %s, 'here', now(), now() + interval '1 hour', 0)")
    with as_(vera):
        assert run(sql, ada.pk) == 0
        assert run("UPDATE centre_presence SET pin_failures = 0, ended_at = NULL") == 0
    assert run(sql, ada.pk) == 0


def test_attack_88_the_queue_is_not_read_back_or_emptied_by_a_page(as_, vera):
    with as_(vera):
        assert run("DELETE FROM django_q_ormq") == 0
        assert run("UPDATE django_q_ormq SET lock = now() + interval '9 years'") == 0
        assert run("DELETE FROM django_q_schedule") == 0
        assert run("UPDATE django_q_task SET success = true") == 0
