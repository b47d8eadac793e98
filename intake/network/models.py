"""The network outside: partner organisations and services (after HSDS 3), and referrals to them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from intake.consent.enums import SharedItem
from intake.consent.models import Consent
from intake.person.models import Person

from .enums import Need, Outcome, ReferralCompartment, ReferralState, ServiceStatus


class Organization(models.Model):
    """A partner. Source of the fields: HSDS 3 `organization`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("web site"), blank=True)

    history = track()
    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "name": "none", "description": "none", "website": "none"}

    def __str__(self) -> str:
        return self.name


class PartnerService(models.Model):
    """A service of a partner, with what one must know before sending somebody there. Source: HSDS 3 `service`, DOMAIN 11."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)
    needs = ArrayField(models.CharField(max_length=16, choices=Need.choices), default=list, blank=True, verbose_name=_("answers"))
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True, verbose_name=_("languages"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    eligibility = models.TextField(_("for whom"), blank=True)
    undocumented = models.BooleanField(_("without papers"), null=True, blank=True)
    no_identity = models.BooleanField(_("without a name"), null=True, blank=True)
    no_insurance = models.BooleanField(_("without insurance"), null=True, blank=True)
    animals = models.BooleanField(_("with an animal"), null=True, blank=True)
    couples = models.BooleanField(_("couples"), null=True, blank=True)
    women_only = models.BooleanField(_("women only"), null=True, blank=True)
    minors = models.BooleanField(_("minors"), null=True, blank=True)
    wheelchair = models.BooleanField(_("wheelchair"), null=True, blank=True)
    free = models.BooleanField(_("free of charge"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.IntegerField(null=True, blank=True)

    history = track()
    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",))
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id", "organization", "name", "description", "status", "needs", "languages", "address", "phone", "hours",
            "eligibility", "undocumented", "no_identity", "no_insurance", "animals", "couples", "women_only", "minors",
            "wheelchair", "free", "verified_on",
        ),
        "none",
    ) | {"verified_by": "operational"}

    class Meta:
        indexes = [models.Index(fields=["status", "name"], name="partner_by_name")]

    def __str__(self) -> str:
        return self.name


class Referral(models.Model):
    """A person is sent to a service, with what they agreed to share and nothing more. `snapshot` keeps the service as it was."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="referrals")
    compartment = models.CharField(max_length=20, choices=ReferralCompartment.choices)
    service = models.ForeignKey(PartnerService, on_delete=models.PROTECT, related_name="referrals")
    consent = models.ForeignKey(Consent, on_delete=models.SET_NULL, null=True, related_name="referrals")
    snapshot = models.JSONField()
    items = ArrayField(models.CharField(max_length=12, choices=SharedItem.choices), default=list)
    reason = SealedTextField(subject="person")
    warm = models.BooleanField(_("somebody goes along"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=ReferralState.choices, default=ReferralState.REQUESTED)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=Outcome.choices, blank=True)
    made_at = models.DateTimeField()
    made_by = models.IntegerField()
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "service": "social", "consent": "social", "snapshot": "social",
        "items": "social", "reason": "health", "warm": "operational", "state": "social", "outcome": "social",
        "made_at": "operational", "made_by": "operational", "moved_at": "operational", "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-made_at"], name="referral_by_person")]
