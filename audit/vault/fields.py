"""SealedTextField: text that only its person's key can open, stored as ciphertext in the application's own table."""

from __future__ import annotations

import base64
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from audit.vault import cells, keys

SHOWN = "[sealed]"


class Sealed:
    """Text under seal. `str`, `repr` and templates show "[sealed]"; only `reveal()` opens it.

    Before the row is saved the text waits in memory; it is never pickled in that state.
    """

    __slots__ = ("_blob", "_context", "_waiting")

    def __init__(self, blob: bytes | None, context: str, waiting: str | None = None) -> None:
        self._blob, self._context, self._waiting = blob, context, waiting

    def reveal(self) -> str:
        """The text. The caller records the reading in the ledger. Raises Shredded, Tampered."""
        if self._blob is None:
            return self._waiting or ""
        return keys.open_sealed(self._blob, self._context)

    @property
    def ciphertext(self) -> bytes | None:
        """The cell as stored, or None while the text waits to be saved."""
        return self._blob

    @property
    def is_shredded(self) -> bool:
        """Whether the person's key was destroyed, so that `reveal()` would refuse."""
        return self._blob is not None and not keys.has_key(cells.subject_of(self._blob))

    def __str__(self) -> str:
        return SHOWN

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(SHOWN, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sealed):
            return NotImplemented
        return (self._blob, self._waiting, self._context) == (other._blob, other._waiting, other._context)

    def __hash__(self) -> int:
        return hash((self._blob, self._context))

    def __reduce__(self) -> tuple[type[Sealed], tuple[bytes, str]]:
        if self._blob is None:
            raise TypeError("Text that is not yet sealed is never pickled: save it first.")
        return (Sealed, (self._blob, self._context))


class _SealedAttribute(DeferredAttribute):
    """Whatever is assigned becomes `Sealed` at once, so that no log or error page can show the text."""

    field: SealedTextField

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is not None and self.field.attname in instance.__dict__:
            return instance.__dict__[self.field.attname]
        return super().__get__(instance, cls)

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.under_seal(value)


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # takes no parameters at run time
    """Sealed text about the person named by `subject`: a field of the same model (`"person"`), or a way to one.

    A way has dots: `"note.person"`. `context` is by default `table.column`; give it when a table is renamed, for it
    is bound into every cell. Lookups other than `isnull` are refused, and so is `update()` with plain text.
    """

    description = _("Sealed text")
    descriptor_class = _SealedAttribute

    def __init__(self, *args: Any, subject: str = "person", context: str = "", **kwargs: Any) -> None:
        self.subject, self.context = subject, context
        self._given_context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["subject"] = self.subject
        if self._given_context:
            kwargs["context"] = self._given_context
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """A copy on a history model keeps the context of the model it was copied from."""
        super().contribute_to_class(cls, name, private_only)
        if not self.context and not cls._meta.abstract:
            self.context = f"{cls._meta.db_table}.{self.column}"

    def under_seal(self, value: Any) -> Any:
        """`value` as `Sealed`, None, or an expression left alone. A plain str waits to be sealed by `pre_save`."""
        if value is None or isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, str):
            return Sealed(None, self.context, waiting=value)
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError("A sealed field takes a str.")
        blob = bytes(value)
        return Sealed(blob, self.context) if blob else None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, Sealed) and value.ciphertext is None:
            cell = keys.seal(self._subject_of(model_instance), value.reveal(), self.context)
            value = Sealed(cell, self.context)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed) or value.ciphertext is None:
            raise FieldError("A sealed field takes plain text only through save() or bulk_create().")
        return connection.Database.Binary(value.ciphertext)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.context)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return Sealed(base64.b64decode(value), self.context)
        return self.under_seal(value)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.pre_save(obj, add=False)
        return "" if value is None else base64.b64encode(value.ciphertext).decode()

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"Sealed text cannot be searched ({self.name}__{lookup_name}); only isnull is possible.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"Sealed text cannot be searched ({self.name}__{lookup_name}).")

    def db_check(self, connection: Any) -> str:
        """The database itself refuses anything that has not the shape of a cell."""
        column = connection.ops.quote_name(self.column)
        size = f"octet_length({column})"
        shape = f"mod({size} - {cells.OVERHEAD}, {cells.BLOCK}) = 0 AND get_byte({column}, 0) = {cells.VERSION}"
        return f"{column} IS NULL OR (CASE WHEN {size} > {cells.OVERHEAD} THEN {shape} ELSE FALSE END)"

    def _subject_of(self, instance: Any) -> UUID | str:
        *way, last = self.subject.split(".")
        for step in way:
            instance = getattr(instance, step)
        subject: UUID | str | None = getattr(instance, instance._meta.get_field(last).attname if last != "pk" else "pk")
        if subject is None:
            raise ValueError(f"Sealed text needs its person first: set {self.subject} before saving.")
        return subject
