"""What is typed about placements; validates, never saves. Money is typed in euro and kept in cents."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centre.shell.amounts import AmountField, cents
from centre.shell.fields import check_year, day, form_number
from centre.shifts import clock
from housing.stays.enums import Destination, EthosLight
from housing.stays.forms import grouped_destinations

from .enums import (
    ArrearsState,
    AwayAt,
    EventKind,
    ExitReason,
    GuaranteeForm,
    Holder,
    NoticeBy,
    PlacementState,
    RentSource,
)

Choices = list[tuple[Any, Any]]
NOT_KNOWN: Choices = [("", _("not known"))]
NOBODY: Choices = [("", _("nobody yet"))]


def today() -> date:
    """The day on the wall."""
    return clock.local().date()


class Cents(AmountField):
    """An amount in euro; gives cents."""

    def clean(self, value: Any) -> int | None:
        """The amount in cents; None when nothing was typed."""
        amount = super().clean(value)
        return None if amount is None else cents(amount)


class Sent(forms.Form):
    """A form that is one event however often it is sent."""

    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class FilterForm(forms.Form):
    """Which placements are listed."""

    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("under way"))] + [one for one in PlacementState.choices if one[0] != PlacementState.CANCELLED],
    )
    programme = forms.TypedChoiceField(label=_("Programme"), required=False, coerce=int, empty_value=None)
    worker = forms.TypedChoiceField(label=_("Worker"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, programmes: Choices, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, programme=[("", _("all programmes")), *programmes], worker=[("", _("everybody")), *workers])


def _choose(form: forms.Form, **choices: Choices) -> None:
    """Give choice fields what may be chosen."""
    for name, offered in choices.items():
        form.fields[name].choices = offered  # type: ignore[attr-defined]  # choice fields


class WorkersForm(forms.Form):
    """Who accompanies the person, and who stands in."""

    worker = forms.TypedChoiceField(label=_("Worker"), required=False, coerce=int, empty_value=None)
    cover = forms.TypedChoiceField(label=_("Stands in"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, worker=[*NOBODY, *workers], cover=[*NOBODY, *workers])


class PlanForm(Sent, WorkersForm):
    """A programme takes somebody on; the key comes later."""

    field_order = ("programme", "enrolled_on", "ethos_before", "worker", "cover", "client_uuid")
    programme = forms.TypedChoiceField(label=_("Programme"), coerce=int)
    enrolled_on = day(_("Taken on"), initial=today, help_text=_("The day on which the programme said yes, not that of the key."))
    ethos_before = forms.ChoiceField(label=_("Living situation before"), required=False, choices=NOT_KNOWN + EthosLight.choices)

    def __init__(self, *args: Any, programmes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, programme=programmes)


class MoveInForm(forms.Form):
    """The day of the key, the home, and in whose name."""

    moved_in_on = day(_("Moved in"), initial=today)
    dwelling = forms.TypedChoiceField(label=pgettext_lazy("dwelling", "Home"), required=False, coerce=int, empty_value=None)
    own_name = forms.TypedChoiceField(
        label=_("Tenancy in the person's name"), required=False, widget=forms.RadioSelect, empty_value=None,
        choices=[("yes", _("yes")), ("no", _("no")), ("", _("not known"))], coerce=lambda value: value == "yes",
    )

    def __init__(self, *args: Any, dwellings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, dwelling=[("", _("no home of the list")), *dwellings])


class EndForm(forms.Form):
    """When and why a placement ends, and where the person goes."""

    ended_on = day(_("Last day"), initial=today)
    reason = forms.ChoiceField(label=_("Why does it end?"), choices=ExitReason.choices, widget=forms.RadioSelect)
    destination = forms.ChoiceField(label=_("Where does the person go?"), choices=grouped_destinations, required=False)
    ethos_after = forms.ChoiceField(label=_("Living situation after"), required=False, choices=NOT_KNOWN + EthosLight.choices)

    def clean(self) -> dict[str, Any]:
        """A death and a destination tell the same story."""
        data = super().clean() or {}
        gone = data.get("destination")
        if data.get("reason") == ExitReason.DIED and gone not in ("", None, Destination.DECEASED):
            self.add_error("destination", _("The reason says that the person has died."))
        return data


class LeaseForm(Sent):
    """A lease: from when, with whom, for how much."""

    field_order = ("starts_on", "ends_on", "dwelling", "landlord", "holder", "rent_cents", "charges_cents")
    starts_on = day(_("First day"), initial=today)
    ends_on = day(_("Last day"), required=False, help_text=_("Leave it empty for a lease that runs on until notice."))
    dwelling = forms.TypedChoiceField(label=pgettext_lazy("dwelling", "Home"), required=False, coerce=int, empty_value=None)
    landlord = forms.TypedChoiceField(label=_("Landlord or agency"), required=False, coerce=int, empty_value=None)
    holder = forms.ChoiceField(label=_("In whose name"), choices=Holder.choices, widget=forms.RadioSelect)
    rent_cents = Cents(label=_("Rent a month, in euro"))
    charges_cents = Cents(label=_("Charges a month, in euro"), required=False)
    rent_source = forms.ChoiceField(label=_("Paid from"), required=False, choices=NOT_KNOWN + RentSource.choices)
    guarantee_form = forms.ChoiceField(label=_("Guarantee"), choices=GuaranteeForm.choices)
    guarantee_cents = Cents(label=_("Amount of the guarantee, in euro"), required=False)
    guarantee_paid_on = day(_("Guarantee paid"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Sealed with the person's own key."),
    )

    def __init__(self, *args: Any, dwellings: Choices, landlords: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, dwelling=[("", _("no home of the list")), *dwellings], landlord=[*NOT_KNOWN, *landlords])

    def clean_charges_cents(self) -> int:
        """Nothing typed is no charges."""
        return self.cleaned_data["charges_cents"] or 0

    def clean_guarantee_cents(self) -> int:
        """Nothing typed is no amount."""
        return self.cleaned_data["guarantee_cents"] or 0


class LeaseChangeForm(forms.Form):
    """The last day, the notice, the guarantee."""

    ends_on = day(_("Last day"), required=False, help_text=_("Leave it empty for a lease that runs on until notice."))
    notice_on = day(_("Notice given"), required=False)
    notice_by = forms.ChoiceField(label=_("Notice by"), required=False, choices=[("", _("nobody")), *NoticeBy.choices])
    guarantee_paid_on = day(_("Guarantee paid"), required=False)
    guarantee_returned_on = day(_("Guarantee returned"), required=False)


class ArrearsForm(Sent):
    """The rent of a month that was not paid, and what was agreed."""

    month = forms.DateField(
        label=_("Month"), input_formats=["%Y-%m", "%Y-%m-%d", "%m/%Y"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}), validators=[check_year]
    )
    owed_cents = Cents(label=_("Owed, in euro"))
    state = forms.ChoiceField(label=_("What became of it"), choices=ArrearsState.choices, widget=forms.RadioSelect, initial=ArrearsState.OPEN)
    plan = forms.CharField(
        label=_("Plan, in a sentence"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    )


class EventForm(Sent):
    """Something dated about a home; the last three lines are for an absence."""

    kind = forms.ChoiceField(label=_("What"), choices=EventKind.choices, widget=forms.RadioSelect)
    on = day(_("Day"), initial=today)
    text = forms.CharField(
        label=_("In a few sentences"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}), help_text=_("Sealed with the person's own key."),
    )
    away_at = forms.ChoiceField(label=_("Absence: where"), required=False, choices=NOT_KNOWN + [one for one in AwayAt.choices if one[0] != AwayAt.UNKNOWN])
    until = day(_("Absence: back on"), required=False, help_text=_("Leave it empty while the person is away."))
    lease_kept = forms.BooleanField(label=_("Absence: the lease is kept"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Only an absence has a place and a return."""
        data = super().clean() or {}
        if data.get("kind") != EventKind.ABSENCE:
            if data.get("until"):
                self.add_error("until", _("Only an absence has a day of return."))
            data |= {"away_at": "", "until": None}
        return data


class BackForm(forms.Form):
    """The day of return."""

    until = day(_("Back home on"), initial=today)
