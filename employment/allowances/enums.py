"""Choices and audit verbs of money."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """The form under which somebody works and receives money. Source: DOMAIN 8.4."""

    VOLUNTEER = "volunteer", _("volunteer, flat-rate allowance")
    ARTICLE_60 = "article_60", _("article 60 or 61, by the CPAS/OCMW")
    DAY_CONTRACT = "day_contract", _("day contract")
    ALE = "ale", _("local employment agency")


#: Under these somebody works for an employer or the CPAS/OCMW: money is written only under a contract of that day.
CONTRACT_FORMS = (LegalForm.ARTICLE_60, LegalForm.DAY_CONTRACT, LegalForm.ALE)
#: Legal forms with a ceiling set by law; the others are paid by an employer or the CPAS/OCMW.
CAPPED_FORMS = (LegalForm.VOLUNTEER,)


class ContractForm(models.TextChoices):
    """The legal forms that rest on a contract or a file."""

    ARTICLE_60 = LegalForm.ARTICLE_60.value, LegalForm.ARTICLE_60.label
    DAY_CONTRACT = LegalForm.DAY_CONTRACT.value, LegalForm.DAY_CONTRACT.label
    ALE = LegalForm.ALE.value, LegalForm.ALE.label


class Basis(models.TextChoices):
    """What a volunteer's allowance pays back. Flat rate and real costs cannot be mixed in a year. Source: DOMAIN 8.4."""

    FLAT = "flat", _("flat rate")
    REAL = "real", _("real costs, with proofs")
    KM = "km", _("kilometres")


class DeclaredBasis(models.TextChoices):
    """How another organisation pays, as the person says."""

    FLAT = Basis.FLAT.value, Basis.FLAT.label
    REAL = Basis.REAL.value, Basis.REAL.label


class PaidBy(models.TextChoices):
    """How money is handed over."""

    CASH = "cash", _("cash")
    TRANSFER = "transfer", _("bank transfer")
    VOUCHER = "voucher", _("voucher")


class BenefitState(models.TextChoices):
    """Form C45B of people who receive unemployment benefit; no row means nobody asked. Source: DOMAIN 8.4."""

    NOT_NEEDED = "not_needed", _("not needed")
    TO_FILE = "to_file", _("has to be handed in")
    FILED = "filed", _("handed in")
    AGREED = "agreed", _("answered: agreed")
    REFUSED = "refused", _("answered: refused")


class Verb(models.TextChoices):
    """What the ledger says about money."""

    WRITTEN = "employment.allowance.written", _("allowance written down")
    REVERSED = "employment.allowance.reversed", _("allowance reversed")
    CAP_SET = "employment.allowance.cap_set", _("ceiling entered")
    DECLARED = "employment.allowance.declared", _("money received elsewhere written down")
    UNDECLARED = "employment.allowance.undeclared", _("money received elsewhere struck out")
    BENEFIT = "employment.allowance.benefit", _("form C45B noted")
    CONTRACT = "employment.allowance.contract", _("contract written down")
    CONTRACT_ENDED = "employment.allowance.contract_ended", _("end of a contract written down")
    READ = "employment.allowance.read", _("allowances read")
    RECEIPT_SIGNED = "employment.allowance.receipt_signed", _("receipt of an allowance signed")
    PRINTED = "employment.allowance.printed", _("receipt made")
