"""Which tasks a page shows, and what the ledger says about tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Which(models.TextChoices):
    """Which tasks are listed."""

    MINE = "mine", _("For me and my teams")
    ALL = "all", _("All open")
    DONE = "done", _("Done lately")


class Verb(models.TextChoices):
    ADDED = "centre.task.added", _("task added")
    DONE = "centre.task.done", _("task done")
    REOPENED = "centre.task.reopened", _("task opened again")
    MOVED = "centre.task.moved", _("task put off")
    VIEWED = "centre.task.viewed", _("tasks read")
