"""Entitlement files: one for each thing a person asks for. Who passes the door, sleeps or is cared for never hangs on one."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment
from centre.shifts import clock
from intake.directory.models import PartnerService
from intake.person.models import Person

from .enums import (
    Benefit,
    Deed,
    Due,
    EndReason,
    EntitlementState,
    InsurerWay,
    Kind,
    LetterKind,
    LetterLanguage,
    PaperCode,
    Profession,
    Proof,
    Span,
)

KEEP = ("care.keep_entitlement",)


class Entitlement(models.Model):
    """One file. Insurability and the right to stay are sealed apart: empty means that nobody asked."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="entitlements")
    kind = models.CharField(_("what is asked for"), max_length=12, choices=Kind.choices)
    benefit = models.CharField(_("which income"), max_length=12, choices=Benefit.choices, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EntitlementState.choices, default=EntitlementState.NEED)
    worker = models.IntegerField(_("referring worker"))
    opened_on = models.DateField(_("need noted on"))
    opened_by = models.IntegerField()
    due_on = models.DateField(_("by when"), null=True, blank=True)
    due_for = models.CharField(_("what the deadline is for"), max_length=8, choices=Due.choices, blank=True)
    authority = models.ForeignKey(PartnerService, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authority"))
    authority_name = models.CharField(_("authority, in words"), max_length=200, blank=True)
    place = SealedTextField(subject="person", null=True)
    insurability = SealedTextField(subject="person", null=True)
    residence = SealedTextField(subject="person", null=True)
    insurer_way = models.CharField(_("insurer"), max_length=8, choices=InsurerWay.choices, blank=True)
    insurer_name = models.CharField(_("name of the mutuelle"), max_length=120, blank=True)
    requested_on = models.DateField(_("asked on"), null=True, blank=True)
    request_proof = models.CharField(_("proof of the request"), max_length=12, choices=Proof.choices, blank=True)
    request_reference = SealedTextField(subject="person", null=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    appeal_until = models.DateField(_("appeal until"), null=True, blank=True)
    appealed_on = models.DateField(_("appealed on"), null=True, blank=True)
    window_from = models.DateField(_("covered from"), null=True, blank=True)
    window_to = models.DateField(_("covered until"), null=True, blank=True)
    encoded_on = models.DateField(_("seen in MediPrima on"), null=True, blank=True)
    card_on = models.DateField(_("first granted on"), null=True, blank=True)
    ended_on = models.DateField(_("stopped on"), null=True, blank=True)
    end_reason = models.CharField(_("why it stopped"), max_length=12, choices=EndReason.choices, blank=True)
    task = models.UUIDField(null=True, blank=True)
    reckoned_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    moved_at = models.DateTimeField()
    moved_by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.SOCIAL, add=KEEP, change=KEEP, hands=("opened_by", "moved_by"),
        only_columns=(
            "state", "worker", "due_on", "due_for", "authority", "authority_name", "place", "insurability", "residence", "insurer_way",
            "insurer_name", "requested_on", "request_proof", "request_reference", "decided_on", "appeal_until", "appealed_on", "window_from",
            "window_to", "encoded_on", "card_on", "ended_on", "end_reason", "task", "reckoned_at", "version", "moved_at", "moved_by",
        ),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "person", "kind", "benefit", "state", "due_for", "authority", "authority_name", "place", "insurer_way", "insurer_name",
            "request_proof", "request_reference", "window_from", "window_to", "end_reason", "residence",
        ),
        "social",
    ) | {"insurability": "health", "client_uuid": "none", "version": "none"} | dict.fromkeys(
        (
            "worker", "opened_on", "opened_by", "due_on", "requested_on", "decided_on", "appeal_until", "appealed_on", "encoded_on",
            "card_on", "ended_on", "task", "reckoned_at", "moved_at", "moved_by",
        ),
        "operational",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "benefit"], condition=~Q(state=EntitlementState.STOPPED), name="one_open_entitlement"
            ),
            models.CheckConstraint(condition=Q(benefit="") | Q(kind=Kind.INCOME), name="entitlement_benefit_is_income"),
            models.CheckConstraint(
                condition=Q(window_to__isnull=True) | Q(window_from__isnull=False, window_to__gte=F("window_from")),
                name="entitlement_window_ends_after",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(requested_on__isnull=True) | Q(decided_on__gte=F("requested_on")),
                name="entitlement_decided_after_asked",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") & ~Q(state=EntitlementState.STOPPED)
                | Q(ended_on__isnull=False, state=EntitlementState.STOPPED) & ~Q(end_reason=""),
                name="entitlement_stops_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=~Q(state=EntitlementState.STOPPED), name="entitlement_by_due"),
            models.Index(fields=["person", "-opened_on"], name="entitlement_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_benefit_display()}" if self.benefit else str(self.get_kind_display())

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state != EntitlementState.STOPPED


class EntitlementEvent(models.Model):
    """A line of a file's story, never changed: who, when, from where to where, with which days. The note is sealed.

    `before` keeps what the file said until then, so that a wrong step can be taken back; `takes_back` names that step.
    """

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="events")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    deed = models.CharField(_("what"), max_length=10, choices=Deed.choices)
    from_state = models.CharField(max_length=12, choices=EntitlementState.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=EntitlementState.choices, blank=True)
    on_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    before = models.JSONField(default=dict)
    note = SealedTextField(subject="person", null=True)
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_back_by")
    at = models.DateTimeField()
    by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment=Compartment.SOCIAL, add=KEEP, append_only=True, own="by", parent="entitlement")
    classified: ClassVar[dict[str, str]] = {
        "entitlement": "social", "person": "social", "number": "none", "deed": "social", "from_state": "social",
        "to_state": "social", "on_day": "operational", "until_day": "operational", "before": "social", "note": "social",
        "takes_back": "operational", "at": "operational", "by": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entitlement", "number"], name="entitlement_event_numbered_once")]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="entitlement_event_told")]


class EntitlementPaper(models.Model):
    """A line of a file's checklist that was ticked, or a line of its own. `paper` is the number of the document kept, if any."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="papers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("paper"), max_length=14, choices=PaperCode.choices)
    words = SealedTextField(subject="person", null=True)
    have = models.BooleanField(_("there"), default=True)
    paper = models.BigIntegerField(_("document kept"), null=True, blank=True)
    at = models.DateTimeField()
    by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.SOCIAL, add=KEEP, change=KEEP, hands=("by",), parent="entitlement",
        only_columns=("have", "paper", "at", "by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "entitlement": "social", "person": "social", "code": "social", "words": "social", "have": "social", "paper": "social",
        "at": "operational", "by": "operational", "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entitlement", "code"], condition=~Q(code=PaperCode.OTHER), name="one_line_for_each_paper"),
            models.CheckConstraint(
                condition=Q(code=PaperCode.OTHER, words__isnull=False) | ~Q(code=PaperCode.OTHER) & Q(words__isnull=True),
                name="paper_of_its_own_has_words",
            ),
        ]


class UrgencyAttestation(models.Model):
    """A doctor or dentist attested that care is needed: one for each treatment plan; the provider keeps the paper."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="attestations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.PositiveSmallIntegerField(_("treatment plan"))
    words = SealedTextField(subject="person", null=True)
    profession = models.CharField(_("attested by a"), max_length=8, choices=Profession.choices)
    provider = models.CharField(_("name of the provider"), max_length=120)
    inami = models.CharField(_("INAMI number"), max_length=20)
    attested_on = models.DateField(_("attested on"))
    kept_by_provider = models.BooleanField(_("the provider keeps the paper"), default=True)
    at = models.DateTimeField()
    by = models.IntegerField()
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(person="person", compartment=Compartment.SOCIAL, add=KEEP, append_only=True, own="by", parent="entitlement")
    classified: ClassVar[dict[str, str]] = {
        "entitlement": "social", "person": "social", "plan": "health", "words": "health", "profession": "health", "provider": "health",
        "inami": "health", "attested_on": "health", "kept_by_provider": "operational", "at": "operational", "by": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entitlement", "plan"], name="one_attestation_for_a_plan")]


class EntitlementLetter(models.Model):
    """A letter as it was printed, word for word and sealed; then when and how it went, and what proves it."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(_("letter"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language of the letter"), max_length=2, choices=LetterLanguage.choices)
    said = SealedTextField(subject="person")
    with_identity = models.BooleanField(default=False)
    health = models.BooleanField(default=False)
    agreed = models.CharField(_("how the person agreed"), max_length=8, blank=True)
    made_at = models.DateTimeField()
    made_by = models.IntegerField()
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_how = models.CharField(_("proof of sending"), max_length=12, choices=Proof.choices, blank=True)
    sent_reference = SealedTextField(subject="person", null=True)
    sent_by = models.IntegerField(null=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.SOCIAL, add=KEEP, change=KEEP, own="made_by", hands=("sent_by",), parent="entitlement",
        only_columns=("sent_on", "sent_how", "sent_reference", "sent_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "entitlement": "social", "person": "social", "letter": "social", "language": "none", "said": "identity",
        "with_identity": "social", "health": "social", "agreed": "social", "made_at": "operational", "made_by": "operational",
        "sent_on": "operational", "sent_how": "operational", "sent_reference": "social", "sent_by": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(letter=LetterKind.MANDATE) | ~Q(agreed=""), name="letter_with_an_agreement"
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_how="", sent_by__isnull=True)
                | Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(sent_how=""),
                name="letter_sent_by_somebody",
            ),
        ]


class DeadlineRule(models.Model):
    """A number of days, from a day on, with its source and who entered it. The latest that holds counts."""

    span = models.CharField(_("which days"), max_length=8, choices=Span.choices)
    kind = models.CharField(_("for which files"), max_length=12, choices=Kind.choices, blank=True)
    days = models.PositiveSmallIntegerField(_("days"))
    source = models.CharField(_("source"), max_length=200)
    valid_from = models.DateField(_("from"))
    set_at = models.DateTimeField()
    set_by = models.IntegerField()

    history = track()
    wall = OpenTable(add=("care.set_entitlement_rule",), own="set_by", append_only=True)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("span", "kind", "days", "source", "valid_from"), "none") | {
        "set_at": "operational", "set_by": "operational",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(days__gte=1, days__lte=730) & ~Q(source=""), name="deadline_rule_has_a_source")]

    def __str__(self) -> str:
        return f"{self.span} {self.days}"
