"""Wounds: where and since when; each look at one with its measures; photographs under seal, without a face."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.contents import SealedBytesField
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Agreed, Cause, Exudate, Fluid, Given, Odour, Outcome, PhotoForm, Sign, Tissue
from .sites import Site

RECORD = ("care.record_wound",)
MOST_MM = 999


class Wound(models.Model):
    """One wound of a person, from the day it was first shown until it is closed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wounds")
    site = models.CharField(_("where"), max_length=20, choices=Site.choices)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices, default=Cause.UNKNOWN)
    since_on = models.DateField(_("since"), null=True, blank=True)
    about = SealedTextField(subject="person", null=True)
    noted_at = models.DateTimeField()
    by = models.IntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.IntegerField(null=True, blank=True)
    outcome = models.CharField(_("why no longer"), max_length=9, choices=Outcome.choices, blank=True, default="")
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=RECORD, change=RECORD, own="by",
        only_columns=("closed_at", "closed_by", "outcome"), hands=("closed_by",),
    )
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "site": "health", "cause": "health", "since_on": "health", "about": "health", "noted_at": "operational",
        "by": "operational", "closed_at": "health", "closed_by": "operational", "outcome": "health", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-noted_at", "-id"], name="wound_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, outcome="") | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="wound_closed_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_site_display())


class WoundLook(models.Model):
    """One look at a wound: measures in millimetres, what was seen, what was done. Written once; a wrong one is struck out."""

    wound = models.ForeignKey(Wound, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    service_day = models.DateField()
    by = models.IntegerField()
    length_mm = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    width_mm = models.PositiveSmallIntegerField(_("width"), null=True, blank=True)
    depth_mm = models.PositiveSmallIntegerField(_("depth"), null=True, blank=True)
    tissue = ArrayField(models.CharField(max_length=8, choices=Tissue.choices), default=list, blank=True)
    exudate = models.CharField(_("fluid"), max_length=6, choices=Exudate.choices, blank=True, default="")
    fluid = models.CharField(_("kind of fluid"), max_length=6, choices=Fluid.choices, blank=True, default="")
    odour = models.CharField(_("smell"), max_length=6, choices=Odour.choices, blank=True, default="")
    pain = models.PositiveSmallIntegerField(_("pain"), null=True, blank=True)
    signs = ArrayField(models.CharField(max_length=8, choices=Sign.choices), default=list, blank=True)
    given = ArrayField(models.CharField(max_length=8, choices=Given.choices), default=list, blank=True)
    dressing = SealedTextField(subject="person", null=True)
    remark = SealedTextField(subject="person", null=True)
    next_on = models.DateField(_("to be seen again"), null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.IntegerField(null=True, blank=True)
    why_struck = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=RECORD, change=RECORD, own="by", parent="wound",
        only_columns=("struck_at", "struck_by", "why_struck"), hands=("struck_by",),
    )
    classified: ClassVar[dict[str, str]] = {
        "wound": "social", "person": "social", "at": "operational", "service_day": "operational", "by": "operational",
        "length_mm": "health", "width_mm": "health", "depth_mm": "health", "tissue": "health", "exudate": "health", "fluid": "health",
        "odour": "health", "pain": "health", "signs": "health", "given": "health", "dressing": "health", "remark": "health",
        "next_on": "operational", "struck_at": "operational", "struck_by": "operational", "why_struck": "health", "client_uuid": "none",
    }

    class Meta:
        indexes = [
            models.Index(fields=["wound", "-at", "-id"], name="wound_look_by_wound"),
            models.Index(fields=["person", "-at", "-id"], name="wound_look_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(length_mm=None) | Q(length_mm__lte=MOST_MM)) & (Q(width_mm=None) | Q(width_mm__lte=MOST_MM))
                & (Q(depth_mm=None) | Q(depth_mm__lte=MOST_MM)), name="wound_within_a_metre",
            ),
            models.CheckConstraint(condition=Q(pain=None) | Q(pain__lte=10), name="wound_pain_to_ten"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="look_struck_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.service_day)

    @property
    def area_mm2(self) -> int | None:
        """Length times width, as a nurse reckons it; None when one was not measured."""
        return self.length_mm * self.width_mm if self.length_mm is not None and self.width_mm is not None else None


class WoundPhoto(models.Model):
    """A photograph of a wound, drawn anew from its dots alone, under seal. The bytes go when it is removed."""

    look = models.ForeignKey(WoundLook, on_delete=models.PROTECT, related_name="photos")
    wound = models.ForeignKey(Wound, on_delete=models.PROTECT, related_name="photos")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = SealedBytesField(subject="person", null=True)
    form = models.CharField(max_length=4, choices=PhotoForm.choices)
    size = models.PositiveIntegerField()
    agreed = models.CharField(_("how they agreed"), max_length=8, choices=Agreed.choices)
    no_face = models.BooleanField(_("no face is seen"))
    at = models.DateTimeField()
    by = models.IntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.IntegerField(null=True, blank=True)
    why_removed = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track(excluded_fields=["content"])
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=RECORD, change=RECORD, own="by", parent="wound",
        only_columns=("content", "removed_at", "removed_by", "why_removed"), hands=("removed_by",),
    )
    classified: ClassVar[dict[str, str]] = {
        "look": "social", "wound": "social", "person": "social", "content": "health", "form": "none", "size": "none", "agreed": "social",
        "no_face": "operational", "at": "operational", "by": "operational", "removed_at": "operational", "removed_by": "operational",
        "why_removed": "health", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["wound", "-at", "-id"], name="wound_photo_by_wound")]
        constraints = [
            models.CheckConstraint(condition=Q(no_face=True), name="photo_without_a_face"),
            models.CheckConstraint(
                condition=Q(content__isnull=False, removed_at=None) | Q(content__isnull=True, removed_at__isnull=False),
                name="photo_kept_or_removed",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="photo_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.at.date())
