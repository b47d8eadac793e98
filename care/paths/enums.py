"""Parts of a path, states of what stands on it, and what paths write in the ledger. Source: DOMAIN 1, 6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PathCompartment(models.TextChoices):
    """A path belongs to one compartment; a person may have one in each. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class NeedArea(models.TextChoices):
    """Where a need lies; a person may have several at once. Source: DOMAIN 1 (several simultaneous pathways)."""

    HEALTH = "health", _("Health")
    MENTAL = "mental", _("Mental health")
    USE = "use", _("Use of substances")
    HOUSING = "housing", _("Housing")
    PAPERS = "papers", _("Papers")
    INCOME = "income", _("Income")
    JUSTICE = "justice", _("Justice")
    FAMILY = "family", _("Family")


class NeedState(models.TextChoices):
    """Where a need stands; the moves between are in states.py."""

    OPEN = "open", _("to be met")
    MET = "met", _("met")
    ASIDE = "aside", _("set aside")


class GoalState(models.TextChoices):
    """Where a goal stands; the person says it."""

    WANTED = "wanted", _("wanted")
    REACHED = "reached", _("reached")
    LEFT = "left", _("no longer wanted")


class StepState(models.TextChoices):
    """Where a step stands; the moves between are in states.py."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class UseChange(models.TextChoices):
    """What the person says of their use since the last review; not asked is never the same as the same. Source: DOMAIN 1 (ASSORE)."""

    LESS = "less", _("less than before")
    SAME = "same", _("the same")
    MORE = "more", _("more than before")
    STOPPED = "stopped", _("stopped")
    NOT_ASKED = "not_asked", _("not asked")
    NOT_SAID = "not_said", _("does not say")


class PathEnd(models.TextChoices):
    """Why a path is closed."""

    TOGETHER = "together", _("ended together")
    HANDED_ON = "handed_on", _("followed elsewhere")
    STOPPED = "stopped", _("the person wants to stop")
    LOST = "lost", _("lost from sight")
    DIED = "died", _("the person died")
    OTHER = "other", _("something else")


class Verb(models.TextChoices):
    OPENED = "care.path.opened", _("path opened")
    VIEWED = "care.path.viewed", _("path read")
    CLOSED = "care.path.closed", _("path closed")
    PRINTED = "care.path.printed", _("summary of a path printed")
    ASSIGNED = "care.path.assigned", _("path given to a colleague")
    COVERED = "care.path.covered", _("path covered in an absence")
    COVER_ENDED = "care.path.cover_ended", _("cover of a path ended")
    NEED_NAMED = "care.need.named", _("need named")
    NEED_MOVED = "care.need.moved", _("need moved")
    GOAL_SET = "care.goal.set", _("goal set")
    GOAL_MOVED = "care.goal.moved", _("goal moved")
    STEP_ADDED = "care.step.added", _("step added")
    STEP_MOVED = "care.step.moved", _("step moved")
    REVIEWED = "care.path.reviewed", _("path reviewed")
    TIMELINE_READ = "care.timeline.read", _("timeline read")
