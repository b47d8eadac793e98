"""What is typed about doses; validates, never saves. Amounts are typed in milligrams and kept in micrograms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from care.prescribing.forms import micrograms, milligram_field, why_field
from care.register.forms import SecondForm
from centre.shell.fields import CodeInput, form_number, moment
from centre.shifts import clock

from .enums import Choice, Element, LastUse, State


class DoseForm(forms.Form):
    """One dose at the counter: who it is, how the person is, what is given."""

    card = forms.CharField(
        label=_("Card"), required=False, max_length=40, help_text=_("Scan it here; the number is compared and not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    identity = forms.MultipleChoiceField(
        label=_("How do you know who it is"), choices=[one for one in Element.choices if one[0] != Element.CARD], required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Two signs; a scanned card is one."),
    )
    recognised_by = forms.TypedChoiceField(label=_("Second worker who knows the person"), coerce=int, empty_value=None, required=False)
    state = forms.ChoiceField(label=_("Before the dose"), choices=[one for one in State.choices if one[0] != State.UNSEEN], widget=forms.RadioSelect)
    breath = forms.DecimalField(
        label=_("Alcohol in breath, mg/l"), required=False, min_value=Decimal(0), max_value=Decimal(5), decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    last_use = forms.ChoiceField(label=_("Last use of something else"), choices=LastUse.choices, initial=LastUse.UNKNOWN)
    choice = forms.ChoiceField(
        label=_("If alcohol or sedation makes it dangerous"), choices=[("", _("nothing to decide")), *Choice.choices], required=False
    )
    amount = milligram_field(_("Dose, mg"))
    batch = forms.CharField(label=_("Batch"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), help_text=_("Left empty: the one that ends first."))
    supervised = forms.BooleanField(label=_("Taken in sight"), required=False, initial=True)
    reason = why_field(_("Why, when something was decided"), required=False)
    client_uuid = form_number()

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], two_steps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recognised_by"].choices = [("", "–"), *colleagues]  # type: ignore[attr-defined]
        if two_steps:
            del self.fields["amount"], self.fields["batch"]

    def values(self, card: bool) -> dict[str, Any]:
        """What the action asks for; `card` says that the scanned card is this person's."""
        data = dict(self.cleaned_data)
        del data["card"]
        amount, breath = data.pop("amount", None), data.pop("breath")
        return data | {
            "amount_ug": micrograms(amount) if amount is not None else 0, "batch": data.get("batch", ""),
            "breath": None if breath is None else int(breath * 100), "identity": [*data.pop("identity"), *(["card"] if card else [])],
        }


class NotGivenForm(forms.Form):
    """A dose that is held or refused for now."""

    reason = why_field(_("Why"))
    state = forms.ChoiceField(label=_("How the person is"), choices=State.choices, initial=State.UNSEEN)
    client_uuid = form_number()


class ToldForm(forms.Form):
    """A dose that was given, outside a rule or not written down at once."""

    taken_at = moment(_("When it was taken"))
    amount = milligram_field(_("Dose, mg"))
    batch = forms.CharField(label=_("Batch"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    identity = forms.MultipleChoiceField(label=_("How did you know who it was"), choices=Element.choices, required=False, widget=forms.CheckboxSelectMultiple)
    state = forms.ChoiceField(label=_("How the person was"), choices=State.choices, initial=State.UNSEEN)
    reason = why_field(_("What happened"))
    client_uuid = form_number()

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return data | {"amount_ug": micrograms(data.pop("amount")), "taken_at": clock.instant(data["taken_at"])}


class ReasonForm(forms.Form):
    """Why something is struck out."""

    reason = why_field(_("Why"))


class BatchForm(forms.Form):
    """From which batch a dose came."""

    batch = forms.CharField(label=_("Batch"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class PrepareForm(forms.Form):
    """What is made ready."""

    amount = milligram_field(_("Dose, mg"))
    batch = forms.CharField(label=_("Batch"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    client_uuid = form_number()

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return data | {"amount_ug": micrograms(data.pop("amount"))}


class CodeForm(forms.Form):
    """The code of one's own authenticator."""

    code = forms.CharField(label=_("Code of your authenticator"), max_length=12, widget=CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}))


class CheckForm(SecondForm):
    """A colleague present at this workstation checks with their own PIN and code; the screen stays whose it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].label = _("Who checks")
