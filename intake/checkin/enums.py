"""Words of the check-in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says happened at the check-in."""

    CHECKED_IN = "intake.checkin.recorded", _("Checked in by code")
