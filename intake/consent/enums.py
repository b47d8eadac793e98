"""What may be shared, how the person agreed, and what consent writes in the ledger. Source: DOMAIN 11 and 12.5."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedItem(models.TextChoices):
    """One thing that a person may agree to share; each is agreed by itself."""

    ALIAS = "alias", _("how they want to be called")
    LANGUAGES = "languages", _("languages spoken")
    BIRTH_YEAR = "birth_year", _("year of birth")
    REASON = "reason", _("what they ask for")
    HEALTH = "health", _("what the partner must know about health")
    SOCIAL = "social", _("what the partner must know about their situation")


class Manner(models.TextChoices):
    """How the person agreed."""

    SPOKEN = "spoken", _("said so")
    WRITTEN = "written", _("signed")


class ConsentCompartment(models.TextChoices):
    """The part of the file in which the agreement stands: that of the worker who asked."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class Verb(models.TextChoices):
    VIEWED = "intake.consent.viewed", _("agreements read")
    GIVEN = "intake.consent.given", _("agreement written down")
    WITHDRAWN = "intake.consent.withdrawn", _("agreement withdrawn")
