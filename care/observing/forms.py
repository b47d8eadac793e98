"""What is typed after a dose; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from care.prescribing.forms import SaidForm, micrograms, milligram_field, why_field
from centre.shell.fields import form_number

from .enums import Awake, Came


class EventForm(forms.Form):
    """A dose that came up."""

    what = forms.ChoiceField(label=_("What"), choices=Came.choices)
    minutes = forms.IntegerField(label=_("Minutes after the dose"), min_value=0, max_value=1440)
    seen = forms.BooleanField(label=_("Seen by a worker"), required=False)
    words = why_field(_("Remark"), required=False)
    client_uuid = form_number()


class AnswerForm(SaidForm):
    """What the doctor decided after a dose came up."""

    again = milligram_field(_("Dose once more, mg"), required=False, help_text=_("Left empty: no other dose today."))
    reason = why_field(_("Why"))
    client_uuid = form_number()
    field_order = ("again", "reason", "prescriber_name")

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        again = data.pop("again")
        return data | {"again_ug": micrograms(again) if again else 0}


class WatchForm(forms.Form):
    """One look at somebody who stays."""

    awake = forms.ChoiceField(label=_("How awake"), choices=Awake.choices, widget=forms.RadioSelect)
    saturation = forms.IntegerField(label=_("Oxygen saturation, %"), required=False, min_value=30, max_value=100)
    breaths = forms.IntegerField(label=_("Breaths a minute"), required=False, min_value=0, max_value=80)
    client_uuid = form_number()


class LeaveForm(forms.Form):
    """Somebody leaves."""

    words = why_field(_("If before the end: what was said"), required=False)
