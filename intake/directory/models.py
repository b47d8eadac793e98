"""The directory: partner organisations, their services and hours, and what a foreign directory said word for word."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable

from .enums import Need, OrganizationKind, ServiceStatus, Weekday


class Organization(models.Model):
    """A partner. Source of the fields: HSDS 3 `organization`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=OrganizationKind.choices, default=OrganizationKind.PARTNER)

    history = track()
    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "name": "none", "description": "none", "website": "none", "kind": "none",
    }

    def __str__(self) -> str:
        return self.name


class PartnerService(models.Model):
    """A service of a partner, with what one must know before sending somebody there. Source: HSDS 3 `service`, DOMAIN 11.

    `staff_note` is for colleagues: it is on no list, slip or file that leaves the house.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)
    needs = ArrayField(models.CharField(max_length=16, choices=Need.choices), default=list, blank=True, verbose_name=_("answers"))
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True, verbose_name=_("languages"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.CharField(_("e-mail"), max_length=120, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    eligibility = models.TextField(_("for whom"), blank=True)
    application = models.TextField(_("how to ask"), blank=True)
    access = models.TextField(_("getting in"), blank=True)
    undocumented = models.BooleanField(_("without papers"), null=True, blank=True)
    no_identity = models.BooleanField(_("without a name"), null=True, blank=True)
    no_insurance = models.BooleanField(_("without insurance"), null=True, blank=True)
    animals = models.BooleanField(_("with an animal"), null=True, blank=True)
    couples = models.BooleanField(_("couples"), null=True, blank=True)
    women_only = models.BooleanField(_("women only"), null=True, blank=True)
    minors = models.BooleanField(_("minors"), null=True, blank=True)
    wheelchair = models.BooleanField(_("wheelchair"), null=True, blank=True)
    free = models.BooleanField(_("free of charge"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("free places"), null=True, blank=True)
    places_at = models.DateTimeField(null=True, blank=True)
    staff_note = models.TextField(_("note for colleagues"), blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.IntegerField(null=True, blank=True)

    history = track()
    wall = OpenTable(
        add=("intake.edit_directory",), change=("intake.edit_directory", "intake.tell_places"),
        only_columns=("places", "places_at"), unless="intake.edit_directory",
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id", "organization", "name", "description", "status", "needs", "languages", "address", "phone", "email", "hours",
            "eligibility", "application", "access", "undocumented", "no_identity", "no_insurance", "animals", "couples",
            "women_only", "minors", "wheelchair", "free", "places", "places_at", "verified_on",
        ),
        "none",
    ) | {"verified_by": "operational", "staff_note": "operational"}

    class Meta:
        indexes = [models.Index(fields=["status", "name"], name="partner_by_name")]

    def __str__(self) -> str:
        return self.name


class ServiceHours(models.Model):
    """One line of a service's week. Source: HSDS 3 `schedule`, weekly ones. Closing at or before opening is the next day."""

    service = models.ForeignKey(PartnerService, on_delete=models.CASCADE, related_name="week")
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday.choices), verbose_name=_("days"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    on_holidays = models.BooleanField(_("open on public holidays"), null=True, blank=True)

    history = track()
    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",), deletable=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("service", "weekdays", "opens", "closes", "valid_from", "valid_to", "on_holidays"), "none"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekdays__len__gte=1), name="hours_on_some_day"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="hours_end_after_they_begin"
            ),
        ]


class SourceRow(models.Model):
    """A row of a foreign directory as it was written there, so that what came in can go out again whole.

    `table` and the names in `values` are those of HSDS 3; contacts of partners stand here and are shown nowhere.
    """

    table = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    place = models.PositiveIntegerField()
    values = models.JSONField()

    history = track()
    wall = OpenTable(add=(), change=())
    classified: ClassVar[dict[str, str]] = {"table": "none", "key": "none", "place": "none", "values": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="one_source_row")]
        indexes = [models.Index(fields=["table", "place"], name="source_rows_in_order")]
