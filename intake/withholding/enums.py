"""Words of files withheld from a colleague. Source: PRIVACY 2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a file is withheld from a colleague."""

    KNOWN = "known", _("they know each other outside")
    FAMILY = "family", _("family, or somebody close")
    VIOLENCE = "violence", _("violence by the colleague or somebody close to them")
    OTHER = "other", _("another reason, in words")


class Verb(models.TextChoices):
    WITHHELD = "intake.file.withheld", _("file withheld from a colleague")
    REVIEWED = "intake.file.withholding_reviewed", _("withholding reviewed and kept")
    ENDED = "intake.file.withholding_ended", _("withholding ended")
    VIEWED = "intake.file.withholdings_viewed", _("files withheld read")
