"""Sessions in the database, of which the table gives nothing away: it keeps a fingerprint of the key, never the key.

Whoever reads the table, by SQL of their own or in a dump, finds no cookie to use; and what a session says is signed
together with its key, so that it says nothing in the row of another. Source: PRIVACY 7.
"""
from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

#: The column of the library holds forty signs.
SIGNS = 40


class SessionStore(db.SessionStore):
    """Django's own store, under fingerprints."""

    @property
    def key_salt(self) -> str:
        return f"centre.session.{self.session_key}"

    def _get_session_from_db(self) -> Any:
        alive = self.model.objects.filter(session_key=_kept(self.session_key), expire_date__gt=timezone.now())
        row = alive.first() if self.session_key else None
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(_kept(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = _kept(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(_kept(key))


def _kept(session_key: str | None) -> str:
    """160 bits of a hash: the key itself has 165 bits of chance, so nothing is gained by trying."""
    return hashlib.sha256(f"session:{session_key}".encode()).hexdigest()[:SIGNS]
