"""Incidents: what happened and what was done minute by minute, naming nobody; beside them, behind walls, who and how."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment

from .enums import Act, Keeping, Kind, Outcome, Part, Place, Present, Route, Step
from .walls import RestrictedWall, ShiftWall

SEVERITIES = ((1, _("1 · slight")), (2, _("2 · serious")), (3, _("3 · very serious")), (4, _("4 · life in danger or lost")))


class NaloxoneProduct(models.Model):
    """A product of the centre's own list: what is in the cupboard differs from year to year. Source: DOMAIN 3.3."""

    name = models.CharField(_("name on the box"), max_length=80)
    route = models.CharField(_("how it is given"), max_length=20, choices=Route.choices)
    dose_mg = models.DecimalField(_("dose in mg"), max_digits=6, decimal_places=2, null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    history = track()
    wall = OpenTable(add=("intake.edit_naloxone",), change=("intake.edit_naloxone",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "name": "none", "route": "none", "dose_mg": "none", "active": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "route"], name="naloxone_once_a_route")]

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """Something that happened, with a clock. It names nobody; `begun_by` and `stopped_by` are user ids.

    Locked a day after it was written down. `client_uuid` is made by the page: the same one twice is one incident.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    keeping = models.CharField(max_length=12, choices=Keeping.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    space = models.ForeignKey("intake.Space", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=12, choices=Place.choices, blank=True)
    severity = models.PositiveSmallIntegerField(_("how serious"), choices=SEVERITIES, null=True, blank=True)
    outcome = models.CharField(_("how it ended"), max_length=12, choices=Outcome.choices, blank=True)
    present = ArrayField(models.CharField(max_length=12, choices=Present.choices), default=list, blank=True)
    begun_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_late = models.BooleanField(default=False)
    service_day = models.DateField()
    begun_by = models.PositiveIntegerField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.PositiveIntegerField(null=True, blank=True)
    locks_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = ShiftWall()
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "kind": "operational", "keeping": "none", "compartment": "operational", "space": "operational",
        "place": "operational", "severity": "operational", "outcome": "operational", "present": "operational",
        "begun_at": "operational", "recorded_at": "operational", "recorded_late": "operational",
        "service_day": "operational", "begun_by": "operational", "stopped_at": "operational",
        "stopped_by": "operational", "locks_at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["-begun_at"], name="incident_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(severity=None) | Q(severity__range=(1, 4)), name="incident_severity_1_to_4"),
            models.CheckConstraint(condition=Q(stopped_at=None) | Q(stopped_at__gte=models.F("begun_at")), name="incident_stops_after_it_began"),
            models.CheckConstraint(
                condition=Q(compartment=Compartment.DESK) | Q(space__isnull=False), name="incident_walled_only_in_a_space"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.kind}"

    def is_locked(self, moment: datetime) -> bool:
        """Whether only addenda are possible at that instant."""
        return self.locks_at <= moment


class IncidentAct(models.Model):
    """One tap while the clock ran. `by`, `struck_by` are user ids; a struck one stays to be seen."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20, choices=Act.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.PositiveIntegerField()
    product = models.ForeignKey(NaloxoneProduct, models.PROTECT, null=True, blank=True, related_name="+")
    lot = models.CharField(max_length=40, blank=True)
    dose_mg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.PositiveIntegerField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = Wall(through="incident")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "incident": "operational", "act": "health", "at": "operational", "recorded_at": "operational",
        "by": "operational", "product": "operational", "lot": "operational", "dose_mg": "health",
        "struck_at": "operational", "struck_by": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["incident", "at"], name="incident_act_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="incident_act_struck_by_someone",
            ),
            models.CheckConstraint(condition=Q(dose_mg=None) | Q(dose_mg__gt=0), name="incident_act_dose_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.act}"


class IncidentPerson(models.Model):
    """Somebody with a file who had to do with an incident. In a restricted one it is for the coordination alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="persons")
    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="incidents")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.CONCERNED)
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    restricted = models.BooleanField(default=False)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()

    wall = RestrictedWall(append_only=True, deletable=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "incident": "operational", "person": "social", "part": "social", "compartment": "social",
        "restricted": "none", "by": "operational", "at": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="incident_person_once")]


class IncidentStory(models.Model):
    """An account of an incident, sealed, never changed: a later one is an addendum. Read by its compartment alone.

    `sealed_for` is the person it is about, or the incident when it is about nobody known. Whoever wrote it reads it
    for a day. Source: DOMAIN 8.8, PRIVACY 2 and 5.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="stories")
    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="+")
    sealed_for = models.UUIDField()
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    restricted = models.BooleanField(default=False)
    text = SealedTextField(subject="sealed_for")
    addendum = models.BooleanField(default=False)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = RestrictedWall(append_only=True, author_for="24 hours")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "incident": "operational", "person": "social", "sealed_for": "operational",
        "compartment": "social", "restricted": "none", "text": "health", "addendum": "operational",
        "by": "operational", "at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["incident", "at"], name="incident_story_in_order")]


class IncidentStep(models.Model):
    """Something to do after an incident that has been done: once, by whom, when."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=Step.choices)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()

    wall = Wall(through="incident", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "incident": "operational", "step": "operational", "by": "operational", "at": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "step"], name="incident_step_once")]
