"""Words of two files of one person. Source: PRIVACY 1, DOMAIN 4.6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeState(models.TextChoices):
    """Where a proposal to join two files stands."""

    PROPOSED = "proposed", _("proposed")
    DONE = "done", _("joined")
    DECLINED = "declined", _("declined")
    UNDONE = "undone", _("taken apart again")


class Ground(models.TextChoices):
    """Why two files are thought to be one person."""

    SAID = "said", _("the person says so")
    CARDS = "cards", _("they carry both cards")
    SEEN = "seen", _("a colleague recognises them")


class Verb(models.TextChoices):
    PROPOSED = "intake.merge.proposed", _("two files proposed as one person")
    VIEWED = "intake.merge.viewed", _("two files read side by side")
    DONE = "intake.merge.done", _("two files joined")
    DECLINED = "intake.merge.declined", _("two files are two persons")
    UNDONE = "intake.merge.undone", _("joined files taken apart again")
