"""The tables of the ledger, as the SQL of this room makes them: read here, written by database functions only."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from audit.ledger.enums import Kind


class Told(NamedTuple):
    """The parameters of `audit.record` in the database."""

    verb: str
    purpose: str
    subject: str | None
    label: str | None
    key: str | None
    data: str | None


class EventQuerySet(models.QuerySet["Event"]):
    """The words of the ledger page."""

    def between(self, since: datetime, until: datetime) -> EventQuerySet:
        """Events from `since` up to and without `until`."""
        return self.filter(at__gte=since, at__lt=until)

    def about(self, subject: UUID) -> EventQuerySet:
        """Events about one person."""
        return self.filter(subject=subject)

    def of_kind(self, kind: str) -> EventQuerySet:
        """Deeds, rows or both, see `Kind`."""
        rows = models.Q(verb__startswith="row.") | models.Q(verb="table.truncated")
        return {Kind.DEEDS: self.exclude(rows), Kind.ROWS: self.filter(rows)}.get(Kind(kind), self)

    def newest_first(self) -> EventQuerySet:
        """The order of pages; ids grow with time."""
        return self.order_by("-id")


class EventManager(models.Manager.from_queryset(EventQuerySet)):  # type: ignore[misc]  # a class made at run time
    """Events are written by `audit.record` in the database, which alone knows the actor."""

    def write(
        self, verb: str, *, subject: Any = None, obj: models.Model | None = None, purpose: str = "",
        data: dict[str, Any] | None = None,
    ) -> None:
        """One event. Raises a database error when nobody is signed in or the verb is malformed."""
        self.write_all([self.told(verb, subject=subject, obj=obj, purpose=purpose, data=data)])

    def write_all(self, told: list[Told]) -> None:
        """Events in their order, by one statement: all of them or, with a database error, none."""
        if not told:
            return
        asked = ", ".join(["audit.record(%s, %s, %s::uuid, %s, %s, %s::jsonb)"] * len(told))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {asked}", [value for one in told for value in one])

    @staticmethod
    def told(
        verb: str, *, subject: Any = None, obj: models.Model | None = None, purpose: str = "",
        data: dict[str, Any] | None = None,
    ) -> Told:
        """What `audit.record` is told of one event."""
        person = getattr(subject, "pk", subject)
        label, key = (obj._meta.label_lower, str(obj.pk)) if obj is not None else (None, None)
        said = json.dumps(data, cls=DjangoJSONEncoder) if data else None
        return Told(str(verb), purpose, str(person) if person else None, label, key, said)


class Event(models.Model):
    """Something that happened: a deed, a reading, or a row written, with who, when, about whom."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.IntegerField(null=True)
    workstation = models.TextField(null=True)
    request_id = models.UUIDField(null=True)
    verb = models.TextField()
    purpose = models.TextField(null=True)
    subject = models.UUIDField(null=True)
    object_label = models.TextField(null=True)
    object_key = models.TextField(null=True)
    diff = models.JSONField(null=True)
    leaf = models.BinaryField()

    objects = EventManager()
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "at": "operational", "actor": "operational", "workstation": "operational",
        "request_id": "none", "verb": "operational", "purpose": "social", "subject": "social",
        "object_label": "none", "object_key": "social", "diff": "health", "leaf": "none",
    }

    class Meta:
        managed = False
        db_table = "audit_event"

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class Seal(models.Model):
    """A minute of events bound together: their leaves, a Merkle root chained to the seal before, a signature."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    events = models.IntegerField()
    ids = ArrayField(models.BigIntegerField())
    leaves = ArrayField(models.BinaryField())
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    upto = models.TextField()
    era = models.TextField()
    floor = models.BigIntegerField()
    previous = models.BinaryField()
    merkle = models.BinaryField()
    root = models.BinaryField()
    signature = models.BinaryField()

    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("number", "at", "events", "ids", "leaves", "first_at", "last_at", "upto", "era", "floor", "previous",
         "merkle", "root", "signature"), "none",
    )

    class Meta:
        managed = False
        db_table = "audit_seal"

    def __str__(self) -> str:
        return f"{self.number}"


class Check(models.Model):
    """What one verification of the whole ledger found. `problems` is a list of objects, empty when whole."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    events = models.BigIntegerField()
    seals = models.BigIntegerField()
    seconds = models.FloatField()
    problems = models.JSONField()

    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "at", "events", "seals", "seconds", "problems"), "none"
    )

    class Meta:
        managed = False
        db_table = "audit_check"

    def __str__(self) -> str:
        return f"{self.at} {len(self.problems)}"
