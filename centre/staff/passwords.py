"""First passwords: made by chance, shown once, changed at the first sign-in."""

import secrets

#: Without the signs that are taken for one another.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def first_password() -> str:
    """Sixteen symbols in groups of four: about 78 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _n in range(4))
