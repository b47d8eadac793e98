"""Something to be done until an instant: for a role, a team or somebody; about a person, or about nobody."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from centre.access.enums import Compartment
from centre.shifts import clock
from centre.staff.models import Team
from centre.staff.roles import Role

from .walls import HouseOrPerson


class Task(models.Model):
    """A task. About a person its words are sealed in `sealed` and it stands in a compartment; else they are in `text`.

    At most one of `role`, `team`, `user` says for whom; none means for everybody. Without `due_at` it is for some day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField(_("person"), null=True, blank=True)
    compartment = models.CharField(_("compartment"), max_length=20, choices=Compartment.choices, blank=True)
    text = models.CharField(_("what is to be done"), max_length=300, blank=True)
    sealed = SealedTextField(subject="person", null=True)
    role = models.CharField(_("for the role"), max_length=20, choices=Role.choices, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), default=clock.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = HouseOrPerson(
        person="person", compartment_field="compartment", own="added_by", add=("centre.add_task",), change=("centre.finish_task",)
    )
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "text": "operational", "sealed": "health", "role": "operational",
        "team": "operational", "user": "operational", "due_at": "operational", "urgent": "operational",
        "added_by": "operational", "added_at": "operational", "done_at": "operational", "done_by": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, compartment="", sealed__isnull=True)
                | Q(person__isnull=False, text="", sealed__isnull=False) & ~Q(compartment=""),
                name="task_about_a_person_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True) | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(role="", team__isnull=True)
                | Q(role="", user__isnull=True)
                | Q(team__isnull=True, user__isnull=True),
                name="task_for_one_only",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="task_open_by_due", condition=Q(done_at__isnull=True)),
            models.Index(fields=["person"], name="task_by_person", condition=Q(person__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.added_at:%Y-%m-%d}"

    @property
    def overdue(self) -> bool:
        """Whether it should have been done by now."""
        return self.done_at is None and self.due_at is not None and self.due_at < clock.now()
