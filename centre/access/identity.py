"""Who is acting, said to the database by a token that SQL cannot forge.

The web process signs `user|workstation|request|expiry` with a key from the vault's key file and sets it for the
transaction only; definer functions verify it against a table that no web role may read. Source: PRIVACY 3.
"""

from __future__ import annotations

import hashlib
import hmac
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from audit.vault.keys import token_key

#: Seconds a token stays good; a request that lasts longer loses its sight, which is the safe side.
LIFETIME = 120
BLOCK = 64


def sign(user_id: int, workstation: str, request_id: uuid.UUID, *, lifetime: int = LIFETIME) -> str:
    """The token: five parts joined by `|`, the last an HMAC-SHA256 in hex."""
    place = workstation.replace("|", "/")[:60]
    body = f"{user_id}|{place}|{request_id}|{int(time.time()) + lifetime}"
    return f"{body}|{hmac.new(token_key(), body.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def acting(user: Any, *, workstation: str = "", request_id: uuid.UUID | None = None, lifetime: int = LIFETIME) -> Iterator[Any]:
    """A transaction in which everything is done as `user`; what was before comes back after."""
    token = sign(user.pk, workstation, request_id or uuid.uuid4(), lifetime=lifetime)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.token', true), set_config('app.token', %s, true)", [token])
            before = cursor.fetchone()[0] or ""
        yield user
        if not connection.needs_rollback:  # a rollback brings the setting back by itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.token', %s, true)", [before])


def write_token_key(cursor: Any) -> None:
    """Give the database the two padded halves of the HMAC key (core PostgreSQL has sha256 but no hmac)."""
    key = token_key()
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
    cursor.execute(
        "INSERT INTO app.token_key (id, inner_pad, outer_pad) VALUES (1, %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
        [inner, outer],
    )
