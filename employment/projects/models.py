"""Projects and sessions of day labour. No person stands in this file."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from centre.rota.walls import OwnAddress
from centre.shifts import clock
from employment.projects.enums import ChangeKind, Filling, SessionState, Weekday
from intake.directory.models import Organization

PLAN = ("employment.plan_session",)
OPEN = ("employment.open_project",)
#: What who signs up, draws and closes may change of a session; the rest is its planners'.
WORKED = ("state", "closed_at", "closed_by")


class Project(models.Model):
    """Work by the day with a partner. `weekly_cap` is the most places one person has in a week, all sessions of it.

    `tasks` explain the work to who does not read: `[{"icon": "brush", "fr": …, "nl": …, "en": …}]`.
    """

    title = models.CharField(_("title"), max_length=120, unique=True)
    partner = models.CharField(_("partner"), max_length=120, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner of the directory"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    contact = models.CharField(_("contact on site"), max_length=160, blank=True)
    tools = models.CharField(_("tools and clothes"), max_length=200, blank=True)
    tasks = models.JSONField(_("what is done"), default=list, blank=True)
    insurance = models.CharField(_("insurance policy"), max_length=120, blank=True)
    insured_until = models.DateField(_("insured until and with"), null=True, blank=True)
    weekly_cap = models.PositiveSmallIntegerField(_("places a person and week"), default=2)
    active = models.BooleanField(_("active"), default=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_reason = models.CharField(_("why it was closed"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    wall = OpenTable(add=OPEN, change=OPEN)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id", "title", "partner", "organization", "place", "hours", "tools", "tasks", "insurance", "insured_until",
            "weekly_cap", "active", "version",
        ),
        "none",
    ) | {"contact": "operational", "closed_at": "operational", "closed_reason": "operational"}
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekly_cap__gte=1), name="project_weekly_cap_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.title


class Briefing(models.Model):
    """The safety briefing of a project in three languages; a change is a new version, so that it is known who heard what."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="briefings", verbose_name=_("project"))
    version = models.PositiveSmallIntegerField(_("version"))
    fr = models.TextField(_("French"), blank=True)
    nl = models.TextField(_("Dutch"), blank=True)
    en = models.TextField(_("English"), blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))

    wall = OpenTable(add=OPEN, append_only=True, own="written_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "project", "version", "fr", "nl", "en"), "none") | {
        "written_by": "operational", "written_at": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "version"], name="briefing_version_once")]

    def __str__(self) -> str:
        return f"{self.project_id} v{self.version}"


class Holiday(models.Model):
    """A day on which sessions in a row are not planned: marked by a coordinator, taken back rather than removed."""

    day = models.DateField(_("day"), unique=True)
    label = models.CharField(_("which day"), max_length=80, blank=True)
    active = models.BooleanField(_("marked"), default=True)
    marked_by = models.BigIntegerField(_("marked by"))
    marked_at = models.DateTimeField(_("marked at"))

    wall = OpenTable(add=PLAN, change=PLAN, own="marked_by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "day": "none", "label": "none", "active": "none", "marked_by": "operational", "marked_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Series(models.Model):
    """Sessions planned in a row: these weekdays from a day until another, both included, days without work left out."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="series", verbose_name=_("project"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday.choices), verbose_name=_("days of the week"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until and with"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    planned_by = models.BigIntegerField(_("planned by"))
    planned_at = models.DateTimeField(_("planned at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = OpenTable(add=PLAN, append_only=True, own="planned_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "project", "weekdays", "from_on", "until_on", "starts", "ends"), "none") | {
        "planned_by": "operational", "planned_at": "operational", "client_uuid": "none",
    }
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="series_days_in_order"),
            models.CheckConstraint(condition=Q(weekdays__len__gte=1), name="series_on_some_day"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.from_on:%Y-%m-%d}"


class Session(models.Model):
    """One day of a project: how many places, how many of them for people who have never had one.

    `staff` are numbers of colleagues who go along. `opens_at` and `closes_at` bound signing up before the draw. `uid`
    and `sequence` name it in calendars outside; `changed_at` is when it was last moved or cancelled, to be told.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="sessions", verbose_name=_("project"))
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("row"))
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    places = models.PositiveSmallIntegerField(_("places"))
    first_timer_places = models.PositiveSmallIntegerField(_("of them for first-timers"), default=0)
    filling = models.CharField(_("how places are given"), max_length=10, choices=Filling.choices, default=Filling.DRAW)
    staff = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("who goes along"))
    opens_at = models.DateTimeField(_("sign-up from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("sign-up until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=SessionState.choices, default=SessionState.OPEN)
    planned_by = models.BigIntegerField(_("planned by"))
    planned_at = models.DateTimeField(_("planned at"), default=clock.now)
    changed_at = models.DateTimeField(_("moved or cancelled at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.BigIntegerField(_("closed by"), null=True, blank=True)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    wall = OpenTable(
        add=PLAN, change=(*PLAN, "employment.draw_places", "employment.mark_present", "employment.sign_up"),
        only_columns=WORKED, unless="employment.plan_session", hands=("planned_by", "closed_by"),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "project", "series", "day", "starts", "ends", "places", "first_timer_places", "filling", "opens_at", "closes_at", "uid", "sequence"),
        "none",
    ) | dict.fromkeys(("staff", "state", "planned_by", "planned_at", "changed_at", "closed_at", "closed_by"), "operational")
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "day", "starts"], condition=~Q(state=SessionState.CANCELLED), name="session_once"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="session_has_a_place"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(first_timer_places__lte=F("places")), name="session_first_timers_within_places"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.project} {self.day:%Y-%m-%d}"

    @property
    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        return clock.instant(datetime.combine(self.day, self.starts))

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends."""
        return clock.instant(datetime.combine(self.day, self.ends))


class SessionChange(models.Model):
    """A session was moved, cancelled, changed or opened again, with the reason told to who signed up. Never about a person."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="changes", verbose_name=_("session"))
    kind = models.CharField(_("what changed"), max_length=9, choices=ChangeKind.choices)
    reason = models.CharField(_("reason"), max_length=200)
    was_on = models.DateField(_("was on"))
    was_from = models.TimeField(_("was from"))
    was_until = models.TimeField(_("was until"))
    at = models.DateTimeField(_("at"))
    by = models.BigIntegerField(_("by"))

    wall = OpenTable(add=PLAN, append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "session", "kind", "reason", "was_on", "was_from", "was_until"), "none") | {
        "at": "operational", "by": "operational",
    }
    history = track()

    class Meta:
        indexes = [models.Index(fields=["session", "-at"], name="session_change_latest")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"


class FeedAddress(models.Model):
    """The secret address at which somebody's calendar program reads the sessions; only its fingerprint is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("whose"))
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project"))
    mac = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(_("made at"), default=clock.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    wall = OwnAddress(who="user")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "user": "operational", "project": "none", "mac": "operational", "made_at": "operational",
        "ended_at": "operational",
    }
    history = track(excluded_fields=["mac"])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "project"], condition=Q(ended_at=None), nulls_distinct=False, name="one_feed_address_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
