"""Visits to the room: each presence, what was used in it, how somebody was afterwards. Visits are not acts, nor persons."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import Wall
from care.episodes.lists import Drug
from care.vitals.enums import Consciousness
from care.vitals.models import VitalSigns
from centre.access.enums import Compartment
from intake.person.models import Person
from intake.safety.models import Incident
from intake.supplies.models import Handout

from ..enums import Otherwise, SpaceKind, UseRoute
from ..ground.models import Booth, RoomOpening
from .enums import Advice, EarlyReason, Ending, VisitStage

RUN = ("care.run_room",)


class RoomVisit(models.Model):
    """One presence in the room, from the arrival to the leaving. `person` is empty only after erasure.

    `seat` is when the booth was theirs: one person in a booth, and one booth a person, at any instant. `due_at` and
    `watch_until` are what the house had decided when it began. Both facts are kept when somebody leaves before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    opening = models.ForeignKey(RoomOpening, models.PROTECT, related_name="visits")
    space = models.CharField(_("for"), max_length=12, choices=SpaceKind.choices)
    service_day = models.DateField()
    arrived_at = models.DateTimeField()
    arrived_by = models.BigIntegerField()
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.BigIntegerField(null=True, blank=True)
    booth = models.ForeignKey(Booth, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("booth"))
    seat = DateTimeRangeField(_("in the booth"), null=True, blank=True)
    seated_by = models.BigIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    watched_at = models.DateTimeField(null=True, blank=True)
    watched_by = models.BigIntegerField(null=True, blank=True)
    watch_until = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.BigIntegerField(null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=12, choices=Ending.choices, blank=True)
    early_because = models.CharField(_("why before the end"), max_length=12, choices=EarlyReason.choices, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.ROOM, anonymous=True, add=RUN, change=RUN,
        hands=("arrived_by", "called_by", "seated_by", "watched_by", "left_by"),
        only_columns=(
            "space", "called_at", "called_by", "booth", "seat", "seated_by", "due_at", "watched_at", "watched_by", "watch_until",
            "left_at", "left_by", "ending", "early_because",
        ),
    )  # fmt: skip
    classified: ClassVar[dict[str, str]] = {"id": "none", "person": "health", "client_uuid": "none"} | dict.fromkeys(
        ("space", "service_day", "arrived_at", "seat", "watched_at", "watch_until", "left_at", "ending", "early_because"), "health"
    ) | dict.fromkeys(
        ("opening", "arrived_by", "called_at", "called_by", "booth", "seated_by", "due_at", "watched_by", "left_by"), "operational"
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="booth_for_one", expressions=[("booth", RangeOperators.EQUAL), ("seat", RangeOperators.OVERLAPS)]
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(left_at=None, person__isnull=False), name="in_the_room_once"),
            models.CheckConstraint(condition=Q(booth=None) | Q(seat__isnull=False), name="booth_with_its_hours"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="room_left_after_arriving"),
            models.CheckConstraint(condition=Q(left_at=None) | ~Q(ending=""), name="room_left_says_how"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(seat=None) | Q(seat__upper_inf=False), name="nobody_leaves_seated"),
            models.CheckConstraint(condition=~Q(ending=Ending.EARLY) | ~Q(early_because=""), name="early_says_why"),
        ]
        indexes = [
            models.Index(fields=["arrived_at"], name="room_visit_open", condition=Q(left_at=None)),
            models.Index(fields=["service_day"], name="room_visit_by_day"),
            models.Index(fields=["person", "-arrived_at", "-id"], name="room_visit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.arrived_at:%Y-%m-%d %H:%M}"

    @property
    def stage(self) -> str:
        """Where the person is in their visit."""
        if self.left_at is not None:
            return VisitStage.GONE
        if self.watched_at is not None:
            return VisitStage.WATCHED
        if self.booth_id is not None:
            return VisitStage.IN_BOOTH
        return VisitStage.CALLED if self.called_at is not None else VisitStage.WAITING

    @property
    def seated_at(self) -> datetime | None:
        """Since when they had the booth."""
        return self.seat.lower if self.seat is not None else None


class ConsumptionAct(models.Model):
    """One substance by one route. A speedball is one use with two rows of one `group`. Who sold it is never written.

    `believed` is what the person thinks it is. A wrong line is struck and stays to be seen.
    """

    visit = models.ForeignKey(RoomVisit, models.PROTECT, related_name="acts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    group = models.UUIDField()
    number = models.PositiveSmallIntegerField(default=1)
    sold_as = models.CharField(_("sold as"), max_length=3, choices=Drug.choices)
    believed = models.CharField(_("what the person thinks it is"), max_length=3, choices=Drug.choices)
    route = models.CharField(_("how"), max_length=8, choices=UseRoute.choices)
    otherwise = models.CharField(_("had the room been closed"), max_length=8, choices=Otherwise.choices, default=Otherwise.UNSAID)
    advice = ArrayField(models.CharField(max_length=12, choices=Advice.choices), default=list, blank=True, verbose_name=_("advice given"))
    at = models.DateTimeField()
    by = models.BigIntegerField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.BigIntegerField(null=True, blank=True)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.ROOM, anonymous=True, add=RUN, change=RUN, parent="visit",
        hands=("by", "struck_by"), only_columns=("struck_at", "struck_by"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "group": "none", "number": "none"} | dict.fromkeys(
        ("visit", "person", "sold_as", "believed", "route", "otherwise", "advice", "at"), "health"
    ) | dict.fromkeys(("by", "struck_at", "struck_by"), "operational")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="use_line_once")]
        indexes = [models.Index(fields=["visit", "at"], name="use_by_visit")]

    def __str__(self) -> str:
        return f"{self.sold_as} {self.route}"


class RoomLook(models.Model):
    """How somebody was at an instant, in a booth or under observation: one tap, and what was measured with it if it was."""

    visit = models.ForeignKey(RoomVisit, models.PROTECT, related_name="looks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    consciousness = models.CharField(_("how they answer"), max_length=1, choices=Consciousness.choices)
    vitals = models.ForeignKey(VitalSigns, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.BigIntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment=Compartment.ROOM, anonymous=True, add=RUN, parent="visit", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none", "by": "operational"} | dict.fromkeys(
        ("visit", "person", "consciousness", "vitals", "at"), "health"
    )

    class Meta:
        indexes = [models.Index(fields=["visit", "-at"], name="room_look_by_visit")]


class RoomEquipment(models.Model):
    """What was handed out in a visit; the handing out itself, and the stock, are the counter's."""

    visit = models.ForeignKey(RoomVisit, models.PROTECT, related_name="equipment")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    handout = models.OneToOneField(Handout, models.PROTECT, related_name="+")

    wall = Wall(person="person", compartment=Compartment.ROOM, anonymous=True, add=RUN, parent="visit", append_only=True)
    classified: ClassVar[dict[str, str]] = {"id": "none", "visit": "health", "person": "health", "handout": "health"}

    class Meta:
        verbose_name_plural = "room equipment"


class VisitIncident(models.Model):
    """An incident that somebody in the room had to do with. It stands here: the incident itself names nobody."""

    visit = models.ForeignKey(RoomVisit, models.PROTECT, related_name="incidents")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.BigIntegerField()

    wall = Wall(person="person", compartment=Compartment.ROOM, anonymous=True, add=RUN, parent="visit", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "visit": "health", "person": "health", "incident": "health", "at": "operational", "by": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "incident"], name="visit_incident_once")]
