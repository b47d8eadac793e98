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
from centre.access.enums import Compartment

from . import clock
from .enums import Hand, Judgement, NoticeKind, ShiftCode
from .hours import Shift
from .walls import Concerned, OwnDraft, OwnHand, Told, UntilClosed

#: Who may write in a handover, asked by the database too.
WRITE = ("centre.write_handover",)


class Handover(models.Model):
    """One shift's handover. `figures` is filled when it is closed: {section slug: {figure: value}}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_day = models.DateField(_("service day"))
    code = models.CharField(_("shift"), max_length=8, choices=ShiftCode.choices)
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
        "service_day": "operational", "code": "operational", "opened_at": "operational", "closed_at": "operational",
        "closed_by": "operational", "figures": "operational", "checkpoint": "none",
        "seal": "none",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_day", "code"], name="one_handover_a_shift")]

    def __str__(self) -> str:
        return f"{self.service_day:%Y-%m-%d}"

    @property
    def shift(self) -> Shift:
        """The shift it tells of."""
        return Shift(self.service_day, self.code)


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
    wall = Told(person="person", compartment="desk")
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "person": "social", "text": "social", "for_whom": "operational",
        "author": "operational", "at": "operational", "client_uuid": "none",
    }

    def __str__(self) -> str:
        return f"{self.handover} · {self.at:%H:%M}"


class HandoverEntry(models.Model):
    """What a section tells about a person, kept as reference, code and facts, behind the wall of its compartment.

    The words are made for each reader; `key` is the thing's own key in its room. Gathered while the handover is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="entries")
    person = models.UUIDField(_("person"))
    compartment = models.CharField(_("compartment"), max_length=20, choices=Compartment.choices)
    section = models.CharField(_("section"), max_length=40)
    code = models.CharField(_("code"), max_length=40)
    key = models.CharField(_("key"), max_length=60)
    at = models.DateTimeField(_("when"), null=True, blank=True)
    for_whom = models.CharField(_("for"), max_length=20, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    gathered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gathered_at = models.DateTimeField(_("gathered"), default=clock.now)

    history = track()
    wall = Told(person="person", compartment_field="compartment", deletable=True)
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "person": "social", "compartment": "social", "section": "social", "code": "health",
        "key": "social", "at": "social", "for_whom": "operational", "facts": "health", "gathered_by": "operational",
        "gathered_at": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "section", "code", "key", "compartment"], name="handover_entry_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handover} · {self.section}"


class HandoverFilling(models.Model):
    """Somebody gathered what their teams see into an open handover."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="fillings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("gathered"), default=clock.now)

    history = track()
    wall = OpenTable(add=WRITE, change=WRITE, own="by")
    classified: ClassVar[dict[str, str]] = {"handover": "operational", "by": "operational", "at": "operational"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "by"], name="one_filling_each")]

    def __str__(self) -> str:
        return f"{self.handover} · {self.by}"


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
    wall = OpenTable(add=WRITE, own="author", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "text": "operational", "afterwards": "none", "author": "operational",
        "at": "operational", "client_uuid": "none",
    }

    def __str__(self) -> str:
        return f"{self.handover} · {self.at:%H:%M}"


class HandoverDraft(models.Model):
    """A remark somebody is still writing, sealed under a key of its own; theirs alone, and forgotten after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField(subject="id")
    at = models.DateTimeField(_("written"), default=clock.now)

    history = track()
    wall = OwnDraft(who="author")
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "author": "operational", "text": "social", "at": "operational",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "author"], name="one_handover_draft_each")]

    def __str__(self) -> str:
        return f"{self.handover} · {self.author}"


class HandoverSignature(models.Model):
    """One of the two hands under a closed handover: who gives it and who takes it are two people."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="signatures")
    hand = models.CharField(_("signs as"), max_length=8, choices=Hand.choices)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("signed"), default=clock.now)

    history = track()
    wall = OwnHand(who="signer")
    classified: ClassVar[dict[str, str]] = {
        "handover": "operational", "hand": "operational", "signer": "operational", "at": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "hand"], name="one_signature_a_hand"),
            models.UniqueConstraint(fields=["handover", "signer"], name="two_people_sign_a_handover"),
        ]

    def __str__(self) -> str:
        return f"{self.handover} · {self.signer}"


class HandoverReading(models.Model):
    """Somebody read a closed handover and said so."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"), default=clock.now)

    history = track()
    wall = OwnHand(who="reader")
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
