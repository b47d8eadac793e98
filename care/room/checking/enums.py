"""Words of drug checking: what was brought, how it was looked at, how grave. Source: DOMAIN 5 (TestingSample)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SampleForm(models.TextChoices):
    """What it looks like."""

    POWDER = "powder", _("powder")
    ROCK = "rock", _("stone or crystals")
    PILL = "pill", _("tablet or capsule")
    LIQUID = "liquid", _("liquid")
    PAPER = "paper", _("blotting paper")
    PLANT = "plant", _("plant")
    RESIDUE = "residue", _("what is left in a spoon, a pipe, a syringe")


class Method(models.TextChoices):
    """How it was looked at."""

    STRIP = "strip", _("test strip")
    REAGENT = "reagent", _("colour test")
    INFRARED = "infrared", _("infrared")
    LABORATORY = "laboratory", _("laboratory")


class AlertLevel(models.TextChoices):
    """What the result means for who would use it."""

    EXPECTED = "expected", _("what it was sold as")
    UNEXPECTED = "unexpected", _("not what it was sold as")
    DANGER = "danger", _("dangerous")
    UNCLEAR = "unclear", _("the test does not say")
