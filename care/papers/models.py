"""Papers of a person: scans and photographs, checked and written anew, under seal in one part of the file."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.contents import SealedBytesField
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from intake.person.models import Person

from .enums import PaperCompartment, PaperForm, PaperKind


class Paper(models.Model):
    """One paper. Its bytes are never changed; they go when it is removed, and who removed it, when and why stays."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    compartment = models.CharField(_("part of the file"), max_length=20, choices=PaperCompartment.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind.choices)
    title = SealedTextField(subject="person", null=True)
    content = SealedBytesField(subject="person", null=True)
    form = models.CharField(_("kind of file"), max_length=4, choices=PaperForm.choices)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    dated_on = models.DateField(_("date on the paper"), null=True, blank=True)
    until_on = models.DateField(_("valid until"), null=True, blank=True)
    third_party = models.BooleanField(_("speaks of somebody else"), default=False)
    at = models.DateTimeField()
    by = models.IntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.IntegerField(null=True, blank=True)
    why_removed = SealedTextField(subject="person", null=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track(excluded_fields=["content"])
    wall = Wall(
        person="person", compartment_field="compartment", read=("care.view_papers",), add=("care.add_paper",),
        change=("care.remove_paper",), own="by", only_columns=("content", "removed_at", "removed_by", "why_removed"), hands=("removed_by",),
    )
    classified: ClassVar[dict[str, str]] = {
        "person": "social", "compartment": "social", "kind": "social", "title": "health", "content": "health", "form": "none",
        "size": "none", "pages": "none", "dated_on": "operational", "until_on": "operational", "third_party": "social",
        "at": "operational", "by": "operational", "removed_at": "operational", "removed_by": "operational", "why_removed": "health",
        "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["person", "compartment", "-at", "-id"], name="paper_by_person")]
        constraints = [
            models.CheckConstraint(condition=Q(compartment__in=PaperCompartment.values), name="paper_has_a_home"),
            models.CheckConstraint(
                condition=Q(content__isnull=False, removed_at=None) | Q(content__isnull=True, removed_at__isnull=False),
                name="paper_kept_or_removed",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="paper_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
