"""What the ledger says about the night pack."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    MADE = "centre.night_pack.made", _("night pack made")
