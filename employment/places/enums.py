"""Choices and audit verbs of places."""

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
    """What the ledger says about places."""

    SIGNED_UP = "employment.place.signed_up", _("signed up")
    WITHDRAWN = "employment.place.withdrawn", _("sign-up withdrawn")
    DRAWN = "employment.place.drawn", _("places drawn")
    PRESENT = "employment.place.present", _("present")
    ABSENT = "employment.place.absent", _("did not come")
    CALLED = "employment.place.called", _("called from the waiting list")
    ALLOWANCE = "employment.allowance.written", _("allowance written down")
    CAP_SET = "employment.allowance.cap_set", _("ceiling entered")
    READ = "employment.place.read", _("work read")
