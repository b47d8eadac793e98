"""Who is acting, said to the database by a token that SQL cannot forge.

The web process signs `user|workstation|request|expiry|fresh until` with a key from the vault's key file and sets it for
the transaction only; definer functions verify it against a table that no web role may read. `fresh until` is the second
of the epoch until which a second factor typed lately counts, 0 when none was. Source: PRIVACY 2-3.
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


def sign(user_id: int, workstation: str, request_id: uuid.UUID, *, lifetime: int = LIFETIME, fresh_until: float = 0) -> str:
    """The token: six parts joined by `|`, the last an HMAC-SHA256 in hex."""
    place = workstation.replace("|", "/")[:60]
    return _signed(f"{user_id}|{place}|{request_id}|{int(time.time()) + lifetime}|{int(fresh_until)}")


def _signed(body: str) -> str:
    return f"{body}|{hmac.new(token_key(), body.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def acting(
    user: Any, *, workstation: str = "", request_id: uuid.UUID | None = None, lifetime: int = LIFETIME, fresh_until: float = 0
) -> Iterator[Any]:
    """A transaction in which everything is done as `user`; what was before comes back after."""
    token = sign(user.pk, workstation, request_id or uuid.uuid4(), lifetime=lifetime, fresh_until=fresh_until)
    inner = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.token', true), set_config('app.token', %s, true)", [token])
            before = cursor.fetchone()[0] or ""
        yield user
        if inner and not connection.needs_rollback:  # a rollback, or the end of the transaction, does so by itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.token', %s, true)", [before])


def prove(user: Any, fresh_until: float) -> None:
    """The acting user has just typed a second factor: say so to the database for the rest of this transaction.

    Only a token that is whole and theirs is signed anew; with any other nothing happens.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.token', true)")
        token = cursor.fetchone()[0] or ""
        who, *between, _former = token.rpartition("|")[0].split("|") if token.count("|") == 5 else ("", "", "")
        if who == str(user.pk) and hmac.compare_digest(_signed(token.rpartition("|")[0]), token):
            body = "|".join([who, *between, str(int(fresh_until))])
            cursor.execute("SELECT set_config('app.token', %s, true)", [_signed(body)])


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
