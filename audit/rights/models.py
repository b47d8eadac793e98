"""The request to be forgotten: who asked, who decided, when it was done, and the certificate that says so."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.rights.enums import OPEN, Ground, State
from audit.walls import RoleTable

#: The data protection officer, and the coordinator who may be the second person.
DECIDERS = ("dpo", "coordinator")


class ErasureRequest(models.Model):
    """One person to be forgotten. `subject` is the uuid of the file; after erasure it leads nowhere.

    What the web role may write is narrower than the wall: a trigger checks each step (rights.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(_("file"))
    ground = models.CharField(_("why"), max_length=20, choices=Ground.choices, default=Ground.ASKED)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.REQUESTED)
    requested_at = models.DateTimeField(_("asked on"), default=timezone.now)
    requested_by = models.IntegerField(_("asked by"))
    decided_at = models.DateTimeField(_("approved on"), null=True, blank=True)
    decided_by = models.IntegerField(_("approved by"), null=True, blank=True)
    restricted_until = models.DateTimeField(_("closed until"), null=True, blank=True)
    ordered_by = models.IntegerField(_("ordered by"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("erased on"), null=True, blank=True)
    done_at = models.DateTimeField(_("key destroyed on"), null=True, blank=True)
    certificate = models.JSONField(_("certificate"), default=dict, blank=True)

    wall = RoleTable(read=DECIDERS, write=DECIDERS)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "subject": "social", "ground": "social", "state": "operational", "requested_at": "operational",
        "requested_by": "operational", "decided_at": "operational", "decided_by": "operational",
        "restricted_until": "operational", "ordered_by": "operational", "cleared_at": "operational",
        "done_at": "operational", "certificate": "operational",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")), name="two_people_decide_erasure"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.REQUESTED, State.WITHDRAWN))
                | Q(decided_by__isnull=False, restricted_until__isnull=False),
                name="no_erasure_undecided",
            ),
            models.UniqueConstraint(fields=["subject"], condition=Q(state__in=OPEN), name="one_open_erasure"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.get_state_display()}"

    def days_left(self, now: datetime) -> int:
        """Whole days until the file may be erased, 0 when the time is over or nothing was decided yet."""
        if self.restricted_until is None or self.restricted_until <= now:
            return 0
        return -((now - self.restricted_until) // timedelta(days=1))
