"""Why a file is erased, how far an erasure has come, and what the ledger says of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why the file is erased: one of the grounds of GDPR 17."""

    ASKED = "asked", _("The person asked for it")
    NOT_NEEDED = "not_needed", _("The file is no longer needed")
    MISTAKE = "mistake", _("The file should never have been made")


class State(models.TextChoices):
    """How far an erasure has come."""

    REQUESTED = "requested", _("Waiting for a second person")
    APPROVED = "approved", _("Approved, the file is closed")
    ORDERED = "ordered", _("Being erased")
    CLEARED = "cleared", _("Erased, the key is being destroyed")
    DONE = "done", _("Erased")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which a person's erasure is under way; one at a time for each person.
OPEN = (State.REQUESTED, State.APPROVED, State.ORDERED, State.CLEARED)


class Verb(models.TextChoices):
    REQUESTED = "audit.erasure.requested", _("erasure requested")
    APPROVED = "audit.erasure.approved", _("erasure approved")
    WITHDRAWN = "audit.erasure.withdrawn", _("erasure withdrawn")
    ORDERED = "audit.erasure.ordered", _("erasure ordered")
    CLEARED = "audit.erasure.cleared", _("file erased")
    DONE = "audit.erasure.done", _("key destroyed")
    REPLAYED = "audit.erasure.replayed", _("erasure repeated after a restore")
    CERTIFICATE_READ = "audit.erasure.certificate_read", _("erasure read")
    SHEET_READ = "audit.sheet.read", _("list of accesses read")
