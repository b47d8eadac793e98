"""What one shift tells the next, and what a role is told at once."""
from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall

from . import clock
from .enums import Judgement, NoticeKind
from .walls import Concerned, UntilClosed


class Handover(models.Model):
    """One shift's handover. `figures` is filled when it is closed: {section slug: {figure: value}}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_day = models.DateField(_("service day"))
    night = models.BooleanField(_("night shift"))
    opened_at = models.DateTimeField(_("opened"), default=clock.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    figures = models.JSONField(_("figures"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    checkpoint = models.TextField(_("checkpoint of the ledger, in words"), blank=True)
    seal = models.CharField(_("checkpoint of the ledger, for the QR code"), max_length=200, blank=True)

    history = track()
    wall = UntilClosed()
    classified: ClassVar[dict[str, str]] = {
        "service_day": "operational", "night": "operational", "opened_at": "operational", "closed_at": "operational",
        "closed_by": "operational", "figures": "operational", "checkpoint": "none",
        "seal": "none",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_day", "night"], name="one_handover_a_shift")]

    def __str__(self) -> str:
        return f"{self.service_day:%Y-%m-%d}"


class HandoverLine(models.Model):
    """What remains to be done for one person, for whom; sealed, and seen by those who hold the desk of the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    person = models.UUIDField(_("person"))
    text = SealedTextField(subject="person")
    for_whom = models.CharField(_("for"), max_length=80, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written"), default=clock.now)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment="desk", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "person": "social", "text": "social", "for_whom": "operational",
        "author": "operational", "at": "operational", "client_uuid": "none",
    }

    def __str__(self) -> str:
        return f"{self.handover} · {self.at:%H:%M}"


class HandoverRemark(models.Model):
    """Free words about the shift, about nobody in particular; `afterwards` when added to a closed handover."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("remark"), max_length=2000)
    afterwards = models.BooleanField(_("added after closing"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written"), default=clock.now)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = OpenTable(append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "text": "operational", "afterwards": "none", "author": "operational",
        "at": "operational", "client_uuid": "none",
    }

    def __str__(self) -> str:
        return f"{self.handover} · {self.at:%H:%M}"


class HandoverReading(models.Model):
    """Somebody of the next shift read a closed handover and signed for it."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"), default=clock.now)

    history = track()
    wall = OpenTable(append_only=True)
    classified: ClassVar[dict[str, str]] = {"handover": "operational", "reader": "operational", "at": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "reader"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.handover} · {self.reader}"


class Notice(models.Model):
    """Something the coordinators are told at once and must answer before `due_at`. `words` is what the colleague said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind.choices)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField(_("person"))
    reason = models.CharField(_("reason"), max_length=20)
    words = SealedTextField(subject="person")
    created_at = models.DateTimeField(_("sent"), default=clock.now)
    until = models.DateTimeField(_("open until"))
    due_at = models.DateTimeField(_("to answer before"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    judgement = models.CharField(_("judgement"), max_length=20, choices=Judgement.choices, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    history = track()
    wall = Concerned()
    classified: ClassVar[dict[str, str]] = {
        "kind": "operational", "about": "operational", "person": "social", "reason": "social", "words": "social",
        "created_at": "operational", "until": "operational", "due_at": "operational", "answered_at": "operational",
        "answered_by": "operational", "judgement": "operational", "remark": "operational",
    }

    def __str__(self) -> str:
        return f"{self.kind} · {self.created_at:%Y-%m-%d %H:%M}"


class NoticeReading(models.Model):
    """A coordinator has seen a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"), default=clock.now)

    history = track()
    wall = Wall(through="notice", append_only=True)
    classified: ClassVar[dict[str, str]] = {"notice": "operational", "reader": "operational", "at": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "reader"], name="one_notice_reading_each")]

    def __str__(self) -> str:
        return f"{self.notice} · {self.reader}"
