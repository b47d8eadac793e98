"""Audit verbs of the closures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about closures, beside closing and reopening a bed."""

    REVISED = "housing.closure.revised", _("closure changed")
    CANCELLED = "housing.closure.cancelled", _("closure cancelled")
    ROOM_CLOSED = "housing.room.closed", _("room closed")
