"""Programmes of care, episodes of treatment, and the answers frozen at entry."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from intake.person.models import Person

from . import lists
from .enums import Counted, EndReason, EpisodeCompartment

AGE = (MinValueValidator(1), MaxValueValidator(120))
#: The answers at entry, in the order in which they are asked; the other drugs are asked after the age at first use.
QUESTIONS = (
    "sex", "age", "treated", "referral", "lives_with", "children", "lives_where", "education", "labour", "primary", "route",
    "frequency", "first_use_age", "polydrug", "injecting", "first_injection_age", "sharing", "hiv_test", "hcv_test",
    "agonist", "first_agonist_age",
)


TREAT = ("care.open_episode",)


class TreatmentProgramme(models.Model):
    """A programme of care that one enters and leaves. `counts` says whether entering it is treatment for the indicator.

    Contacts of harm reduction are never a programme: nobody enters by coming in. Source: DOMAIN 3.2.
    """

    label = models.CharField(_("name"), max_length=80, unique=True)
    compartment = models.CharField(_("part of the file"), max_length=20, choices=EpisodeCompartment.choices)
    centre = models.CharField(
        _("type of centre"), max_length=16, choices=lists.CentreType.choices, default=lists.CentreType.LOW_THRESHOLD
    )
    counts = models.BooleanField(_("counts as treatment"), default=False)
    active = models.BooleanField(_("open to new people"), default=True)
    written_by = models.BigIntegerField(_("written by"))

    history = track()
    wall = OpenTable(add=("care.edit_programmes",), change=("care.edit_programmes",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "label": "none", "compartment": "none", "centre": "none", "counts": "none", "active": "none",
        "written_by": "operational",
    }

    def __str__(self) -> str:
        return self.label


class EpisodeRule(models.Model):
    """After how many months without contact an episode is over, and which entry of a year counts; from a day on."""

    months = models.PositiveSmallIntegerField(_("months without contact"), validators=[MinValueValidator(1), MaxValueValidator(36)])
    counted = models.CharField(_("counted"), max_length=6, choices=Counted.choices, default=Counted.FIRST)
    valid_from = models.DateField(_("from"), unique=True)
    because = models.CharField(_("why"), max_length=200)
    set_by = models.BigIntegerField(_("set by"))

    history = track()
    wall = OpenTable(add=("care.edit_programmes",), change=(), own="set_by", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "months": "none", "counted": "none", "valid_from": "none", "because": "operational", "set_by": "operational",
    }

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class Episode(models.Model):
    """One treatment of one person in one programme, from a day to a day. `person` is empty only after erasure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="episodes", verbose_name=_("person"))
    programme = models.ForeignKey(TreatmentProgramme, models.PROTECT, related_name="episodes", verbose_name=_("programme"))
    compartment = models.CharField(_("part of the file"), max_length=20, choices=EpisodeCompartment.choices)
    started_on = models.DateField(_("entered on"))
    last_contact_on = models.DateField(_("last contact on"))
    opened_at = models.DateTimeField(_("written down at"))
    opened_by = models.BigIntegerField(_("written down by"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=12, choices=EndReason.choices, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=TREAT, change=TREAT, hands=("opened_by", "ended_by"),
        only_columns=("last_contact_on", "ended_on", "end_reason", "ended_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "programme": "health", "compartment": "health", "started_on": "health",
        "last_contact_on": "health", "opened_at": "operational", "opened_by": "operational", "ended_on": "health",
        "end_reason": "health", "ended_by": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "programme"], condition=Q(ended_on=None), name="episode_runs_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="episode_ends_after_it_began"
            ),
            models.CheckConstraint(condition=Q(last_contact_on__gte=F("started_on")), name="episode_contact_after_it_began"),
        ]
        indexes = [
            models.Index(fields=["person", "-started_on"], name="episode_by_person"),
            models.Index(fields=["started_on"], name="episode_by_entry"),
            models.Index(fields=["last_contact_on"], name="episode_running", condition=Q(ended_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.started_on:%Y-%m-%d}"


class EntrySnapshot(models.Model):
    """The answers at entry, never written over: number 1 at entry, a correction is the next number with its reason.

    Codes of lists.py, `99` where it is not known. Ages are whole years. `secondary` is null when it was not asked.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="snapshots", verbose_name=_("episode"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    compartment = models.CharField(max_length=20, choices=EpisodeCompartment.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    because = models.CharField(_("why it is corrected"), max_length=200, blank=True)
    frozen_at = models.DateTimeField(_("kept at"))
    frozen_by = models.BigIntegerField(_("kept by"))
    centre = models.CharField(_("type of centre"), max_length=16, choices=lists.CentreType.choices)
    sex = models.CharField(_("sex, for the tables"), max_length=2, choices=lists.Sex.choices, default=lists.Sex.UNKNOWN)
    age = models.PositiveSmallIntegerField(_("age at entry"), null=True, blank=True, validators=AGE)
    treated = models.CharField(_("treated before, ever"), max_length=2, choices=lists.Treated.choices, default=lists.Treated.UNKNOWN)
    referral = models.CharField(_("sent by"), max_length=2, choices=lists.Referral.choices, default=lists.Referral.UNKNOWN)
    lives_with = models.CharField(_("lives with"), max_length=2, choices=lists.LivesWith.choices, default=lists.LivesWith.UNKNOWN)
    children = models.CharField(_("children"), max_length=2, choices=lists.Children.choices, default=lists.Children.UNKNOWN)
    lives_where = models.CharField(_("lives where"), max_length=2, choices=lists.LivesWhere.choices, default=lists.LivesWhere.UNKNOWN)
    education = models.CharField(_("school completed"), max_length=2, choices=lists.Education.choices, default=lists.Education.UNKNOWN)
    labour = models.CharField(_("work"), max_length=2, choices=lists.Labour.choices, default=lists.Labour.UNKNOWN)
    primary = models.CharField(_("primary drug"), max_length=3, choices=lists.Drug.choices, default=lists.Drug.UNKNOWN)
    route = models.CharField(_("usual route"), max_length=2, choices=lists.Route.choices, default=lists.Route.UNKNOWN)
    frequency = models.CharField(_("how often, last 30 days"), max_length=2, choices=lists.Frequency.choices, default=lists.Frequency.UNKNOWN)
    first_use_age = models.PositiveSmallIntegerField(_("age at first use of it"), null=True, blank=True, validators=AGE)
    secondary = ArrayField(
        models.CharField(max_length=3, choices=lists.Drug.choices), null=True, blank=True, verbose_name=_("other drugs")
    )
    polydrug = models.CharField(_("several drugs, none of them first"), max_length=2, choices=lists.Polydrug.choices, default=lists.Polydrug.UNKNOWN)
    injecting = models.CharField(_("injecting"), max_length=3, choices=lists.Injecting.choices, default=lists.Injecting.UNKNOWN)
    first_injection_age = models.PositiveSmallIntegerField(_("age at first injection"), null=True, blank=True, validators=AGE)
    sharing = models.CharField(_("needles or syringes shared"), max_length=3, choices=lists.Sharing.choices, default=lists.Sharing.UNKNOWN)
    hiv_test = models.CharField(_("tested for HIV"), max_length=3, choices=lists.Tested.choices, default=lists.Tested.UNKNOWN)
    hcv_test = models.CharField(_("tested for hepatitis C"), max_length=3, choices=lists.Tested.choices, default=lists.Tested.UNKNOWN)
    agonist = models.CharField(_("agonist treatment"), max_length=6, choices=lists.AgonistStatus.choices, default=lists.AgonistStatus.UNKNOWN)
    first_agonist_age = models.PositiveSmallIntegerField(_("age at first agonist treatment"), null=True, blank=True, validators=AGE)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=TREAT, parent="episode", append_only=True, own="frozen_by"
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "episode": "health", "person": "health", "compartment": "health", "number": "none",
        "because": "health", "frozen_at": "operational", "frozen_by": "operational", "centre": "none",
    } | dict.fromkeys((*QUESTIONS, "secondary"), "health")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "number"], name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.episode_id}/{self.number}"
