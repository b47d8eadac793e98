"""What came after a dose: spat out or vomited, looked at while the person stays."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from care.dispensing.models import Dose
from care.prescribing.models import Decision
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Awake, Came

GIVE = ("care.give_dose",)
DECIDE = (*GIVE, "care.decide_dose")


def _after_dose(*health: str) -> dict[str, str]:
    base = {"id": "none", "client_uuid": "none", "by": "operational", "at": "operational", "person": "health", "dose": "health"}
    return base | dict.fromkeys(health, "health")


class DoseEvent(models.Model):
    """A dose that was spat out or vomited. No other dose follows by itself: `decision` is what the doctor said."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="events", verbose_name=_("dose"))
    what = models.CharField(_("what"), max_length=6, choices=Came.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes after the dose"))
    seen = models.BooleanField(_("seen by a worker"), default=False)
    words = SealedTextField(subject="person", null=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="event", verbose_name=_("decision"))
    by = models.BigIntegerField(_("by"))
    at = models.DateTimeField(_("at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=DECIDE, change=DECIDE,
        parent="dose", hands=("by",), only_columns=("decision",),
    )
    classified: ClassVar[dict[str, str]] = _after_dose("what", "minutes", "seen", "words", "decision")

    def __str__(self) -> str:
        return self.get_what_display()


class Watch(models.Model):
    """One look at somebody who stays after a dose."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="watches", verbose_name=_("dose"))
    awake = models.CharField(_("how awake"), max_length=8, choices=Awake.choices)
    saturation = models.PositiveSmallIntegerField(_("oxygen saturation, %"), null=True, blank=True)
    breaths = models.PositiveSmallIntegerField(_("breaths a minute"), null=True, blank=True)
    by = models.BigIntegerField(_("by"))
    at = models.DateTimeField(_("at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(person="person", compartment=Compartment.NURSING, add=GIVE, parent="dose", own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = _after_dose("awake", "saturation", "breaths")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(saturation=None) | Q(saturation__lte=100), name="watch_saturation_in_percent")]

    def __str__(self) -> str:
        return self.get_awake_display()

    @property
    def alarming(self) -> bool:
        """Whether somebody must stay and call for help: hard to wake, or not at all."""
        return self.awake in (Awake.HARD, Awake.NOT)
