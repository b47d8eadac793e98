"""What a workstation remembers: who signed in there with both factors, and how often somebody failed to."""
from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import RoleTable

from .walls import Marks, Present


class SignInAttempt(models.Model):
    """One try to sign in. Account and place are keyed fingerprints: no typed name and no address is kept.

    `place` is the workstation when this account is at home there, else the network address. Source: PRIVACY 7.
    """

    account = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField(default=False)

    wall = Marks()
    classified: ClassVar[dict[str, str]] = {
        "account": "operational", "place": "operational", "at": "operational", "accepted": "operational",
    }

    class Meta:
        indexes = [models.Index(fields=["account", "place", "at"], name="attempts_of_account")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.accepted}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def standing(self, moment: datetime | None = None) -> PresenceQuerySet:
        """Neither ended nor past its shift, of an active account."""
        return self.filter(ended_at__isnull=True, until__gt=moment or timezone.now(), user__is_active=True)


class Presence(models.Model):
    """Somebody signed in with both factors at this workstation: until the end of the shift a PIN is enough there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="presences")
    workstation = models.CharField(_("workstation"), max_length=36)
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    pin_failures = models.PositiveSmallIntegerField(_("wrong PINs"), default=0)

    objects = PresenceQuerySet.as_manager()
    history = track()
    wall = Present()
    classified: ClassVar[dict[str, str]] = {
        "user": "operational", "workstation": "operational", "since": "operational", "until": "operational",
        "ended_at": "operational", "pin_failures": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "workstation"], condition=models.Q(ended_at__isnull=True), name="one_presence_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.workstation}"


#: Everybody reads on a sheet where something was done; those who keep the accounts say what a place is called.
READERS = ("desk", "peer", "nurse", "doctor", "social", "room", "coordinator", "data", "dpo", "admin")


class Workstation(models.Model):
    """What people call a workstation; its number stands in a cookie of its browser and in the ledger."""

    number = models.CharField(_("number"), max_length=60, primary_key=True)
    name = models.CharField(_("name"), max_length=40)

    history = track()
    wall = RoleTable(read=READERS, write=("admin",))
    classified: ClassVar[dict[str, str]] = {"number": "operational", "name": "operational"}

    def __str__(self) -> str:
        return self.name
