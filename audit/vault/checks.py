"""System checks: a wrong, missing or openly readable key file stops the application before it starts."""

import stat
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from audit.vault import keyfile, keys, store
from audit.vault.errors import VaultError


@register("vault")
def key_file_opens_the_vault(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Error audit.E001: the key file is missing or does not belong to the vault.

    A new installation that may make its own vault (VAULT_CREATE: demonstrations, tests, development) passes.
    """
    new = not keyfile.path().exists() and not store.path().exists()
    if new and getattr(settings, "VAULT_CREATE", False):
        return []
    try:
        keys.refuse_wrong_key()
    except VaultError as refusal:
        return [Error(str(refusal), id="audit.E001")]
    return []


@register("vault", deploy=True)
def key_file_is_private(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Error audit.E002: somebody else on this machine may read the key file."""
    place = keyfile.path()
    if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077:
        return [Error(f"The key file {place} may be read by others.", hint="chmod 600", id="audit.E002")]
    return []
