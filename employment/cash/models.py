"""The cash book. No person stands in this file: who received money is written with the allowance, behind its wall."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from centre.shell.amounts import euros
from employment.cash.enums import TWO_WORKERS, EntryKind, Hand, SignedBy
from employment.projects.models import Session


class CashBox(models.Model):
    """A box with money in it. What it holds is the balance of the last line of its book."""

    label = models.CharField(_("name"), max_length=60, unique=True)
    place = models.CharField(_("where it stands"), max_length=120, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    opened_by = models.BigIntegerField(_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))

    wall = OpenTable(add=("employment.keep_cash",), change=("employment.keep_cash",), only_columns=("active",), hands=("opened_by",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "label": "none", "place": "none", "active": "none", "opened_by": "operational",
        "opened_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return self.label


class CashEntry(models.Model):
    """A line of the book. Number, balance and receipt number follow the line before: the database checks them.

    `amount_cents` is above zero for money that came in, below for money that went out, zero for a count, which keeps
    what was found in `counted_cents`. `corrects` is the payment taken back, or the line put right; a count that does
    not fit stays open until a correction names it. `receipt_no` runs on within box and year, without a gap.
    """

    box = models.ForeignKey(CashBox, models.PROTECT, related_name="entries", verbose_name=_("cash box"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what"), max_length=10, choices=EntryKind.choices)
    amount_cents = models.IntegerField(_("amount in cents"))
    balance_cents = models.PositiveIntegerField(_("balance in cents"))
    counted_cents = models.PositiveIntegerField(_("counted, in cents"), null=True, blank=True)
    day = models.DateField(_("day"))
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("session"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    receipt_year = models.PositiveSmallIntegerField(_("year of the receipt"), null=True, blank=True)
    receipt_no = models.PositiveIntegerField(_("number of the receipt"), null=True, blank=True)
    by = models.BigIntegerField(_("written by"))
    at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = OpenTable(
        add=("employment.write_allowance", "employment.count_cash", "employment.keep_cash"), own="by", append_only=True
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "box": "none", "number": "none", "kind": "operational", "amount_cents": "operational",
        "balance_cents": "operational", "counted_cents": "operational", "day": "operational", "session": "none",
        "corrects": "operational", "reason": "operational", "receipt_year": "none", "receipt_no": "none",
        "by": "operational", "at": "operational", "client_uuid": "none",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="cash_entry_numbered_once"),
            models.UniqueConstraint(
                fields=["box", "receipt_year", "receipt_no"], condition=Q(receipt_no__isnull=False), name="cash_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.OPENING, EntryKind.IN, EntryKind.BACK], amount_cents__gt=0)
                | Q(kind=EntryKind.PAID, amount_cents__lt=0)
                | Q(kind=EntryKind.COUNT, amount_cents=0)
                | Q(kind=EntryKind.CORRECTION) & ~Q(amount_cents=0),
                name="cash_entry_moves_as_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.PAID, receipt_no__isnull=False, receipt_year__isnull=False)
                | ~Q(kind=EntryKind.PAID) & Q(receipt_no=None, receipt_year=None),
                name="cash_receipt_of_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.COUNT, counted_cents__isnull=False)
                | ~Q(kind=EntryKind.COUNT) & Q(counted_cents=None),
                name="cash_count_says_what",
            ),
            models.CheckConstraint(
                condition=(~Q(kind=EntryKind.COUNT) | Q(counted_cents=F("balance_cents")) | ~Q(reason=""))
                & (~Q(kind=EntryKind.CORRECTION) | ~Q(reason="")),
                name="cash_difference_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[EntryKind.BACK, EntryKind.CORRECTION]) | Q(corrects__isnull=False),
                name="cash_correction_names_its_line",
            ),
        ]
        indexes = [models.Index(fields=["box", "day"], name="cash_entry_by_day")]

    def __str__(self) -> str:
        return f"{self.box_id}/{self.number}"

    @property
    def receipt(self) -> str:
        """The number of the receipt as it is written; empty for a line that is no payment."""
        return f"{self.receipt_year}-{self.box_id}-{self.receipt_no:04d}" if self.receipt_no else ""

    @property
    def amount(self) -> str:
        """The amount as it is written, with its sign."""
        return euros(self.amount_cents)

    @property
    def balance(self) -> str:
        """The balance as it is written."""
        return euros(self.balance_cents)

    @property
    def counted(self) -> str | None:
        """What was found, as it is written; None for a line that is no count."""
        return None if self.counted_cents is None else euros(self.counted_cents)

    @property
    def difference(self) -> str:
        """The difference of a count, as it is written."""
        return euros(self.difference_cents)

    @property
    def difference_cents(self) -> int:
        """What a count found above (or, below zero, under) the book; zero for other lines."""
        return 0 if self.counted_cents is None else self.counted_cents - self.balance_cents

    @property
    def needs_second(self) -> bool:
        """Whether a second worker signs."""
        return self.kind in TWO_WORKERS


class CashSignature(models.Model):
    """The other hand under a line: a second worker's, or the receiver's as a worker saw it given. `by` is the worker."""

    entry = models.ForeignKey(CashEntry, models.PROTECT, related_name="signatures", verbose_name=_("line"))
    hand = models.CharField(_("whose"), max_length=8, choices=Hand.choices)
    how = models.CharField(_("how"), max_length=8, choices=SignedBy.choices)
    by = models.BigIntegerField(_("signed by"))
    at = models.DateTimeField(_("signed at"))

    wall = OpenTable(add=("employment.sign_cash", "employment.write_allowance"), own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "entry": "none", "hand": "operational", "how": "operational", "by": "operational", "at": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "hand"], name="cash_signed_once"),
            models.CheckConstraint(
                condition=Q(hand=Hand.SECOND, how__in=[SignedBy.SESSION, SignedBy.PIN])
                | Q(hand=Hand.RECEIVER, how__in=[SignedBy.PAPER, SignedBy.CARD]),
                name="cash_hand_signs_its_way",
            ),
        ]

    def __str__(self) -> str:
        return self.get_hand_display()
