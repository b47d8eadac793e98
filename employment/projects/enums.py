"""Choices and audit verbs of projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    """Where a session stands."""

    OPEN = "open", _("open for sign-up")
    DRAWN = "drawn", _("drawn")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class Filling(models.TextChoices):
    """How the places of a session are given."""

    DRAW = "draw", _("by a draw")
    FIRST_COME = "first_come", _("in the order of signing up")


class ChangeKind(models.TextChoices):
    """What happened to a session after it was planned."""

    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    CHANGED = "changed", _("changed")
    REOPENED = "reopened", _("opened again")


class Weekday(models.IntegerChoices):
    """Days of the week, Monday first."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Verb(models.TextChoices):
    """What the ledger says about projects and sessions."""

    OPENED = "employment.project.opened", _("project opened")
    EDITED = "employment.project.changed", _("project changed")
    PROJECT_CLOSED = "employment.project.closed", _("project closed")
    PROJECT_REOPENED = "employment.project.reopened", _("project opened again")
    BRIEFING = "employment.project.briefing", _("safety briefing written")
    PLANNED = "employment.session.planned", _("session planned")
    REPEATED = "employment.session.repeated", _("sessions planned in a row")
    CHANGED = "employment.session.changed", _("session changed")
    MOVED = "employment.session.moved", _("session moved")
    CANCELLED = "employment.session.cancelled", _("session cancelled")
    CLOSED = "employment.session.closed", _("session closed")
    REOPENED = "employment.session.reopened", _("session opened again")
    HOLIDAY = "employment.holiday.marked", _("day without work marked")
    HOLIDAY_TAKEN_BACK = "employment.holiday.taken_back", _("day without work taken back")
    FEED_MADE = "employment.calendar.made", _("calendar address of sessions made")
    FEED_ENDED = "employment.calendar.ended", _("calendar address of sessions ended")
