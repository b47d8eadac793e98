"""Words of the spaces of the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says happened in a space."""

    VIEWED = "intake.space.viewed", _("Presence list read")
    ENTERED = "intake.space.entered", _("Came into a space")
    LEFT = "intake.space.left", _("Left a space")
    SAVED = "intake.space.saved", _("Space changed")
