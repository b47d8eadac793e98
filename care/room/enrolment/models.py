"""Who is enrolled in the room, which rules they signed, what was decided with them, and who could not be enrolled."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from ..ground.models import RoomRules
from .enums import AgeCheck, Area, ClinicalOutcome, EnrolmentEnd, Ground, Offered, RefusalReason, TakenWith

ENROL = ("care.enrol_in_room",)


class Enrolment(models.Model):
    """Somebody is enrolled: 18 or older, rules signed. `person` is empty only after erasure: it stays counted, of nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    age_check = models.CharField(_("18 or older"), max_length=10, choices=AgeCheck.choices)
    area = models.CharField(_("mostly stays"), max_length=10, choices=Area.choices, default=Area.UNSAID)
    first_time = models.BooleanField(_("never used before, or not this way"), default=False)
    pregnant = models.BooleanField(_("pregnant"), default=False)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.BigIntegerField()
    service_day = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=8, choices=EnrolmentEnd.choices, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.ROOM, anonymous=True, add=ENROL, change=ENROL, hands=("enrolled_by", "ended_by"),
        only_columns=("first_time", "pregnant", "area", "ended_at", "ended_by", "end_reason"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "age_check": "social", "area": "social", "first_time": "health", "pregnant": "health",
        "enrolled_at": "health", "enrolled_by": "operational", "service_day": "operational", "ended_at": "health",
        "ended_by": "operational", "end_reason": "social", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None, person__isnull=False), name="enrolled_once"),
        ]
        indexes = [models.Index(fields=["service_day"], name="enrolment_by_day")]

    def __str__(self) -> str:
        return f"{self.service_day:%Y-%m-%d}"


class RulesSigned(models.Model):
    """The person signed a version of the rules on paper, read to them when they asked."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    rules = models.ForeignKey(RoomRules, models.PROTECT, related_name="+", verbose_name=_("version"))
    at = models.DateTimeField()
    by = models.BigIntegerField()

    wall = Wall(
        person="person", compartment=Compartment.ROOM, anonymous=True, add=ENROL, parent="enrolment", append_only=True, own="by"
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "enrolment": "health", "person": "health", "rules": "none", "at": "operational", "by": "operational",
    }

    class Meta:
        verbose_name_plural = "rules signed"
        constraints = [models.UniqueConstraint(fields=["enrolment", "rules"], name="rules_signed_once")]


class ClinicalDecision(models.Model):
    """What was decided with somebody who is pregnant, uses for the first time or is not well. Never automatic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("about"), max_length=12, choices=Ground.choices)
    outcome = models.CharField(_("decided"), max_length=10, choices=ClinicalOutcome.choices)
    taken_with = models.CharField(_("taken with"), max_length=8, choices=TakenWith.choices)
    words = SealedTextField(subject="person", null=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment=Compartment.ROOM, anonymous=True, add=ENROL, parent="enrolment", append_only=True, own="by"
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "enrolment": "health", "person": "health", "ground": "health", "outcome": "health", "taken_with": "operational",
        "words": "health", "at": "operational", "by": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["enrolment", "-at"], name="clinical_by_enrolment")]


class RoomRefusal(models.Model):
    """Somebody could not be enrolled: why, and what was offered instead. Without a file it names nobody."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=8, choices=RefusalReason.choices)
    offered = ArrayField(models.CharField(max_length=10, choices=Offered.choices), verbose_name=_("offered instead"))
    at = models.DateTimeField()
    by = models.BigIntegerField()
    service_day = models.DateField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment=Compartment.ROOM, anonymous=True, add=ENROL, append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "reason": "social", "offered": "social", "at": "operational", "by": "operational",
        "service_day": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(offered__len__gt=0), name="refusal_says_what_was_offered")]
