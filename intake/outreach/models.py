"""Rounds and whom they met; places are squares of a coarse grid, never an address. Source: DOMAIN 5, 8.5."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment
from intake.outreach.enums import Ask, Result, Way


class Zone(models.Model):
    """A part of the city that rounds go to, in or outside the municipality. `hotspot` is a code for aggregates only."""

    name = models.CharField(max_length=80, unique=True)
    municipality = models.CharField(max_length=80, blank=True, default="")
    hotspot = models.CharField(max_length=20, blank=True, default="")
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_zones",), change=("intake.edit_zones",))
    classified = {"name": "none", "municipality": "none", "hotspot": "operational", "active": "operational"}
    history = track()

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A spot of a zone, kept as the square of the grid it lies in: no finer than 250 metres. Source: DOMAIN 8.5."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="places")
    label = models.CharField(max_length=80)
    square = models.CharField(max_length=24, blank=True, default="")
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_zones",), change=("intake.edit_zones",))
    classified = {"zone": "none", "label": "none", "square": "operational", "active": "operational"}
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "label"], name="place_once_in_its_zone")]

    def __str__(self) -> str:
        return self.label


class OutreachRound(models.Model):
    """A round of some workers, by day or by night, over municipal borders and over midnight. `team`: user ids."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="rounds")
    team = ArrayField(models.PositiveIntegerField(), default=list)
    service_day = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    weather = models.CharField(max_length=60, blank=True, default="")
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)

    wall = OpenTable(add=("intake.start_round",), change=("intake.end_round",), own="by")
    classified = {
        "zone": "operational", "team": "operational", "service_day": "operational", "started_at": "operational",
        "ended_at": "operational", "weather": "none", "by": "operational", "client_uuid": "none",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="round_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.pk}"


class ContactQuerySet(models.QuerySet["Contact"]):
    """Words for asking about contacts in the street."""

    def standing(self) -> "ContactQuerySet":
        """Those that were not struck."""
        return self.filter(undone_at=None)

    def within(self, first: date, last: date) -> "ContactQuerySet":
        """Those of the service days from `first` to `last`, both counted."""
        return self.filter(service_day__gte=first, service_day__lte=last)


class Contact(models.Model):
    """A meeting in the street: with somebody known by card, or people counted by kind without any name, or both."""

    round = models.ForeignKey(OutreachRound, models.PROTECT, related_name="contacts")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="contacts")
    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="+")
    men = models.PositiveSmallIntegerField(default=0)
    women = models.PositiveSmallIntegerField(default=0)
    others = models.PositiveSmallIntegerField(default=0)
    asks = ArrayField(models.CharField(max_length=12, choices=Ask.choices), default=list, blank=True)
    service_day = models.DateField()
    at = models.DateTimeField()
    recorded_late = models.BooleanField(default=False)
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.PositiveIntegerField(null=True, blank=True)

    wall = Wall(person="person", compartment=Compartment.DESK, anonymous=True)
    classified = {
        "round": "operational", "place": "social", "person": "social", "men": "social", "women": "social",
        "others": "social", "asks": "social", "service_day": "operational", "at": "operational",
        "recorded_late": "operational", "by": "operational", "client_uuid": "none", "undone_at": "operational",
        "undone_by": "operational",
    }  # fmt: skip
    history = track()
    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service_day", "place"], name="contact_day_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(men__gte=1) | Q(women__gte=1) | Q(others__gte=1) | Q(undone_at__isnull=False),
                name="contact_with_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.pk}"

    @property
    def people(self) -> int:
        """How many people were met."""
        return self.men + self.women + self.others + (1 if self.person_id else 0)


class Accompaniment(models.Model):
    """Going along with somebody to an appointment, and what came of it. Source: DOMAIN 1 (M3.1)."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.SOCIAL)
    service = models.ForeignKey("intake.PartnerService", models.PROTECT, null=True, blank=True, related_name="+")
    whereto = SealedTextField(subject="person", blank=True, null=True)
    planned_at = models.DateTimeField()
    with_user = models.PositiveIntegerField()
    result = models.CharField(max_length=16, choices=Result.choices, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment_field="compartment")
    classified = {
        "person": "social", "compartment": "social", "service": "social", "whereto": "health",
        "planned_at": "operational", "with_user": "operational", "result": "social", "closed_at": "operational",
        "by": "operational", "client_uuid": "none",
    }  # fmt: skip
    history = track()

    class Meta:
        indexes = [models.Index(fields=["planned_at"], condition=Q(closed_at=None), name="accompaniment_to_come")]

    def __str__(self) -> str:
        return f"{self.planned_at} {self.pk}"


class Search(models.Model):
    """One attempt to find somebody lost from sight."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    found = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment=Compartment.DESK, append_only=True)
    classified = {
        "person": "social", "way": "social", "found": "social", "at": "operational", "by": "operational",
        "client_uuid": "none",
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="search_by_person")]

    def __str__(self) -> str:
        return f"{self.at} {self.pk}"
