"""Words of the paper sheets. Source: UX 6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Which blank sheet."""

    DESK = "desk", _("Desk sheet")
    INCIDENT = "incident", _("Incident sheet")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    PRINTED = "intake.sheet.printed", _("Paper sheet printed")
    ENTERED = "intake.sheet.entered", _("Paper sheet entered")
