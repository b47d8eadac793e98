"""The readable timeline of an object: what each save looked like, and who made it.

The only place that knows django-simple-history. The copy has the same wall as the original; it has no foreign key to
an account, so that a person's history outlives one. Source: PRIVACY 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from simple_history.models import HistoricalRecords


class ActorRecords(HistoricalRecords):
    """History rows that carry the acting user's id and stand behind the wall of the tracked model."""

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls and hasattr(sender, "wall"):
            history = getattr(sender, self.manager_name).model
            history.wall = sender.wall


def acting_user_id(instance: Any = None, **_: Any) -> int | None:
    """The id of the user whose token the transaction carries; None outside one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.actor()")
        row = cursor.fetchone()
    return row[0] if row else None


def track(*, excluded_fields: Sequence[str] = ()) -> HistoricalRecords:
    """Keep the history of a model: `history = track()`. Fields named are left out of the copy."""
    return ActorRecords(
        history_user_id_field=models.IntegerField(null=True, blank=True),
        history_user_getter=lambda historical_instance: historical_instance.history_user_id,
        history_user_setter=lambda historical_instance, user: None,
        get_user=acting_user_id,
        excluded_fields=list(excluded_fields),
        cascade_delete_history=False,
    )
