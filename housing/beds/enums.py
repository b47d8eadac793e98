"""Choices and audit verbs of the beds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomSpace(models.TextChoices):
    """The space a room belongs to; its beds are shown only to teams of that compartment. Source: PRIVACY 2."""

    HOUSE = "", _("The house")
    WOMEN = "women_space", _("Women's space")


class BedState(models.TextChoices):
    """What a bed is at one instant; worked out from stays, closures and cleaning, never stored."""

    FREE = "free", _("free")
    HELD = "held", _("held")
    OCCUPIED = "occupied", _("occupied")
    ABSENT = "absent", _("out tonight")
    CLEAN = "clean", _("to clean")
    CLOSED = "closed", _("closed")


class ClosureReason(models.TextChoices):
    """Why a bed is out of service."""

    REPAIR = "repair", _("repair")
    PESTS = "pests", _("bed bugs or other pests")
    STAFF = "staff", _("not enough staff")
    ISOLATION = "isolation", _("isolation")
    LOST = "lost", _("bed lost")
    OTHER = "other", _("other reason")


class CleaningReason(models.TextChoices):
    """Why somebody says that a bed has to be cleaned; a bed whose sleeper left is to be cleaned without being asked."""

    SOILED = "soiled", _("soiled")
    PESTS = "pests", _("bed bugs or other pests")
    ROUTINE = "routine", _("regular cleaning")
    OTHER = "other", _("other reason")


class Trait(models.TextChoices):
    """What a bed or its room is fit for, as the board is filtered by it. The codes are the columns of the board."""

    WOMEN = "women_only", _("women only")
    CALM = "calm", _("calm")
    GROUND = "ground_floor", _("ground floor")
    COUPLES = "couples", _("couples")
    DOGS = "dogs", _("dogs welcome")
    WHEELCHAIR = "wheelchair", _("wheelchair")
    MEDICAL = "medical", _("medical bed")
    EMERGENCY = "emergency", _("emergency bed")


class Verb(models.TextChoices):
    """What the ledger says about beds."""

    CLOSED = "housing.bed.closed", _("bed closed")
    REOPENED = "housing.bed.reopened", _("bed reopened")
    VIEWED = "housing.board.viewed", _("bed board read")
    CLEANED = "housing.bed.cleaned", _("bed cleaned")
    TO_CLEAN = "housing.bed.to_clean", _("bed to be cleaned")
    HISTORY = "housing.bed.history_read", _("history of a bed read")
