"""What is typed about medicines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock

from .enums import CautionKind, Effect, Moment, Source


class MedicineForm(forms.Form):
    """One line of the list."""

    substance = forms.CharField(label=_("Medicine"), max_length=120, help_text=_("As it stands on the box, with the strength."))
    effect = forms.ChoiceField(
        label=_("Does it make drowsy"), choices=Effect.choices, widget=forms.RadioSelect,
        help_text=_("Whoever gives a dose is warned of what makes drowsy."),
    )
    dose = forms.CharField(label=_("Dose"), max_length=120, required=False, help_text=_("How much each time, as the person says it."))
    moments = forms.MultipleChoiceField(label=_("When"), choices=Moment.choices, required=False, widget=forms.CheckboxSelectMultiple)
    schedule = forms.CharField(label=_("When, in words"), max_length=200, required=False)
    started_on = day(_("Since"), required=False)
    prescriber = forms.CharField(label=_("Prescribed by"), max_length=120, required=False)
    source = forms.ChoiceField(label=_("Known from"), choices=Source.choices, widget=forms.RadioSelect, initial=Source.SAID)
    client_uuid = form_number()

    def clean_started_on(self) -> Any:
        day = self.cleaned_data["started_on"]
        if day is not None and day > clock.service_day():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class StopForm(forms.Form):
    """The end of a line."""

    on = day(_("Stopped on"))
    because = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.service_day()}} | kwargs)


class CautionForm(forms.Form):
    """An allergy or what does not go together."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CautionKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Of what, and what happens"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )
    client_uuid = form_number()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("kind") not in (None, CautionKind.NO_ALLERGY) and not values.get("words"):
            self.add_error("words", _("Say of what."))
        return values


class EndForm(forms.Form):
    """Why an allergy or interaction does not hold any more."""

    because = forms.CharField(label=_("Why it does not hold any more"), max_length=200)
