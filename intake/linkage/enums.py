"""Words of the eight questions, and what they write in the ledger. Source: PRIVACY 1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisteredSex(models.TextChoices):
    """Sex as the register of births has it; asked for the questions alone."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    OTHER = "X", _("Other")


class PauseReason(models.TextChoices):
    """Why a worker's questions are paused."""

    MISSES = "misses", _("five times nobody found within ten minutes")
    HOUR = "hour", _("twenty times within an hour")


class Verb(models.TextChoices):
    ASKED = "intake.questions.asked", _("eight questions asked")
    CONFIRMED = "intake.questions.confirmed", _("found again by the eight questions")
    SET = "intake.questions.set", _("can be found again by the eight questions")
    REMOVED = "intake.questions.removed", _("can no longer be found by the eight questions")
    ROTATED = "intake.questions.rotated", _("a new key laid over the tags")
    PAUSES_VIEWED = "intake.questions.pauses_viewed", _("paused questions read")
    PAUSE_SEEN = "intake.questions.pause_seen", _("paused questions answered for")
