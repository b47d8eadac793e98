"""Where a swap stands, and what the ledger says about the rota."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SwapState(models.TextChoices):
    """Where the wish to give a shift away stands."""

    ASKED = "asked", _("asked")
    TAKEN = "taken", _("taken")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken back")


class Verb(models.TextChoices):
    PLANNED = "centre.duty.planned", _("shift planned")
    CANCELLED = "centre.duty.cancelled", _("shift cancelled")
    WEEK_COPIED = "centre.rota.week_copied", _("week copied")
    LEAST_SET = "centre.rota.least_set", _("least number set")
    ABSENCE_NOTED = "centre.absence.noted", _("absence noted")
    ABSENCE_ENDED = "centre.absence.ended", _("absence taken back")
    SWAP_ASKED = "centre.swap.asked", _("swap asked")
    SWAP_TAKEN = "centre.swap.taken", _("shift taken over from a colleague")
    SWAP_REFUSED = "centre.swap.refused", _("swap refused")
    SWAP_WITHDRAWN = "centre.swap.withdrawn", _("swap taken back")
    FEED_MADE = "centre.calendar.made", _("calendar address made")
    FEED_ENDED = "centre.calendar.ended", _("calendar address ended")
