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

from .enums import ConsentCompartment, Manner, SharedItem


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
