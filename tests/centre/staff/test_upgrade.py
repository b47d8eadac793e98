"""Keys of second factors that stood in clear are sealed once, when the database goes over to this version."""

from importlib import import_module

from django.apps import apps
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.staff import authenticator

KEY = "3132333435363738393031323334353637383930"


def test_a_key_in_clear_opens_nothing_until_it_is_sealed_and_then_its_code_goes_on(as_, vera):
    with as_(vera):
        device = TOTPDevice.objects.create(user=vera, name="old", confirmed=True, key=KEY)
        code = f"{TOTP(bytes.fromhex(KEY)).token():06d}"
        assert not authenticator.accepts(device, code)


def test_the_migration_seals_what_stood_in_clear_and_nothing_twice(as_worker, db, vera):
    device = TOTPDevice.objects.create(user=vera, name="old", confirmed=True, key=KEY)
    seal = import_module("centre.migrations.0002_the_door").seal_authenticators
    seal(apps, None)
    device.refresh_from_db()
    assert KEY not in device.key
    assert authenticator.key_of(device) == bytes.fromhex(KEY)
    kept = device.key
    seal(apps, None)
    device.refresh_from_db()
    assert device.key == kept
