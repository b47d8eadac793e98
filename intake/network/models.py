"""Referrals to partners and from them, what became of them, and the links by which a partner without an account answers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from intake.consent.enums import SharedItem
from intake.consent.models import Sharing
from intake.directory.models import Organization, PartnerService
from intake.person.models import Person

from .enums import (
    Aftermath,
    Direction,
    Outcome,
    ReferralCompartment,
    ReferralSource,
    ReferralState,
    RefusalReason,
)


class Referral(models.Model):
    """A person is sent to a service with what they agreed to share and nothing more, or is sent to us.

    `snapshot` keeps the service as it was. Nothing is sent without a sharing: the database says so too.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="referrals")
    compartment = models.CharField(max_length=20, choices=ReferralCompartment.choices)
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    service = models.ForeignKey(PartnerService, on_delete=models.PROTECT, null=True, related_name="referrals")
    partner = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="referrals")
    source = models.CharField(_("sent by"), max_length=2, choices=ReferralSource.choices, blank=True)
    sharing = models.ForeignKey(Sharing, on_delete=models.SET_NULL, null=True, related_name="referrals")
    snapshot = models.JSONField(default=dict)
    items = ArrayField(models.CharField(max_length=12, choices=SharedItem.choices), default=list)
    reason = SealedTextField(subject="person")
    health = SealedTextField(subject="person", null=True)
    social = SealedTextField(subject="person", null=True)
    answer = SealedTextField(subject="person", null=True)
    warm = models.BooleanField(_("somebody goes along"), default=False)
    companion = models.IntegerField(null=True)
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ReferralState.choices, default=ReferralState.DRAFT)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=Outcome.choices, blank=True)
    refusal = models.CharField(_("why they refused"), max_length=16, choices=RefusalReason.choices, blank=True)
    made_at = models.DateTimeField()
    made_by = models.IntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    released = ("id", "person", "direction", "compartment", "outcome", "state", "sent_at")
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "direction": "operational", "service": "social", "partner": "social",
        "source": "social", "sharing": "social", "snapshot": "social", "items": "social", "reason": "health", "health": "health",
        "social": "social", "answer": "health", "warm": "operational", "companion": "operational", "appointment_at": "social",
        "state": "social", "outcome": "social", "refusal": "social", "made_at": "operational", "made_by": "operational",
        "sent_at": "operational", "answered_at": "operational", "ended_at": "operational", "moved_at": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direction=Direction.IN) | Q(sent_at__isnull=False)
                | Q(state__in=[ReferralState.DRAFT, ReferralState.CANCELLED, ReferralState.ERROR]), name="referral_moves_once_sent"
            ),
            models.CheckConstraint(condition=Q(direction=Direction.IN) | Q(service__isnull=False), name="referral_out_has_a_service"),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="referral_by_person"),
            models.Index(fields=["state", "sent_at"], name="referral_waiting"),
        ]


class FollowUp(models.Model):
    """Somebody asked what became of a referral, 7 or 30 days after it was sent."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="follow_ups")
    days = models.PositiveSmallIntegerField()
    found = models.CharField(_("what was found"), max_length=10, choices=Aftermath.choices)
    at = models.DateTimeField()
    by = models.IntegerField()

    history = track()
    wall = Wall(through="referral", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "referral": "social", "days": "operational", "found": "social", "at": "operational", "by": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "days"], name="followed_up_once")]


class PartnerLink(models.Model):
    """A way to the letter of one referral for a partner without an account: for some hours, some openings, with a spoken code.

    Neither the address nor the code is kept, only their MACs. The letter is sealed twice: with a key made of the
    address, and with the person's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="links")
    token_mac = models.BinaryField(max_length=32, unique=True)
    code_mac = models.BinaryField(max_length=32)
    letter = SealedTextField(subject="referral.person")
    made_at = models.DateTimeField()
    made_by = models.IntegerField()
    expires_at = models.DateTimeField()
    openings = models.PositiveSmallIntegerField(default=0)
    misses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.IntegerField(null=True)

    history = track(excluded_fields=["token_mac", "code_mac", "letter"])
    wall = Wall(through="referral")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "referral": "social", "token_mac": "identity", "code_mac": "identity", "letter": "health",
        "made_at": "operational", "made_by": "operational", "expires_at": "operational", "openings": "operational",
        "misses": "operational", "revoked_at": "operational", "revoked_by": "operational",
    }
