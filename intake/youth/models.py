"""Who is or may be a minor, and what people decided with them. Nothing is sent by itself. Source: DOMAIN 9.12."""

from django.db import models
from django.db.models import Q

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.youth.enums import Basis, Decision, Ending


class Minor(models.Model):
    """Somebody says they are under eighteen, or a worker thinks so. It closes the consumption room and nothing else."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.PositiveIntegerField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")

    wall = Wall(person="person", compartment=Compartment.DESK)
    classified = {
        "person": "social", "basis": "social", "at": "operational", "by": "operational", "ended_at": "operational",
        "ended_by": "operational", "ending": "social",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="minor_once"),
            models.CheckConstraint(condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")), name="minor_ends_for_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class GuardianshipDecision(models.Model):
    """A decision about the guardianship service, with its reasons. Never written over; a later one follows it."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reasons = SealedTextField(subject="person")
    again_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment=Compartment.SOCIAL, append_only=True)
    classified = {
        "person": "social", "decision": "social", "reasons": "social", "again_on": "operational", "at": "operational",
        "by": "operational", "client_uuid": "none",
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decision=Decision.LATER) | Q(again_on__isnull=False), name="guardianship_later_has_a_date")
        ]
        indexes = [models.Index(fields=["person", "-at"], name="guardianship_by_person")]

    def __str__(self) -> str:
        return str(self.pk)
