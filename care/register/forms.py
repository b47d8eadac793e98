"""Input of the controlled-drug register: amounts in units of the account, the code of one's own authenticator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import CodeInput, form_number
from centre.shifts import clock

from .enums import DrugForm, LineKind, Substance, WasteReason
from .measures import micrograms
from .models import DrugAccount, DrugBatch

PLAIN = {"autocomplete": "off"}
NUMBER = PLAIN | {"inputmode": "decimal"}
NOBODY = _("Nobody's name here: every colleague reads this.")


def text_field(label: Any, longest: int, **more: Any) -> forms.CharField:
    """A line of text that the browser does not remember."""
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=PLAIN), **more)


def units_field(label: Any, *, least: str = "0.001", **more: Any) -> forms.DecimalField:
    """An amount in units, with a comma or a point."""
    return forms.DecimalField(
        label=label, min_value=Decimal(least), max_value=Decimal(999999), decimal_places=3, localize=True,
        widget=forms.TextInput(attrs=NUMBER), **more,
    )


class FactorForm(forms.Form):
    """A form that asks for the code of one's own authenticator, unless it was typed just before."""

    code = forms.CharField(
        label=_("Code of your authenticator"), max_length=20, required=False,
        widget=CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fresh:
            del self.fields["code"]
        else:
            self.fields["code"] = self.fields.pop("code")

    def refuse_code(self, words: Any) -> None:
        """Show under the field why nothing was written."""
        self.add_error("code" if "code" in self.fields else None, words)

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}


