"""Choices and audit verbs of lockers and belongings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    """How much goes into a locker."""

    SMALL = "small", _("small: papers, a telephone")
    MEDIUM = "medium", _("medium: a rucksack")
    LARGE = "large", _("large: a suitcase, a tent")


class KeepingCompartment(models.TextChoices):
    """The compartment a keeping belongs to. Source: PRIVACY 2."""

    DESK = "desk", _("reception")
    WOMEN = "women_space", _("women's space")


class Ending(models.TextChoices):
    """How a keeping ended; empty while the things are here."""

    GIVEN_BACK = "given_back", _("given back")
    DISPOSED = "disposed", _("disposed of")
    UNDONE = "undone", _("taken back: a mistake")


class Receiver(models.TextChoices):
    """Who took the things, and how that was known."""

    CARD = "card", _("the person, by their card")
    KNOWN = "known", _("the person, whom I know")
    NAMED = "named", _("somebody the person named")


class DisposalReason(models.TextChoices):
    """Why things are not kept any longer."""

    NOT_FETCHED = "not_fetched", _("not fetched, after a warning")
    GIVEN_UP = "given_up", _("the person gives them up")
    SPOILED = "spoiled", _("spoiled, or with vermin")
    DANGEROUS = "dangerous", _("a danger to others")


#: Reasons that wait for no warning: the person has said so, or keeping them harms somebody.
AT_ONCE = (DisposalReason.GIVEN_UP, DisposalReason.SPOILED, DisposalReason.DANGEROUS)


class Verb(models.TextChoices):
    """What the ledger says about belongings."""

    KEPT = "housing.belongings.kept", _("belongings taken in")
    UNDONE = "housing.belongings.undone", _("belongings not taken in after all")
    VIEWED = "housing.belongings.viewed", _("belongings read")
    LISTED = "housing.belongings.listed", _("belongings listed")
    FOUND = "housing.belongings.found", _("belongings found by their label")
    PRINTED = "housing.belongings.printed", _("label of belongings printed")
    PROLONGED = "housing.belongings.prolonged", _("belongings kept longer")
    WARNED = "housing.belongings.warned", _("person warned about their belongings")
    GIVEN_BACK = "housing.belongings.given_back", _("belongings given back")
    DISPOSAL_ASKED = "housing.belongings.disposal_asked", _("disposal of belongings proposed")
    DISPOSED = "housing.belongings.disposed", _("belongings disposed of")
    LOCKER_WRITTEN = "housing.locker.written", _("locker written down or changed")
