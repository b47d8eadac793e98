"""Complaints, near-misses, ideas: sealed, for the coordination and for whoever wrote them down, counted without anybody."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.safety.walls import RestrictedWall

from .enums import About, Kind, Source, State


class Complaint(models.Model):
    """What somebody says went wrong, or almost. `person` only when they want it; `sealed_for` is them or the complaint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("who speaks"), max_length=10, choices=Source.choices)
    about = models.CharField(_("about what"), max_length=16, choices=About.choices)
    state = models.CharField(_("how far it is"), max_length=12, choices=State.choices, default=State.RECEIVED)
    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="complaints")
    sealed_for = models.UUIDField()
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    restricted = models.BooleanField(default=True)
    text = SealedTextField(subject="sealed_for")
    answer_by = models.DateField(_("answer by"))
    service_day = models.DateField()
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = RestrictedWall()
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "kind": "operational", "source": "operational", "about": "operational", "state": "operational",
        "person": "social", "sealed_for": "operational", "compartment": "none", "restricted": "none", "text": "social",
        "answer_by": "operational", "service_day": "operational", "at": "operational", "by": "operational",
        "moved_at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["state", "answer_by"], name="complaint_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(source=Source.PERSON), name="complaint_person_speaks"),
        ]


class ComplaintStep(models.Model):
    """One step of the follow-up, with what was found or answered, sealed; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=State.choices)
    note = SealedTextField(subject="complaint.sealed_for")
    at = models.DateTimeField()
    by = models.PositiveIntegerField()

    wall = Wall(through="complaint", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "complaint": "operational", "state": "operational", "note": "social", "at": "operational",
        "by": "operational",
    }
