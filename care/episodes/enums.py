"""Choices of the episodes themselves and what they write in the ledger; the lists of the indicator are in lists.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EpisodeCompartment(models.TextChoices):
    """The part of the file a programme of care belongs to. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class EndReason(models.TextChoices):
    """Why an episode ended."""

    COMPLETED = "completed", _("completed together")
    HANDED_ON = "handed_on", _("handed on to another centre")
    OWN_CHOICE = "own_choice", _("own choice")
    SILENT = "silent", _("not seen for months")
    PRISON = "prison", _("prison")
    HOSPITAL = "hospital", _("hospital")
    MOVED = "moved", _("moved away")
    DIED = "died", _("died")
    OTHER = "other", _("other reason")


class Counted(models.TextChoices):
    """Which entry of a year stands for a person who entered more than once. Source: DOMAIN 3.1 [U]."""

    FIRST = "first", _("the first entry of the year")
    LAST = "last", _("the last entry of the year")


class Verb(models.TextChoices):
    """What the ledger says about episodes."""

    OPENED = "care.episode.opened", _("treatment episode begun")
    CORRECTED = "care.episode.corrected", _("entry of an episode corrected")
    CONTACT = "care.episode.contact", _("contact within an episode")
    ENDED = "care.episode.ended", _("treatment episode ended")
    READ = "care.episode.read", _("treatment episodes read")
    PROGRAMME = "care.programme.written", _("treatment programme written")
    RULE = "care.episode.rule_set", _("rule of episodes set")
    COUNTED = "care.episode.counted", _("treatment entries counted")
