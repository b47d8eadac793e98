"""Samples brought to be looked at. No person stands in this file: a number on a slip of paper brings the answer back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from care.episodes.lists import Drug
from intake.bulletins.models import Bulletin

from .enums import AlertLevel, Method, SampleForm

CHECK = ("care.check_sample",)


class Sample(models.Model):
    """A sample: sold as what, how it was looked at, what was found, how grave. Nobody's, by design."""

    sold_as = models.CharField(_("sold as"), max_length=3, choices=Drug.choices)
    name = models.CharField(_("name it is sold under"), max_length=80, blank=True)
    form = models.CharField(_("what it is"), max_length=10, choices=SampleForm.choices)
    looks = models.CharField(_("what it looks like"), max_length=200, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.BigIntegerField()
    service_day = models.DateField()
    method = models.CharField(_("looked at by"), max_length=12, choices=Method.choices, blank=True)
    found = ArrayField(models.CharField(max_length=3, choices=Drug.choices), default=list, blank=True, verbose_name=_("what was found"))
    result = models.CharField(_("result in words"), max_length=300, blank=True)
    level = models.CharField(_("what it means"), max_length=12, choices=AlertLevel.choices, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.BigIntegerField(null=True, blank=True)
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product alert"))
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = OpenTable(
        add=CHECK, change=CHECK, only_columns=("method", "found", "result", "level", "told_at", "told_by", "bulletin"),
        hands=("taken_by", "told_by"),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "sold_as", "name", "form", "looks", "method", "found", "result", "level", "client_uuid"), "none"
    ) | dict.fromkeys(("taken_at", "taken_by", "service_day", "told_at", "told_by", "bulletin"), "operational")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at=None, level="") | (Q(told_at__isnull=False) & ~Q(level="") & ~Q(method="")), name="sample_told_whole"
            ),
        ]
        indexes = [models.Index(fields=["-taken_at"], name="sample_latest")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def found_words(self) -> list[str]:
        """What was found, in the language of the page."""
        known = dict(Drug.choices)
        return [str(known[code]) for code in self.found if code in known]
