"""Choices and audit verbs of the cash box."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """Why money moved, or was counted."""

    OPENING = "opening", _("float at the start")
    IN = "in", _("money put in")
    PAID = "paid", _("paid out")
    BACK = "back", _("payment taken back")
    COUNT = "count", _("counted")
    CORRECTION = "correction", _("correction")


#: Under these, two workers sign; under a payment, the worker who pays and the person who receives.
TWO_WORKERS = (EntryKind.OPENING, EntryKind.IN, EntryKind.COUNT, EntryKind.CORRECTION)


class Hand(models.TextChoices):
    """Whose hand stands beside that of the worker who wrote the line."""

    SECOND = "second", _("second worker")
    RECEIVER = "receiver", _("receiver")


class SignedBy(models.TextChoices):
    """How the second hand was given."""

    SESSION = "session", _("own sign-in")
    PIN = "pin", _("PIN")
    PAPER = "paper", _("receipt signed on paper")
    CARD = "card", _("card shown")


class ReceivedBy(models.TextChoices):
    """How the person who receives money signs for it."""

    PAPER = SignedBy.PAPER.value, SignedBy.PAPER.label
    CARD = SignedBy.CARD.value, SignedBy.CARD.label


class Verb(models.TextChoices):
    """What the ledger says about the cash box."""

    OPENED = "employment.cash.opened", _("cash box opened")
    CLOSED = "employment.cash.closed", _("cash box closed")
    PUT_IN = "employment.cash.put_in", _("money put in the cash box")
    PAID = "employment.cash.paid", _("paid from the cash box")
    TAKEN_BACK = "employment.cash.taken_back", _("payment taken back into the cash box")
    COUNTED = "employment.cash.counted", _("cash box counted")
    CORRECTED = "employment.cash.corrected", _("cash book corrected")
    SIGNED = "employment.cash.signed", _("line of the cash book signed")
    RECEIVED = "employment.cash.received", _("receipt signed")
