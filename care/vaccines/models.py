"""Vaccines of the house, the schedules the medical lead signed, and what each person was given or refused."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Disease, Fate, Site

GIVE = ("care.record_vaccination",)


class VaccineProduct(models.Model):
    """A vaccine the house has. A product that is not used any more is closed; what was given of it stays."""

    label = models.CharField(_("name"), max_length=80, unique=True)
    disease = models.CharField(_("against"), max_length=12, choices=Disease.choices)
    active = models.BooleanField(_("in use"), default=True)
    written_by = models.BigIntegerField(_("written by"))

    history = track()
    wall = OpenTable(add=("care.edit_vaccines",), change=("care.edit_vaccines",), hands=("written_by",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "label": "none", "disease": "none", "active": "none", "written_by": "operational",
    }

    def __str__(self) -> str:
        return self.label


class VaccineSchedule(models.Model):
    """After how many days each next dose is due, from a day on, signed by the medical lead with the source.

    `gaps[0]` are the days from the first dose to the second. `again` are the days from the last dose to a booster, empty
    for none. There is none until somebody signs one. Source: DOMAIN [U].
    """

    disease = models.CharField(_("against"), max_length=12, choices=Disease.choices)
    gaps = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("days between the doses"))
    again = models.PositiveSmallIntegerField(_("days until a booster"), null=True, blank=True)
    valid_from = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=200)
    signed_by = models.BigIntegerField(_("signed by"))
    signed_at = models.DateTimeField(_("signed at"))

    history = track()
    wall = OpenTable(add=("care.sign_vaccine_schedule",), change=(), own="signed_by", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "disease": "none", "gaps": "none", "again": "none", "valid_from": "none", "source": "operational",
        "signed_by": "operational", "signed_at": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disease", "valid_from"], name="vaccine_schedule_once_a_day"),
            models.CheckConstraint(condition=~Q(source=""), name="vaccine_schedule_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.disease} {self.valid_from:%Y-%m-%d}"


class Vaccination(models.Model):
    """One vaccination given, reported or refused. `person` is empty only after erasure: a lot stays traceable as a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    disease = models.CharField(_("against"), max_length=12, choices=Disease.choices)
    fate = models.CharField(_("what happened"), max_length=7, choices=Fate.choices)
    product = models.ForeignKey(VaccineProduct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vaccine"))
    dose_number = models.PositiveSmallIntegerField(_("dose number"), null=True, blank=True)
    on = models.DateField(_("day"))
    lot = models.CharField(_("lot"), max_length=40, blank=True)
    expires_on = models.DateField(_("use before"), null=True, blank=True)
    site = models.CharField(_("where on the body"), max_length=11, choices=Site.choices, blank=True)
    next_due_on = models.DateField(_("next dose due on"), null=True, blank=True)
    remark = SealedTextField(subject="person", null=True)
    recorded_at = models.DateTimeField(_("written down at"))
    by = models.BigIntegerField(_("written down by"))
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.BigIntegerField(_("struck out by"), null=True, blank=True)
    struck_because = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=GIVE, change=GIVE, own="by", hands=("struck_by",),
        only_columns=("struck_at", "struck_by", "struck_because"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "disease": "health", "fate": "health", "product": "health", "dose_number": "health",
        "on": "health", "lot": "health", "expires_on": "health", "site": "health", "next_due_on": "health", "remark": "health",
        "recorded_at": "operational", "by": "operational", "struck_at": "operational", "struck_by": "operational",
        "struck_because": "health", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(fate=Fate.GIVEN) | Q(product__isnull=False) & ~Q(lot="") & ~Q(site=""), name="vaccination_says_what_was_given"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="vaccination_struck_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person", "disease", "on"], condition=Q(fate=Fate.GIVEN, struck_at=None) & ~Q(disease=Disease.OTHER),
                name="vaccination_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "disease", "-on"], name="vaccination_by_person"),
            models.Index(fields=["next_due_on"], name="vaccination_due", condition=Q(struck_at=None, next_due_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"
