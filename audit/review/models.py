"""Readings put before a reviewer, week by week. Nobody who was read about stands in this table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import Base, Policy, permitted

from .enums import Finding, Reason


@dataclass(frozen=True)
class Reviewers(Base):
    """Seen by reviewers, answered by a reviewer about somebody else; drawn by the worker alone.

    answered: whether the rows are questions that reviewers answer, or the worker's own notes.
    """

    answered: bool = False

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        may = permitted(("audit.review_log",))
        if not self.answered:
            yield Policy("SELECT", using=may)
            return
        others = f"{may} AND {table}.{column('actor')} <> (SELECT app.actor())"
        yield Policy("SELECT", using=may)
        yield Policy("UPDATE", using=others, check=f"{others} AND {table}.{column('answered_by')} = (SELECT app.actor())")

    def rights(self) -> str:
        return "SELECT, INSERT, UPDATE" if self.answered else "SELECT"


class Draw(models.Model):
    """One week was drawn: how many readings there were, how many are looked at."""

    week = models.DateField(_("Monday of the week"), unique=True)
    reads = models.PositiveIntegerField(_("readings"))
    drawn_at = models.DateTimeField(default=timezone.now)

    history = track()
    wall = Reviewers()
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("week", "reads", "drawn_at"), "operational")

    def __str__(self) -> str:
        return f"{self.week:%Y-%m-%d}"


class Question(models.Model):
    """Readings of one colleague on one day, or a single one drawn at random, that a reviewer must answer for.

    `reads` lists them as {"id", "at", "verb"}, at most fifty; `number` says how many there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="questions")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    actor = models.IntegerField(_("reader"))
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("readings"))
    reads = models.JSONField(_("readings"), encoder=DjangoJSONEncoder)
    due_on = models.DateField(_("to answer before"))
    finding = models.CharField(_("finding"), max_length=14, choices=Finding.choices, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.IntegerField(_("answered by"), null=True, blank=True)

    history = track()
    wall = Reviewers(answered=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("draw", "reason", "actor", "day", "number", "reads", "due_on", "finding", "remark", "answered_at", "answered_by"),
        "operational",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, finding="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(finding=""),
                name="review_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("actor")), name="review_by_somebody_else"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="review_open", condition=Q(answered_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.reason}"

    @property
    def overdue(self) -> bool:
        """Whether it should have been answered by now."""
        return self.answered_at is None and self.due_on < timezone.localdate()
