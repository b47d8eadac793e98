"""Bottles that go home with a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import Wall
from care.prescribing.models import Prescription
from care.register.models import RegisterEntry
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import BroughtBack

GIVE = ("care.give_dose",)


class Bottle(models.Model):
    """A dose to take home: one bottle for one day. It stays out until it is brought back, as it comes back."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="bottles", verbose_name=_("prescription"))
    substance = models.CharField(_("substance"), max_length=60)
    for_day = models.DateField(_("for the day"))
    amount_ug = models.PositiveIntegerField(_("in the bottle"))
    lock_box = models.BooleanField(_("in a box with a lock"), default=False)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="+", verbose_name=_("line of the register"))
    out_at = models.DateTimeField(_("given at"))
    out_by = models.BigIntegerField(_("given by"))
    back_at = models.DateTimeField(_("back at"), null=True, blank=True)
    back_by = models.BigIntegerField(_("taken back by"), null=True, blank=True)
    back_as = models.CharField(_("how it came back"), max_length=6, choices=BroughtBack.choices, blank=True)
    client_uuid = models.UUIDField(_("form number"), editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=GIVE, change=GIVE, hands=("out_by", "back_by"),
        only_columns=("back_at", "back_by", "back_as"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none", "batch": "operational", "entry": "operational"} | dict.fromkeys(
        ("person", "prescription", "substance", "for_day", "amount_ug", "lock_box", "back_as"), "health"
    ) | dict.fromkeys(("out_at", "out_by", "back_at", "back_by"), "operational")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "substance", "for_day"], condition=~Q(back_as=BroughtBack.FULL), name="bottle_once_a_day"
            ),
            models.UniqueConstraint(fields=["client_uuid", "for_day"], name="bottle_of_a_form"),
        ]
        indexes = [models.Index(fields=["for_day"], name="bottle_by_day")]

    def __str__(self) -> str:
        return f"{self.for_day:%Y-%m-%d}"
