"""Making the key file and the vault, once in the life of an installation."""

from audit.vault import keyfile, store
from audit.vault.errors import no_key_file


def create_if_missing() -> bool:
    """Make the key file and the vault for demonstrations, tests and development, or by command; True when made.

    Refuses (WrongVaultKey) to make new keys beside a vault that already exists: they could not open it.
    """
    with keyfile.creating():
        made = False
        if not keyfile.path().exists():
            if store.path().exists():
                raise no_key_file(keyfile.path())
            keyfile.write(keyfile.fresh())
            made = True
        if not store.path().exists():
            store.create(keyfile.load())
            made = True
        return made
