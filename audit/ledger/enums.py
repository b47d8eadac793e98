"""The verbs of the ledger itself, and those that the database writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    LEDGER_VIEWED = "audit.ledger.viewed", _("ledger read")
    BOOKS_COMPARED = "audit.ledger.compared", _("history compared with the ledger")
    SUBJECT_FORGOTTEN = "audit.subject.forgotten", _("person forgotten by the ledger")
    ROW_INSERTED = "row.inserted", _("row written")
    ROW_UPDATED = "row.updated", _("row changed")
    ROW_DELETED = "row.deleted", _("row deleted")
    TABLE_TRUNCATED = "table.truncated", _("table emptied")


class Kind(models.TextChoices):
    """What the ledger page shows: deeds as people know them, the rows beneath, or both."""

    DEEDS = "deeds", _("Deeds and readings")
    ROWS = "rows", _("Rows written")
    ALL = "all", _("Everything")


class Fault(models.TextChoices):
    """What a verification can find."""

    ALTERED = "altered", _("Event altered")
    REMOVED = "removed", _("Event removed")
    EMPTIED = "emptied", _("Content taken away without an erasure")
    ADDED = "added", _("Event added afterwards")
    SEAL_ALTERED = "seal_altered", _("Seal altered")
    SEAL_REMOVED = "seal_removed", _("Seal removed")
    SIGNATURE = "signature", _("Signature of a seal is wrong")
    CHECKPOINT = "checkpoint", _("The printed checkpoint does not match")
