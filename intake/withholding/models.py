"""A file withheld from one colleague: they never see the person, whatever they were granted. Source: PRIVACY 2.

The denial itself stands in the access book (`centre_denial`), written by a trigger as long as the withholding stands.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Base, Policy, Wall
from intake.person.models import Person

from .enums import Ground

READERS = "(SELECT app.may('intake.view_withheld'))"


@dataclass(frozen=True)
class Discreet(Base):
    """Rows for those who may withhold (coordinators, the data protection officer), but never for the colleague they are about."""

    person: str = "person"
    colleague: str = "colleague"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{READERS} AND {table}.{column(self.colleague)} IS DISTINCT FROM (SELECT app.actor())"
        yield Policy("SELECT", using=mine)
        yield Policy("INSERT", check=mine)
        yield Policy("UPDATE", using=mine, check=mine)
        # Whoever is denied the person reads of no other withholding of theirs either.
        yield from (one for one in Wall(person=self.person).policies(table, column) if one.restrictive)

    def person_column(self, column: Any) -> str:
        return str(column(self.person))


class Withholding(models.Model):
    """One colleague does not see one person, until a day or until somebody reviews it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("why"), max_length=10, choices=Ground.choices)
    words = SealedTextField(subject="person", null=True)
    until = models.DateField(_("until"), null=True, blank=True)
    review_on = models.DateField(_("to review on"), null=True, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.IntegerField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.IntegerField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.IntegerField(null=True)

    history = track()
    wall = Discreet()
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "colleague": "operational", "ground": "social", "words": "social", "until": "operational",
        "review_on": "operational", "decided_at": "operational", "decided_by": "operational", "reviewed_at": "operational",
        "reviewed_by": "operational", "ended_at": "operational", "ended_by": "operational",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=False) | Q(review_on__isnull=False), name="withheld_until_or_review"),
            models.UniqueConstraint(fields=["person", "colleague"], condition=Q(ended_at=None), name="withheld_once"),
        ]
