"""Tags of the persons who agreed to be found again, and the use that is made of the questions.

The answers are in no table. Only definer functions search and confirm; a search leaves a row for an hour, which knows
whether it found somebody, for the limits and for the confirmation. Source: PRIVACY 1.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.walls import Base, Policy, Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import PauseReason


@dataclass(frozen=True)
class Unread(Base):
    """Rows about a person that the web role reaches through definer functions alone."""

    person: str = "person"
    append_only: bool = True

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        return iter(())

    def rights(self) -> str:
        return ""

    def person_column(self, column: Any) -> str:
        return str(column(self.person))


@dataclass(frozen=True)
class Overseen(Base):
    """Pauses, for the coordination: written by the questions alone, answered for by somebody whom they are not about."""

    only_columns: tuple[str, ...] = ("seen_at", "seen_by")

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        coordinator = "(SELECT app.has_role('coordinator'))"
        others = f"{coordinator} AND {table}.{column('by')} <> (SELECT app.actor())"
        yield Policy("SELECT", using=coordinator)
        yield Policy("UPDATE", using=others, check=f"{others} AND {table}.{column('seen_by')} = (SELECT app.actor())")

    def rights(self) -> str:
        return "SELECT, UPDATE"


class TagSet(models.Model):
    """Nine tags of one person, the whole first. `base`: the key they were made under; `version`: the last laid over."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="tag_set")
    tags = ArrayField(models.BinaryField(max_length=16), size=9)
    base = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.IntegerField(null=True)

    wall = Wall(person="person", compartment=Compartment.DESK, deletable=True)
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "tags": "identity", "base": "none", "version": "none", "set_at": "operational",
        "set_by": "operational",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(tags__len=9), name="nine_tags")]
        indexes = [
            GinIndex(fields=["tags"], name="person_by_tag", fastupdate=False),
            models.Index(fields=["version"], name="tags_by_version"),
        ]


class Asking(models.Model):
    """The questions were put once. `person` only when exactly one file answered; the row is gone within the hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.IntegerField()
    at = models.DateTimeField(default=timezone.now)
    found = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    whole = models.BooleanField(default=False)
    fresh_tags = ArrayField(models.BinaryField(max_length=16), size=9)
    version = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField(null=True)

    wall = Unread()
    classified: ClassVar[dict[str, str]] = {
        "by": "operational", "at": "operational", "found": "operational", "person": "social", "whole": "operational",
        "fresh_tags": "identity", "version": "none", "confirmed_at": "operational",
    }

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="asking_by_worker")]


class Pause(models.Model):
    """A worker asked too often and waits. The coordinators are told, and say that they have seen it."""

    by = models.IntegerField()
    reason = models.CharField(_("reason"), max_length=8, choices=PauseReason.choices)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.IntegerField(null=True)

    wall = Overseen()
    classified: ClassVar[dict[str, str]] = {
        "by": "operational", "reason": "operational", "at": "operational", "until": "operational",
        "seen_at": "operational", "seen_by": "operational",
    }

    class Meta:
        indexes = [models.Index(fields=["by", "until"], name="pause_by_worker")]
