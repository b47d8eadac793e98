"""Why a reading is looked at, what the reviewer finds, and what the ledger says about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why these readings are put before a reviewer. Source: PRIVACY 4."""

    SAMPLE = "sample", _("drawn at random")
    NO_RELATION = "no_relation", _("no team of the reader works with the person")
    OFF_ROTA = "off_rota", _("not on the rota")


class Finding(models.TextChoices):
    """What the reviewer answers."""

    JUSTIFIED = "justified", _("Justified")
    TO_DISCUSS = "to_discuss", _("To discuss with the colleague")
    NOT_JUSTIFIED = "not_justified", _("Not justified")


class Verb(models.TextChoices):
    VIEWED = "audit.log_review.viewed", _("readings under review seen")
    ANSWERED = "audit.log_review.answered", _("readings reviewed")
