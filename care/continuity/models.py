"""What holds a path together when contact breaks: lost from sight, prison, after-care."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from care.paths.enums import PathCompartment
from care.paths.models import CLASSES, CarePath
from intake.person.models import Person

from .enums import AfterCareState, LostReason, LostState

#: Somebody is out of sight in these states.
SOUGHT = (LostState.LOST, LostState.LOOKED_FOR)


class LostContact(models.Model):
    """Somebody lost from sight: since when, what is thought, who looks for them until when, what came of it.

    `task`: the number of the task to find them again, which the team's list of tasks shows.
    """

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="losses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    last_seen_on = models.DateField(_("last seen"))
    reason = models.CharField(_("what is thought"), max_length=12, choices=LostReason.choices, default=LostReason.UNKNOWN)
    where = SealedTextField(subject="person", null=True)
    state = models.CharField(_("state"), max_length=10, choices=LostState.choices, default=LostState.LOST)
    look_until = models.DateField(_("look again by"), null=True, blank=True)
    task = models.UUIDField(_("task"), null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.IntegerField()
    moved_at = models.DateTimeField()
    found_on = models.DateField(_("found again on"), null=True, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.follow_contact",), change=("care.follow_contact",),
        parent="path", hands=("noted_by",), only_columns=("state", "look_until", "task", "moved_at", "found_on"),
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "last_seen_on": "social", "reason": "social", "where": "social", "state": "social", "look_until": "operational",
        "task": "none", "noted_at": "operational", "noted_by": "operational", "moved_at": "operational", "found_on": "social",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], condition=Q(state__in=["lost", "looked_for"]), name="lost_once_at_a_time"),
            models.CheckConstraint(condition=Q(found_on=None) | Q(found_on__gte=F("last_seen_on")), name="found_after_lost"),
            models.CheckConstraint(
                condition=Q(state=LostState.FOUND, found_on__isnull=False) | ~Q(state=LostState.FOUND) & Q(found_on=None),
                name="found_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["person", "-noted_at", "-id"], name="loss_by_person")]


class PrisonStay(models.Model):
    """A stay in prison, so that care goes on: treatment handed on to whom and when, and a contact at release."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="prison_stays")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    entered_on = models.DateField(_("in prison since"))
    place = SealedTextField(subject="person", null=True)
    release_on = models.DateField(_("expected release"), null=True, blank=True)
    handed_on = models.DateField(_("treatment handed on"), null=True, blank=True)
    handed_to = SealedTextField(subject="person", null=True)
    released_on = models.DateField(_("out of prison on"), null=True, blank=True)
    task = models.UUIDField(_("task"), null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.follow_prison",), change=("care.follow_prison",),
        parent="path", hands=("noted_by",), only_columns=("release_on", "handed_on", "handed_to", "released_on", "task"),
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "entered_on": "social", "place": "social", "release_on": "social", "handed_on": "health", "handed_to": "health",
        "released_on": "social", "task": "none", "noted_at": "operational", "noted_by": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], condition=Q(released_on=None), name="in_prison_once"),
            models.CheckConstraint(condition=Q(release_on=None) | Q(release_on__gte=F("entered_on")), name="release_after_entry"),
            models.CheckConstraint(condition=Q(released_on=None) | Q(released_on__gte=F("entered_on")), name="released_after_entry"),
            models.CheckConstraint(
                condition=Q(handed_on=None, handed_to__isnull=True) | Q(handed_on__isnull=False, handed_to__isnull=False),
                name="handed_on_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person", "-noted_at", "-id"], name="prison_by_person")]


class AfterCareContact(models.Model):
    """A contact some months after the end of a path, and what came of it."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="after_care")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    months = models.PositiveSmallIntegerField(_("months after the end"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=12, choices=AfterCareState.choices, default=AfterCareState.PLANNED)
    words = SealedTextField(subject="person", null=True)
    task = models.UUIDField(_("task"), null=True, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.IntegerField()
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.IntegerField(null=True, blank=True)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.open_path",), change=("care.follow_contact",),
        parent="path", hands=("planned_by", "noted_by"), only_columns=("state", "words", "noted_at", "noted_by", "task"),
    )
    classified: ClassVar[dict[str, str]] = {
        "path": "social", "person": "social", "compartment": "social", "months": "operational", "due_on": "operational",
        "state": "social", "words": "health", "task": "none", "planned_at": "operational", "planned_by": "operational",
        "noted_at": "operational", "noted_by": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "months"], name="after_care_once_a_month"),
            models.CheckConstraint(
                condition=Q(state=AfterCareState.PLANNED, noted_at=None)
                | ~Q(state=AfterCareState.PLANNED) & Q(noted_at__isnull=False, noted_by__isnull=False),
                name="after_care_noted_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-noted_at", "-id"], name="after_care_by_person"),
            models.Index(fields=["due_on"], condition=Q(state="planned"), name="after_care_due"),
        ]
