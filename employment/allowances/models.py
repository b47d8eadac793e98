"""What was paid for work by the day, and the legal ceilings it stays under."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from employment.allowances.enums import LegalForm, PaidBy
from employment.places.models import SignUp
from intake.person.models import Person


def euros(cents: int) -> str:
    """An amount in cents as it is written in the language of the page, without the sign."""
    return str(number_format(cents / 100, decimal_pos=2, use_l10n=True, force_grouping=True))


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
