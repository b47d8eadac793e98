"""Sterile equipment: what the centre gives, what came back, and the stock. Source: DOMAIN 5, 7 and 8.3."""

from datetime import date
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from audit.history import track
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment
from intake.supplies.enums import Group, Method, Move, Source, Training

MOST_AT_ONCE = 1000


class Item(models.Model):
    """One thing of the catalogue. Everything is stored in units; a pack holds `pack_size` of them.

    `presets` are the packs on the chips of the counter. `minimum` in units; below it the stock is said to be low.
    """

    code = models.SlugField(max_length=40, unique=True)
    label_fr = models.CharField(max_length=80)
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    group = models.CharField(max_length=20, choices=Group.choices)
    pack_size = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    presets = models.CharField(max_length=40, default="1,2,5,10")
    minimum = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_catalogue",), change=("intake.edit_catalogue",))
    classified = {
        "code": "none", "label_fr": "none", "label_nl": "none", "label_en": "none", "group": "none",
        "pack_size": "none", "presets": "none", "minimum": "operational", "order": "none", "active": "operational",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pack_size__gte=1), name="item_pack_of_one_or_more")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; French when there is none in it."""
        return getattr(self, f"label_{(get_language() or 'fr')[:2]}", "") or self.label_fr

    @property
    def chips(self) -> list[int]:
        """The packs one tap gives, in the order of the counter."""
        return [int(text) for text in self.presets.split(",") if text.strip().isdigit() and int(text)]


class Box(models.Model):
    """A container for used equipment. `syringes` is how many a full one is taken to hold; empty until the centre says."""

    label_fr = models.CharField(max_length=80)
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    syringes = models.PositiveIntegerField(null=True, blank=True)
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_catalogue",), change=("intake.edit_catalogue",))
    classified = {
        "label_fr": "none", "label_nl": "none", "label_en": "none", "syringes": "none", "active": "operational",
    }  # fmt: skip
    history = track()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; French when there is none in it."""
        return getattr(self, f"label_{(get_language() or 'fr')[:2]}", "") or self.label_fr


class Lot(models.Model):
    """A delivery of one item under one number, with the last day it may be used; no day for what does not expire."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="lots")
    number = models.CharField(max_length=60)
    expires_on = models.DateField(null=True, blank=True)

    wall = OpenTable(add=("intake.receive_stock",), change=())
    classified = {"item": "none", "number": "operational", "expires_on": "operational"}
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="lot_number_once_per_item")]

    def __str__(self) -> str:
        return self.number

    def expired(self, day: date) -> bool:
        """Whether it may no longer be used on this day."""
        return self.expires_on is not None and self.expires_on < day


class StandingQuerySet(models.QuerySet[Any]):
    """Words for asking about entries of the counter."""

    def standing(self) -> "StandingQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def within(self, first: date, last: date) -> "StandingQuerySet":
        """Those of the service days from `first` to `last`, both counted."""
        return self.filter(service_day__gte=first, service_day__lte=last)


class Entry(models.Model):
    """What a handing out and a return have in common: nobody's name when `person` is empty; one event per uuid."""

    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    service_day = models.DateField()
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    round = models.ForeignKey("intake.OutreachRound", models.PROTECT, null=True, blank=True, related_name="+")
    client_uuid = models.UUIDField(unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.PositiveIntegerField(null=True, blank=True)

    ENTRY = {
        "person": "health", "compartment": "social", "service_day": "operational", "at": "operational",
        "by": "operational", "round": "operational", "client_uuid": "none", "undone_at": "operational",
        "undone_by": "operational",
    }  # fmt: skip

    class Meta:
        abstract = True


class Handout(Entry):
    """Equipment given, in units. `others`: how many other people it is also for. Never tied to what came back."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="handouts")
    units = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    others = models.PositiveSmallIntegerField(default=0)
    training = models.CharField(max_length=10, choices=Training.choices, blank=True, default="")

    wall = Wall(person="person", compartment_field="compartment", anonymous=True)
    classified = Entry.ENTRY | {"item": "health", "units": "health", "others": "health", "training": "health"}
    history = track()
    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service_day", "item"], name="handout_day_item")]
        constraints = [
            models.CheckConstraint(condition=Q(units__gte=1), name="handout_of_one_or_more"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="handout_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.pk}"


class SharpsReturn(Entry):
    """Used equipment taken in. `syringes` is empty when neither a count nor the centre's own rate says how many.

    More may come back than was ever given: nothing compares the two. Source: DOMAIN 7 (recovery), 9.8.
    """

    source = models.CharField(max_length=10, choices=Source.choices, default=Source.BROUGHT)
    method = models.CharField(max_length=10, choices=Method.choices)
    syringes = models.PositiveIntegerField(null=True, blank=True)
    grams = models.PositiveIntegerField(null=True, blank=True)
    box = models.ForeignKey(Box, models.PROTECT, null=True, blank=True, related_name="returns")
    boxes = models.PositiveSmallIntegerField(null=True, blank=True)

    wall = Wall(person="person", compartment_field="compartment", anonymous=True)
    classified = Entry.ENTRY | {
        "source": "operational", "method": "operational", "syringes": "health", "grams": "health",
        "box": "operational", "boxes": "health",
    }  # fmt: skip
    history = track()
    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service_day"], name="sharps_return_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(method=Method.COUNTED, syringes__isnull=False, grams=None, box=None, boxes=None)
                | Q(method=Method.WEIGHT, grams__isnull=False, box=None, boxes=None)
                | Q(method=Method.CONTAINER, box__isnull=False, boxes__isnull=False, grams=None),
                name="sharps_return_says_how_it_was_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.pk}"


class StockMove(models.Model):
    """One change of the stock of an item, in units: what came is positive, what went negative. Never changed.

    What was handed out shows an hour and a worker: to who may see the handing out. What is left is a sum (`app.stock_left`).
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="moves")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="moves")
    kind = models.CharField(max_length=12, choices=Move.choices)
    units = models.IntegerField()
    handout = models.ForeignKey(Handout, models.PROTECT, null=True, blank=True, related_name="moves")
    at = models.DateTimeField()
    by = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True, default="")
    client_uuid = models.UUIDField(unique=True)

    wall = OpenTable(
        add=("intake.hand_out", "intake.receive_stock", "intake.count_stock", "intake.discard_stock"),
        own="by", append_only=True, through="handout",
    )  # fmt: skip
    classified = {
        "item": "none", "lot": "operational", "kind": "operational", "units": "operational", "handout": "none",
        "at": "operational", "by": "operational", "reason": "operational", "client_uuid": "none",
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["item", "lot"], include=["units"], name="stock_move_item_lot")]

    def __str__(self) -> str:
        return f"{self.at} {self.units}"
