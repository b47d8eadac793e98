"""How a PIN is kept: Argon2 over a fingerprint made with the vault's key.

Six figures are a million tries: with the hash alone, out of a dump or read by SQL, they would be found in a night.
"""
from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.views.decorators.debug import sensitive_variables

from audit.vault.keys import mac


@sensitive_variables()
def kept(user: Any, pin: str) -> str:
    """What the database keeps of a PIN of this account."""
    return make_password(_bound(user, pin))


@sensitive_variables()
def fits(user: Any, pin: str) -> bool:
    """Whether this is the PIN of the account; False when none is set."""
    return bool(user.pin) and check_password(_bound(user, pin), user.pin)


def _bound(user: Any, pin: str) -> str:
    return mac("pin", f"{user.pk}:{pin}".encode()).hex()
