"""First passwords, made by chance, shown once, changed at the first sign-in; and how every password is kept.

The hash stands in a table that is read before anybody is known, and in every dump. Alone it is not enough to try words
against: what is hashed is a fingerprint of the password under the vault's key, as with a PIN. Source: PRIVACY 7.
"""

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher, identify_hasher
from django.views.decorators.debug import sensitive_variables

from audit.vault.keys import mac

#: Without the signs that are taken for one another.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def first_password() -> str:
    """Sixteen symbols in groups of four: about 78 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _n in range(4))


class KeyedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2 over a fingerprint made with the vault's key."""

    algorithm = "keyed_argon2"

    @sensitive_variables()
    def encode(self, password: str, salt: str) -> str:
        return str(super().encode(_fingerprint(password), salt))

    @sensitive_variables()
    def verify(self, password: str, encoded: str) -> bool:
        return bool(super().verify(_fingerprint(password), encoded))


def kept_otherwise(encoded: str) -> bool:
    """Whether a hash is of another kind than those made now."""
    return bool(identify_hasher(encoded).algorithm != get_hasher().algorithm)


@sensitive_variables()
def _fingerprint(password: str) -> str:
    return mac("password", password.encode()).hex()
