"""The person, known without a name: an alias they chose, a card that means nothing, and the grant book on them."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Nothing, Wall
from centre.access.enums import Compartment
from centre.access.models import GrantFields, grant_classes

from .enums import CardReason, Gender, Language


class Person(models.Model):
    """Somebody who comes. No field is ever required; every one may be left unsaid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alias = models.CharField(_("how to call you"), max_length=60, blank=True)
    gender = models.CharField(_("gender"), max_length=2, choices=Gender.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, choices=Language.choices), default=list, blank=True, verbose_name=_("languages")
    )
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="joined")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_service_day = models.DateField(editable=False, null=True)

    history = track()
    wall = Wall(person="id", compartment=Compartment.DESK, born_open="intake.open_file")
    released = ("id", "gender", "birth_year", "merged_into")
    classified: ClassVar[dict[str, str]] = {
        "id": "operational", "alias": "identity", "gender": "social", "birth_year": "social", "languages": "social",
        "merged_into": "social", "version": "none", "created_at": "operational", "created_service_day": "operational",
    }

    class Meta:
        permissions = [(f"hold_{code}", f"Holds {code}") for code in Compartment.values]

    def __str__(self) -> str:
        return self.alias or str(_("no alias"))


def same_person(way: str = "person") -> Coalesce:
    """The file that stands for a row's person in figures: that to which theirs was joined, or their own."""
    return Coalesce(f"{way}__merged_into", f"{way}__pk", output_field=models.UUIDField())


def whole_person(person: "Person", way: str = "person") -> Q:
    """Rows of a person's file and of the files joined to it."""
    return Q(**{way: person}) | Q(**{f"{way}__merged_into": person})


class Card(models.Model):
    """A card handed to a person. Only its HMAC is kept: the ten symbols are nowhere in the house. Source: PRIVACY 1."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    mac = models.BinaryField(max_length=32, unique=True)
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.IntegerField(null=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.IntegerField(null=True)
    revoked_reason = models.CharField(_("reason"), max_length=8, choices=CardReason.choices, blank=True)

    history = track(excluded_fields=["mac"])
    wall = Wall(person="person", compartment=Compartment.DESK)
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "mac": "identity", "issued_at": "operational", "issued_by": "operational",
        "revoked_at": "operational", "revoked_by": "operational",
        "revoked_reason": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at__isnull=True), name="one_card_in_use")
        ]


class PersonTeamGrant(GroupObjectPermissionBase, GrantFields):
    """A team holds a compartment of a person until a date. Written by definer functions only."""

    content_object = models.ForeignKey(Person, on_delete=models.CASCADE)

    wall = Nothing()
    classified = grant_classes()


class PersonUserGrant(UserObjectPermissionBase, GrantFields):
    """One worker holds a compartment of a person: in an emergency, for hours. Written by a definer function only."""

    content_object = models.ForeignKey(Person, on_delete=models.CASCADE)

    wall = Nothing()
    classified = grant_classes()


class Alert(models.Model):
    """What colleagues at the desk must know about a person until an instant. The text is sealed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="alerts")
    text = SealedTextField(subject="person")
    until = models.DateTimeField(_("until"))
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.IntegerField()

    history = track()
    wall = Wall(person="person", compartment=Compartment.DESK)
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "text": "health", "until": "operational", "raised_at": "operational", "raised_by": "operational",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="alert_standing")]


class AlertReading(models.Model):
    """A worker said they have read an alert."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="readings")
    by = models.IntegerField()
    at = models.DateTimeField(default=timezone.now)

    history = track()
    wall = Wall(through="alert", append_only=True)
    classified: ClassVar[dict[str, str]] = {"alert": "social", "by": "operational", "at": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "by"], name="alert_read_once")]
