"""Kinds of papers, parts of the file they stand in, and what papers write in the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperCompartment(models.TextChoices):
    """A paper stands in one part of the file. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class PaperKind(models.TextChoices):
    """What a paper is, so that it is found again."""

    LETTER = "letter", _("Letter")
    IDENTITY = "identity", _("Identity paper")
    RESIDENCE = "residence", _("Residence paper")
    INSURANCE = "insurance", _("Insurance, medical card")
    CPAS = "cpas", _("Decision of a CPAS")
    ATTESTATION = "attestation", _("Attestation")
    PRESCRIPTION = "prescription", _("Prescription")
    RESULT = "result", _("Result of an examination")
    REPORT = "report", _("Medical or social report")
    INCOME = "income", _("Income, money")
    HOUSING = "housing", _("Home, lease")
    JUSTICE = "justice", _("Court, police, prison")
    CONTRACT = "contract", _("Contract, agreement signed here")
    GIVEN = "given", _("Brought by the person")
    OTHER = "other", _("Something else")


class PaperForm(models.TextChoices):
    """What the file is, by its own signature."""

    PDF = "pdf", _("PDF")
    JPEG = "jpeg", _("photograph (JPEG)")
    PNG = "png", _("picture (PNG)")


class Verb(models.TextChoices):
    KEPT = "care.paper.kept", _("paper kept")
    LISTED = "care.paper.listed", _("list of papers read")
    DOWNLOADED = "care.paper.downloaded", _("paper downloaded")
    REMOVED = "care.paper.removed", _("paper removed")
