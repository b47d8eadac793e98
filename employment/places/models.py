"""Who signs up for a session, how places were drawn, who came, what was paid."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from employment.places.enums import LegalForm, PaidBy
from employment.projects.models import Session
from intake.person.models import Person


def euros(cents: int) -> str:
    """An amount in cents as it is written in the language of the page, without the sign."""
    return str(number_format(cents / 100, decimal_pos=2, use_l10n=True, force_grouping=True))


class SignUp(models.Model):
    """A person wants a place in a session. After the draw `placed` says whether they have one, `rank` their number."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sign_ups", verbose_name=_("person"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="sign_ups", verbose_name=_("session"))
    signed_up_at = models.DateTimeField(_("signed up at"))
    signed_up_by = models.BigIntegerField(_("signed up by"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("number in the draw"), null=True, blank=True)
    placed = models.BooleanField(_("has a place"), default=False)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment")
    classified = {
        "id": "none",
        "person": "social",
        "session": "social",
        "signed_up_at": "operational",
        "signed_up_by": "operational",
        "withdrawn_at": "operational",
        "rank": "social",
        "placed": "social",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "session"], name="sign_up_once")]
        indexes = [models.Index(fields=["session"], name="sign_up_by_session")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.pk}"


class Draw(models.Model):
    """One draw of one session: seed, weights by number of sign-up, outcome. Never changed, never deleted."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="draw", verbose_name=_("session"))
    seed = models.CharField(_("seed"), max_length=64)
    rule = models.CharField(_("version of the rule"), max_length=8)
    candidates = models.JSONField(_("candidates and weights"))
    outcome = models.JSONField(_("outcome"))
    drawn_by = models.BigIntegerField(_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn at"))

    wall = OpenTable(add=("employment.draw_places",), append_only=True)
    classified = {
        "id": "none",
        "session": "none",
        "seed": "none",
        "rule": "none",
        "candidates": "operational",
        "outcome": "operational",
        "drawn_by": "operational",
        "drawn_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return self.seed


class Attendance(models.Model):
    """Whether somebody with a place came, from when to when. Not coming is never held against anybody."""

    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="attendance", verbose_name=_("sign-up"))
    present = models.BooleanField(_("present"))
    came_at = models.TimeField(_("from"), null=True, blank=True)
    left_at = models.TimeField(_("until"), null=True, blank=True)
    left_early = models.BooleanField(_("left early"), default=False)
    recorded_by = models.BigIntegerField(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    wall = Wall(through="sign_up")
    classified = {
        "id": "none",
        "sign_up": "social",
        "present": "social",
        "came_at": "social",
        "left_at": "social",
        "left_early": "social",
        "recorded_by": "operational",
        "recorded_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return str(_("present")) if self.present else str(_("did not come"))


class AllowanceCap(models.Model):
    """A legal ceiling with its dates of validity, in euro cents, with where it was read."""

    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until and including"))
    day_cents = models.PositiveIntegerField(_("a day, in cents"))
    year_cents = models.PositiveIntegerField(_("a year, in cents"))
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.BigIntegerField(_("entered by"))

    wall = OpenTable(add=("employment.set_cap",), change=("employment.set_cap",))
    classified = {
        "id": "none",
        "legal_form": "none",
        "valid_from": "none",
        "valid_until": "none",
        "day_cents": "none",
        "year_cents": "none",
        "source": "none",
        "entered_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["legal_form", "valid_from"], name="allowance_cap_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="allowance_cap_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.legal_form} {self.valid_from:%Y}"

    @property
    def day_euros(self) -> str:
        """The ceiling of a day as it is written."""
        return euros(self.day_cents)

    @property
    def year_euros(self) -> str:
        """The ceiling of a year as it is written."""
        return euros(self.year_cents)


class Allowance(models.Model):
    """Money written down for one person and one session, in euro cents: an allowance, never a wage."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="allowances", verbose_name=_("person"))
    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="allowance", verbose_name=_("sign-up"))
    on_day = models.DateField(_("day"))
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices)
    paid_by = models.CharField(_("paid by"), max_length=10, choices=PaidBy.choices)
    receipt = models.CharField(_("receipt number"), max_length=40, blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", append_only=True)
    classified = {
        "id": "none",
        "person": "social",
        "sign_up": "social",
        "on_day": "social",
        "amount_cents": "social",
        "legal_form": "social",
        "paid_by": "social",
        "receipt": "social",
        "written_by": "operational",
        "written_at": "operational",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=1), name="allowance_is_money")]
        indexes = [models.Index(fields=["person", "on_day"], name="allowance_by_person")]

    def __str__(self) -> str:
        return euros(self.amount_cents)
