"""Compartments of a person's file, origins of a grant, and what access writes in the ledger. Source: PRIVACY 2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Compartment(models.TextChoices):
    """One part of a person's file; being in it is itself data."""

    DESK = "desk", _("Desk")
    SOCIAL = "social", _("Social")
    NURSING = "nursing", _("Nursing")
    HOUSING = "housing", _("Housing")
    EMPLOYMENT = "employment", _("Work")
    WOMEN_SPACE = "women_space", _("Women's space")
    PSYCH = "psych", _("Mental health")
    ROOM = "room", _("Consumption room")
    JUSTICE = "justice", _("Justice")
    IDENTITY = "identity", _("Identity")


class Origin(models.TextChoices):
    """Why somebody holds a grant."""

    CONTACT = "contact", _("the person came to the desk")
    RELATION = "relation", _("a team works with the person")
    MANUAL = "manual", _("given by a colleague")
    BREAK_GLASS = "break_glass", _("opened in an emergency")
    IMPORTED = "imported", _("brought in with a file")


class Verb(models.TextChoices):
    REFUSED = "centre.access.refused", _("refused")
    GLASS_BROKEN = "centre.access.glass_broken", _("opened in an emergency")
    GLASS_REVIEWED = "centre.access.glass_reviewed", _("emergency opening reviewed")


class Emergency(models.TextChoices):
    """Why a file is opened in an emergency; what was seen exactly is said in words beside it."""

    OVERDOSE = "overdose", _("Overdose or loss of consciousness")
    INJURY = "injury", _("Injury or acute illness")
    CRISIS = "crisis", _("Crisis, danger for somebody")
    MEDICATION = "medication", _("Medication that cannot wait")
    OTHER = "other", _("Something else that cannot wait")
