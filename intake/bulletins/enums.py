"""Words of product alerts: how grave, where, what to do. Nobody is in them. Source: DOMAIN 5 (TestingSample), PEERS d16."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a bulletin stands; published it ends by itself at its hour."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    ENDED = "ended", _("ended")


class Level(models.TextChoices):
    """How grave it is."""

    WATCH = "watch", _("Take care")
    DANGER = "danger", _("Danger of death")


class Zone(models.TextChoices):
    """Where it was seen, coarsely: never a street, never a place that leads to somebody."""

    CENTRE = "centre", _("Brussels centre")
    NORTH = "north", _("North of Brussels")
    SOUTH = "south", _("South of Brussels")
    EAST = "east", _("East of Brussels")
    WEST = "west", _("West of Brussels")
    OUTSIDE = "outside", _("Outside Brussels")
    UNKNOWN = "unknown", _("Not known where")


class Advice(models.TextChoices):
    """What to do, in words that stand in every language of the house."""

    NOT_ALONE = "not_alone", _("Do not use alone. Ask somebody to look after you.")
    LESS = "less", _("Take much less than usual, and wait.")
    NOT_MIXED = "not_mixed", _("Do not mix it with anything, alcohol included.")
    NALOXONE = "naloxone", _("Keep naloxone with you. One dose may not be enough: ask for more here.")
    CALL = "call", _("Somebody does not wake up or breathes badly: call 112.")
    COOL = "cool", _("Very hot, shaking or confused: cool down, drink water, call 112.")
    BRING = "bring", _("Bring what is left: we find out what is in it, and ask no name.")
    AVOID = "avoid", _("Better leave it.")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    DRAFTED = "intake.bulletin.drafted", _("Product alert drafted")
    PUBLISHED = "intake.bulletin.published", _("Product alert published")
    ENDED = "intake.bulletin.ended", _("Product alert ended")
