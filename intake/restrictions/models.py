"""Restrictions with due process: what is limited and until when, for the desk; why, and what was answered, apart."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.safety.walls import RestrictedWall

from .enums import NEVER, Answer, State

#: Beyond this the database itself refuses; the centre's own limit is shorter.
LONGEST = timedelta(days=366)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Words for asking about restrictions."""

    def standing(self, moment: datetime) -> RestrictionQuerySet:
        """Those that limit somebody at an instant."""
        return self.filter(state=State.IN_FORCE, starts_at__lte=moment, ends_at__gt=moment)


class Restriction(models.Model):
    """A limit for one person on one space or one service, until an hour. Never blanket: the database wants one scope.

    `proposed_by`, `decided_by`, `lifted_by`, `reviewed_by` are user ids; whoever proposes does not decide. It is
    never asked when a passage is recorded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="restrictions")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    space = models.ForeignKey("intake.Space", models.PROTECT, to_field="code", null=True, blank=True, related_name="+")
    service = models.ForeignKey("intake.Service", models.PROTECT, to_field="code", null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    review_on = models.DateField(_("looked at again on"))
    proposed_at = models.DateTimeField()
    proposed_by = models.PositiveIntegerField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.PositiveIntegerField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.PositiveIntegerField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.PositiveIntegerField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = Wall(person="person", compartment_field="compartment")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "compartment": "social", "space": "social", "service": "social",
        "state": "social", "starts_at": "operational", "ends_at": "operational", "review_on": "operational",
        "proposed_at": "operational", "proposed_by": "operational", "decided_at": "operational",
        "decided_by": "operational", "reviewed_at": "operational", "reviewed_by": "operational",
        "lifted_at": "operational", "lifted_by": "operational", "client_uuid": "none",
    }
    objects = RestrictionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "ends_at"], name="restriction_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(space=None, service__isnull=False) | Q(space__isnull=False, service=None),
                name="restriction_of_one_space_or_service",
            ),
            models.CheckConstraint(
                condition=Q(service=None) | ~Q(service__in=NEVER), name="restriction_never_of_what_keeps_alive"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + LONGEST), name="restriction_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(state=State.PROPOSED, decided_by=None)
                | (~Q(state=State.PROPOSED) & Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="restriction_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LIFTED) | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="restriction_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.space or self.service)

    @property
    def scope(self) -> str:
        """What is limited, in the language of the page."""
        return str(self.space or self.service)


class RestrictionReason(models.Model):
    """Why: sealed, for the coordination; whoever wrote it reads it for a day. Source: PRIVACY 2."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    restriction = models.OneToOneField(Restriction, models.PROTECT, related_name="reason")
    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    restricted = models.BooleanField(default=True)
    text = SealedTextField(subject="person")
    by = models.PositiveIntegerField()
    at = models.DateTimeField()

    wall = RestrictedWall(anonymous=False, append_only=True, author_for="24 hours")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "restriction": "social", "person": "social", "compartment": "social", "restricted": "none",
        "text": "social", "by": "operational", "at": "operational",
    }


class RestrictionAppeal(models.Model):
    """What the person says against it, in their words, and what another coordinator answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="appeals")
    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    restricted = models.BooleanField(default=True)
    words = SealedTextField(subject="person")
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    answer = models.CharField(_("decision"), max_length=10, choices=Answer.choices, blank=True)
    because = SealedTextField(subject="person", null=True)
    answered_by = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = RestrictedWall(anonymous=False)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "restriction": "social", "person": "social", "compartment": "social", "restricted": "none",
        "words": "social", "by": "operational", "at": "operational", "answer": "social", "because": "social",
        "answered_by": "operational", "answered_at": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="appeal_answered_by_someone",
            )
        ]
