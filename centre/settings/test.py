"""What the tests run with: a throw-away private PostgreSQL, quick password hashing, strict templates."""

import os
import tempfile
from pathlib import Path

# A server for each process that tests side by side: sealing waits for the oldest transaction of a whole server.
_default = str(Path(tempfile.gettempdir()) / f"centre-tests-{os.getuid()}")
_home = os.environ.setdefault("CENTRE_TEST_HOME", os.environ.get("CENTRE_DATA", _default))
os.environ["CENTRE_DATA"] = str(Path(_home) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["EMBEDDED_THROWAWAY"] = "1"
os.environ["CENTRE_ROLE"] = "owner"  # creates the test database; the tests themselves run as the web role

from .base import *  # noqa: E402, F403  an overlay is the base and a few changes
from .base import DATA, TEMPLATES  # noqa: E402

SECRET_KEY = "tests only, never a secret"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
CENTRE_DEMO = True
VAULT_CREATE = True
VAULT_PATH = DATA / "vault.sqlite3"
VAULT_KEYS_PATH = DATA / "vault.json"
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class Undefined(str):
    """Makes an undefined template variable an error instead of an empty space."""

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined in a template: {name}")

    def __contains__(self, text: object) -> bool:
        return text == "%s" or super().__contains__(str(text))


STRICT_TEMPLATES = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined %s")
Q_CLUSTER = {"name": "tests", "orm": "default", "sync": False, "timeout": 60, "retry": 120}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
LANGUAGE_CODE = "en"  # the words that tests quote are those of the source
