"""The frozen ledger of figures: quarters, rounded atoms that never change, releases and their files. No persons.

Exact counts are never stored. Triggers keep atoms, closings and files as they were written, for every role
(release.sql). Source: PRIVACY 6.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.release.enums import Format, Period, QuarterState, State
from audit.vault.fields import SealedTextField
from audit.walls import Nothing, RoleTable

#: Those who prepare figures and those who let them go.
KEEPERS = ("data", "coordinator", "dpo")


class Quarter(models.Model):
    """A quarter of a year, closed once. `ordered_by` and the times are the deed's; `words` say why it failed."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("quarter"))
    state = models.CharField(_("state"), max_length=10, choices=QuarterState.choices, default=QuarterState.ORDERED)
    ordered_at = models.DateTimeField(_("ordered on"), default=timezone.now)
    ordered_by = models.IntegerField(_("ordered by"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    words = models.TextField(_("why not"), blank=True)

    wall = RoleTable(read=KEEPERS, write=("data", "coordinator"))
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "year", "number", "state", "ordered_at", "ordered_by", "closed_at", "words"), "operational"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_closing_of_a_quarter"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="four_quarters"),
        ]

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


class Closing(models.Model):
    """One source in one closed quarter: its version, the base used, how many persons stood behind, a seal on its atoms.

    deviation: the largest distance of any number from its truth. digest: SHA-256 over every atom, in order.
    """

    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="closings")
    source = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField()
    deviation = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    wall = RoleTable(read=KEEPERS, append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "quarter", "source", "version", "base", "persons", "deviation", "way", "digest"), "operational"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quarter", "source"], name="one_closing_of_a_source")]

    def __str__(self) -> str:
        return f"{self.quarter_id} {self.source}"


class Atom(models.Model):
    """A rounded count of one combination of categories, in the order of the source's dimensions. Never changed."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="atoms")
    categories = models.JSONField()
    value = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    wall = RoleTable(read=KEEPERS, append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "closing", "categories", "value", "digest"), "none")

    def __str__(self) -> str:
        return f"{self.closing_id} {self.pk}"


class CountedPerson(models.Model):
    """Somebody was counted this year. The token says nothing without the vault's key and goes when the year is over."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)
    token = models.BinaryField(max_length=16)

    wall = Nothing()
    classified: ClassVar[dict[str, str]] = {"id": "none", "year": "none", "source": "none", "token": "none"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "source", "token"], name="counted_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class Carried(models.Model):
    """What rounding owes to each margin since January, under seal; removed when the year is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)
    errors = SealedTextField(subject="id")

    wall = Nothing()
    classified: ClassVar[dict[str, str]] = {"id": "none", "year": "none", "source": "none", "errors": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "source"], name="carried_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class Release(models.Model):
    """A table of one period on its way out: prepared by one person, approved by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(_("table"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version of the definition"))
    year = models.PositiveSmallIntegerField(_("year"))
    period = models.CharField(_("period"), max_length=2, choices=Period.choices)
    recipient = models.CharField(_("for whom"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    refusal = models.TextField(_("why not"), blank=True)
    digest = models.CharField(max_length=64, blank=True)
    prepared_by = models.IntegerField(_("prepared by"))
    prepared_at = models.DateTimeField(_("prepared on"), default=timezone.now)
    approved_by = models.IntegerField(_("approved by"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved on"), null=True, blank=True)
    released_at = models.DateTimeField(_("released on"), null=True, blank=True)

    wall = RoleTable(read=KEEPERS, write=KEEPERS)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "table", "version", "year", "period", "recipient", "language", "state", "refusal", "digest",
         "prepared_by", "prepared_at", "approved_by", "approved_at", "released_at"), "operational",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")), name="two_people_release"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.RELEASED)) | Q(approved_by__isnull=False),
                name="no_release_unapproved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.year} {self.period}"


class ReleaseFile(models.Model):
    """A file as it left: its bytes, kept, so that every download is the same; `sha256` proves it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    format = models.CharField(max_length=5, choices=Format.choices)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    wall = RoleTable(read=KEEPERS, append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "release", "format", "name", "content", "sha256", "made_at"), "operational"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "format"], name="one_file_of_a_format")]

    def __str__(self) -> str:
        return self.name
