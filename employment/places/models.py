"""Who signs up for a session, how places were drawn, who was called, who came."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from employment.places.enums import Answer, Way
from employment.projects.models import Session
from intake.person.models import Person


class SignUp(models.Model):
    """A person wants a place in a session. `placed` says whether they have one, `rank` their number in the order.

    `seat` is the place itself, 1 and up: the database gives none twice. Who steps back or does not come leaves it free
    and keeps `placed`. `told_at` is when they were last told how things stand.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sign_ups", verbose_name=_("person"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="sign_ups", verbose_name=_("session"))
    way = models.CharField(_("how"), max_length=8, choices=Way.choices, default=Way.DESK)
    signed_up_at = models.DateTimeField(_("signed up at"))
    signed_up_by = models.BigIntegerField(_("signed up by"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("number in the draw"), null=True, blank=True)
    placed = models.BooleanField(_("has a place"), default=False)
    seat = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    told_by = models.BigIntegerField(_("told by"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment="employment", hands=("signed_up_by", "told_by"),
        only_columns=("way", "signed_up_at", "signed_up_by", "withdrawn_at", "rank", "placed", "seat", "told_at", "told_by"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none"} | dict.fromkeys(("person", "session", "rank", "placed", "seat"), "social") | dict.fromkeys(
        ("way", "signed_up_at", "signed_up_by", "withdrawn_at", "told_at", "told_by", "client_uuid"), "operational"
    )
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "session"], name="sign_up_once"),
            models.UniqueConstraint(fields=["session", "seat"], condition=Q(seat__isnull=False), name="place_given_once"),
            models.CheckConstraint(condition=Q(seat=None) | Q(placed=True, withdrawn_at=None), name="place_of_somebody_placed"),
        ]
        indexes = [models.Index(fields=["session"], name="sign_up_by_session")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.pk}"


class Draw(models.Model):
    """One draw of one session: seed, weights by number of sign-up, outcome. Never changed, never deleted."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="draw", verbose_name=_("session"))
    seed = models.CharField(_("seed"), max_length=64)
    rule = models.CharField(_("version of the rule"), max_length=8)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    first_timer_places = models.PositiveSmallIntegerField(_("of them for first-timers"), null=True, blank=True)
    candidates = models.JSONField(_("candidates and weights"))
    outcome = models.JSONField(_("outcome"))
    drawn_by = models.BigIntegerField(_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn at"))

    wall = OpenTable(add=("employment.draw_places",), append_only=True, own="drawn_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "session", "seed", "rule", "places", "first_timer_places"), "none") | dict.fromkeys(
        ("candidates", "outcome", "drawn_by", "drawn_at"), "operational"
    )
    history = track()

    def __str__(self) -> str:
        return self.seed


class Call(models.Model):
    """A place became free and was kept for somebody who waited: when, how they were reached, what they answered."""

    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="calls", verbose_name=_("sign-up"))
    called_at = models.DateTimeField(_("called at"))
    called_by = models.BigIntegerField(_("called by"), null=True, blank=True)
    way = models.CharField(_("how"), max_length=8, choices=Way.choices, blank=True)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.BigIntegerField(_("answered by"), null=True, blank=True)

    wall = Wall(through="sign_up", add=("employment.sign_up",), hands=("called_by", "answered_by"))
    classified: ClassVar[dict[str, str]] = {"id": "none", "sign_up": "social", "answer": "social"} | dict.fromkeys(
        ("called_at", "called_by", "way", "answered_at", "answered_by"), "operational"
    )
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_up"], condition=Q(answer=Answer.OPEN), name="one_open_call_each"),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.answer}"


class Attendance(models.Model):
    """Whether somebody with a place came, from when to when, as instants. Not coming is never held against anybody.

    `not_today` is their own word on the day: not fit, or not in the mood. Nobody asks why.
    """

    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="attendance", verbose_name=_("sign-up"))
    present = models.BooleanField(_("present"))
    began_at = models.DateTimeField(_("from"), null=True, blank=True)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("break in minutes"), default=0)
    left_early = models.BooleanField(_("left early"), default=False)
    not_today = models.BooleanField(_("not today, in their own words"), default=False)
    recorded_by = models.BigIntegerField(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    wall = Wall(through="sign_up", add=("employment.mark_present",), change=("employment.mark_present",), hands=("recorded_by",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "recorded_by": "operational", "recorded_at": "operational"} | dict.fromkeys(
        ("sign_up", "present", "began_at", "ended_at", "break_minutes", "left_early", "not_today"), "social"
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="attendance_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return str(_("present")) if self.present else str(_("did not come"))

    @property
    def minutes(self) -> int:
        """Minutes worked, the break left out: the time that really passed, on both nights of the clocks too."""
        if not self.present or self.began_at is None or self.ended_at is None:
            return 0
        return max(0, round((self.ended_at - self.began_at).total_seconds() / 60) - self.break_minutes)


class WorkRule(models.Model):
    """The most places one person has in a week over all projects, from a day on; empty: no such limit."""

    valid_from = models.DateField(_("valid from"), unique=True)
    weekly_cap = models.PositiveSmallIntegerField(_("places a person and week, all projects"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=200)
    entered_by = models.BigIntegerField(_("entered by"))

    wall = OpenTable(add=("employment.set_rule",), change=("employment.set_rule",), hands=("entered_by",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "valid_from": "none", "weekly_cap": "none", "reason": "none", "entered_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weekly_cap=None) | Q(weekly_cap__gte=1), name="work_rule_at_least_one")]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"
