"""Words of what the room stands on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosingReason(models.TextChoices):
    """Why the room closed."""

    HOURS = "hours", _("end of the hours")
    STAFF = "staff", _("too few colleagues")
    EMERGENCY = "emergency", _("an emergency")
    TECHNICAL = "technical", _("air, water, power or cleaning")
    OTHER = "other", _("something else")
