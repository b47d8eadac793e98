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

    OPEN = "open", _("open")
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


class LostReason(models.TextChoices):
    """What is thought to be behind it when somebody no longer comes."""

    NOT_COMING = "not_coming", _("does not come any more")
    UNREACHABLE = "unreachable", _("cannot be reached")
    MOVED = "moved", _("said to have left the region")
    HOSPITAL = "hospital", _("said to be in hospital")
    PRISON = "prison", _("said to be in prison")
    UNKNOWN = "unknown", _("not known")


class LostState(models.TextChoices):
    """Where the search for somebody stands; the moves between are in states.py."""

    LOST = "lost", _("lost from sight")
    LOOKED_FOR = "looked_for", _("looked for")
    FOUND = "found", _("found again")
    LET_GO = "let_go", _("no longer looked for")


class AfterCareState(models.TextChoices):
    """What came of a contact after the end of a path."""

    PLANNED = "planned", _("planned")
    REACHED = "reached", _("reached")
    NOT_REACHED = "not_reached", _("not reached")
    NOT_WANTED = "not_wanted", _("no longer wanted")


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
    LOST = "care.contact.lost", _("person lost from sight")
    SEARCH_MOVED = "care.contact.moved", _("search for a person moved")
    IMPRISONED = "care.prison.entered", _("prison stay written down")
    PRISON_CHANGED = "care.prison.changed", _("prison stay changed")
    RELEASED = "care.prison.left", _("release written down")
    AFTER_CARE = "care.aftercare.noted", _("after-care contact noted")
    TIMELINE_READ = "care.timeline.read", _("timeline read")
