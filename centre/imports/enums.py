"""What bringing data in writes in the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    BROUGHT = "centre.imports.brought", _("brought a file in")
    UNDONE = "centre.imports.undone", _("undid a file brought in")
