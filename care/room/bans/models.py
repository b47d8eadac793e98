"""Limits in the room, with an end: of the booths alone. Equipment, naloxone, a nurse and help in an emergency stay open."""

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
from intake.person.models import Person

from .enums import BanGround, BanState

#: Beyond this the database itself refuses; the centre's own limit is shorter.
LONGEST = timedelta(days=366)
BAN = ("care.ban_from_room",)


class RoomBan(models.Model):
    """For one person, the booths of the room are closed until an hour. Whoever proposes it does not decide it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ground = models.CharField(_("about"), max_length=10, choices=BanGround.choices)
    reason = SealedTextField(subject="person", null=True)
    state = models.CharField(_("state"), max_length=10, choices=BanState.choices, default=BanState.PROPOSED)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    review_on = models.DateField(_("looked at again on"))
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.BigIntegerField(null=True, blank=True)
    appeal = SealedTextField(subject="person", null=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appealed_by = models.BigIntegerField(null=True, blank=True)
    answer = SealedTextField(subject="person", null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.ROOM, add=BAN, change=BAN,
        hands=("proposed_by", "decided_by", "lifted_by", "appealed_by", "answered_by"),
        only_columns=(
            "state", "starts_at", "ends_at", "decided_at", "decided_by", "lifted_at", "lifted_by", "appeal", "appealed_at",
            "appealed_by", "answer", "answered_at", "answered_by",
        ),
    )  # fmt: skip
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "ground": "social", "reason": "social", "state": "social", "appeal": "social",
        "answer": "social", "client_uuid": "none",
    } | dict.fromkeys(
        (
            "starts_at", "ends_at", "review_on", "proposed_at", "proposed_by", "decided_at", "decided_by", "lifted_at", "lifted_by",
            "appealed_at", "appealed_by", "answered_at", "answered_by",
        ), "operational",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person", "ends_at"], name="room_ban_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + LONGEST), name="room_ban_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="room_ban_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=BanState.PROPOSED) | Q(decided_by__isnull=False), name="room_ban_decided_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("decided_by")), name="room_ban_answered_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ends_at:%Y-%m-%d}"

    def stands_at(self, moment: datetime) -> bool:
        """Whether it closes the booths at an instant."""
        return self.state == BanState.IN_FORCE and self.starts_at <= moment < self.ends_at
