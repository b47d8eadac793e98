"""Programmes, landlords and dwellings, about nobody; and the search of a person with its steps."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from housing.homes.enums import (
    LIVE,
    WITH_DWELLING,
    CandidatureState,
    ContactKind,
    DwellingKind,
    HomeNeed,
    LandlordKind,
    LandlordReason,
    PersonReason,
    ProgrammeKind,
    StepKind,
)
from housing.homes.walls import HomesTable
from intake.directory.models import Organization
from intake.person.models import Person

EDIT = ("housing.edit_homes",)
SEARCH = ("housing.search_home",)


def plain(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "none")


def _needs(label: Any) -> ArrayField[list[str], list[str]]:
    """Some of the needs, none by default."""
    return ArrayField(models.CharField(max_length=12, choices=HomeNeed.choices), default=list, blank=True, verbose_name=label)


class Programme(models.Model):
    """A way to a home. For whom it is there is data; abstinence, insurance, residence and money have no column here.

    Source: DOMAIN 9.15.
    """

    kind = models.CharField(_("kind"), max_length=14, choices=ProgrammeKind.choices)
    name = models.CharField(_("name"), max_length=100, unique=True)
    provider = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("provider")
    )
    for_whom = models.CharField(_("for whom, in words"), max_length=500, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("up to the age of"), null=True, blank=True)
    women_only = models.BooleanField(_("women only"), default=False)
    couples = models.BooleanField(_("couples welcome"), default=True)
    animals = models.BooleanField(_("animals welcome"), default=True)
    needs = _needs(_("first for who says"))
    most_days = models.PositiveSmallIntegerField(_("longest stay, in days"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    wall = OpenTable(add=EDIT, change=EDIT)
    classified: ClassVar[dict[str, str]] = plain(
        "id", "kind", "name", "provider", "for_whom", "age_from", "age_to", "women_only", "couples", "animals", "needs",
        "most_days", "places", "active",
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")), name="programme_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Landlord(models.Model):
    """Who lets a dwelling, with whom one speaks there. No client; read by those who look for homes alone."""

    kind = models.CharField(_("kind"), max_length=14, choices=LandlordKind.choices)
    name = models.CharField(_("name"), max_length=120)
    contact = models.CharField(_("whom to ask for"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    warning = models.CharField(_("to be careful about"), max_length=300, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    wall = HomesTable(add=EDIT, change=EDIT)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "kind": "none", "name": "identity", "contact": "identity", "phone": "identity", "email": "identity",
        "note": "operational", "warning": "operational", "active": "none",
    }
    history = track()

    def __str__(self) -> str:
        return self.name


class Dwelling(models.Model):
    """A home that can be lived in, known to everybody by its label. Its address stands apart; its state is derived."""

    label = models.CharField(_("label"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=DwellingKind.choices)
    area = models.CharField(_("municipality"), max_length=60)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="dwellings", verbose_name=_("programme")
    )
    landlord = models.ForeignKey(
        Landlord, models.PROTECT, null=True, blank=True, related_name="dwellings", verbose_name=_("landlord")
    )
    shared = models.BooleanField(_("shared with others"), default=False)
    rooms = models.PositiveSmallIntegerField(pgettext_lazy("dwelling", "rooms"), null=True, blank=True)
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True)
    lift = models.BooleanField(_("lift"), default=False)
    wheelchair = models.BooleanField(_("wheelchair"), default=False)
    dogs = models.BooleanField(_("animals welcome"), default=False)
    couples = models.BooleanField(_("couples"), default=False)
    rent = models.DecimalField(_("rent by the month, in euro"), max_digits=7, decimal_places=2, null=True, blank=True)
    charges = models.DecimalField(_("charges by the month, in euro"), max_digits=7, decimal_places=2, null=True, blank=True)
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    out_reason = models.CharField(_("out of use because"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    wall = OpenTable(add=EDIT, change=EDIT)
    classified: ClassVar[dict[str, str]] = plain(
        "id", "label", "kind", "area", "programme", "shared", "rooms", "floor", "lift", "wheelchair", "dogs", "couples",
    ) | dict.fromkeys(
        ("landlord", "rent", "charges", "available_from", "available_until", "out_reason", "note"), "operational"
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(available_from=None) | Q(available_until=None) | Q(available_until__gte=F("available_from")),
                name="dwelling_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def out_of_use(self, on: date) -> bool:
        """Whether nobody may move in on that day."""
        early = self.available_from is not None and on < self.available_from
        return early or bool(self.out_reason) or (self.available_until is not None and on > self.available_until)


class DwellingAddress(models.Model):
    """Where a dwelling is: where somebody lives. Each reading is recorded."""

    dwelling = models.OneToOneField(Dwelling, models.PROTECT, related_name="place")
    address = models.CharField(_("address"), max_length=300)

    wall = HomesTable(add=EDIT, change=EDIT, only_columns=("address",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "dwelling": "none", "address": "identity"}
    history = track()


class Candidature(models.Model):
    """The search of a person for a home, with what they wish. `dwelling` is the one proposed, visited or accepted now.

    `opened_by`, `accepted_by` are user ids. One search under way for a person; one accepted for a dwelling.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidatures", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=12, choices=CandidatureState.choices, default=CandidatureState.OPEN)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, blank=True, related_name="candidatures")
    asked_on = models.DateField(_("asks since"))
    wished = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("programmes, in the order of the choice"))
    needs = _needs(_("what the person says of themselves"))
    individual = models.BooleanField(_("alone, not shared"), default=False)
    ground_floor = models.BooleanField(_("ground floor or lift"), default=False)
    wheelchair = models.BooleanField(_("with a wheelchair"), default=False)
    animal = models.BooleanField(_("with an animal"), default=False)
    with_partner = models.BooleanField(_("with a partner"), default=False)
    areas = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("where"))
    most_rent = models.DecimalField(_("most rent, in euro"), max_digits=7, decimal_places=2, null=True, blank=True)
    words = SealedTextField(subject="person", null=True)
    opened_at = models.DateTimeField()
    opened_by = models.PositiveIntegerField()
    moved_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment="housing", add=SEARCH, change=SEARCH, hands=("opened_by", "accepted_by"))
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "person", "state", "dwelling", "asked_on", "wished", "needs", "individual", "ground_floor", "wheelchair", "animal",
            "with_partner", "areas", "most_rent", "words",
        ),
        "social",
    ) | dict.fromkeys(("opened_at", "opened_by", "moved_at", "accepted_at", "accepted_by"), "operational") | plain(
        "id", "version", "client_uuid"
    )
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state__in=LIVE), name="candidature_one_search"),
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(state=CandidatureState.ACCEPTED), name="candidature_one_accepted"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_DWELLING) | Q(dwelling__isnull=False), name="candidature_names_its_dwelling"
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_on"], name="candidature_waiting")]


