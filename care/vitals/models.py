"""Vital signs: one row for each time they were taken, never written over; what was wrong is struck out in sight."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import and_, or_
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from intake.person.models import Person

from .enums import Air, Consciousness, Occasion, Pupils, Rass, Scale, VitalsCompartment
from .measures import MEASURES, VALUES

TAKE = ("care.record_vitals",)


def _is_possible(name: str) -> Q:
    measure = MEASURES[name]
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": measure.low, f"{name}__lte": measure.high})


def _is_said(name: str) -> Q:
    return ~Q(**{name: ""}) if name in ("consciousness", "pupils") else Q(**{f"{name}__isnull": False})


class VitalSigns(models.Model):
    """What was measured and seen at one moment. Everything may be left out, but not all. `person` is empty only after
    erasure.

    `confirmed` names the values that are unusual and were typed twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    compartment = models.CharField(_("part of the file"), max_length=20, choices=VitalsCompartment.choices)
    occasion = models.CharField(_("why"), max_length=12, choices=Occasion.choices, default=Occasion.ROUTINE)
    taken_at = models.DateTimeField(_("taken at"))
    respiration = models.PositiveSmallIntegerField(_("breaths in a minute"), null=True, blank=True)
    spo2 = models.PositiveSmallIntegerField(_("oxygen saturation"), null=True, blank=True)
    scale = models.CharField(_("oxygen scale"), max_length=1, choices=Scale.choices, default=Scale.ONE)
    air = models.CharField(_("breathes"), max_length=6, choices=Air.choices, blank=True)
    systolic = models.PositiveSmallIntegerField(_("upper blood pressure"), null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField(_("lower blood pressure"), null=True, blank=True)
    pulse = models.PositiveSmallIntegerField(_("pulse in a minute"), null=True, blank=True)
    temperature = models.DecimalField(_("temperature"), max_digits=3, decimal_places=1, null=True, blank=True)
    consciousness = models.CharField(_("how awake"), max_length=1, choices=Consciousness.choices, blank=True)
    rass = models.SmallIntegerField(_("agitation and sedation"), choices=Rass.choices, null=True, blank=True)
    glucose = models.PositiveSmallIntegerField(_("blood sugar"), null=True, blank=True)
    pain = models.PositiveSmallIntegerField(_("pain, 0 to 10"), null=True, blank=True)
    pupils = models.CharField(_("pupils"), max_length=8, choices=Pupils.choices, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=4, decimal_places=1, null=True, blank=True)
    remark = SealedTextField(subject="person", null=True)
    confirmed = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name=_("unusual, typed twice"))
    recorded_at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("taken by"))
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.BigIntegerField(_("struck out by"), null=True, blank=True)
    struck_because = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=TAKE, change=TAKE, own="by", hands=("struck_by",),
        only_columns=("struck_at", "struck_by", "struck_because"),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(VALUES, "health") | {
        "id": "none", "person": "health", "compartment": "health", "occasion": "health", "taken_at": "health", "scale": "health",
        "air": "health", "remark": "health", "confirmed": "operational", "recorded_at": "operational", "by": "operational",
        "struck_at": "operational", "struck_by": "operational", "struck_because": "health", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=reduce(and_, map(_is_possible, MEASURES)), name="vitals_are_possible"),
            models.CheckConstraint(condition=reduce(or_, map(_is_said, VALUES)), name="vitals_say_something"),
            models.CheckConstraint(condition=Q(compartment__in=VitalsCompartment.values), name="vitals_have_a_home"),
            models.CheckConstraint(
                condition=Q(consciousness="") | Q(consciousness__in=Consciousness.values), name="vitals_consciousness_is_known"
            ),
            models.CheckConstraint(condition=Q(rass=None) | Q(rass__gte=-5, rass__lte=4), name="vitals_rass_is_on_its_scale"),
            models.CheckConstraint(
                condition=Q(systolic=None) | Q(diastolic=None) | Q(systolic__gt=F("diastolic")), name="vitals_pressures_in_order"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="vitals_struck_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-taken_at"], name="vitals_by_person"),
            models.Index(fields=["-taken_at"], name="vitals_lately", condition=Q(struck_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M}"


