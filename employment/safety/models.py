"""What keeps whoever works whole: the briefing heard, the tools lent, and what happened when it did not."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from employment.places.models import SignUp
from employment.projects.models import Briefing
from employment.safety.enums import BriefingLanguage
from intake.person.models import Person
from intake.safety.models import Incident


class BriefingGiven(models.Model):
    """Somebody heard a version of a project's briefing before a session."""

    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="briefings", verbose_name=_("sign-up"))
    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="+", verbose_name=_("briefing"))
    language = models.CharField(_("language"), max_length=2, choices=BriefingLanguage.choices)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.BigIntegerField(_("given by"))

    wall = Wall(through="sign_up", add=("employment.brief",), hands=("given_by",), append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "sign_up": "social", "briefing": "none", "language": "social", "given_at": "operational", "given_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_up", "briefing"], name="briefing_given_once")]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.briefing_id}"


class ToolLoan(models.Model):
    """A tool or piece of clothing lent for a session, and whether it came back. What is lost is the house's loss."""

    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="tools", verbose_name=_("sign-up"))
    what = models.CharField(_("what"), max_length=80)
    lent_at = models.DateTimeField(_("handed out at"))
    lent_by = models.BigIntegerField(_("handed out by"))
    back_at = models.DateTimeField(_("back at"), null=True, blank=True)
    back_by = models.BigIntegerField(_("taken back by"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(through="sign_up", add=("employment.brief",), hands=("lent_by", "back_by"), only_columns=("back_at", "back_by"))
    classified: ClassVar[dict[str, str]] = {"id": "none", "sign_up": "social", "what": "operational"} | dict.fromkeys(
        ("lent_at", "lent_by", "back_at", "back_by", "client_uuid"), "operational"
    )
    history = track()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(back_at=None) | Q(back_at__gte=F("lent_at")), name="tool_back_after_it_was_lent")]

    def __str__(self) -> str:
        return self.what


class Accident(models.Model):
    """An accident at work: when, in sealed words how; the insurance of that day, the incident beside it, its declaration."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="work_accidents", verbose_name=_("person"))
    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="accidents", verbose_name=_("sign-up"))
    happened_at = models.DateTimeField(_("happened at"))
    where = models.CharField(_("where"), max_length=160, blank=True)
    words = SealedTextField(subject="person", null=True)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("incident"))
    insurance = models.CharField(_("insurance policy"), max_length=120, blank=True)
    insured = models.BooleanField(_("insured on that day"), default=False)
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    declared_by = models.BigIntegerField(_("declared by"), null=True, blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment="employment", add=("employment.report_accident",), parent="sign_up",
        hands=("written_by", "declared_by"), only_columns=("declared_on", "declared_by"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "words": "health", "insurance": "none", "insured": "none"} | dict.fromkeys(
        ("person", "sign_up", "happened_at", "where", "incident"), "social"
    ) | dict.fromkeys(("declared_on", "declared_by", "written_by", "written_at", "client_uuid"), "operational")
    history = track()

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d}"
