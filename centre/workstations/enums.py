"""What the ledger says about a shared workstation."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    LOCKED = "centre.workstation.locked", _("workstation locked")
    UNLOCKED = "centre.workstation.unlocked", _("workstation unlocked")
    UNLOCK_REFUSED = "centre.workstation.unlock_refused", _("unlocking refused")
    SWITCHED = "centre.workstation.switched", _("took over the workstation by PIN")
    PIN_GIVEN = "centre.workstation.pin_given", _("PIN given to sign")
    PIN_REFUSED = "centre.workstation.pin_refused", _("PIN refused")
    NAMED = "centre.workstation.named", _("workstation named")
