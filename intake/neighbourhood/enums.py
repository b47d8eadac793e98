"""Words of the work around the house. Source: DOMAIN 1 (M3.2, 3.4, 3.9, educational activities, users' participation)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What it was."""

    TRAINING = "training", _("Training given")
    MEETING = "meeting", _("Information meeting for residents")
    CAMPAIGN = "campaign", _("Campaign")
    SCHOOL = "school", _("School activity")
    STREET = "street", _("Activity in the street")
    COUNCIL = "council", _("Council of users")
    FEEDBACK = "feedback", _("Feedback round")


class Audience(models.TextChoices):
    """For whom it was."""

    FIRST_LINE = "first_line", _("First-line workers")
    RESIDENTS = "residents", _("Residents and shops")
    PUPILS = "pupils", _("Pupils and students")
    PARTNERS = "partners", _("Partners")
    USERS = "users", _("Service users")
    FESTIVE = "festive", _("People going out")
    PUBLIC = "public", _("Everybody")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    SAVED = "intake.activity.saved", _("Activity kept")
    STRUCK = "intake.activity.struck", _("Activity struck")
