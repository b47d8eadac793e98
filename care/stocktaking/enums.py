"""Audit verbs of discrepancies and inventories."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about discrepancies and inventories."""

    CASE_STEP = "care.stocktaking.followed", _("discrepancy of the drug register followed")
    CASE_CLOSED = "care.stocktaking.closed", _("discrepancy of the drug register closed by a first person")
    CASE_CONFIRMED = "care.stocktaking.confirmed", _("discrepancy of the drug register closed by a second person")
    INVENTORY_BEGUN = "care.stocktaking.begun", _("inventory of controlled drugs begun")
    INVENTORY_SIGNED = "care.stocktaking.signed", _("inventory of controlled drugs signed")
