"""Audit verbs of bottles taken home."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about bottles."""

    HOME = "care.bottle.out", _("bottles given to take home")
    BACK = "care.bottle.back", _("bottle brought back")
