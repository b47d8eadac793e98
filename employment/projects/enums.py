"""Choices and audit verbs of projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    """Where a session stands."""

    OPEN = "open", _("open for sign-up")
    DRAWN = "drawn", _("drawn")
    DONE = "done", _("done")


class Verb(models.TextChoices):
    """What the ledger says about projects and sessions."""

    OPENED = "employment.project.opened", _("project opened")
    PLANNED = "employment.session.planned", _("session planned")
    CLOSED = "employment.session.closed", _("session closed")
