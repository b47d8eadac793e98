"""Choices and audit verbs of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the ledger says about places."""

    SIGNED_UP = "employment.place.signed_up", _("signed up")
    WITHDRAWN = "employment.place.withdrawn", _("sign-up withdrawn")
    DRAWN = "employment.place.drawn", _("places drawn")
    PRESENT = "employment.place.present", _("present")
    ABSENT = "employment.place.absent", _("did not come")
    CALLED = "employment.place.called", _("called from the waiting list")
    READ = "employment.place.read", _("work read")
