"""Words of limits in the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BanState(models.TextChoices):
    """Where a limit stands; decided it ends by itself at its hour."""

    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("decided")
    REFUSED = "refused", _("not decided")
    LIFTED = "lifted", _("lifted")


class BanGround(models.TextChoices):
    """What it is about."""

    VIOLENCE = "violence", _("violence or threats")
    DEALING = "dealing", _("dealing in the room")
    SHARING = "sharing", _("sharing, or helping somebody to inject")
    EARLY = "early", _("left several times before the end of the observation")
    OTHER = "other", _("something else")
