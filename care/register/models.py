"""The controlled-drug register. No person stands in this file: the dose, behind its wall, points to the line."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable

from .enums import TWO_HANDS, UNITS, DrugForm, InventoryReason, LineKind, SignedBy, StepKind, Substance, WasteReason
from .measures import milligrams, plain

__all__ = ["CaseStep", "DrugAccount", "DrugBatch", "EntrySignature", "Inventory", "RegisterEntry", "milligrams"]

OPENS = ("care.open_account",)
WRITES = ("care.write_register",)
#: Hour, amount and hand of a line tell who stood at the counter then: not for the whole house.
READS = ("care.view_register",)


class DrugAccount(models.Model):
    """One drug of one form and strength at one place. What it holds is the balance of its last line.

    `strength_ug` is what one unit (a ml, a tablet, an ampoule) holds. Beside the stock stands an account `destruction`
    for what patients bring back: nothing is ever supplied from it.
    """

    substance = models.CharField(_("substance"), max_length=20, choices=Substance.choices)
    other = models.CharField(_("which other"), max_length=60, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=DrugForm.choices)
    strength_ug = models.PositiveIntegerField(_("micrograms in one unit"))
    premises = models.CharField(_("where it is kept"), max_length=80)
    destruction = models.BooleanField(_("for destruction"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    opened_by = models.BigIntegerField(_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))

    wall = OpenTable(add=OPENS, change=OPENS, only_columns=("active",), hands=("opened_by",))
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "substance", "other", "form", "strength_ug", "premises", "destruction", "active"), "none"
    ) | {"opened_by": "operational", "opened_at": "operational"}
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "other", "form", "strength_ug", "premises", "destruction"], condition=Q(active=True),
                name="drug_account_once",
            ),
            models.CheckConstraint(condition=Q(strength_ug__gt=0), name="drug_account_has_a_strength"),
            models.CheckConstraint(
                condition=Q(substance=Substance.OTHER) & ~Q(other="") | ~Q(substance=Substance.OTHER) & Q(other=""),
                name="drug_account_other_is_named",
            ),
        ]

    def __str__(self) -> str:
        name = gettext("%(drug)s, for destruction") if self.destruction else "%(drug)s"
        return name % {"drug": f"{self.drug}, {self.premises}"}

    @property
    def drug(self) -> str:
        """The drug with its form and strength, without the place."""
        name = self.other or self.get_substance_display()
        per = gettext("%(mg)s mg/ml") if self.form == DrugForm.SOLUTION else gettext("%(mg)s mg")
        return f"{name}, {self.get_form_display()}, {per % {'mg': milligrams(self.strength_ug)}}"

    @property
    def unit(self) -> str:
        """What is counted of it."""
        return str(UNITS[DrugForm(self.form)])

    def units(self, ug: int) -> str:
        """An amount as it is written in units."""
        return plain((Decimal(ug) / self.strength_ug).quantize(Decimal("0.001")))

    def shown(self, ug: int) -> str:
        """An amount as it is written: in milligrams and in units."""
        return gettext("%(mg)s mg (%(units)s %(unit)s)") % {"mg": milligrams(ug), "units": self.units(ug), "unit": self.unit}


class DrugBatch(models.Model):
    """A batch of an account. Out of date or set apart, nothing is supplied from it."""

    account = models.ForeignKey(DrugAccount, models.PROTECT, related_name="batches", verbose_name=_("account"))
    label = models.CharField(_("batch"), max_length=40)
    expires_on = models.DateField(_("good until"))
    quarantined = models.BooleanField(_("set apart"), default=False)
    quarantine_reason = models.CharField(_("why set apart"), max_length=200, blank=True)
    by = models.BigIntegerField(_("written by"))
    at = models.DateTimeField(_("written at"))

    wall = OpenTable(add=(*WRITES, *OPENS), change=(*WRITES, *OPENS), only_columns=("quarantined", "quarantine_reason"), hands=("by",))
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "account", "label", "expires_on"), "none") | dict.fromkeys(
        ("quarantined", "quarantine_reason", "by", "at"), "operational"
    )
    history = track()

    class Meta:
        verbose_name_plural = "drug batches"
        constraints = [
            models.UniqueConstraint(fields=["account", "label"], name="drug_batch_once"),
            models.CheckConstraint(condition=Q(quarantined=False) | ~Q(quarantine_reason=""), name="drug_batch_apart_says_why"),
        ]

    def __str__(self) -> str:
        return self.label


class Inventory(models.Model):
    """Everything counted by two, when the person responsible changes for instance. Its lines are counts in the books.

    Both names are those of professionals, who need no account of this house. Source: DOMAIN 10 (AR 6/9/2017, art. 16).
    """

    reason = models.CharField(_("why"), max_length=10, choices=InventoryReason.choices)
    leaving = models.CharField(_("who leaves"), max_length=80, blank=True)
    arriving = models.CharField(_("who takes over"), max_length=80, blank=True)
    begun_by = models.BigIntegerField(_("begun by"))
    begun_at = models.DateTimeField(_("begun at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = OpenTable(add=WRITES, own="begun_by", append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("reason", "leaving", "arriving", "begun_by", "begun_at"), "operational"
    ) | {"id": "none", "client_uuid": "none"}

    class Meta:
        verbose_name_plural = "inventories"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=InventoryReason.CHANGE) | ~Q(leaving="") & ~Q(arriving=""), name="inventory_names_both"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class RegisterEntry(models.Model):
    """A line of the register. Number, balance, `late` and both hashes are set by the database, whatever is given.

    `amount_ug` is above zero for what came in, below for what went out, zero for a count, which keeps what was found in
    `counted_ug`. `about` is the line put right or taken back, or the supply that a residual was left of. `day` is when
    it happened, `at` when it was written; `hash` binds the line to the one before (`previous`).
    """

    account = models.ForeignKey(DrugAccount, models.PROTECT, related_name="entries", verbose_name=_("account"))
    number = models.PositiveIntegerField(_("number"), default=0)
    kind = models.CharField(_("what"), max_length=12, choices=LineKind.choices)
    amount_ug = models.BigIntegerField(_("amount in micrograms"))
    balance_ug = models.PositiveBigIntegerField(_("balance in micrograms"), default=0)
    counted_ug = models.PositiveBigIntegerField(_("counted, in micrograms"), null=True, blank=True)
    batch = models.ForeignKey(DrugBatch, models.PROTECT, null=True, blank=True, related_name="movements", verbose_name=_("batch"))
    day = models.DateField(_("day"))
    late = models.BooleanField(_("written late"), default=False)
    why = models.CharField(_("why destroyed"), max_length=10, choices=WasteReason.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    source = models.CharField(_("from or to"), max_length=120, blank=True)
    document = models.CharField(_("document"), max_length=60, blank=True)
    authority = models.CharField(_("authority"), max_length=60, blank=True)
    about = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="footnotes", verbose_name=_("about line"))
    inventory = models.ForeignKey(Inventory, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("inventory"))
    by = models.BigIntegerField(_("written by"))
    at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)
    previous = models.CharField(_("hash of the line before"), max_length=64, default="", editable=False)
    hash = models.CharField(_("hash"), max_length=64, default="", editable=False)

    wall = OpenTable(read=READS, add=(*WRITES, *OPENS), own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("kind", "amount_ug", "balance_ug", "counted_ug", "day", "late", "why", "reason", "source", "document", "authority",
         "about", "by", "at"), "operational",
    ) | dict.fromkeys(("id", "account", "number", "batch", "inventory", "client_uuid", "previous", "hash"), "none")  # fmt: skip

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(fields=["account", "number"], name="register_line_once"),
            models.UniqueConstraint(
                fields=["about"], condition=Q(kind__in=[LineKind.BACK, LineKind.CORRECTION]), name="register_line_put_right_once"
            ),
            models.UniqueConstraint(fields=["inventory", "account"], name="register_inventory_counts_once"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.OPENING, amount_ug__gte=0)
                | Q(kind__in=[LineKind.RECEIVE, LineKind.BACK, LineKind.FROM_PATIENT], amount_ug__gt=0)
                | Q(kind__in=[LineKind.SUPPLY, LineKind.WASTE, LineKind.RETURN], amount_ug__lt=0)
                | Q(kind=LineKind.COUNT, amount_ug=0)
                | Q(kind=LineKind.CORRECTION) & ~Q(amount_ug=0),
                name="register_line_moves_as_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.COUNT, counted_ug__isnull=False) | ~Q(kind=LineKind.COUNT) & Q(counted_ug=None, inventory=None),
                name="register_count_says_what",
            ),
            models.CheckConstraint(
                condition=(~Q(kind=LineKind.CORRECTION) | ~Q(reason=""))
                & (~Q(kind=LineKind.WASTE) | ~Q(why=""))
                & (Q(late=False) | ~Q(reason="")),
                name="register_line_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[LineKind.BACK, LineKind.CORRECTION]) | Q(about__isnull=False), name="register_footnote_names_its_line"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.RECEIVE) | ~Q(source="") & ~Q(document="") & Q(batch__isnull=False),
                name="register_delivery_is_told",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "day"], name="register_by_day"),
            models.Index(fields=["at"], condition=~Q(kind=LineKind.SUPPLY), name="register_two_hands"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.number}"

    @property
    def amount(self) -> str:
        """The amount in milligrams as it is written, with its sign."""
        return milligrams(self.amount_ug)

    @property
    def balance(self) -> str:
        """The balance in milligrams as it is written."""
        return milligrams(self.balance_ug)

    @property
    def difference_ug(self) -> int:
        """What a count found above (or, below zero, under) the book; zero for other lines."""
        return 0 if self.counted_ug is None else self.counted_ug - self.balance_ug

    @property
    def needs_second(self) -> bool:
        """Whether a second person signs."""
        return self.kind in TWO_HANDS and not (self.kind == LineKind.OPENING and self.amount_ug == 0)


class EntrySignature(models.Model):
    """The second hand under a line, given with a second factor. `hash`, set by the database, binds it to the line."""

    entry = models.OneToOneField(RegisterEntry, models.PROTECT, related_name="signature", verbose_name=_("line"))
    how = models.CharField(_("how"), max_length=8, choices=SignedBy.choices)
    by = models.BigIntegerField(_("signed by"))
    at = models.DateTimeField(_("signed at"))
    hash = models.CharField(_("hash"), max_length=64, default="", editable=False)

    wall = OpenTable(read=READS, add=("care.sign_register",), own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("how", "by", "at"), "operational") | dict.fromkeys(("id", "entry", "hash"), "none")

    def __str__(self) -> str:
        return self.get_how_display()


class CaseStep(models.Model):
    """What was done about a count that does not fit: the count itself is the case, these are its pages, only added to."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="steps", verbose_name=_("count"))
    kind = models.CharField(_("what"), max_length=12, choices=StepKind.choices)
    words = models.CharField(_("words"), max_length=500, blank=True)
    by = models.BigIntegerField(_("written by"))
    at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = OpenTable(read=READS, add=("care.sign_register",), own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("kind", "words", "by", "at"), "operational") | dict.fromkeys(
        ("id", "entry", "client_uuid"), "none"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"], condition=Q(kind__in=[StepKind.TOLD, StepKind.CLOSED, StepKind.CONFIRMED]), name="case_closed_once"
            ),
            models.CheckConstraint(condition=Q(kind=StepKind.CONFIRMED) | ~Q(words=""), name="case_step_has_words"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
