"""What comes after a dose, and its audit verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Came(models.TextChoices):
    """What came after a dose."""

    SPIT = "spit", _("spat out")
    VOMIT = "vomit", _("vomited")


class Awake(models.TextChoices):
    """How the person is while they stay after a dose."""

    ALERT = "alert", _("awake and clear")
    DROWSY = "drowsy", _("sleepy, answers when spoken to")
    HARD = "hard", _("hard to wake")
    NOT = "not", _("cannot be woken")


class Verb(models.TextChoices):
    """What the ledger says about the time after a dose."""

    CAME_UP = "care.dose.came_up", _("dose spat out or vomited")
    ANSWERED = "care.dose.answered", _("decision noted after a dose came up")
    WATCHED = "care.dose.watched", _("observed after a dose")
    LEFT = "care.dose.left", _("left after a dose")
    LEFT_EARLY = "care.dose.left_early", _("left before the end of the observation")
