"""One machine, one house: the demonstration and development. Secrets are made once and kept under CENTRE_DATA."""

import secrets

from .base import *  # noqa: F403  an overlay is the base and a few changes
from .base import DATA, env

CENTRE_DEMO = env.bool("CENTRE_DEMO", default=True)
DEBUG = env.bool("CENTRE_DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
VAULT_CREATE = True


def _secret() -> str:
    path = DATA / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret()
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
