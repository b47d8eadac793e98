"""What is typed about the rules of the house; validates, never saves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from housing.beds.models import Room
from housing.houserules.enums import NUMBERS

#: Terms of the whole house: a room has none of its own.
WHOLE = ("census_hour", "rounds", "emergency_apart")


class HouseRuleForm(forms.Form):
    """From when, for which room, and what changes; an empty number changes nothing."""

    from_on = day(_("From"))
    room = forms.ModelChoiceField(label=_("For"), queryset=Room.objects.none(), required=False, empty_label=_("the whole house"))
    emergency_apart = forms.TypedChoiceField(
        label=_("Emergency beds"), required=False, empty_value=None, coerce=lambda said: said == "yes",
        choices=[("", _("as before")), ("yes", _("counted apart")), ("no", _("counted with the others"))],
    )  # fmt: skip
    client_uuid = form_number(required=False, initial=uuid4)

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"initial": {"from_on": clock.service_day()}} | kwargs))
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # a choice of rows
        for name, (label, least, most) in NUMBERS.items():
            self.fields[name] = forms.IntegerField(label=label, required=False, min_value=least, max_value=most)
        self.order_fields(["from_on", "room", *NUMBERS, "emergency_apart"])

    def clean_from_on(self) -> Any:
        """Today or later: nights that are over stay counted as they were."""
        day = self.cleaned_data["from_on"]
        if day < clock.service_day():
            raise forms.ValidationError(_("A rule holds from today on, or from a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Something changes, and what is of the whole house is not set for one room."""
        data = super().clean() or {}
        if not self.errors and all(data.get(name) is None for name in (*NUMBERS, "emergency_apart")):
            raise forms.ValidationError(_("Nothing changes: fill in at least one number."))
        for name in WHOLE:
            if data.get("room") and data.get(name) is not None:
                self.add_error(name, _("This holds for the whole house, not for one room."))
        return data
