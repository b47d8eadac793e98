"""Words of violence and safe contact. Source: DOMAIN 8.6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Danger(models.TextChoices):
    """Whether the person says they are in danger now."""

    YES = "yes", _("in danger now")
    NO = "no", _("not in danger now")
    NOT_SAID = "not_said", _("not said")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    VIEWED = "intake.violence.viewed", _("Record about violence read")
    SCREENED = "intake.violence.screened", _("Talk about violence recorded")
    SAFE_CONTACT = "intake.violence.safe_contact", _("Safe contact agreed")
    APART = "intake.violence.apart", _("People to keep apart")
    TOGETHER = "intake.violence.apart_ended", _("People no longer kept apart")
