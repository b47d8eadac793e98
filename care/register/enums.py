"""Choices and audit verbs of the controlled-drug register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The register is kept for ten years at least: nothing of it is ever deleted. Source: DOMAIN 10 (AR 6/9/2017, art. 30).
KEPT_YEARS = 10


class Substance(models.TextChoices):
    """What an account is of."""

    METHADONE = "methadone", _("methadone")
    BUPRENORPHINE = "buprenorphine", _("buprenorphine")
    BUPRENORPHINE_NALOXONE = "bup_naloxone", _("buprenorphine and naloxone")
    DIACETYLMORPHINE = "diacetylmorphine", _("diacetylmorphine")
    MORPHINE = "morphine", _("morphine")
    OTHER = "other", _("other")


class DrugForm(models.TextChoices):
    """How it is made up; the strength is that of one unit."""

    SOLUTION = "solution", _("solution")
    TABLET = "tablet", _("tablet")
    CAPSULE = "capsule", _("capsule")
    AMPOULE = "ampoule", _("ampoule")
    VIAL = "vial", _("vial")


#: What is counted of each form.
UNITS = {
    DrugForm.SOLUTION: _("ml"), DrugForm.TABLET: _("tablets"), DrugForm.CAPSULE: _("capsules"), DrugForm.AMPOULE: _("ampoules"),
    DrugForm.VIAL: _("vials"),
}  # fmt: skip


class LineKind(models.TextChoices):
    """Why stock moved, or was counted."""

    OPENING = "opening", _("opening")
    RECEIVE = "receive", _("delivery received")
    SUPPLY = "supply", _("supplied")
    BACK = "back", _("supply taken back")
    WASTE = "waste", _("destroyed")
    RETURN = "return", _("returned to the supplier")
    FROM_PATIENT = "from_patient", _("brought back for destruction")
    COUNT = "count", _("counted")
    CORRECTION = "correction", _("correction")


#: Under these a second person signs with their own second factor; under an opening, when there was something in it.
TWO_HANDS = tuple(kind for kind in LineKind if kind != LineKind.SUPPLY)
#: Whoever writes these has typed a second factor just before.
PROVEN = (
    LineKind.OPENING, LineKind.RECEIVE, LineKind.WASTE, LineKind.RETURN, LineKind.FROM_PATIENT, LineKind.COUNT, LineKind.CORRECTION,
)  # fmt: skip


class WasteReason(models.TextChoices):
    """Why something was destroyed."""

    RESIDUAL = "residual", _("what was left over after a dose")
    SPILLED = "spilled", _("spilled")
    BROKEN = "broken", _("broken")
    REFUSED = "refused", _("prepared and not taken")
    EXPIRED = "expired", _("out of date")
    RECALLED = "recalled", _("recalled or suspect batch")
    RETURNED = "returned", _("brought back by a patient")
    OTHER = "other", _("other")


class SignedBy(models.TextChoices):
    """How the second person signed: both ways with a second factor."""

    SESSION = "session", _("own sign-in and code")
    PIN = "pin", _("PIN and code")


class StepKind(models.TextChoices):
    """What was done about a count that does not fit."""

    INVESTIGATED = "investigated", _("investigated")
    TOLD = "told", _("doctor told")
    EXPLAINED = "explained", _("explanation")
    CLOSED = "closed", _("closed by the first person")
    CONFIRMED = "confirmed", _("closed by the second person")


class InventoryReason(models.TextChoices):
    """Why everything is counted by two."""

    CHANGE = "change", _("change of the person responsible")
    YEARLY = "yearly", _("yearly count")
    OTHER = "other", _("other")


class Verb(models.TextChoices):
    """What the ledger says about the register."""

    OPENED = "care.register.opened", _("account of the drug register opened")
    CLOSED = "care.register.closed", _("account of the drug register closed")
    RECEIVED = "care.register.received", _("controlled drug received")
    SUPPLIED = "care.register.supplied", _("controlled drug supplied")
    TAKEN_BACK = "care.register.taken_back", _("supply of a controlled drug taken back")
    WASTED = "care.register.wasted", _("controlled drug destroyed")
    RETURNED = "care.register.returned", _("controlled drug returned")
    BROUGHT_BACK = "care.register.brought_back", _("controlled drug brought back for destruction")
    COUNTED = "care.register.counted", _("controlled drug counted")
    CORRECTED = "care.register.corrected", _("drug register corrected")
    SIGNED = "care.register.signed", _("line of the drug register signed")
    QUARANTINED = "care.register.quarantined", _("batch set apart")
    RELEASED = "care.register.released", _("batch free again")
    CASE_OPENED = "care.register.case_opened", _("discrepancy of the drug register opened")
    PRINTED = "care.register.printed", _("drug register printed")
