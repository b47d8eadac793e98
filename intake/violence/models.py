"""What is told about violence stays in the women's space. Source: DOMAIN 8.6, PRIVACY 2."""

from django.db import models
from django.db.models import F, Q

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.violence.enums import Danger

INSIDE = Wall(person="person", compartment=Compartment.WOMEN_SPACE)


class Screening(models.Model):
    """One talk about violence: what the person says, in their words, and what they want next. Never written over."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    danger = models.CharField(max_length=10, choices=Danger.choices, default=Danger.NOT_SAID)
    children = models.BooleanField(null=True)
    words = SealedTextField(subject="person")
    wants = SealedTextField(subject="person")
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)

    wall = Wall(person="person", compartment=Compartment.WOMEN_SPACE, append_only=True)
    classified = {
        "person": "social", "danger": "health", "children": "social", "words": "health", "wants": "health",
        "at": "operational", "by": "operational", "client_uuid": "none",
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="screening_by_person")]

    def __str__(self) -> str:
        return str(self.pk)


class SafeContact(models.Model):
    """How the person may be reached without danger. A message is never left with anybody."""

    person = models.OneToOneField("intake.Person", models.PROTECT, related_name="+")
    words = SealedTextField(subject="person")
    at = models.DateTimeField()
    by = models.PositiveIntegerField()

    wall = INSIDE
    classified = {"person": "social", "words": "identity", "at": "operational", "by": "operational"}
    history = track()

    def __str__(self) -> str:
        return str(self.pk)


class Apart(models.Model):
    """Two people who must not meet, as the first of them says. Nobody outside the women's space learns of either."""

    person = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("intake.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.PositiveIntegerField(null=True, blank=True)

    wall = Wall(person="person", compartment=Compartment.WOMEN_SPACE, only_columns=("ended_at", "ended_by"))
    classified = {
        "person": "social", "other": "social", "at": "operational", "by": "operational", "ended_at": "operational",
        "ended_by": "operational",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], condition=Q(ended_at=None), name="apart_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="apart_from_somebody_else"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
