"""Audit verbs of safety at work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BriefingLanguage(models.TextChoices):
    """In which of the house's languages a briefing was given."""

    FR = "fr", _("French")
    NL = "nl", _("Dutch")
    EN = "en", _("English")


class Verb(models.TextChoices):
    """What the ledger says about safety at work."""

    BRIEFED = "employment.safety.briefed", _("safety briefing given")
    LENT = "employment.safety.lent", _("tool handed out")
    BROUGHT_BACK = "employment.safety.brought_back", _("tool brought back")
    ACCIDENT = "employment.safety.accident", _("accident at work written down")
    DECLARED = "employment.safety.declared", _("accident at work declared")
    READ = "employment.safety.read", _("accident at work read")
