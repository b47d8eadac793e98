"""What is typed about stays; validates, never saves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from housing.stays.enums import (
    Destination,
    DestinationGroup,
    EthosLight,
    ExitReason,
    ExtensionReason,
    destination_group,
)


def grouped_destinations() -> list[tuple[Any, Any]]:
    """Destinations under the words of their groups, with a first empty choice."""
    groups: dict[str, list[tuple[str, Any]]] = {group: [] for group in DestinationGroup}
    for code, label in Destination.choices:
        groups[destination_group(code)].append((code, label))
    return [("", _("not known"))] + [(group.label, groups[group]) for group in DestinationGroup]


class GiveBedForm(forms.Form):
    """A bed and a person, chosen with one tap; a reason only when the room's rule is set aside."""

    bed = forms.IntegerField()
    person = forms.UUIDField()
    client_uuid = forms.UUIDField(required=False)
    override_reason = forms.CharField(max_length=200, required=False)
    with_dog = forms.BooleanField(required=False)
    back = forms.ChoiceField(choices=[("beds", "beds"), ("person", "person")], required=False)


class EndStayForm(forms.Form):
    """Why a stay ends and where the person goes; only the reason is needed."""

    reason = forms.ChoiceField(label=_("Why does the stay end?"), choices=ExitReason.choices, widget=forms.RadioSelect)
    destination = forms.ChoiceField(label=_("Where does the person go?"), choices=grouped_destinations, required=False)
    ethos_before = forms.ChoiceField(
        label=_("Living situation before"), choices=[("", _("not known")), *EthosLight.choices], required=False
    )
    ethos = forms.ChoiceField(
        label=_("Living situation after"), choices=[("", _("not known")), *EthosLight.choices], required=False
    )


class DescribeForm(forms.Form):
    """Where the person slept before, and whether a dog is with them."""

    ethos_before = forms.ChoiceField(
        label=_("Living situation before"), choices=[("", _("not known")), *EthosLight.choices], required=False
    )
    with_dog = forms.BooleanField(label=_("Comes with a dog"), required=False)


class MoveForm(forms.Form):
    """The bed to move to, among those that are free."""

    bed = forms.TypedChoiceField(label=_("New bed"), coerce=int, widget=forms.RadioSelect)
    override_reason = forms.CharField(
        label=_("Why the room rule is set aside"),
        max_length=200,
        required=False,
        help_text=_("Only when the room is not for this person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, beds: list[tuple[int, str]], may_override: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_override:
            del self.fields["override_reason"]
        self.fields["bed"].choices = beds  # type: ignore[attr-defined]  # a choice field


class ExtendForm(forms.Form):
    """Another planned end, and why."""

    planned_end = day(_("Planned end"))
    reason = forms.ChoiceField(
        label=_("Why does the stay last longer?"), choices=ExtensionReason.choices, widget=forms.RadioSelect, required=False,
        help_text=_("Needed when the stay ends later than planned."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("More about it"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept sealed; whoever may see the stay reads it."),
    )  # fmt: skip
    client_uuid = form_number(required=False, initial=uuid4)

    def __init__(self, *args: Any, planned: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **({"initial": {"planned_end": planned}} | kwargs))
        self.planned = planned

    def clean_planned_end(self) -> Any:
        """A day that is not over."""
        day = self.cleaned_data["planned_end"]
        if day < clock.service_day():
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        """A later end needs its reason; an earlier one is only a date."""
        data = super().clean() or {}
        later = data.get("planned_end") and (self.planned is None or data["planned_end"] > self.planned)
        if later and not data.get("reason"):
            self.add_error("reason", _("Say why the stay lasts longer."))
        data["reason"] = data.get("reason") or ExtensionReason.OTHER
        return data


class EndingForm(forms.Form):
    """How many days the list of stays that end looks ahead."""

    days = forms.TypedChoiceField(
        label=_("Ends within"), coerce=int, choices=[(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (14, _("14 days"))]
    )
