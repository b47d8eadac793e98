"""Choices of the medication list and what it writes in the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Effect(models.TextChoices):
    """Whether a medicine makes drowsy or stops the breath: what somebody who gives a dose must know."""

    OPIOID = "opioid", _("opioid")
    BENZODIAZEPINE = "benzodiazepine", _("benzodiazepine or sleeping pill")
    SEDATIVE = "sedative", _("another one that makes drowsy")
    OTHER = "other", _("does not make drowsy")
    UNKNOWN = "unknown", _("not known")


#: What is added up when a sedating dose is given.
SEDATING = (Effect.OPIOID, Effect.BENZODIAZEPINE, Effect.SEDATIVE)


class Source(models.TextChoices):
    """How it is known that the person takes it."""

    SAID = "said", _("said by the person")
    PAPER = "paper", _("box or prescription seen")
    PHARMACY = "pharmacy", _("asked at the pharmacy")
    DOCTOR = "doctor", _("told by the prescriber")
    HOUSE = "house", _("prescribed here")


class Moment(models.TextChoices):
    """When in the day it is taken."""

    MORNING = "morning", _("morning")
    NOON = "noon", _("noon")
    EVENING = "evening", _("evening")
    BEDTIME = "bedtime", _("bedtime")
    AS_NEEDED = "as_needed", pgettext_lazy("medication", "when needed")


class CautionKind(models.TextChoices):
    """What to watch for before giving anything."""

    ALLERGY = "allergy", _("allergy")
    INTOLERANCE = "intolerance", _("not tolerated")
    INTERACTION = "interaction", _("does not go together")
    NO_ALLERGY = "no_allergy", _("asked: no allergy known")


class Verb(models.TextChoices):
    """What the ledger says about the medication list."""

    LISTED = "care.medication.listed", _("medicine put on the list")
    STOPPED = "care.medication.stopped", _("medicine stopped")
    CHECKED = "care.medication.checked", _("medication list gone through")
    CAUTIONED = "care.medication.cautioned", _("allergy or interaction written")
    ENDED = "care.medication.caution_ended", _("allergy or interaction ended")
    READ = "care.medication.read", _("medication list read")
    PRINTED = "care.medication.printed", _("medication sheet made")
