"""What a person agreed to share: with whom, which items, for what, until when. Withdrawn at any time, never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import Wall
from intake.person.models import Person

from .enums import Condition, ConsentCompartment, Manner, Means, SharedItem


class Consent(models.Model):
    """One agreement. `recipient` is the uuid of the partner organisation; an end is always set."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    compartment = models.CharField(max_length=20, choices=ConsentCompartment.choices)
    recipient = models.UUIDField()
    recipient_name = models.CharField(_("partner"), max_length=200)
    items = ArrayField(models.CharField(max_length=12, choices=SharedItem.choices), verbose_name=_("what may be shared"))
    purpose = models.CharField(_("for what"), max_length=200)
    manner = models.CharField(_("how"), max_length=8, choices=Manner.choices, default=Manner.SPOKEN)
    given_on = models.DateField()
    valid_until = models.DateField(_("until"))
    recorded_by = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.IntegerField(null=True)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "recipient": "social", "recipient_name": "social", "items": "social",
        "purpose": "social", "manner": "none", "given_on": "operational", "valid_until": "operational",
        "recorded_by": "operational", "withdrawn_at": "operational", "withdrawn_by": "operational",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(valid_until__gte=F("given_on")), name="consent_ends_after_it_begins")]
        indexes = [models.Index(fields=["person", "recipient"], name="consent_by_person")]


class Sharing(models.Model):
    """Something was shared with a partner: what, on which day, and the five conditions that were ticked for it.

    The database refuses a row with an item that no standing agreement covers: see `sql/consent.sql`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sharings")
    compartment = models.CharField(max_length=20, choices=ConsentCompartment.choices)
    recipient = models.UUIDField()
    recipient_name = models.CharField(_("partner"), max_length=200)
    items = ArrayField(models.CharField(max_length=12, choices=SharedItem.choices), verbose_name=_("what was shared"))
    purpose = models.CharField(_("for what"), max_length=200)
    means = models.CharField(_("how"), max_length=8, choices=Means.choices)
    service_day = models.DateField()
    at = models.DateTimeField()
    by = models.IntegerField()
    agreed = models.BooleanField(Condition.AGREED.label)
    same_mission = models.BooleanField(Condition.MISSION.label)
    bound = models.BooleanField(Condition.BOUND.label)
    necessary = models.BooleanField(Condition.NECESSARY.label)
    in_interest = models.BooleanField(Condition.INTEREST.label)

    history = track()
    wall = Wall(person="person", compartment_field="compartment", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "recipient": "social", "recipient_name": "social", "items": "social",
        "purpose": "social", "means": "operational", "service_day": "operational", "at": "operational", "by": "operational",
        **dict.fromkeys(Condition.values, "operational"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed=True, same_mission=True, bound=True, necessary=True, in_interest=True), name="sharing_meets_five_conditions"
            ),
            models.CheckConstraint(condition=Q(items__len__gte=1), name="sharing_of_something"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="sharing_by_person")]
