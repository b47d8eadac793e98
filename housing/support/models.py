"""Support visits: that there was one is known to the housing team; what was said stands apart, in its own compartment."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from housing.placements.models import Placement
from intake.person.models import Person

from .enums import ContentPart, Outcome, VisitKind, Where

RECORD = ("housing.record_visit",)


class SupportVisit(models.Model):
    """A visit, kept or not, of one worker or two. Written once: what comes later is added to its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    where = models.CharField(_("where"), max_length=8, choices=Where.choices)
    outcome = models.CharField(_("took place"), max_length=8, choices=Outcome.choices, default=Outcome.KEPT)
    kinds = ArrayField(models.CharField(max_length=12, choices=VisitKind.choices), default=list, blank=True, verbose_name=_("what about"))
    next_at = models.DateTimeField(_("next visit"), null=True, blank=True)
    by = models.PositiveIntegerField()
    second = models.PositiveIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment=Compartment.HOUSING, add=RECORD, parent="placement", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "placement": "social", "person": "social", "at": "social", "minutes": "social", "where": "social",
        "outcome": "social", "kinds": "social", "next_at": "social", "by": "operational", "second": "operational",
        "written_at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["placement", "-at"], name="visit_by_placement")]
        constraints = [
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("by")), name="visit_of_two_workers"),
            models.CheckConstraint(condition=Q(minutes__lte=720), name="visit_of_a_day_at_most"),
            models.CheckConstraint(condition=Q(next_at=None) | Q(next_at__gt=F("at")), name="visit_next_is_later"),
        ]

    def __str__(self) -> str:
        return str(self.get_where_display())


class VisitContent(models.Model):
    """What was said and done: sealed, in one compartment. Further rows of the same visit are addenda."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(SupportVisit, models.PROTECT, related_name="contents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    compartment = models.CharField(_("part of the file"), max_length=20, choices=ContentPart)
    text = SealedTextField(subject="person")
    added = models.BooleanField(_("added later"), default=False)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment_field="compartment", add=RECORD, parent="visit", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "visit": "social", "person": "social", "compartment": "social", "text": "health", "added": "none",
        "by": "operational", "at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["visit", "at"], name="visit_content_in_order")]

    def __str__(self) -> str:
        return str(self.get_compartment_display())


class VisitRhythm(models.Model):
    """How often visits are agreed for a placement, from a day on; the latest row holds, the earlier are its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="rhythms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    every_days = models.PositiveSmallIntegerField(_("a visit every … days"))
    from_on = models.DateField(_("from"))
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(
        person="person", compartment=Compartment.HOUSING, add=("housing.agree_visits",), parent="placement", append_only=True, own="by"
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "placement": "social", "person": "social", "every_days": "social", "from_on": "social",
        "by": "operational", "at": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=366), name="rhythm_of_a_year_at_most")
        ]

    def __str__(self) -> str:
        return str(self.every_days)


