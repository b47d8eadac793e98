"""Words of the minor pathway. Source: DOMAIN 9.12 and 12.20."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Why somebody is taken to be under eighteen."""

    DECLARED = "declared", _("says so")
    SUSPECTED = "suspected", _("a worker thinks so")


class Ending(models.TextChoices):
    """Why it no longer holds."""

    ADULT = "adult", _("is eighteen now")
    MISTAKEN = "mistaken", _("it was a mistake")


class Decision(models.TextChoices):
    """What was decided about the guardianship service, by people and with the young person."""

    WITH_THEM = "with_them", _("called together with the young person")
    NOT_NOW = "not_now", _("not called: the young person does not want it now")
    LATER = "later", _("talked about; again on the date below")
    KNOWN = "known", _("a guardian is known already")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    MARKED = "intake.minor.marked", _("Taken to be a minor")
    ENDED = "intake.minor.ended", _("No longer taken to be a minor")
    DECIDED = "intake.guardianship.decided", _("Decision about the guardianship service")
    VIEWED = "intake.guardianship.viewed", _("Decision about the guardianship service read")
