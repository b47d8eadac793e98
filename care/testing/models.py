"""Tests apart from their results: that somebody was tested is one thing, what came out stands under seal elsewhere."""

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
from intake.person.models import Person

from .enums import Contact, Infection, Known, LinkStep, Method, Recency, Telling

TEST = ("care.record_test",)
PREGNANCY = ("care.record_pregnancy_test",)
TELLING = Q(telling=Telling.TOLD, told_on__isnull=False, told_by__isnull=False) | ~Q(telling=Telling.TOLD) & Q(told_on=None)


class InfectionTest(models.Model):
    """A test for an infection, or what the person says about one: a day, or only how long ago."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    infection = models.CharField(_("tested for"), max_length=10, choices=Infection.choices)
    known = models.CharField(_("known from"), max_length=5, choices=Known.choices, default=Known.HERE)
    method = models.CharField(_("how"), max_length=6, choices=Method.choices, blank=True)
    taken_on = models.DateField(_("tested on"), null=True, blank=True)
    recency = models.CharField(_("how long ago"), max_length=3, choices=Recency.choices, blank=True)
    lot = models.CharField(_("lot of the test"), max_length=40, blank=True)
    telling = models.CharField(_("does the person know"), max_length=8, choices=Telling.choices, default=Telling.WAITING)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_by = models.BigIntegerField(_("result told by"), null=True, blank=True)
    remark = SealedTextField(subject="person", null=True)
    recorded_on = models.DateField(_("written down on"))
    recorded_at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.BigIntegerField(_("struck out by"), null=True, blank=True)
    struck_because = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=TEST, change=TEST, own="by", hands=("told_by", "struck_by"),
        only_columns=("telling", "told_on", "told_by", "struck_at", "struck_by", "struck_because"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "infection": "health", "known": "health", "method": "health", "taken_on": "health",
        "recency": "health", "lot": "health", "telling": "health", "told_on": "health", "told_by": "operational",
        "remark": "health", "recorded_on": "operational", "recorded_at": "operational", "by": "operational",
        "struck_at": "operational", "struck_by": "operational", "struck_because": "health", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_on__isnull=False, recency="") | Q(taken_on=None) & ~Q(recency=""), name="test_day_or_how_long_ago"
            ),
            models.CheckConstraint(condition=TELLING, name="test_told_by_somebody"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="test_struck_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "infection", "-taken_on"], name="test_by_person"),
            models.Index(fields=["taken_on"], name="test_to_be_told", condition=Q(telling=Telling.WAITING, struck_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.recorded_on)


class InfectionResult(models.Model):
    """What came out, under seal: neither the table nor its history says it. A correction is the next number."""

    test = models.ForeignKey(InfectionTest, models.PROTECT, related_name="results", verbose_name=_("test"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    outcome = SealedTextField(subject="person")
    words = SealedTextField(subject="person", null=True)
    at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))

    history = track()
    wall = Wall(person="person", compartment=Compartment.NURSING, add=TEST, parent="test", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "test": "health", "person": "health", "number": "none", "outcome": "health", "words": "health",
        "at": "operational", "by": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["test", "number"], name="test_result_number_once")]

    def __str__(self) -> str:
        return f"{self.test_id}/{self.number}"


class TreatmentLink(models.Model):
    """A step from a test to the end of a treatment. Each is a row of its own; the latest tells where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    infection = models.CharField(_("infection"), max_length=10, choices=Infection.choices)
    step = models.CharField(_("step"), max_length=9, choices=LinkStep.choices)
    on = models.DateField(_("day"))
    remark = SealedTextField(subject="person", null=True)
    at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(person="person", compartment=Compartment.NURSING, add=TEST, append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "infection": "health", "step": "health", "on": "health", "remark": "health",
        "at": "operational", "by": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "infection", "-on"], name="treatment_link_by_person")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class PregnancyTest(models.Model):
    """A pregnancy test, its result under seal, and how the person may be reached about it. Never shown beside other care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    taken_on = models.DateField(_("tested on"))
    outcome = SealedTextField(subject="person", null=True)
    contact = models.CharField(_("how to reach"), max_length=9, choices=Contact.choices, default=Contact.IN_PERSON)
    contact_words = SealedTextField(subject="person", null=True)
    wishes = SealedTextField(subject="person", null=True)
    telling = models.CharField(_("does the person know"), max_length=8, choices=Telling.choices, default=Telling.WAITING)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_by = models.BigIntegerField(_("result told by"), null=True, blank=True)
    at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, read=PREGNANCY, add=PREGNANCY, change=PREGNANCY, own="by",
        hands=("told_by",), only_columns=("telling", "told_on", "told_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "taken_on": "health", "outcome": "health", "contact": "health",
        "contact_words": "identity", "wishes": "health", "telling": "health", "told_on": "health", "told_by": "operational",
        "at": "operational", "by": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=TELLING, name="pregnancy_told_by_somebody")]
        indexes = [models.Index(fields=["person", "-taken_on"], name="pregnancy_by_person")]

    def __str__(self) -> str:
        return f"{self.taken_on:%Y-%m-%d}"
