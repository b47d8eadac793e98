"""Words of the front desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says happened at the desk."""

    VIEWED = "intake.desk.viewed", _("Desk list read")
    RECORDED = "intake.passage.recorded", _("Passage recorded")
    UNDONE = "intake.passage.undone", _("Passage undone")
    CORRECTED = "intake.passage.corrected", _("Passage corrected")
    LEFT = "intake.passage.left", _("Leaving recorded")
