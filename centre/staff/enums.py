"""What the ledger says about the accounts of people at work."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    SIGNED_IN = "centre.staff.signed_in", _("signed in")
    SIGN_IN_REFUSED = "centre.staff.sign_in_refused", _("sign-in refused")
    SIGNED_OUT = "centre.staff.signed_out", _("signed out")
    PIN_SET = "centre.staff.pin_set", _("PIN chosen")
    SECOND_FACTOR_ENROLLED = "centre.staff.second_factor_enrolled", _("second factor enrolled")
    SECOND_FACTOR_REFUSED = "centre.staff.second_factor_refused", _("second factor refused")
    RECOVERY_CODES_MADE = "centre.staff.recovery_codes_made", _("recovery codes made")
    RECOVERY_CODE_USED = "centre.staff.recovery_code_used", _("recovery code used")
    PREFERENCES_CHANGED = "centre.staff.preferences_changed", _("preferences changed")
    ACCOUNT_CREATED = "centre.staff.account_created", _("account created")
    ACCOUNT_RENEWED = "centre.staff.account_renewed", _("account given a new start")
    ACCOUNT_DEACTIVATED = "centre.staff.account_deactivated", _("account deactivated")
    MEMBERSHIP_STARTED = "centre.staff.membership_started", _("joined a team")
    MEMBERSHIP_ENDED = "centre.staff.membership_ended", _("left a team")
