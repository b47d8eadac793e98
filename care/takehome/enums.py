"""Choices and audit verbs of bottles taken home."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BroughtBack(models.TextChoices):
    """How a bottle came back."""

    EMPTY = "empty", _("empty")
    FULL = "full", _("full")
    PART = "part", _("partly full")
    LOST = "lost", _("lost or stolen, as they say")


class Verb(models.TextChoices):
    """What the ledger says about bottles."""

    HOME = "care.bottle.out", _("bottles given to take home")
    BACK = "care.bottle.back", _("bottle brought back")