class AccountForm(FactorForm):
    """A new account and what is there at the start."""

    substance = forms.ChoiceField(label=_("Substance"), choices=Substance.choices)
    other = text_field(_("Which other"), 60, required=False)
    form = forms.ChoiceField(label=_("Form"), choices=DrugForm.choices)
    strength = units_field(_("Milligrams in one ml, tablet or ampoule"))
    premises = text_field(_("Where it is kept"), 80)
    held = units_field(_("What is there now, in ml, tablets or ampoules"), least="0", initial=0)
    batch = text_field(_("Batch"), 40, required=False)
    expires_on = fields.day(_("Good until"), required=False)

    def __init__(self, *args: Any, taken: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean(self) -> dict[str, Any]:
        """The other drug is named, what is there has a batch, and each account stands once."""
        data = super().clean() or self.cleaned_data
        other = (data.get("other") or "").strip()
        data["other"] = other if data.get("substance") == Substance.OTHER else ""
        if data.get("substance") == Substance.OTHER and not other:
            self.add_error("other", _("Say which."))
        if data.get("held") and not (data.get("batch") and data.get("expires_on")):
            self.add_error("batch", _("What is there has a batch and a day until which it is good."))
        if "strength" in data and "held" in data:
            data["strength_ug"] = micrograms(data["strength"], 1000)
            data["amount_ug"] = micrograms(data["held"], data["strength_ug"])
            if data["amount_ug"] is None:
                self.add_error("held", _("This cannot be measured so finely."))
        if not self.errors and self.taken(data):
            self.add_error("substance", _("There is already an account for this drug, form and strength in this place."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        left = ("strength", "held", "code")
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class AmountForm(FactorForm):
    """An amount of an account, read in its units."""

    def __init__(self, *args: Any, account: DrugAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        for name in ("amount", "counted"):
            if name in self.fields:
                self.fields[name].label = _("%(what)s, in %(unit)s") % {"what": self.fields[name].label, "unit": account.unit}

    def in_micrograms(self, name: str) -> int | None:
        """What was typed in units, in micrograms; an error beside the field when it cannot be measured so finely."""
        typed = self.cleaned_data.pop(name, None)
        if typed is None:
            return None
        found = micrograms(typed, self.account.strength_ug)
        if found is None:
            self.add_error(name, _("This cannot be measured so finely."))
        return found


class MovementForm(AmountForm):
    """Something that came or went: how much, on which day, why it is written late."""

    amount = units_field(_("Quantity"))
    day = fields.day(_("Day"), help_text=_("The day it happened. Later than the next day, say why below."))
    reason = text_field(_("Remark, or why it is written late"), 200, required=False, help_text=NOBODY)

    def __init__(self, *args: Any, batches: list[DrugBatch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.local().date()
        if "lot" in self.fields:
            self.lots = {str(one.pk): one for one in batches}
            self.fields["lot"].choices = [("", "---------"), *((str(one.pk), one.label) for one in batches)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The amount in micrograms, the batch that was chosen."""
        data = super().clean() or self.cleaned_data
        data["amount_ug"] = self.in_micrograms("amount")
        if "lot" in self.fields:
            data["batch"] = self.lots.get(data.pop("lot", ""))
        return data


class ReceiveForm(MovementForm):
    """A delivery."""

    source = text_field(_("From whom"), 120, help_text=_("The pharmacy or the supplier."))
    document = text_field(_("Delivery note"), 60)
    batch = text_field(_("Batch"), 40)
    expires_on = fields.day(_("Good until"))
    field_order = ("source", "document", "amount", "batch", "expires_on", "day", "reason")

    def clean_expires_on(self) -> date:
        """Nothing out of date is taken in."""
        day: date = self.cleaned_data["expires_on"]
        if day < clock.local().date():
            raise forms.ValidationError(_("This is out of date already: do not take it in, send it back."))
        return day


class WasteForm(MovementForm):
    """What was destroyed."""

    why = forms.ChoiceField(label=_("Why"), choices=WasteReason.choices)
    lot = forms.ChoiceField(label=_("Batch"), required=False)
    field_order = ("amount", "why", "lot", "day", "reason")


class ReturnForm(MovementForm):
    """What went back to the supplier."""

    source = text_field(_("To whom"), 120)
    document = text_field(_("Document"), 60, required=False)
    lot = forms.ChoiceField(label=_("Batch"), required=False)
    field_order = ("source", "document", "amount", "lot", "day", "reason")


class FromPatientForm(MovementForm):
    """What was brought back to be destroyed."""

    field_order = ("amount", "day", "reason")


#: What may be written on a page of an account; supplies are written where the dose is given.
MOVEMENTS: dict[str, type[MovementForm]] = {
    LineKind.RECEIVE: ReceiveForm, LineKind.WASTE: WasteForm, LineKind.RETURN: ReturnForm, LineKind.FROM_PATIENT: FromPatientForm,
}  # fmt: skip


class CountForm(AmountForm):
    """What was found. What the book expects is said afterwards."""

    counted = units_field(_("Counted"), least="0")

    def clean(self) -> dict[str, Any]:
        """The count in micrograms."""
        data = super().clean() or self.cleaned_data
        data["counted_ug"] = self.in_micrograms("counted")
        return data


class CorrectionForm(AmountForm):
    """What puts a line right; for a count the amount is its difference."""

    amount = units_field(_("What to add, with a minus for less"), least="-999999", required=False)
    reason = text_field(_("Why"), 200, help_text=NOBODY)

    def __init__(self, *args: Any, fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["amount"]
        else:
            self.fields["amount"].required = True

    def clean(self) -> dict[str, Any]:
        """The amount in micrograms."""
        data = super().clean() or self.cleaned_data
        data["amount_ug"] = self.in_micrograms("amount") or 0
        return data


class ApartForm(forms.Form):
    """Why a batch is set apart."""

    reason = text_field(_("Why"), 200, help_text=NOBODY)


class SignForm(FactorForm):
    """The second hand, from one's own sign-in."""


class SignManyForm(FactorForm):
    """The second hand under several lines, each ticked."""

    lines = forms.MultipleChoiceField(
        label=_("Lines you have seen and sign"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Tick the lines you sign.")}
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = offered  # type: ignore[attr-defined]


class SecondForm(forms.Form):
    """A colleague at this workstation signs: their name, their PIN, the code of their own authenticator."""

    who = forms.TypedChoiceField(label=_("Who signs"), coerce=int)
    pin = forms.CharField(
        label=_("PIN"), max_length=6, min_length=6, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    own_code = forms.CharField(
        label=_("Code of their own authenticator"), max_length=20,
        widget=CodeInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, present: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one.pk, str(one)) for one in present]  # type: ignore[attr-defined]
