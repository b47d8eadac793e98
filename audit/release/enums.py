"""Periods, the states of a quarter and of a release, the formats of its files, and what the ledger says of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuarterState(models.TextChoices):
    """How far the closing of a quarter has come. A quarter that failed may be ordered again."""

    ORDERED = "ordered", _("Being closed")
    CLOSED = "closed", _("Closed")
    FAILED = "failed", _("Could not be closed")


class Period(models.TextChoices):
    """What a table may cover: never a month of persons, never a window that slides. Source: PRIVACY 6."""

    Q1 = "Q1", _("1st quarter")
    Q2 = "Q2", _("2nd quarter")
    Q3 = "Q3", _("3rd quarter")
    Q4 = "Q4", _("4th quarter")
    H1 = "H1", _("1st half-year")
    H2 = "H2", _("2nd half-year")
    YEAR = "Y", _("Whole year")

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters it is made of."""
        halves = {"H1": (1, 2), "H2": (3, 4), "Y": (1, 2, 3, 4)}
        return halves.get(self.value) or (int(self.value[1]),)


class State(models.TextChoices):
    """How far a release has come."""

    DRAFT = "draft", _("To be checked")
    CHECKED = "checked", _("Checked, waiting for a second person")
    APPROVED = "approved", _("Approved, files are being made")
    RELEASED = "released", _("Released")
    REFUSED = "refused", _("Refused")


class Format(models.TextChoices):
    """The files of a release, all from the same values."""

    XLSX = "xlsx", _("Spreadsheet (XLSX)")
    CSV = "csv", _("Plain table (CSV)")
    PDF = "pdf", _("Page to print (PDF)")


class Verb(models.TextChoices):
    QUARTER_ORDERED = "audit.quarter.ordered", _("closing of a quarter ordered")
    QUARTER_CLOSED = "audit.quarter.closed", _("quarter closed")
    QUARTER_FAILED = "audit.quarter.failed", _("quarter could not be closed")
    PREPARED = "audit.release.prepared", _("release prepared")
    CHECKED = "audit.release.checked", _("release checked")
    REFUSED = "audit.release.refused", _("release refused")
    APPROVED = "audit.release.approved", _("release approved")
    RELEASED = "audit.release.released", _("files of a release made")
    VIEWED = "audit.release.viewed", _("release read")
    DOWNLOADED = "audit.release.downloaded", _("file of a release downloaded")
