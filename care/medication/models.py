"""What a person takes, who says so, and what must not be given. A change is a new line: the old one is stopped and stays."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import CautionKind, Effect, Moment, Source

KEEP = ("care.list_medicine",)


class Medicine(models.Model):
    """One line of the list: what, how much, when, from when to when. Only its effect is in clear, for those who give doses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    effect = models.CharField(_("makes drowsy"), max_length=14, choices=Effect.choices)
    substance = SealedTextField(subject="person")
    dose = SealedTextField(subject="person", null=True)
    moments = ArrayField(
        models.CharField(max_length=9, choices=Moment.choices), default=list, blank=True, verbose_name=_("when")
    )
    schedule = SealedTextField(subject="person", null=True)
    prescriber = SealedTextField(subject="person", null=True)
    source = models.CharField(_("known from"), max_length=8, choices=Source.choices, default=Source.SAID)
    started_on = models.DateField(_("since"), null=True, blank=True)
    listed_at = models.DateTimeField(_("written down at"))
    listed_by = models.BigIntegerField(_("written down by"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced", verbose_name=_("in place of"))
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    stopped_by = models.BigIntegerField(_("stopped by"), null=True, blank=True)
    stopped_because = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=KEEP, change=KEEP, own="listed_by", hands=("stopped_by",),
        only_columns=("stopped_on", "stopped_by", "stopped_because"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "effect": "health", "substance": "health", "dose": "health", "moments": "health",
        "schedule": "health", "prescriber": "social", "source": "health", "started_on": "health", "listed_at": "operational",
        "listed_by": "operational", "replaces": "none", "stopped_on": "health", "stopped_by": "operational",
        "stopped_because": "health", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_on=None) | Q(started_on=None) | Q(stopped_on__gte=F("started_on")),
                name="medicine_stops_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None, stopped_by=None) | Q(stopped_on__isnull=False, stopped_by__isnull=False),
                name="medicine_stopped_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="medicine_taken_now", condition=Q(stopped_on=None))]

    def __str__(self) -> str:
        return str(self.pk)


class MedicationCheck(models.Model):
    """The list was gone through with the person, and was right on that day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("at"))
    by = models.BigIntegerField(_("by"))
    lines = models.PositiveSmallIntegerField(_("lines"))

    history = track()
    wall = Wall(person="person", compartment=Compartment.NURSING, add=KEEP, append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "at": "operational", "by": "operational", "lines": "health",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="medication_check_by_person")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Caution(models.Model):
    """An allergy, something not tolerated, two things that do not go together; or that it was asked and there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=11, choices=CautionKind.choices)
    words = SealedTextField(subject="person", null=True)
    at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)
    ended_because = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=KEEP, change=KEEP, own="by", hands=("ended_by",),
        only_columns=("ended_at", "ended_by", "ended_because"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "kind": "health", "words": "health", "at": "operational", "by": "operational",
        "ended_at": "operational", "ended_by": "operational", "ended_because": "health", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(words__isnull=False) | Q(kind=CautionKind.NO_ALLERGY), name="caution_says_of_what"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="caution_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="caution_standing", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return str(self.pk)
