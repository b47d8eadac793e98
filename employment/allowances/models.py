"""What was paid for work by the day, the legal ceilings it stays under, and the papers beside it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from centre.shell.amounts import euros
from employment.allowances.enums import Basis, BenefitState, ContractForm, DeclaredBasis, LegalForm, PaidBy
from employment.cash.models import CashEntry
from employment.places.models import SignUp
from intake.directory.models import Organization
from intake.person.models import Person

PAY = ("employment.write_allowance",)
PAPERS = ("employment.note_papers",)


class AllowanceCap(models.Model):
    """A legal form with its dates of validity and its ceilings, with where they were read. An empty ceiling is none."""

    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until and including"))
    day_cents = models.PositiveIntegerField(_("a day, in cents"), null=True, blank=True)
    year_cents = models.PositiveIntegerField(_("a year, in cents"), null=True, blank=True)
    km_year = models.PositiveIntegerField(_("kilometres a year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.BigIntegerField(_("entered by"))

    wall = OpenTable(add=("employment.set_cap",), change=("employment.set_cap",), hands=("entered_by",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "legal_form": "none", "valid_from": "none", "valid_until": "none", "day_cents": "none",
        "year_cents": "none", "km_year": "none", "source": "none", "entered_by": "operational",
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
        """The ceiling of a day as it is written; empty when there is none."""
        return "" if self.day_cents is None else euros(self.day_cents)

    @property
    def year_euros(self) -> str:
        """The ceiling of a year as it is written; empty when there is none."""
        return "" if self.year_cents is None else euros(self.year_cents)


class WorkContract(models.Model):
    """The contract or file under which somebody works for an employer or the CPAS/OCMW: number and dates."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="work_contracts", verbose_name=_("person"))
    legal_form = models.CharField(_("legal form"), max_length=20, choices=ContractForm.choices)
    reference = SealedTextField(subject="person", null=True)
    partner = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("employer"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment="employment", add=PAPERS, change=PAPERS, hands=("written_by",), only_columns=("ends_on",)
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "legal_form": "social", "reference": "social", "partner": "social",
        "starts_on": "social", "ends_on": "social", "written_by": "operational", "written_at": "operational",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="work_contract_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["person", "-starts_on"], name="work_contract_by_person")]

    def __str__(self) -> str:
        return self.get_legal_form_display()


class Allowance(models.Model):
    """Money written down for one person and one session, in euro cents: an allowance, never a wage.

    Never changed, never deleted: a wrong one is reversed, and the next of that session has the following `turn`.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="allowances", verbose_name=_("person"))
    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="allowances", verbose_name=_("sign-up"))
    turn = models.PositiveSmallIntegerField(_("number for this session"), default=1)
    on_day = models.DateField(_("day"))
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices)
    basis = models.CharField(_("pays back"), max_length=4, choices=Basis.choices, blank=True)
    km = models.PositiveIntegerField(_("kilometres"), null=True, blank=True)
    contract = models.ForeignKey(
        WorkContract, models.PROTECT, null=True, blank=True, related_name="allowances", verbose_name=_("contract")
    )
    paid_by = models.CharField(_("paid by"), max_length=10, choices=PaidBy.choices)
    entry = models.OneToOneField(
        CashEntry, models.PROTECT, null=True, blank=True, related_name="allowance", verbose_name=_("line of the cash book")
    )
    receipt = models.CharField(_("receipt number"), max_length=40, blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment="employment", add=PAY, parent="sign_up", hands=("written_by",), append_only=True
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "sign_up": "social", "turn": "operational", "on_day": "social",
        "amount_cents": "social", "legal_form": "social", "basis": "social", "km": "social", "contract": "social",
        "paid_by": "social", "entry": "social", "receipt": "social", "written_by": "operational",
        "written_at": "operational", "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gte=1), name="allowance_is_money"),
            models.UniqueConstraint(fields=["sign_up", "basis", "turn"], name="allowance_once_a_turn"),
            models.CheckConstraint(
                condition=Q(legal_form=LegalForm.VOLUNTEER) & ~Q(basis="") | ~Q(legal_form=LegalForm.VOLUNTEER) & Q(basis=""),
                name="allowance_basis_of_volunteers",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.KM, km__gte=1) | ~Q(basis=Basis.KM) & Q(km=None), name="allowance_kilometres_counted"
            ),
        ]
        indexes = [models.Index(fields=["person", "on_day"], name="allowance_by_person")]

    def __str__(self) -> str:
        return euros(self.amount_cents)


class AllowanceReversal(models.Model):
    """An allowance that does not count any more, and why; `entry` is the money back in the cash box."""

    allowance = models.OneToOneField(Allowance, models.PROTECT, related_name="reversal", verbose_name=_("allowance"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    reason = SealedTextField(subject="person", null=True)
    entry = models.OneToOneField(
        CashEntry, models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("line of the cash book")
    )
    by = models.BigIntegerField(_("reversed by"))
    at = models.DateTimeField(_("reversed at"))

    wall = Wall(person="person", compartment="employment", add=PAY, parent="allowance", append_only=True, own="by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "allowance": "social", "person": "social", "reason": "social", "entry": "social",
        "by": "operational", "at": "operational",
    }
    history = track()


class DeclaredElsewhere(models.Model):
    """What a person says they received elsewhere as a volunteer; it counts for the ceilings here. Source: DOMAIN 8.4.

    With `on_day` it counts for that day too, without for the year alone. Said wrongly, it is struck out and kept.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="declared_elsewhere", verbose_name=_("person"))
    year = models.PositiveSmallIntegerField(_("year"))
    on_day = models.DateField(_("day"), null=True, blank=True)
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    basis = models.CharField(_("pays back"), max_length=4, choices=DeclaredBasis.choices, default=DeclaredBasis.FLAT)
    organisation = SealedTextField(subject="person", null=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    struck_by = models.BigIntegerField(_("struck out by"), null=True, blank=True)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(
        person="person", compartment="employment", add=PAPERS, change=PAPERS, hands=("written_by", "struck_by"),
        only_columns=("struck_by", "struck_at"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "year": "social", "on_day": "social", "amount_cents": "social",
        "basis": "social", "organisation": "social", "written_by": "operational", "written_at": "operational",
        "struck_by": "operational", "struck_at": "operational", "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gte=1), name="declared_is_money"),
            models.CheckConstraint(condition=Q(on_day=None) | Q(on_day__year=F("year")), name="declared_day_in_its_year"),
        ]
        indexes = [models.Index(fields=["person", "year"], name="declared_by_person")]

    def __str__(self) -> str:
        return euros(self.amount_cents)


class C45B(models.Model):
    """Where a person stands with form C45B on a day; the latest row is the state. It never bars anybody from taking part."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="c45b", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=10, choices=BenefitState.choices)
    on_day = models.DateField(_("on"))
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=PAPERS, append_only=True, own="written_by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "state": "social", "on_day": "social", "written_by": "operational",
        "written_at": "operational", "client_uuid": "operational",
    }
    history = track()

    class Meta:
        indexes = [models.Index(fields=["person", "-on_day"], name="c45b_by_person")]

    def __str__(self) -> str:
        return self.get_state_display()
