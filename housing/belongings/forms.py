"""What is typed about lockers and belongings; validates, never saves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import form_number

from .enums import DisposalReason, Receiver
from .models import CODE_LENGTH, Keeping, Locker
from .policies import wrong_day


class UntilForm(forms.Form):
    """Until which day something is kept."""

    promised_until = fields.day(_("Kept until"))

    def clean_promised_until(self) -> date:
        """A day that is not over, at most a year ahead."""
        day: date = self.cleaned_data["promised_until"]
        if words := wrong_day(day):
            raise forms.ValidationError(words)
        return day


class KeepForm(UntilForm):
    """What it is, where it stands, until when, and who else may fetch it."""

    what = forms.CharField(
        label=_("What it is"), max_length=500, help_text=_("In plain words, as seen from outside. Sealed. Bags are not searched."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    locker = forms.TypedChoiceField(label=_("Locker"), coerce=int, required=False, empty_value=None)
    bag = forms.CharField(
        label=_("No locker: where the bag stands"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    may_collect = forms.CharField(
        label=_("Who else may fetch it"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only when the person names somebody. Sealed."),
    )
    client_uuid = form_number(required=False, initial=uuid4)
    field_order = ("what", "locker", "bag", "promised_until", "may_collect")

    def __init__(self, *args: Any, lockers: list[Locker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lockers = {one.pk: one for one in lockers}
        words = [(one.pk, " · ".join(filter(None, (one.number, str(one.get_size_display()), one.place)))) for one in lockers]
        self.fields["locker"].choices = [("", _("no locker")), *words]  # type: ignore[attr-defined]  # a choice field

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()

    def kept(self) -> dict[str, Any]:
        """What the action takes, with the locker itself."""
        return dict(self.cleaned_data) | {"locker": self.lockers.get(self.cleaned_data["locker"])}


class GiveBackForm(forms.Form):
    """To whom, and their card when they show it."""

    receiver = forms.ChoiceField(label=_("Given to"), choices=Receiver.choices, widget=forms.RadioSelect)
    card = forms.CharField(
        label=_("Card"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Scan or type it when the person shows it."),
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not named:
            shown = [one for one in Receiver.choices if one[0] != Receiver.NAMED]
            self.fields["receiver"].choices = shown  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """By card needs a card."""
        data = super().clean() or {}
        if data.get("receiver") == Receiver.CARD and not data.get("card"):
            self.add_error("card", _("Scan the card, or say that you know the person."))
        return data


class DisposalForm(forms.Form):
    """Why things go."""

    reason = forms.ChoiceField(label=_("Why they go"), choices=DisposalReason.choices, widget=forms.RadioSelect)


class CodeForm(forms.Form):
    """What a label says."""

    code = forms.CharField(
        label=_("Number on the label"), max_length=CODE_LENGTH + 3, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class LockerForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A locker of the house."""

    class Meta:
        model = Locker
        fields = ("number", "size", "place", "space", "order", "in_service")

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


def until_or(keeping: Keeping, day: date) -> date:
    """The day a form begins with: what was promised, when that is not over yet."""
    return max(keeping.promised_until, day)
