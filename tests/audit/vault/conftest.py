"""A vault of its own for each test, in an empty folder."""

import pytest

from audit.vault import keyring


@pytest.fixture
def own_vault(tmp_path, settings):
    """A fresh vault and key file; returns the folder that holds `vault.sqlite3` and `keys.json`."""
    settings.VAULT_PATH = tmp_path / "vault.sqlite3"
    settings.VAULT_KEYS_PATH = tmp_path / "keys.json"
    keyring.create_if_missing()
    return tmp_path
