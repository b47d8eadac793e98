"""Why contact breaks, where a search stands, what came of after-care, and what this room writes in the ledger. Source: DOMAIN 1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LostReason(models.TextChoices):
    """What is thought to be behind it when somebody no longer comes."""

    NOT_COMING = "not_coming", _("does not come any more")
    UNREACHABLE = "unreachable", _("cannot be reached")
    MOVED = "moved", _("said to have left the region")
    HOSPITAL = "hospital", _("said to be in hospital")
    PRISON = "prison", _("said to be in prison")
    UNKNOWN = "unknown", _("not known")


class LostState(models.TextChoices):
    """Where the search for somebody stands; the moves between are in states.py."""

    LOST = "lost", _("lost from sight")
    LOOKED_FOR = "looked_for", _("looked for")
    FOUND = "found", _("found again")
    LET_GO = "let_go", _("no longer looked for")


class AfterCareState(models.TextChoices):
    """What came of a contact after the end of a path."""

    PLANNED = "planned", _("still to come")
    REACHED = "reached", _("contact made")
    NOT_REACHED = "not_reached", _("no contact")
    NOT_WANTED = "not_wanted", _("no longer wanted")


class Verb(models.TextChoices):
    VIEWED = "care.contact.viewed", _("people to reach read")
    LOST = "care.contact.lost", _("person lost from sight")
    SEARCH_MOVED = "care.contact.moved", _("search for a person moved")
    IMPRISONED = "care.prison.entered", _("prison stay written down")
    PRISON_CHANGED = "care.prison.changed", _("prison stay changed")
    RELEASED = "care.prison.left", _("release written down")
    AFTER_CARE = "care.aftercare.noted", _("after-care contact noted")
    AFTER_CARE_PLANNED = "care.aftercare.planned", _("after-care planned")
