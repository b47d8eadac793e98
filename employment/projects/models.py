"""Projects and sessions of day labour. No person stands in this file."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from employment.projects.enums import SessionState


class Project(models.Model):
    """Work by the day with a partner. `weekly_cap` is the most places one person has in a week, all sessions of it."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    partner = models.CharField(_("partner"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    tools = models.CharField(_("tools and clothes"), max_length=200, blank=True)
    weekly_cap = models.PositiveSmallIntegerField(_("places a person and week"), default=2)
    active = models.BooleanField(_("active"), default=True)

    wall = OpenTable(add=("employment.open_project",), change=("employment.open_project",))
    classified = {
        "id": "none",
        "title": "none",
        "partner": "none",
        "place": "none",
        "hours": "none",
        "tools": "none",
        "weekly_cap": "none",
        "active": "none",
    }
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekly_cap__gte=1), name="project_weekly_cap_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One day of a project: how many places, how many of them for people who have never had one."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="sessions", verbose_name=_("project"))
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    places = models.PositiveSmallIntegerField(_("places"))
    first_timer_places = models.PositiveSmallIntegerField(_("of them for first-timers"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=SessionState.choices, default=SessionState.OPEN)
    planned_by = models.BigIntegerField(_("planned by"))

    wall = OpenTable(
        add=("employment.plan_session",), change=("employment.plan_session", "employment.draw_places", "employment.sign_up"),
        only_columns=("state",),
    )
    classified = {
        "id": "none",
        "project": "none",
        "day": "none",
        "starts": "none",
        "ends": "none",
        "places": "none",
        "first_timer_places": "none",
        "state": "operational",
        "planned_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "day", "starts"], name="session_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="session_has_a_place"),
            models.CheckConstraint(
                condition=Q(first_timer_places__lte=F("places")), name="session_first_timers_within_places"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.project} {self.day:%Y-%m-%d}"
