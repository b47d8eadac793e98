"""What is typed about money; validates, never saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employment.allowances.enums import LegalForm, PaidBy
from employment.allowances.selectors import CAPPED_FORMS

NUMBER = {"autocomplete": "off", "inputmode": "decimal"}


def cents(amount: Decimal) -> int:
    """Euros as typed, in cents."""
    return int((amount * 100).to_integral_value())


class AllowanceForm(forms.Form):
    """An amount in euro, its legal form, and how it was handed over."""

    amount = forms.DecimalField(
        label=_("Amount in euro"),
        min_value=Decimal("0.01"),
        max_value=Decimal("9999"),
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs=NUMBER),
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices, initial=LegalForm.VOLUNTEER)
    paid_by = forms.ChoiceField(
        label=_("Paid by"), choices=PaidBy.choices, widget=forms.RadioSelect, initial=PaidBy.CASH
    )
    receipt = forms.CharField(
        label=_("Receipt number"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"amount_cents": cents(data.pop("amount"))} | data


class CapForm(forms.Form):
    """The ceilings of one legal form for a period, with where they were read."""

    legal_form = forms.ChoiceField(
        label=_("Legal form"), choices=[(form.value, form.label) for form in LegalForm if form in CAPPED_FORMS]
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    valid_until = forms.DateField(label=_("Valid until and including"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    day = forms.DecimalField(
        label=_("Most in a day, in euro"),
        min_value=Decimal("0.01"),
        decimal_places=2,
        max_digits=8,
        localize=True,
        widget=forms.TextInput(attrs=NUMBER),
    )
    year = forms.DecimalField(
        label=_("Most in a year, in euro"),
        min_value=Decimal("0.01"),
        decimal_places=2,
        max_digits=9,
        localize=True,
        widget=forms.TextInput(attrs=NUMBER),
    )
    source = forms.CharField(
        label=_("Where this was read"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        """Dates in order, a day no more than a year."""
        data = super().clean() or {}
        if data.get("valid_from") and data.get("valid_until") and data["valid_until"] < data["valid_from"]:
            self.add_error("valid_until", _("The end must not be before the start."))
        if data.get("day") and data.get("year") and data["year"] < data["day"]:
            self.add_error("year", _("The ceiling of a year cannot be below that of a day."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"day_cents": cents(data.pop("day")), "year_cents": cents(data.pop("year"))} | data
