"""Words of a danger assessment: what may be done when somebody is in grave danger. Source: DOMAIN 12 row 3."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Option(models.TextChoices):
    """What was weighed. None of it is done by the software."""

    TALK = "talk", _("Talk with the person and plan with them")
    SHELTER = "shelter", _("A safe place tonight")
    HEALTH = "health", _("A doctor or the hospital, with the person")
    EMERGENCY = "emergency", _("112, because somebody is in danger now")
    PARTNER = "partner", _("Another service, with the person's agreement")
    ADVICE = "advice", _("Advice from outside, without saying who")
    PROSECUTOR = "prosecutor", _("Inform the public prosecutor")
    FOLLOW = "follow", _("Nothing more now, and look again soon")


class Judgement(models.TextChoices):
    """What a coordinator says to it."""

    AGREED = "agreed", _("agreed")
    AGAIN = "again", _("to be weighed again")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    LISTED = "intake.danger.listed", _("Assessments listed")
    VIEWED = "intake.danger.viewed", _("Assessment read")
    ASSESSED = "intake.danger.assessed", _("Danger assessed")
    SIGNED = "intake.danger.signed", _("Assessment signed")
