"""Choices and audit verbs of journeys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """The three phases of TAPAJ, as goals and never as a threshold. Source: DOMAIN 8.4."""

    CONTACT = "contact", _("contact")
    CARE = "care", _("care")
    ACCOMPANIMENT = "accompany", _("accompaniment")


#: What each phase is for, said to the person.
GOALS = {
    Phase.CONTACT: _("One session of some hours at a time, paid at its end; nothing else is asked."),
    Phase.CARE: _("Contracts of up to some days; papers, health and housing are looked at together, when the person wants."),
    Phase.ACCOMPANIMENT: _("More hours with a partner; training and a job of one's own."),
}


class JourneyState(models.TextChoices):
    """Where a journey stands."""

    RUNNING = "running", _("under way")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class StepKind(models.TextChoices):
    """Towards whom or what a step goes. Source: DOMAIN 8.4."""

    ACTIRIS = "actiris", _("Actiris")
    MISSION_LOCALE = "mission", _("mission locale")
    TRAINING = "training", _("training")
    ENTERPRISE = "enterprise", _("enterprise")
    PAPERS = "papers", _("papers")
    HOUSING = "housing", _("looking for housing")
    HEALTH = "health", _("looking at health")
    RIGHTS = "rights", _("rights and income")
    OTHER = "other", _("something else")


class StepState(models.TextChoices):
    """Where a step stands."""

    AGREED = "agreed", _("agreed")
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


#: Steps somebody still has to see to.
OPEN_STEPS = (StepState.AGREED, StepState.PLANNED)


class OutcomeKind(models.TextChoices):
    """What came of a journey. None is a failure."""

    TRAINING = "training", _("training begun")
    CONTRACT = "contract", _("work contract")
    ARTICLE_60 = "article_60", _("article 60 or 61")
    ELSEWHERE = "elsewhere", _("declared work elsewhere")
    OTHER_SERVICE = "service", _("goes on with another service")
    OWN_CHOICE = "choice", _("own choice")
    LOST = "lost", _("lost from sight")
    DECEASED = "deceased", _("deceased")


class ContractKind(models.TextChoices):
    """The kind of a work contract."""

    PERMANENT = "permanent", _("permanent")
    FIXED = "fixed", _("fixed term")
    INTERIM = "interim", _("temporary agency")
    SEASONAL = "seasonal", _("seasonal or now and then")
    INSERTION = "insertion", _("adapted or insertion enterprise")


class Stage(models.TextChoices):
    """When it was said how somebody stands with work and school."""

    ENTRY = "entry", _("at the start")
    UPDATE = "update", _("on the way")
    YEAR = "year", _("each year")
    EXIT = "exit", _("at the end")
    AFTER = "after", _("afterwards")


class Employed(models.TextChoices):
    """Whether somebody has work, as they say; nothing when it was not said."""

    YES = "yes", _("has work")
    NO = "no", _("has no work")


class Employment(models.TextChoices):
    """How much, of those who have work."""

    FULL = "full", _("full-time")
    PART = "part", _("part-time")
    NOW_AND_THEN = "seasonal", _("seasonal or by the day")


class WithoutWork(models.TextChoices):
    """How those who have none stand towards it."""

    LOOKING = "looking", _("is looking for work")
    UNABLE = "unable", _("cannot work")
    NOT_LOOKING = "not", _("is not looking for work")


class School(models.TextChoices):
    """How somebody stands with school."""

    REGULAR = "regular", _("goes to school regularly")
    IRREGULAR = "irregular", _("goes to school now and then")
    GRADUATED = "graduated", _("finished secondary school")
    EQUIVALENT = "equivalent", _("has an equal certificate")
    LEFT = "left", _("left school early")
    SUSPENDED = "suspended", _("suspended from school")
    EXPELLED = "expelled", _("excluded from school")


class Verb(models.TextChoices):
    """What the ledger says about journeys."""

    OPENED = "employment.journey.opened", _("journey opened")
    MOVED = "employment.journey.moved", _("other phase of a journey")
    PAUSED = "employment.journey.paused", _("journey paused")
    RESUMED = "employment.journey.resumed", _("journey taken up again")
    ENDED = "employment.journey.ended", _("journey ended")
    GIVEN = "employment.journey.given", _("journey given to a colleague")
    STEP_AGREED = "employment.journey.step_agreed", _("step of a journey agreed")
    STEP_MOVED = "employment.journey.step_moved", _("step of a journey moved")
    OUTCOME = "employment.journey.outcome", _("outcome of a journey written down")
    FACT = "employment.journey.fact", _("work and school written down")
    VIEWED = "employment.journey.viewed", _("journey read")
    LISTED = "employment.journey.listed", _("journeys listed")
