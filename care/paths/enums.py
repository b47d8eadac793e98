"""Parts of a path, states of a step, and what paths write in the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PathCompartment(models.TextChoices):
    """A path belongs to one compartment; a person may have one in each. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class StepState(models.TextChoices):
    """Where a step stands; the moves between are in states.py."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Verb(models.TextChoices):
    OPENED = "care.path.opened", _("path opened")
    VIEWED = "care.path.viewed", _("path read")
    CLOSED = "care.path.closed", _("path closed")
    GOAL_SET = "care.goal.set", _("goal set")
    STEP_ADDED = "care.step.added", _("step added")
    STEP_MOVED = "care.step.moved", _("step moved")
