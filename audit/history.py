"""The readable timeline of an object: what each save looked like, and who made it.

The only place that knows django-simple-history. The copy stands behind the same wall as the original; it has no
foreign key to an account, and its author is filled in by the database from the signed token. Source: PRIVACY 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from simple_history.models import HistoricalRecords


class ActingUserField(models.IntegerField):  # type: ignore[type-arg]  # takes no parameters at run time
    """The id of the user whose token the transaction carries, set by the database at insertion; NULL without one."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if add:
            return models.Func(function="app.actor", output_field=models.IntegerField())
        return super().pre_save(model_instance, add)


class ActorRecords(HistoricalRecords):  # type: ignore[misc]  # the library has no types
    """History rows behind the wall of the tracked model, their fields classed as there."""

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is not self.cls:
            return
        copy = getattr(sender, self.manager_name).model
        if hasattr(sender, "wall"):
            copy.wall = sender.wall
        copy.classified = getattr(sender, "classified", {}) | {
            "history_id": "none", "history_date": "operational", "history_type": "operational",
            "history_user_id": "operational", "history_change_reason": "operational",
        }


def track(*, excluded_fields: Sequence[str] = ()) -> HistoricalRecords:
    """Keep the history of a model: `history = track()`. Fields named are left out of the copy."""
    return ActorRecords(
        history_id_field=models.BigAutoField(),
        history_user_id_field=ActingUserField(null=True, blank=True),
        history_user_getter=lambda historical: historical.history_user_id,
        history_user_setter=lambda historical, user: None,
        get_user=lambda instance=None, request=None: None,
        excluded_fields=list(excluded_fields),
        cascade_delete_history=False,
    )


@dataclass(frozen=True)
class Difference:
    """An object of which the two books tell different things: how many writings each holds in the window."""

    table: str
    key: str
    evidence: int
    history: int


def tracked_models() -> Iterator[tuple[type[models.Model], type[models.Model]]]:
    """Every tracked model with its history model."""
    for model in apps.get_models():
        name = getattr(model._meta, "simple_history_manager_attribute", "")
        if name:
            yield model, getattr(model, name).model


def double_entry(*, since: datetime, until: datetime) -> list[Difference]:
    """Compare evidence and history of a window: each writing stands in both books, or is listed.

    A writing that only the evidence knows went round `save()` (bulk, raw SQL); one that only the history knows was
    invented. For owner or worker. Source: PRIVACY 4, double entry.
    """
    found: list[Difference] = []
    with connection.cursor() as cursor:
        for model, copy in tracked_models():
            found.extend(_compare(cursor, model, copy, since, until))
    return found


def _key(model: type[models.Model]) -> Any:
    """The field by which the rows of a table are known; every table of the house has one."""
    return model._meta.pk


def _compare(
    cursor: Any, model: type[models.Model], copy: type[models.Model], since: datetime, until: datetime
) -> list[Difference]:
    quote = connection.ops.quote_name
    cursor.execute(
        f"""
        SELECT coalesce(e.key, h.key), coalesce(e.number, 0), coalesce(h.number, 0)
          FROM (SELECT object_key AS key, count(*) AS number FROM audit_event
                 WHERE object_label = %s AND at >= %s AND at < %s
                   AND verb IN ('row.inserted', 'row.updated', 'row.deleted')
                 GROUP BY 1) e
          FULL JOIN (SELECT {quote(_key(model).column)}::text AS key, count(*) AS number
                       FROM {quote(copy._meta.db_table)}
                      WHERE history_date >= %s AND history_date < %s GROUP BY 1) h ON h.key = e.key
         WHERE coalesce(e.number, 0) <> coalesce(h.number, 0)
         ORDER BY 1
        """,
        [model._meta.db_table, since, until, since, until],
    )
    return [Difference(model._meta.db_table, key, evidence, history) for key, evidence, history in cursor.fetchall()]
