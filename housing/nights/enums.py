"""Choices and audit verbs of the nights."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seen(models.TextChoices):
    """What was seen at a bed on a round."""

    HERE = "here", _("here")
    NOT_HERE = "not_here", _("not here")
    NOT_LOOKED = "not_looked", _("did not look")


class Verb(models.TextChoices):
    """What the ledger says about rounds."""

    OPENED = "housing.round.opened", _("night round begun")
    LOOKED = "housing.round.looked", _("bed looked at on a round")
    CLOSED = "housing.round.closed", _("night round closed")
    SEEN = "housing.round.seen", _("night round read")
