"""The care path: needs, goals in the person's own words, steps, reviews, and whoever stands in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.staff.models import Team
from intake.person.models import Person

from .enums import GoalState, NeedArea, NeedState, PathCompartment, PathEnd, StepState, UseChange

CLASSES = {"person": "social", "compartment": "social", "path": "social", "client_uuid": "none"}


class Days(Func):
    """The days from one date to another as a range, both within it."""

    function = "DATERANGE"
    output_field = DateRangeField()


class CarePath(models.Model):
    """What a team and a person undertake together; one open path for each compartment.

    `worker`: the user id of the referring worker; `team`: the team that answers for the path.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paths")
    compartment = models.CharField(_("part of the file"), max_length=20, choices=PathCompartment.choices)
    opened_at = models.DateTimeField()
    opened_by = models.IntegerField()
    worker = models.IntegerField(_("referring worker"), null=True, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.IntegerField(null=True)
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=PathEnd.choices, blank=True)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.open_path",), change=("care.open_path", "care.assign_path"),
        hands=("opened_by", "closed_by"), only_columns=("worker", "team", "closed_at", "closed_by", "end_reason"),
    )
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "opened_at": "operational", "opened_by": "operational",
        "worker": "operational", "team": "operational", "closed_at": "operational", "closed_by": "operational",
        "end_reason": "health",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "compartment"], condition=Q(closed_at__isnull=True), name="one_open_path_each")
        ]
        indexes = [models.Index(fields=["worker"], condition=Q(closed_at__isnull=True), name="path_by_worker")]


class PathNeed(models.Model):
    """What a person needs in one area. Several stand beside one another; each area is open once on a path."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="needs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    area = models.CharField(_("area"), max_length=8, choices=NeedArea.choices)
    words = SealedTextField(subject="person", null=True)
    pressing = models.BooleanField(_("pressing"), default=False)
    state = models.CharField(_("state"), max_length=6, choices=NeedState.choices, default=NeedState.OPEN)
    named_at = models.DateTimeField()
    named_by = models.IntegerField()
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.name_need",), change=("care.name_need",), parent="path",
        hands=("named_by",), only_columns=("state", "moved_at", "pressing"),
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "area": "health", "words": "health", "pressing": "health", "state": "health", "named_at": "operational",
        "named_by": "operational", "moved_at": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "area"], condition=Q(state=NeedState.OPEN), name="one_open_need_an_area")]
        indexes = [models.Index(fields=["person", "-named_at", "-id"], name="need_by_person")]


class Goal(models.Model):
    """A goal, in the words of the person; for one of the needs or beside them."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="goals")
    need = models.ForeignKey(PathNeed, on_delete=models.SET_NULL, null=True, blank=True, related_name="goals", verbose_name=_("need"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    words = SealedTextField(subject="person")
    state = models.CharField(_("state"), max_length=8, choices=GoalState.choices, default=GoalState.WANTED)
    set_at = models.DateTimeField()
    set_by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.add_goal",), change=("care.move_goal",), parent="path",
        own="set_by", only_columns=("state",),
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "need": "health", "words": "health", "state": "health", "set_at": "operational", "set_by": "operational",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-set_at", "-id"], name="goal_by_person")]


class Step(models.Model):
    """One thing to do, for a goal or beside them."""

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="steps")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name=_("goal"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    title = SealedTextField(subject="person")
    state = models.CharField(_("state"), max_length=12, choices=StepState.choices, default=StepState.PLANNED)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    owner = models.IntegerField()
    added_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.add_step",), change=("care.move_step",), parent="path",
        only_columns=("state", "moved_at"),
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "goal": "social", "title": "health", "state": "health", "due_on": "operational", "owner": "operational",
        "added_at": "operational", "moved_at": "operational",
    }

    class Meta:
        indexes = [
            models.Index(fields=["person", "-added_at", "-id"], name="step_by_person"),
            models.Index(fields=["owner", "due_on"], condition=Q(state__in=["planned", "under_way"]), name="step_to_do"),
        ]


class PathReview(models.Model):
    """A path looked back on with the person: what changed, what they say of their use, when next.

    Never written over: a later review of the same day stands beside it. After erasure the answer on use stays, of nobody.
    """

    path = models.ForeignKey(CarePath, on_delete=models.PROTECT, null=True, related_name="reviews")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    on = models.DateField(_("day of the review"))
    changed = SealedTextField(subject="person", null=True)
    use_change = models.CharField(_("use since the last review"), max_length=10, choices=UseChange.choices, default=UseChange.NOT_ASKED)
    next_on = models.DateField(_("next review"), null=True, blank=True)
    at = models.DateTimeField()
    by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", append_only=True, add=("care.review_path",), parent="path", own="by"
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "on": "health", "changed": "health", "use_change": "health", "next_on": "operational", "at": "operational",
        "by": "operational",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(next_on=None) | Q(next_on__gt=F("on")), name="next_review_is_later")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="review_by_person"),
            models.Index(fields=["path", "-on", "-id"], name="review_by_path"),
        ]


class PathCover(models.Model):
    """Who stands in for the referring worker of a path, from a day to a day.

    `other_team`: the team of whoever stands in, when it is none of those of the colleague who wrote the cover down;
    the file is opened to it at `opened_at`, on the first day, until the last.
    """

    path = models.ForeignKey(CarePath, on_delete=models.CASCADE, related_name="covers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=PathCompartment.choices)
    worker = models.IntegerField(_("absent"))
    cover = models.IntegerField(_("stands in"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    other_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.IntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.IntegerField(null=True, blank=True)

    history = track()
    wall = Wall(
        person="person", compartment_field="compartment", add=("care.assign_path",), change=("care.assign_path",),
        parent="path", hands=("by", "ended_by"), only_columns=("ended_at", "ended_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "path": "social", "person": "social", "compartment": "social", "worker": "operational", "cover": "operational",
        "from_on": "operational", "until_on": "operational", "other_team": "operational", "opened_at": "operational",
        "at": "operational", "by": "operational", "ended_at": "operational", "ended_by": "operational",
    }

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="covered_once_at_a_time",
                expressions=[
                    ("path", RangeOperators.EQUAL),
                    (Days("from_on", "until_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(worker=F("cover")), name="cover_is_somebody_else"),
        ]
        indexes = [models.Index(fields=["cover", "until_on"], condition=Q(ended_at=None), name="cover_by_colleague")]
