"""What was answered on a scale, on a day, by whom and how. Nothing is written over."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.vault.fields import SealedTextField
from audit.walls import Wall
from intake.person.enums import Language
from intake.person.models import Person

from .enums import About, Code, Mode, ScaleCompartment

#: Signs a nurse observes, and what is asked in confidence: where they never stand. Source: DOMAIN 6.
NURSES_ALONE = (Code.COWS.value, Code.CIWA_AR.value)
NOT_SOCIAL = (Code.PHQ_9.value, Code.GAD_7.value, Code.PC_PTSD_5.value)


class ScaleResult(models.Model):
    """One scale put to one person. The answers are sealed with the person's key; the sum is counted from them.

    A correction is a new row that names the one it replaces; both stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="scale_results", verbose_name=_("person"))
    compartment = models.CharField(_("part of the file"), max_length=20, choices=ScaleCompartment.choices)
    code = models.CharField(_("scale"), max_length=12, choices=Code.choices)
    version = models.CharField(_("version"), max_length=20)
    about = models.CharField(_("about"), max_length=13, choices=About.choices, blank=True)
    language = models.CharField(_("language in which it was put"), max_length=3, choices=Language.choices)
    mode = models.CharField(_("how it was filled in"), max_length=9, choices=Mode.choices)
    taken_at = models.DateTimeField(_("answered at"))
    answers = SealedTextField(subject="person", verbose_name=pgettext_lazy("scale", "answers"))
    score = models.PositiveSmallIntegerField(_("sum"))
    most = models.PositiveSmallIntegerField(_("highest possible sum"))
    replaces = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )  # fmt: skip
    because = SealedTextField(subject="person", null=True, verbose_name=_("why it is corrected"))
    by = models.BigIntegerField(_("written down by"))
    written_at = models.DateTimeField(_("written down at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment_field="compartment", read=("care.view_scales",), add=("care.write_scale",), append_only=True, own="by",
    )  # fmt: skip
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "compartment": "health", "code": "health", "version": "none", "about": "health",
        "language": "social", "mode": "operational", "taken_at": "health", "answers": "health", "score": "health", "most": "none",
        "replaces": "health", "because": "health", "by": "operational", "written_at": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=F("most")), name="scale_within_its_maximum"),
            models.CheckConstraint(condition=Q(code__in=Code.values, compartment__in=ScaleCompartment.values), name="scale_has_a_home"),
            models.CheckConstraint(condition=~Q(code__in=NURSES_ALONE) | Q(compartment="nursing"), name="scale_of_nurses_alone"),
            models.CheckConstraint(condition=~Q(code__in=NOT_SOCIAL, compartment="social"), name="scale_not_social"),
            models.CheckConstraint(condition=Q(taken_at__lte=F("written_at")), name="scale_taken_before_written"),
        ]
        indexes = [
            models.Index(fields=["person", "-taken_at", "-id"], name="scale_by_person"),
            models.Index(fields=["person", "code", "-taken_at"], name="scale_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.taken_at:%Y-%m-%d}"
