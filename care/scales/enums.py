"""Scales, how they were put, what they were about, and what they write in the ledger. Source: DOMAIN 14."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScaleCompartment(models.TextChoices):
    """The parts of the file in which a result may stand; each scale says which of them. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class Code(models.TextChoices):
    """The scales of the house, by the names under which they are known."""

    AUDIT_C = "audit-c", "AUDIT-C"
    AUDIT = "audit", "AUDIT"
    ASSIST = "assist", "ASSIST"
    SDS = "sds", "SDS"
    COWS = "cows", "COWS"
    CIWA_AR = "ciwa-ar", "CIWA-Ar"
    PHQ_9 = "phq-9", "PHQ-9"
    GAD_7 = "gad-7", "GAD-7"
    PC_PTSD_5 = "pc-ptsd-5", "PC-PTSD-5"


class Mode(models.TextChoices):
    """How the answers came."""

    SELF = "self", _("filled in alone")
    ASSISTED = "assisted", _("filled in with help")
    INTERVIEW = "interview", _("asked or observed by a worker")
    PAPER = "paper", _("copied from a paper form")


class About(models.TextChoices):
    """The substance a result is about, for scales that are put once for each. Source: ASSIST 3.1, items a to j."""

    TOBACCO = "tobacco", _("tobacco")
    ALCOHOL = "alcohol", _("alcohol")
    CANNABIS = "cannabis", _("cannabis")
    COCAINE = "cocaine", _("cocaine, crack")
    STIMULANTS = "stimulants", _("amphetamines, ecstasy")
    INHALANTS = "inhalants", _("inhalants")
    SEDATIVES = "sedatives", _("sedatives, sleeping pills")
    HALLUCINOGENS = "hallucinogens", _("hallucinogens")
    OPIOIDS = "opioids", _("opioids")
    OTHER = "other", _("another substance")


class Wording(models.TextChoices):
    """How much of a scale's text may stand in the house."""

    ALLOWED = "allowed", _("Its text may be shown here.")
    LABELS = "labels", _("Scores only: use the paper form beside this page.")


class Verb(models.TextChoices):
    TAKEN = "care.scale.taken", _("scale filled in")
    CORRECTED = "care.scale.corrected", _("result of a scale corrected")
    READ = "care.scale.read", _("results of scales read")
    PRINTED = "care.scale.printed", _("result of a scale printed")
