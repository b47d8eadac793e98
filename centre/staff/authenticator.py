"""The authenticator: its key stands sealed, so that neither a dump nor SQL of one's own holds a usable second factor.

The library's table is kept; the key in it is ciphertext bound to the account, and a key in clear opens nothing: what
somebody writes there without the vault's key file is not accepted. Source: PRIVACY 5 and 7.
"""
from __future__ import annotations

import base64
import binascii
import secrets
import time
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.views.decorators.debug import sensitive_variables
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.vault.keys import Tampered, open_secret, seal_secret

KEY_BYTES = 20


@sensitive_variables()
def make(user: Any, *, confirmed: bool, name: str = "authenticator", key: bytes = b"") -> TOTPDevice:
    """An authenticator of the user with this key of at most 20 bytes, or one made by chance; the key is sealed."""
    sealed = sealed_key(user.pk, key or secrets.token_bytes(KEY_BYTES))
    return TOTPDevice.objects.create(user=user, name=name, confirmed=confirmed, key=sealed)


@sensitive_variables()
def sealed_key(user: int, key: bytes) -> str:
    """A key as it is kept: ciphertext that opens for the account with this number alone."""
    return base64.b64encode(seal_secret(key, _context(user))).decode()


def key_of(device: TOTPDevice) -> bytes:
    """The key, opened. Raises Tampered when it was not sealed here for this account."""
    try:
        cell = base64.b64decode(device.key, validate=True)
    except (binascii.Error, ValueError):
        cell = b""
    return open_secret(cell, _context(device.user_id))


@sensitive_variables()
def accepts(device: TOTPDevice, code: str) -> bool:
    """Whether six figures are this authenticator's, now and never used before; a failure slows the next try."""
    allowed, _why_not = device.verify_is_allowed()
    if not allowed:
        return False
    try:
        totp = TOTP(key_of(device), device.step, device.t0, device.digits, device.drift)
        totp.time = time.time()
        right = totp.verify(int(code), device.tolerance, device.last_t + 1)
    except (Tampered, ValueError):
        right = False
    if not right:
        device.throttle_increment(commit=True)
        return False
    device.last_t, device.drift = totp.t(), totp.drift
    device.throttle_reset(commit=False)
    device.set_last_used_timestamp(commit=False)
    device.save()
    return True


def enrolment_url(device: TOTPDevice) -> str:
    """What the telephone scans."""
    issuer = settings.OTP_TOTP_ISSUER.replace(":", "")
    parts = {"secret": typed_key(device), "algorithm": "SHA1", "digits": device.digits, "period": device.step, "issuer": issuer}
    return f"otpauth://totp/{quote(f'{issuer}:{device.user.username}')}?{urlencode(parts, quote_via=quote)}"


def typed_key(device: TOTPDevice) -> str:
    """The key in base32, for those who cannot scan."""
    return base64.b32encode(key_of(device)).decode().rstrip("=")


def _context(user_id: int) -> str:
    return f"authenticator:{user_id}"
