"""Which compartments hold notes, what kinds there are, and what notes write in the ledger. Source: DOMAIN 5 and 6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteCompartment(models.TextChoices):
    """The compartments in which a note may stand: medical and social data never share one. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class NoteKind(models.TextChoices):
    """What gave rise to the note."""

    CONTACT = "contact", _("Contact")
    CARE = "care", _("Care given")
    INTERVIEW = "interview", _("Talk")
    PHONE = "phone", _("Phone call")
    THIRD_PARTY = "third_party", _("Said by somebody else")


class Verb(models.TextChoices):
    WRITTEN = "care.note.written", _("note written")
    READ = "care.note.read", _("notes read")
    CORRECTED = "care.note.corrected", _("note corrected")
    ADDED = "care.note.added", _("addendum written")
    DRAFTED = "care.note.drafted", _("draft kept")
    DROPPED = "care.note.draft_dropped", _("draft thrown away")
    COPIED = "care.note.copied", _("copy of notes made for the person")
    TEMPLATE_WRITTEN = "care.note_template.written", _("beginning for notes written")
    TEMPLATE_CHANGED = "care.note_template.changed", _("beginning for notes changed")
    TEMPLATE_RETIRED = "care.note_template.retired", _("beginning for notes no longer offered")
    FOLLOWED = "care.note.followed", _("person followed")
