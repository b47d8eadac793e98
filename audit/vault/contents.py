"""SealedBytesField: the bytes of a file (a scan, a photograph) that only its person's key can open.

    paper.content = SealedBytes.of(data)
    paper.save()
    paper.content.open()
"""

from __future__ import annotations

import base64
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.vault import keys
from audit.vault.fields import SHOWN, SealedTextField


class SealedBytes:
    """Bytes under seal, shown nowhere by accident: only `open()` gives them. Before saving they wait in memory."""

    __slots__ = ("_blob", "_context", "_waiting")

    def __init__(self, blob: bytes | None, context: str, waiting: bytes | None = None) -> None:
        self._blob, self._context, self._waiting = blob, context, waiting

    @classmethod
    def of(cls, data: bytes) -> SealedBytes:
        """Bytes to be sealed when their row is saved."""
        return cls(None, "", waiting=bytes(data))

    def open(self) -> bytes:
        """The bytes. The caller records the reading in the ledger. Raises Shredded, Tampered."""
        if self._blob is None:
            return self._waiting or b""
        return keys.open_sealed_bytes(self._blob, self._context)

    @property
    def ciphertext(self) -> bytes | None:
        """The cell as stored, or None while the bytes wait to be saved."""
        return self._blob

    def __str__(self) -> str:
        return SHOWN

    __repr__ = __str__

    def __reduce__(self) -> tuple[type[SealedBytes], tuple[bytes, str]]:
        if self._blob is None:
            raise TypeError("Bytes that are not yet sealed are never pickled: save them first.")
        return (SealedBytes, (self._blob, self._context))


class SealedBytesField(SealedTextField):
    """As `SealedTextField`, for bytes. It takes `SealedBytes.of(data)`; bare bytes are what the database holds."""

    description = _("Sealed file")

    def under_seal(self, value: Any) -> Any:
        """`value` as `SealedBytes`, None, or an expression left alone."""
        if value is None or isinstance(value, SealedBytes) or hasattr(value, "resolve_expression"):
            return value
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError("A sealed file takes SealedBytes.of(data).")
        blob = bytes(value)
        return SealedBytes(blob, self.context) if blob else None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, SealedBytes) and value.ciphertext is None:
            value = SealedBytes(keys.seal(self._subject_of(model_instance), value.open(), self.context), self.context)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, SealedBytes) or value.ciphertext is None:
            raise FieldError("A sealed file is written only through save() or bulk_create().")
        return connection.Database.Binary(value.ciphertext)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else SealedBytes(bytes(value), self.context)

    def to_python(self, value: Any) -> Any:
        return self.under_seal(base64.b64decode(value) if isinstance(value, str) else value)
