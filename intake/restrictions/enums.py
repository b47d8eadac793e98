"""Words of restrictions: a limit on one space or one service, with an end, a review and an appeal. Source: DOMAIN 5, 9.13."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Never restricted, whatever happened: coming in, sterile equipment, naloxone, wound care, a doctor. Source: DOMAIN 9.13.
NEVER = ("reception", "sterile_material", "naloxone", "care", "medical")


class State(models.TextChoices):
    """Where a restriction stands; in force it ends by itself at its hour."""

    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("decided")
    REFUSED = "refused", _("not decided")
    LIFTED = "lifted", _("lifted")


class Answer(models.TextChoices):
    """What became of an appeal or a review."""

    KEPT = "kept", _("kept as it is")
    SHORTENED = "shortened", _("made shorter")
    LIFTED = "lifted", _("lifted")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    LISTED = "intake.restriction.listed", _("Restrictions listed")
    VIEWED = "intake.restriction.viewed", _("Restriction read")
    PROPOSED = "intake.restriction.proposed", _("Restriction proposed")
    DECIDED = "intake.restriction.decided", _("Restriction decided")
    REFUSED = "intake.restriction.refused", _("Restriction not decided")
    REVIEWED = "intake.restriction.reviewed", _("Restriction reviewed")
    LIFTED = "intake.restriction.lifted", _("Restriction lifted")
    APPEALED = "intake.restriction.appealed", _("Appeal written down")
    ANSWERED = "intake.restriction.answered", _("Appeal answered")
    PRINTED = "intake.restriction.printed", _("Notice printed")
