"""Who asks for a bed, who was turned away, and the order in which people wait. Unmet need is counted from these rows."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from housing.requests.enums import (
    Animal,
    Channel,
    Criterion,
    EthosLight,
    HowLong,
    Need,
    RefusalReason,
    RequestState,
    SentTo,
    StayCompartment,
)
from intake.directory.models import PartnerService
from intake.person.models import Person


class BedRequest(models.Model):
    """A bed is asked for, for one person, up to and including the night `last_night`.

    `since`: from when the waiting counts; earlier than `asked_at` when a lapsed request is renewed. `closed_at` and
    `closed_by` say who ended the waiting last, `back_at` when it began again. `protection` is said by a worker without
    a word of why. Two who asked together are each other's `partner`. `person` is empty only after erasure: the night
    stays counted, of nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="bed_requests", verbose_name=_("person"))
    compartment = models.CharField(
        _("compartment"), max_length=20, choices=StayCompartment.choices, default=StayCompartment.HOUSING
    )
    state = models.CharField(_("state"), max_length=12, choices=RequestState.choices, default=RequestState.WAITING)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.BigIntegerField(_("asked by"))
    channel = models.CharField(_("how it came in"), max_length=10, choices=Channel.choices, default=Channel.DESK)
    how_long = models.CharField(_("for which nights"), max_length=8, choices=HowLong.choices, default=HowLong.TONIGHT)
    since = models.DateTimeField(_("waits since"))
    last_night = models.DateField(_("last night"))
    renewed_at = models.DateTimeField(_("renewed at"), null=True, blank=True)
    renewed_by = models.BigIntegerField(_("renewed by"), null=True, blank=True)
    needs = ArrayField(
        models.CharField(max_length=16, choices=Need.choices), default=list, blank=True, verbose_name=_("needs")
    )
    animal = models.CharField(_("animal"), max_length=8, choices=Animal.choices, blank=True)
    protection = models.BooleanField(_("needs protection"), default=False)
    ethos = models.CharField(_("sleeps now"), max_length=2, choices=EthosLight.choices, blank=True)
    nights_outside = models.PositiveSmallIntegerField(_("nights outside lately"), null=True, blank=True)
    note = SealedTextField(subject="person", null=True)
    partner = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked together with")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.BigIntegerField(_("closed by"), null=True, blank=True)
    why_closed = models.CharField(_("why closed"), max_length=16, blank=True)
    back_at = models.DateTimeField(_("back on the list at"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment_field="compartment", add=("housing.ask_for_bed", "housing.renew_request"),
        hands=("asked_by", "renewed_by", "closed_by"),
        only_columns=(
            "state", "last_night", "renewed_at", "renewed_by", "needs", "partner", "closed_at", "closed_by", "why_closed", "back_at",
        ),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "compartment": "social", "state": "social", "asked_at": "social",
        "asked_by": "operational", "channel": "operational", "how_long": "social", "since": "social",
        "last_night": "social", "renewed_at": "operational", "renewed_by": "operational", "needs": "health",
        "animal": "social", "protection": "social", "ethos": "social", "nights_outside": "social", "note": "social",
        "partner": "social", "closed_at": "social", "closed_by": "operational", "why_closed": "social",
        "back_at": "social", "client_uuid": "operational",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "compartment"], condition=Q(state=RequestState.WAITING), name="request_waits_once"
            ),
            models.CheckConstraint(condition=Q(partner=None) | ~Q(partner=F("id")), name="request_partner_is_another"),
        ]
        indexes = [
            models.Index(fields=["last_night"], name="request_waiting", condition=Q(state="waiting")),
            models.Index(fields=["person", "-asked_at"], name="request_by_person"),
            models.Index(fields=["asked_at"], name="request_by_night"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def is_couple(self) -> bool:
        """Whether two asked together."""
        return self.partner_id is not None


class TurnAway(models.Model):
    """Somebody, or `count` people nobody knows, got no bed on a service day. Taken back, it counts for nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        BedRequest, models.PROTECT, null=True, blank=True, related_name="turn_aways", verbose_name=_("request for a bed")
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))
    compartment = models.CharField(
        _("compartment"), max_length=20, choices=StayCompartment.choices, default=StayCompartment.HOUSING
    )
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    reason = models.CharField(_("reason"), max_length=16, choices=RefusalReason.choices)
    ethos = models.CharField(_("sleeps now"), max_length=2, choices=EthosLight.choices, blank=True)
    sent_to = models.CharField(_("sent to"), max_length=10, choices=SentTo.choices, blank=True)
    partner_service = models.ForeignKey(
        PartnerService, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    service_day = models.DateField(_("night"))
    at = models.DateTimeField(_("turned away at"))
    by = models.BigIntegerField(_("turned away by"))
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.BigIntegerField(_("taken back by"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment_field="compartment", anonymous=True, own="by", only_columns=("undone_at", "undone_by"),
        add=("housing.turn_away",), hands=("undone_by",),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "request": "social", "person": "social", "compartment": "social", "count": "none",
        "reason": "social", "ethos": "social", "sent_to": "social", "partner_service": "social",
        "service_day": "operational", "at": "operational", "by": "operational", "undone_at": "operational",
        "undone_by": "operational", "client_uuid": "operational",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(count=1) | Q(count__gt=1, person=None, request=None), name="turn_away_many_are_nobody"
            ),
            models.UniqueConstraint(
                fields=["request", "service_day"], condition=Q(undone_at=None), name="turn_away_once_a_night"
            ),
        ]
        indexes = [models.Index(fields=["service_day"], name="turn_away_by_night")]

    def __str__(self) -> str:
        return self.get_reason_display()


class PriorityOrder(models.Model):
    """The order of what puts one request before another, from a day on. Never written over: a later row follows."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    criteria = ArrayField(models.CharField(max_length=16, choices=Criterion.choices), verbose_name=_("order"))
    valid_from = models.DateField(_("from"))
    because = models.CharField(_("why"), max_length=200)
    set_by = models.BigIntegerField(_("set by"))
    set_at = models.DateTimeField(_("set at"))

    wall = OpenTable(add=("housing.set_priorities",), change=(), own="set_by", append_only=True)
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "version": "none", "criteria": "none", "valid_from": "none", "because": "operational",
        "set_by": "operational", "set_at": "operational",
    }  # fmt: skip

    def __str__(self) -> str:
        return str(self.version)
