"""The only writers of the ledger: what was done, and what was seen. The database adds who, where and when."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection


def record(
    verb: str, *, subject: Any = None, obj: Any = None, purpose: str = "", data: dict[str, Any] | None = None
) -> None:
    """Write one event in the transaction under way. `subject` is a person or their uuid, `obj` a model instance.

    Raises django.db.ProgrammingError when the web role has no acting user: what cannot be written must not happen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.record(%s, %s, %s, %s, %s, %s)",
            [
                str(verb),
                str(purpose) or None,
                getattr(subject, "pk", subject),
                obj._meta.label_lower if obj is not None else None,
                str(obj.pk) if obj is not None else None,
                json.dumps(data, cls=DjangoJSONEncoder) if data is not None else None,
            ],
        )


def viewed(verb: str, *, subject: Any = None, obj: Any = None, count: int = 1, purpose: str = "") -> None:
    """Write that something was shown, before it is shown. `count` is how many things the page holds."""
    record(verb, subject=subject, obj=obj, purpose=purpose, data={"shown": count} if count != 1 else None)
