"""Notes: sealed with the person's own key, inside one compartment, corrected in the open and never overwritten in silence."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from intake.person.models import Person

from .enums import NoteCompartment, NoteKind

CLASSES = {"person": "social", "compartment": "social", "author": "operational", "at": "operational"}


class Note(models.Model):
    """One note about a person. Earlier wordings stay in its history, as ciphertext."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notes")
    compartment = models.CharField(_("part of the file"), max_length=20, choices=NoteCompartment.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind.choices, default=NoteKind.CONTACT)
    body = SealedTextField(subject="person")
    third_party = models.BooleanField(_("holds what somebody else said"), default=False)
    author = models.IntegerField()
    at = models.DateTimeField()
    service_day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment_field="compartment", own="author", only_columns=("body", "version"))
    classified: ClassVar[dict[str, str]] = CLASSES | {
        "kind": "operational", "body": "health", "third_party": "social", "service_day": "operational", "version": "none",
        "client_uuid": "none",
    }

    class Meta:
        indexes = [
            models.Index(fields=["person", "compartment", "-at", "-id"], name="note_by_person"),
            models.Index(fields=["person", "-at", "-id"], name="note_by_time"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(compartment__in=NoteCompartment.values), name="note_has_a_home")]


class Addendum(models.Model):
    """Something added to a note later, by the author or a colleague of the compartment."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="addenda")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=NoteCompartment.choices)
    body = SealedTextField(subject="person")
    author = models.IntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    wall = Wall(
        person="person", compartment_field="compartment", append_only=True, add=("care.add_addendum",), parent="note", own="author"
    )
    classified: ClassVar[dict[str, str]] = CLASSES | {"note": "social", "body": "health", "client_uuid": "none"}

    class Meta:
        verbose_name_plural = "addenda"
        indexes = [models.Index(fields=["note", "at"], name="addendum_by_note")]


class NoteDraft(models.Model):
    """What an author is writing, kept on the server for a day: nothing personal stays in a browser. Source: UX 6.

    Each window writes a draft of its own (`form`): two windows of one author never overwrite one another.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    compartment = models.CharField(max_length=20, choices=NoteCompartment.choices)
    body = SealedTextField(subject="person")
    author = models.IntegerField()
    at = models.DateTimeField()
    form = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    history = track()
    wall = Wall(person="person", compartment_field="compartment", deletable=True, private="author")
    classified: ClassVar[dict[str, str]] = CLASSES | {"body": "health", "form": "none", "version": "none"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "author", "form"], name="one_draft_a_window")]


class NoteTemplate(models.Model):
    """A beginning for notes of one kind in one part of the file, about nobody; kept by a coordinator or the nurses."""

    compartment = models.CharField(_("part of the file"), max_length=20, choices=NoteCompartment.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind.choices)
    title = models.CharField(_("name"), max_length=60)
    text = models.TextField(_("text"), max_length=4_000)
    by = models.IntegerField()
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = OpenTable(
        add=("care.edit_note_templates",), change=("care.edit_note_templates",), own="by",
        only_columns=("title", "text", "by", "at", "retired_at", "version"),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("compartment", "kind", "title", "text", "by", "at", "retired_at", "version"), "operational"
    ) | {"client_uuid": "none"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "kind", "title"], condition=models.Q(retired_at__isnull=True), name="one_template_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.title
