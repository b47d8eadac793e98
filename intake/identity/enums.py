"""Words of the identity envelope. Source: PRIVACY 1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a person wants that cannot be had without a name."""

    AMU = "amu", _("Urgent medical aid")
    LEASE = "lease", _("Lease")
    PRESCRIPTION = "prescription", _("Prescription")
    CONTRACT = "contract", _("Contract")
    OTHER = "other", _("Something else")


class Verb(models.TextChoices):
    MADE = "intake.envelope.made", _("identity envelope made")
    SEEN = "intake.envelope.seen", _("identity envelope seen from outside")
    OPENED = "intake.envelope.opened", _("identity envelope opened")
    CORRECTED = "intake.envelope.corrected", _("identity envelope corrected")
    RENEWED = "intake.envelope.renewed", _("identity envelope renewed")
    REMOVED = "intake.envelope.removed", _("identity envelope removed")
