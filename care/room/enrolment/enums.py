"""Words of enrolment: how the age was checked, what a decision was about, what is offered instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeCheck(models.TextChoices):
    """How one knows that somebody is 18 or older. A document is looked at and never copied. Source: DOMAIN 8.2."""

    DECLARED = "declared", _("says so")
    SEEN = "seen", _("a document was looked at, not copied")


class Area(models.TextChoices):
    """Where somebody mostly stays, coarsely: never an address. Source: DOMAIN 1 (provenance)."""

    NEAR = "near", _("around the centre")
    BRUSSELS = "brussels", _("elsewhere in Brussels")
    OUTSIDE = "outside", _("outside Brussels")
    UNSAID = "unsaid", _("not asked, or not said")


class Ground(models.TextChoices):
    """What a clinical decision was about: never an automatic refusal. Source: DOMAIN 8.2."""

    PREGNANCY = "pregnancy", _("pregnancy")
    FIRST_TIME = "first_time", _("never used before, or not this way")
    HEALTH = "health", _("health today")
    OTHER = "other", _("something else")


class ClinicalOutcome(models.TextChoices):
    """What was decided with the person."""

    MAY = "may", _("may use the room")
    WITH_CARE = "with_care", _("may use the room, with what was agreed")
    NOT_NOW = "not_now", _("not now: something else was offered")


class TakenWith(models.TextChoices):
    """Who took the decision together with the room's team."""

    NURSE = "nurse", _("a nurse")
    DOCTOR = "doctor", _("a doctor")
    TEAM = "team", _("two colleagues of the room")


class RefusalReason(models.TextChoices):
    """Why somebody could not be enrolled."""

    MINOR = "minor", _("under 18")
    RULES = "rules", _("does not agree with the rules")


class Offered(models.TextChoices):
    """What is offered to somebody who cannot come in: everything else stays open. Source: DOMAIN 9.12."""

    EQUIPMENT = "equipment", _("sterile equipment and advice")
    NALOXONE = "naloxone", _("naloxone")
    NURSE = "nurse", _("a nurse or a doctor now")
    YOUTH = "youth", _("a youth worker; the guardianship service is decided on with the young person")
    REST = "rest", _("to stay: something to eat, a place to rest")
    REFERRAL = "referral", _("another service, with somebody who comes along")
    NOTHING = "declined", _("left before anything could be offered")


class EnrolmentEnd(models.TextChoices):
    """Why an enrolment ended."""

    ASKED = "asked", _("the person asked for it")
    MINOR = "minor", _("turned out to be under 18")
    ERROR = "error", _("entered by mistake")
