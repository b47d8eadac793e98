"""Audit verbs of the buildings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about the house itself."""

    BUILDING_KEPT = "housing.building.kept", _("building written down")
    WARD_KEPT = "housing.ward.kept", _("ward written down")
    ROOM_KEPT = "housing.room.kept", _("room written down")
    BEDS_ADDED = "housing.bed.added", _("beds added")
    BED_KEPT = "housing.bed.kept", _("bed changed")
    RETIRED = "housing.bed.retired", _("bed taken out of use")
