"""The identity envelope: who somebody is in law, apart from their file, for one purpose and a time.

Each envelope is sealed under a key of its own: removing it destroys that key, and the file stays. Source: PRIVACY 1 and 5.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Purpose

#: What the envelope holds; every part may stay empty.
SEALED = ("legal_name", "birth_date", "national_number", "nationality", "insurer")


class Envelope(models.Model):
    """One person's envelope. The sealed parts are opened one purpose at a time and never stand on another page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="envelope")
    purpose = models.CharField(_("what for"), max_length=12, choices=Purpose.choices)
    words = models.CharField(_("in words"), max_length=200, blank=True)
    expires_on = models.DateField(_("until"))
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.IntegerField()
    legal_name = SealedTextField(subject="id", null=True)
    birth_date = SealedTextField(subject="id", null=True)
    national_number = SealedTextField(subject="id", null=True)
    nationality = SealedTextField(subject="id", null=True)
    insurer = SealedTextField(subject="id", null=True)

    history = track(excluded_fields=list(SEALED))
    wall = Wall(person="person", compartment=Compartment.IDENTITY, deletable=True)
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "purpose": "social", "words": "social", "expires_on": "operational", "made_at": "operational",
        "made_by": "operational", **dict.fromkeys(SEALED, "identity"),
    }
