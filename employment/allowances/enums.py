"""Choices and audit verbs of money."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """The form under which somebody works and receives money. Source: DOMAIN 8.4."""

    VOLUNTEER = "volunteer", _("volunteer, flat-rate allowance")
    ARTICLE_60 = "article_60", _("article 60 or 61, by the CPAS/OCMW")
    DAY_CONTRACT = "day_contract", _("day contract")
    ALE = "ale", _("local employment agency")


class PaidBy(models.TextChoices):
    """How money is handed over."""

    CASH = "cash", _("cash")
    TRANSFER = "transfer", _("bank transfer")
    VOUCHER = "voucher", _("voucher")


class Verb(models.TextChoices):
    """What the ledger says about money."""

    WRITTEN = "employment.allowance.written", _("allowance written down")
    CAP_SET = "employment.allowance.cap_set", _("ceiling entered")
    READ = "employment.allowance.read", _("allowances read")
