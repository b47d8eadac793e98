"""What is typed about money; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.amounts import AmountField, cents
from centre.shell.fields import form_number
from employment.allowances.enums import (
    CAPPED_FORMS,
    Basis,
    BenefitState,
    ContractForm,
    DeclaredBasis,
    LegalForm,
    PaidBy,
)
from employment.cash.enums import ReceivedBy
from employment.cash.models import CashBox
from intake.directory.models import Organization
from intake.directory.selectors import organizations

TEXT = {"autocomplete": "off"}


class AllowanceForm(forms.Form):
    """An amount in euro, its legal form, and how it was handed over."""

    amount = AmountField(label=_("Amount in euro"), least=0.01, most=9999)
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices, initial=LegalForm.VOLUNTEER)
    basis = forms.ChoiceField(
        label=_("What it pays back"), choices=Basis.choices, initial=Basis.FLAT, required=False,
        help_text=_("Of volunteers only."),
    )
    km = forms.IntegerField(
        label=_("Kilometres"), min_value=1, max_value=2000, required=False, help_text=_("Only when kilometres are paid back."),
    )
    paid_by = forms.ChoiceField(
        label=_("Paid by"), choices=PaidBy.choices, widget=forms.RadioSelect, initial=PaidBy.CASH
    )
    box: forms.ModelChoiceField[CashBox] = forms.ModelChoiceField(label=_("Cash box"), queryset=None, required=False)
    received = forms.ChoiceField(
        label=_("The person signs"), choices=[("", _("not yet")), *ReceivedBy.choices], required=False,
        help_text=_("For cash: on the receipt, or by showing the card."),
    )
    receipt = forms.CharField(
        label=_("Number of the transfer or voucher"), max_length=40, required=False, widget=forms.TextInput(attrs=TEXT),
        help_text=_("Receipts for cash are numbered by themselves."),
    )
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, boxes: QuerySet[CashBox], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(boxes[:2])
        if not known:
            del self.fields["box"], self.fields["received"]
            return
        self.fields["box"].queryset = boxes  # type: ignore[attr-defined]  # a model choice field
        if len(known) == 1:
            self.fields["box"].initial = known[0].pk

    def clean(self) -> dict[str, Any]:
        """Kilometres are counted; cash comes from a box where the house keeps one."""
        data = super().clean() or {}
        if data.get("basis") == Basis.KM and data.get("legal_form") == LegalForm.VOLUNTEER and not data.get("km"):
            self.add_error("km", _("Say how many kilometres."))
        if "box" in self.fields and data.get("paid_by") == PaidBy.CASH and not data.get("box"):
            self.add_error("box", _("Choose the cash box the money comes from."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"amount_cents": cents(data.pop("amount"))} | data


class ReversalForm(forms.Form):
    """Why an allowance does not count."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("Sealed. Money paid in cash goes back into the box; the allowance stays in the book, crossed out."),
    )


class ReceivedForm(forms.Form):
    """How the receiver signed."""

    how = forms.ChoiceField(choices=ReceivedBy.choices)


class CapForm(forms.Form):
    """The dates and ceilings of one legal form, with where they were read."""

    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices)
    valid_from = fields.day(_("Valid from"))
    valid_until = fields.day(_("Valid until and including"))
    day = AmountField(label=_("Most in a day, in euro"), least=0.01, required=False)
    year = AmountField(label=_("Most in a year, in euro"), least=0.01, required=False)
    km_year = forms.IntegerField(
        label=_("Most kilometres in a year"), min_value=1, max_value=100_000, required=False, widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric"})
    )
    source = forms.CharField(label=_("Where this was read"), max_length=200, widget=forms.TextInput(attrs=TEXT))

    def clean(self) -> dict[str, Any]:
        """Dates in order, a day no more than a year, both for volunteers."""
        data = super().clean() or {}
        if data.get("valid_from") and data.get("valid_until") and data["valid_until"] < data["valid_from"]:
            self.add_error("valid_until", _("The end must not be before the start."))
        if data.get("day") and data.get("year") and data["year"] < data["day"]:
            self.add_error("year", _("The ceiling of a year cannot be below that of a day."))
        for name in ("day", "year"):
            if data.get("legal_form") in CAPPED_FORMS and name not in self.errors and not data.get(name):
                self.add_error(name, _("This legal form has a ceiling by law."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        day, year = data.pop("day"), data.pop("year")
        return {"day_cents": cents(day) if day else None, "year_cents": cents(year) if year else None} | data


class DeclaredForm(forms.Form):
    """What the person says they received elsewhere: of a day, or of a whole year."""

    amount = AmountField(label=_("Amount in euro"), least=0.01)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    on_day = fields.day(_("Day"), required=False, help_text=_("Leave empty when it is the sum of the year."))
    basis = forms.ChoiceField(label=_("What it pays back"), choices=DeclaredBasis.choices, initial=Basis.FLAT)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT),
        help_text=_("Only when the person wants to say it. Sealed."),
    )
    client_uuid = form_number(required=False)

    def clean(self) -> dict[str, Any]:
        """The day lies in its year."""
        data = super().clean() or {}
        if data.get("on_day") and data.get("year") and data["on_day"].year != data["year"]:
            self.add_error("on_day", _("This day is not in that year."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"amount_cents": cents(data.pop("amount"))} | data


class C45BForm(forms.Form):
    """Where the person stands with form C45B, and since when."""

    state = forms.ChoiceField(label=_("Form C45B"), choices=BenefitState.choices, widget=forms.RadioSelect)
    on_day = fields.day(_("On"))
    client_uuid = form_number(required=False)


class WorkContractForm(forms.Form):
    """A contract or a file: what, with whom, its number, its dates."""

    legal_form = forms.ChoiceField(label=_("Legal form"), choices=ContractForm.choices)
    reference = forms.CharField(
        label=_("Number of the contract or file"), max_length=80, required=False, widget=forms.TextInput(attrs=TEXT),
        help_text=_("Sealed."),
    )
    partner: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(label=_("Employer"), queryset=None, required=False)
    starts_on = fields.day(_("From"))
    ends_on = fields.day(_("Until and including"), required=False, help_text=_("A day contract ends the day it begins."))
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = organizations()  # type: ignore[attr-defined]  # a model choice field

    def clean(self) -> dict[str, Any]:
        """Dates in order; a day contract without an end is of one day."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must not be before the start."))
        if starts and not ends and data.get("legal_form") == LegalForm.DAY_CONTRACT:
            data["ends_on"] = starts
        return data


class EndForm(forms.Form):
    """The last day of a contract."""

    ends_on = fields.day(_("Until and including"))
