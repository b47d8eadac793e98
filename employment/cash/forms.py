"""What is typed about the cash box; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.amounts import AmountField, cents
from centre.shell.fields import form_number


def _why(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Nobody's name here: every colleague reads this."), **more,
    )


class BoxForm(forms.Form):
    """A new cash box: its name, where it stands, what is in it."""

    label = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    place = forms.CharField(
        label=_("Where it stands"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    amount = AmountField(label=_("Float at the start, in euro"), least=0.01)
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_label(self) -> str:
        """Each box has a name of its own."""
        label = str(self.cleaned_data["label"]).strip()
        if label.lower() in self.taken:
            raise forms.ValidationError(_("There is already a cash box of this name."))
        return label

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"float_cents": cents(data.pop("amount"))} | data


class MoneyInForm(forms.Form):
    """Money put in."""

    amount = AmountField(label=_("Amount in euro"), least=0.01)
    reason = _why(_("From where"), required=False)
    client_uuid = form_number(required=False)

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"amount_cents": cents(data.pop("amount"))} | data


class CountForm(forms.Form):
    """What was found in the box."""

    counted = AmountField(label=_("Counted, in euro"))
    reason = _why(_("If it does not fit the book: what may have happened"), required=False)
    client_uuid = form_number(required=False)

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"counted_cents": cents(data.pop("counted"))} | data


class CorrectionForm(forms.Form):
    """What puts a line right; for a count the amount is its difference."""

    amount = AmountField(label=_("Amount in euro, with a minus for money that is missing"), least=-99_999, required=False)
    reason = _why(_("Why"))
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["amount"]
        else:
            self.fields["amount"].required = True

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        amount = data.pop("amount", None)
        return {"amount_cents": None if amount is None else cents(amount)} | data


class SecondPinForm(forms.Form):
    """A colleague present at this workstation signs a line with their PIN, without taking over the screen."""

    who = forms.TypedChoiceField(label=_("Who signs"), coerce=int)
    pin = forms.CharField(
        label=_("PIN"), max_length=6, min_length=6, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, present: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one.pk, str(one)) for one in present]  # type: ignore[attr-defined]

    def refuse_pin(self, words: Any) -> None:
        """Show under the field why nothing was signed."""
        self.add_error("pin", words)