class CandidatureStep(models.Model):
    """One step of a search: what, on which day, who wrote it down, and why in the person's or the landlord's words."""

    candidature = models.ForeignKey(Candidature, models.PROTECT, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    person_reason = models.CharField(max_length=10, choices=PersonReason.choices, blank=True)
    landlord_reason = models.CharField(max_length=10, choices=LandlordReason.choices, blank=True)
    words = SealedTextField(subject="person", null=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment="housing", add=SEARCH, parent="candidature", own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "candidature": "social", "person": "social", "kind": "social", "dwelling": "social", "on": "social",
        "person_reason": "social", "landlord_reason": "social", "words": "social", "by": "operational", "at": "operational",
        "client_uuid": "none",
    }


class LandlordContact(models.Model):
    """A call, a visit, a dispute, an agreement. About a tenant, the words are sealed with their file; else plain."""

    landlord = models.ForeignKey(Landlord, models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    compartment = models.CharField(max_length=20, default="housing", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    on = models.DateField(_("day"))
    note = models.CharField(_("what was said"), max_length=500, blank=True)
    words = SealedTextField(subject="person", null=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(
        person="person", compartment_field="compartment", anonymous=True, read=("housing.view_homes",), add=SEARCH, own="by",
        append_only=True,
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "landlord": "operational", "person": "social", "compartment": "none", "kind": "operational",
        "on": "operational", "note": "operational", "words": "social", "by": "operational", "at": "operational",
        "client_uuid": "none",
    }
