"""What a rule of the house sets, and the audit verbs."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Each number a rule may set: its words, the least and the most.
NUMBERS: dict[str, tuple[Any, int, int]] = {
    "hold_hours": (_("Hours a bed is held"), 1, 24),
    "keep_hours": (_("Hours a bed is kept for somebody out"), 1, 168),
    "longest_days": (_("Longest stay, in nights"), 1, 366),
    "warn_days": (_("Days of warning before the end"), 0, 30),
    "reopen_hours": (_("Hours in which an end is taken back"), 0, 168),
    "census_hour": (_("Hour at which sleepers are counted"), 0, 23),
    "rounds": (_("Rounds in a night"), 1, 6),
}


class Verb(models.TextChoices):
    """What the ledger says about the rules of the house."""

    SET = "housing.house_rules.set", _("rules of the house set")
