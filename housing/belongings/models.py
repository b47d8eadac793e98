"""Lockers, and belongings kept for people: what they are is sealed; where they stand and until when is not."""

from __future__ import annotations

import secrets
import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from housing.beds.enums import RoomSpace
from intake.person.models import Person

from .enums import DisposalReason, Ending, KeepingCompartment, Receiver, Size

#: Letters and figures of a label: none is read for another.
SIGNS = "ABCDEFGHJKLMNPQRTUVWXY346789"
CODE_LENGTH = 5


def new_code() -> str:
    """A number for a label, which tells nothing of the person."""
    return "".join(secrets.choice(SIGNS) for _place in range(CODE_LENGTH))


class Locker(models.Model):
    """A locker with its number. `space` is empty for the house, or the space in which it stands."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    size = models.CharField(_("size"), max_length=8, choices=Size.choices, default=Size.MEDIUM)
    place = models.CharField(_("where it stands"), max_length=60, blank=True)
    space = models.CharField(_("space"), max_length=20, choices=RoomSpace.choices, default=RoomSpace.HOUSE, blank=True)
    in_service = models.BooleanField(_("in service"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    wall = OpenTable(add=("housing.edit_lockers",), change=("housing.edit_lockers",))
    classified = {
        "id": "none", "number": "none", "size": "none", "place": "none", "space": "operational",
        "in_service": "operational", "order": "none",
    }  # fmt: skip
    history = track()

    def __str__(self) -> str:
        return self.number


class Keeping(models.Model):
    """Belongings of one person, in a locker or under a bag label.

    `period` is [from, to) in UTC, without an end while the things are here. `code` stands on the label, with no name.
    `warned_at` and `dispose_from`: the person was told, and from which day things may go. `asked_by` proposes a disposal,
    `ended_by` confirms it and is somebody else. `person` is empty only after erasure: the locker stays taken, by nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="keepings", verbose_name=_("person"))
    compartment = models.CharField(
        _("compartment"), max_length=20, choices=KeepingCompartment.choices, default=KeepingCompartment.DESK
    )
    code = models.CharField(_("label"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    locker = models.ForeignKey(
        Locker, models.PROTECT, null=True, blank=True, related_name="keepings", verbose_name=_("locker")
    )
    bag = models.CharField(_("bag or place"), max_length=60, blank=True)
    what = SealedTextField(subject="person", null=True)
    may_collect = SealedTextField(subject="person", null=True)
    period = DateTimeRangeField(_("period"))
    kept_by = models.BigIntegerField(_("taken in by"))
    promised_until = models.DateField(_("kept until"))
    warned_at = models.DateTimeField(_("warned at"), null=True, blank=True)
    warned_by = models.BigIntegerField(_("warned by"), null=True, blank=True)
    dispose_from = models.DateField(_("may go from"), null=True, blank=True)
    disposal_reason = models.CharField(_("why they go"), max_length=12, choices=DisposalReason.choices, blank=True)
    asked_at = models.DateTimeField(_("disposal proposed at"), null=True, blank=True)
    asked_by = models.BigIntegerField(_("disposal proposed by"), null=True, blank=True)
    ending = models.CharField(_("ending"), max_length=12, choices=Ending.choices, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)
    receiver = models.CharField(_("given to"), max_length=8, choices=Receiver.choices, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment_field="compartment", anonymous=True, add=("housing.keep_belongings",),
        hands=("kept_by", "warned_by", "asked_by", "ended_by"),
        only_columns=(
            "period", "promised_until", "warned_at", "warned_by", "dispose_from", "disposal_reason", "asked_at", "asked_by", "ending",
            "ended_by", "receiver",
        ),
    )
    classified = {
        "id": "none", "person": "social", "compartment": "social", "code": "operational", "locker": "social",
        "bag": "social", "what": "social", "may_collect": "identity", "period": "social", "kept_by": "operational",
        "promised_until": "social", "warned_at": "social", "warned_by": "operational", "dispose_from": "social",
        "disposal_reason": "social", "asked_at": "operational", "asked_by": "operational", "ending": "social",
        "ended_by": "operational", "receiver": "social", "client_uuid": "operational",
    }  # fmt: skip
    history = track()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="keeping_once_per_locker",
                expressions=[("locker", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=~Q(ending=Ending.UNDONE),
            ),
            models.CheckConstraint(condition=Q(locker__isnull=False) | ~Q(bag=""), name="keeping_stands_somewhere"),
            models.CheckConstraint(
                condition=~Q(ending=Ending.DISPOSED) | (Q(asked_by__isnull=False) & ~Q(asked_by=models.F("ended_by"))),
                name="keeping_disposed_of_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "promised_until"], name="keeping_by_person"),
            models.Index(fields=["promised_until"], name="keeping_here", condition=Q(ending="")),
        ]

    def __str__(self) -> str:
        return self.code
