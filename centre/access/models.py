"""The flat access table (one row: this principal sees this compartment of this person until then) and denials.

The grant book itself stands with the person (guardian's tables); a trigger projects each grant here, so that a
list costs one EXISTS. Source: PRIVACY 2, with measurements.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.walls import OwnRows

from .enums import Compartment, Origin


class Access(models.Model):
    """Written by the grant trigger only. `principal` is a user id, or minus a team id."""

    person = models.UUIDField()
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    principal = models.IntegerField()
    valid_until = models.DateTimeField()

    wall = OwnRows()
    classified = {"person": "social", "compartment": "social", "principal": "operational", "valid_until": "none"}

    class Meta:
        db_table = "centre_access"
        constraints = [models.UniqueConstraint(fields=["person", "compartment", "principal"], name="one_access")]
        indexes = [models.Index(fields=["principal", "compartment", "person"], include=["valid_until"], name="access_by_principal")]


class Denial(models.Model):
    """This principal never sees this person, whatever is granted: deny beats allow (staff who know them)."""

    person = models.UUIDField()
    principal = models.IntegerField()
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.IntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    wall = OwnRows()
    classified = {"person": "social", "principal": "operational", "reason": "social", "decided_by": "operational", "created_at": "none"}

    class Meta:
        db_table = "centre_denial"
        constraints = [models.UniqueConstraint(fields=["person", "principal"], name="one_denial")]


class GrantFields(models.Model):
    """What every grant says beside guardian's own columns: until when, from where, why, by whom."""

    valid_until = models.DateTimeField()
    origin = models.CharField(max_length=20, choices=Origin.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    granted_by = models.IntegerField(null=True)
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


def grant_classes(person: str = "social") -> dict[str, str]:
    """The classes of a grant model's fields, for its `classified`."""
    fields: dict[str, Any] = dict.fromkeys(("permission", "user", "group"), "operational")
    return fields | {
        "content_object": person, "valid_until": "none", "origin": "operational", "reason": "social",
        "granted_by": "operational", "granted_at": "none",
    }
