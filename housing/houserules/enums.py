"""Audit verbs of the rules of the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about the rules of the house."""

    SET = "housing.house_rules.set", _("rules of the house set")
