"""Danger assessments: facts, what was weighed, who decided what, who signed. They alert nobody and send nothing."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from centre.access.enums import Compartment
from intake.safety.walls import RestrictedWall

from .enums import Judgement, Option


class DangerAssessment(models.Model):
    """Why somebody was thought to be in grave danger, what was weighed and decided; signed by another, then closed.

    Sealed for the person, or for the assessment itself when nobody is named. Source: DOMAIN 12 row 3.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="danger_assessments")
    sealed_for = models.UUIDField()
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    restricted = models.BooleanField(default=True)
    facts = SealedTextField(subject="sealed_for")
    options = ArrayField(models.CharField(max_length=12, choices=Option.choices), verbose_name=_("what was weighed"))
    weighed = SealedTextField(subject="sealed_for")
    decision = models.CharField(_("what was decided"), max_length=12, choices=Option.choices)
    decided_with = models.CharField(_("decided with"), max_length=120, blank=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    judgement = models.CharField(_("coordination"), max_length=8, choices=Judgement.choices, blank=True)
    remark = SealedTextField(subject="sealed_for", null=True)
    signed_by = models.PositiveIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = RestrictedWall()
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "sealed_for": "operational", "compartment": "none", "restricted": "none",
        "facts": "health", "options": "social", "weighed": "health", "decision": "social", "decided_with": "operational",
        "by": "operational", "at": "operational", "judgement": "social", "remark": "health", "signed_by": "operational",
        "signed_at": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judgement="", signed_by=None) | (~Q(judgement="") & Q(signed_by__isnull=False) & ~Q(signed_by=F("by"))),
                name="danger_signed_by_another",
            ),
        ]
