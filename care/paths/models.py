"""The care path: goals in the person's own words, steps with a date and somebody who sees to it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from intake.person.models import Person

from .enums import PathCompartment, StepState

CLASSES = {"person": "social", "compartment": "social"}


class CarePath(models.Model):
    """What a team and a person undertake together; one open path for each compartment."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paths")
    compartment = models.CharField(_("part of the file"), max_length=20, choices=PathCompartment.choices)
    opened_at = models.DateTimeField()
    opened_by = models.IntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.IntegerField(null=True)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = CLASSES | dict.fromkeys(("opened_at", "opened_by", "closed_at", "closed_by"), "operational")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "compartment"], condition=Q(closed_at__isnull=True), name="one_open_path_each")
        ]


class Goal(models.Model):
    """A goal, in the words of the person."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    words = SealedTextField(subject="person")
    set_at = models.DateTimeField()
    set_by = models.IntegerField()

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = CLASSES | {"path": "social", "words": "health", "set_at": "operational", "set_by": "operational"}


class Step(models.Model):
    """One thing to do, for a goal or beside them."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="steps")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name=_("goal"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    title = SealedTextField(subject="person")
    state = models.CharField(_("state"), max_length=12, choices=StepState.choices, default=StepState.PLANNED)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    owner = models.IntegerField()
    added_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "path": "social", "goal": "social", "title": "health", "state": "health", "due_on": "operational",
        "owner": "operational", "added_at": "operational", "moved_at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [
            models.Index(fields=["person", "-added_at"], name="step_by_person"),
            models.Index(fields=["owner", "due_on"], condition=Q(state__in=["planned", "under_way"]), name="step_to_do"),
        ]
