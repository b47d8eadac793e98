"""Sheets that were printed blank. What stood on them becomes passages like any other. Source: UX 6."""

from django.db import models

from audit.history import track
from audit.walls import OpenTable
from intake.paper.enums import Kind


class Sheet(models.Model):
    """One blank sheet with its number. Nothing that was written on it is kept here."""

    serial = models.CharField(max_length=6, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    printed_at = models.DateTimeField()
    by = models.PositiveIntegerField()

    wall = OpenTable(add=("intake.print_sheet",), change=(), own="by")
    classified = {"serial": "none", "kind": "none", "printed_at": "operational", "by": "operational"}
    history = track()

    def __str__(self) -> str:
        return self.serial
