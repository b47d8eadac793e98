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
    PICTURES = "pictures", _("pointed at the sheet of pictures")


class Condition(models.TextChoices):
    """The five conditions of shared professional secrecy, each asked at every sharing. Source: DOMAIN 12.5."""

    AGREED = "agreed", _("the person knows about it and agrees")
    MISSION = "same_mission", _("the partner works towards the same goal with the person")
    BOUND = "bound", _("the partner is bound by professional secrecy")
    NECESSARY = "necessary", _("nothing is shared that is not needed")
    INTEREST = "in_interest", _("it is in the interest of the person")


class Means(models.TextChoices):
    """How something was shared."""

    LETTER = "letter", _("letter")
    SPOKEN = "spoken", _("said on the telephone or in person")
    LINK = "link", _("secure link")


class ConsentCompartment(models.TextChoices):
    """The part of the file in which the agreement stands: that of the worker who asked."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class Verb(models.TextChoices):
    VIEWED = "intake.consent.viewed", _("agreements read")
    GIVEN = "intake.consent.given", _("agreement written down")
    WITHDRAWN = "intake.consent.withdrawn", _("agreement withdrawn")
    ASKED_AGAIN = "intake.consent.asked_again", _("agreement asked again")
    SHEET_PRINTED = "intake.consent.sheet_printed", _("sheet of pictures printed")
    SHARED = "intake.sharing.made", _("shared with a partner")
    SHARINGS_VIEWED = "intake.sharing.viewed", _("what was shared was read")
