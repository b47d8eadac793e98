"""Words of the equipment counter. Source of the lists: DOMAIN 3.3 (`nsp_item`) and 8.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """What an item is for; the order is the order on the screen."""

    SYRINGES = "syringes", _("Syringes")
    NEEDLES = "needles", _("Needles")
    PREPARATION = "preparation", _("Preparation")
    SMOKING = "smoking", _("Smoking and inhaling")
    SNIFFING = "sniffing", _("Sniffing")
    CONTAINERS = "containers", _("Sharps boxes")
    NALOXONE = "naloxone", _("Naloxone")
    HEALTH = "health", _("Sexual health and hygiene")


class Method(models.TextChoices):
    """How used equipment was counted when it came back. Estimates are marked as such."""

    COUNTED = "counted", _("Counted")
    WEIGHT = "weight", _("By weight")
    CONTAINER = "container", _("By container")


class Source(models.TextChoices):
    """Where used equipment came from: brought by somebody, or found in the street."""

    BROUGHT = "brought", _("Brought back")
    PICKED_UP = "picked_up", _("Picked up in public space")


class Training(models.TextChoices):
    """What was said with a naloxone kit."""

    GIVEN = "given", _("Training given now")
    KNOWN = "known", _("Already trained")
    LATER = "later", _("Not now")


class Move(models.TextChoices):
    """Why the stock changed."""

    RECEIVED = "received", _("Received")
    HANDED_OUT = "handed_out", _("Handed out")
    TAKEN_BACK = "taken_back", _("Handing out undone")
    COUNTED = "counted", _("Corrected by a count")
    DISCARDED = "discarded", _("Discarded")


class Verb(models.TextChoices):
    """What the ledger says happened at the equipment counter."""

    HANDED_OUT = "intake.equipment.handed_out", _("Equipment handed out")
    RETURNED = "intake.equipment.returned", _("Used equipment taken in")
    UNDONE = "intake.equipment.undone", _("Equipment entry undone")
    CORRECTED = "intake.equipment.corrected", _("Equipment entry struck")
    RECEIVED = "intake.stock.received", _("Delivery received")
    COUNTED = "intake.stock.counted", _("Stock counted")
    DISCARDED = "intake.stock.discarded", _("Stock discarded")
    ITEM_SAVED = "intake.stock.item_saved", _("Catalogue changed")
    BOX_SAVED = "intake.stock.box_saved", _("Container changed")
