"""Choices of vaccination and what it writes in the ledger. What is given, and when again, are rows that the house fills."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Disease(models.TextChoices):
    """Against what."""

    HEPATITIS_A = "hep_a", _("hepatitis A")
    HEPATITIS_B = "hep_b", _("hepatitis B")
    HEPATITIS_AB = "hep_ab", _("hepatitis A and B")
    TETANUS = "tetanus", _("tetanus, diphtheria, whooping cough")
    INFLUENZA = "influenza", _("influenza")
    COVID = "covid", _("COVID-19")
    PNEUMOCOCCUS = "pneumococcus", _("pneumococcus")
    MPOX = "mpox", _("mpox")
    HPV = "hpv", _("HPV")
    MMR = "mmr", _("measles, mumps, rubella")
    OTHER = "other", _("another one")


class Fate(models.TextChoices):
    """What became of the vaccination."""

    GIVEN = "given", _("given here")
    PAPER = "paper", _("given elsewhere, seen on paper")
    SAID = "said", _("given elsewhere, said by the person")
    REFUSED = "refused", _("the person says no")


class Site(models.TextChoices):
    """Where on the body."""

    LEFT_ARM = "left_arm", _("left arm")
    RIGHT_ARM = "right_arm", _("right arm")
    LEFT_THIGH = "left_thigh", _("left thigh")
    RIGHT_THIGH = "right_thigh", _("right thigh")
    OTHER = "other", _("elsewhere")


class Verb(models.TextChoices):
    """What the ledger says about vaccination."""

    RECORDED = "care.vaccination.recorded", _("vaccination written")
    STRUCK = "care.vaccination.struck", _("vaccination struck out")
    READ = "care.vaccination.read", _("vaccinations read")
    PRODUCT = "care.vaccine.written", _("vaccine written")
    SCHEDULE = "care.vaccine.schedule_signed", _("vaccination schedule signed")
