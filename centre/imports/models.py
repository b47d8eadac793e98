"""What was brought in, row by row: the memory that makes a second run bring nothing and an undo possible."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.walls import Nothing


class Batch(models.Model):
    """One run of `bring`: a kind, when, what it counted."""

    kind = models.CharField(_("kind"), max_length=30)
    started_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)

    wall = Nothing()
    classified: ClassVar[dict[str, str]] = {
        "kind": "none", "started_at": "none", "undone_at": "none", "counts": "none",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BroughtRow(models.Model):
    """A thing made from a row of a foreign file. `key` is `<what>:<number in that file>`, never a name."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=60)
    object_key = models.CharField(max_length=60)

    wall = Nothing()
    classified: ClassVar[dict[str, str]] = {
        "batch": "none", "kind": "none", "key": "social", "label": "none", "object_key": "social",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_row_brought_once")]

    def target(self) -> Any:
        """The manager and key of what was made, to remove it."""
        return apps.get_model(self.label)._base_manager.filter(pk=self.object_key)
