"""Choices and audit verbs of prescriptions. Source: DOMAIN 10."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The substance that is not on the list of the royal decree: its programme needs an authorisation of its own.
PROGRAMME = "diacetylmorphine"


class Slot(models.TextChoices):
    """Which dose of the day."""

    DAY = "day", _("once a day")
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EXTRA = "extra", _("once more")


class DoseRoute(models.TextChoices):
    """How the dose is taken."""

    ORAL = "oral", _("by mouth")
    SUBLINGUAL = "sublingual", _("under the tongue")
    INJECTED = "injected", _("injected in a vein")
    MUSCLE = "muscle", _("injected in a muscle")
    SKIN = "skin", _("injected under the skin")
    INHALED = "inhaled", _("inhaled")
    OTHER = "other", _("another way")


class EndedBecause(models.TextChoices):
    """Why a prescription ended before its last day."""

    CHANGED = "changed", _("changed by another prescription")
    STOPPED = "stopped", _("stopped by the prescriber")
    WISH = "wish", _("the person wanted to stop")
    ELSEWHERE = "elsewhere", _("goes on elsewhere")
    MISTAKE = "mistake", _("written by mistake")


class AfterMissing(models.TextChoices):
    """What follows after days without a dose."""

    SAME = "same", _("the same dose")
    SOBER = "sober", _("the same dose, if awake and not intoxicated")
    PERCENT = "percent", _("part of the dose, after talking to the prescriber")
    SEE = "see", _("see the prescriber first")
    INDUCTION = "induction", _("begin anew")


class Decided(models.TextChoices):
    """What a prescriber decided about one day."""

    RELEASE = "release", _("the dose that waited may be given")
    AGAIN = "again", _("a dose once more after it came up")
    NOT_AGAIN = "not_again", _("no other dose after it came up")
    ABOVE = "above", _("a dose above the limit")


class DecidedHow(models.TextChoices):
    """How the decision came."""

    SIGNED = "signed", _("signed here by the doctor")
    PHONE = "phone", _("said on the telephone, written down here")


class Verb(models.TextChoices):
    """What the ledger says about prescriptions and the rules of doses."""

    WRITTEN = "care.prescription.written", _("prescription written")
    ENDED = "care.prescription.ended", _("prescription ended")
    READ = "care.prescription.read", _("prescriptions read")
    DECIDED = "care.prescription.decided", _("decision of a prescriber written")
    DOCTOR_ASKED = "care.prescription.doctor_asked", _("doctor asked for a prescription")
    RULES = "care.dose_rules.signed", _("rules for missed days signed")
    LIMITS = "care.dose_limits.signed", _("limits of doses signed")
    AUTHORISED = "care.programme.authorised", _("authorisation of the programme signed")
    CLOSED = "care.programme.closed", _("authorisation of the programme ended")
