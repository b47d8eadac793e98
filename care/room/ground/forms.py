"""What is entered about the room itself. The house decides; no value is proposed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import CodeInput, day, form_number

from .enums import ClosingReason
from .models import Booth, LegalBasis, RoomRules, RoomTerms


class BasisForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """The text that allows the room."""

    valid_from = day(_("Valid from"))
    valid_until = day(_("Valid until"), help_text=_("The room shuts by itself after this day."))
    client_uuid = form_number(initial=uuid4)

    class Meta:
        model = LegalBasis
        fields = ("reference", "given_by", "valid_from", "valid_until")

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("The end lies before the beginning."))
        return data


class SignForm(forms.Form):
    """The code of whoever signs, when it was not typed in the last minutes."""

    code = forms.CharField(
        label=_("Code of your authenticator"), required=False, max_length=20,
        widget=CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class WithdrawForm(forms.Form):
    """Why it does not count any more."""

    because = forms.CharField(label=_("Why it is withdrawn"), max_length=200)


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A new version of the rules."""

    class Meta:
        model = RoomRules
        fields = ("text_fr", "text_nl", "text_en")
        widgets = {name: forms.Textarea(attrs={"rows": 10}) for name in ("text_fr", "text_nl", "text_en")}


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """Minutes and numbers, from a day on."""

    valid_from = day(_("From this day on"))

    class Meta:
        model = RoomTerms
        fields = ("valid_from", "injection_minutes", "inhalation_minutes", "watch_minutes", "look_minutes", "staff_least", "because")
        error_messages = {"valid_from": {"unique": _("Something was set from this day on already.")}}


class BoothForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """One booth."""

    class Meta:
        model = Booth
        fields = ("label", "space", "order", "active")


class StaffForm(forms.Form):
    """Who is at work in the room now."""

    staff = forms.MultipleChoiceField(label=_("At work in the room now"), widget=forms.CheckboxSelectMultiple, required=False)
    client_uuid = form_number(initial=uuid4)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = colleagues  # type: ignore[attr-defined]  # a choice field

    def numbers(self) -> list[int]:
        """Their ids."""
        return [int(one) for one in self.cleaned_data["staff"]]


class CloseForm(forms.Form):
    """Why the room closes."""

    reason = forms.ChoiceField(label=_("Why"), choices=ClosingReason.choices, widget=forms.RadioSelect, initial=ClosingReason.HOURS)
