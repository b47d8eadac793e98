"""What is typed about safety at work; validates, never saves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from employment.projects.models import Session
from employment.safety.enums import BriefingLanguage
from intake.safety.models import Incident

TEXT = {"autocomplete": "off"}


class BriefForm(forms.Form):
    """Who heard it, in which language."""

    sign_up = forms.TypedMultipleChoiceField(coerce=int)
    language = forms.ChoiceField(label=_("Language"), choices=BriefingLanguage.choices, widget=forms.RadioSelect, initial=BriefingLanguage.FR)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign_up"].choices = [(one, one) for one in numbers]  # type: ignore[attr-defined]  # a choice field


class ToolForm(forms.Form):
    """What is handed out."""

    what = forms.CharField(max_length=80)
    client_uuid = forms.UUIDField(required=False)


class AccidentForm(forms.Form):
    """What happened: when, where, in words; an incident of the house beside it."""

    hour = forms.TimeField(label=_("At what time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    where = forms.CharField(label=_("Where exactly"), max_length=160, required=False, widget=forms.TextInput(attrs=TEXT))
    words = forms.CharField(
        label=_("What happened"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was being done, with which tool, how it happened, what was done at once, who saw it by their function. Sealed."),
    )
    incident: forms.ModelChoiceField[Incident] = forms.ModelChoiceField(
        label=_("Incident of the house"), queryset=None, required=False, empty_label=_("none"),
        help_text=_("If first aid or 112 was needed, the incident with its minutes."),
    )
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, session: Session, incidents: list[Incident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._session = session
        self.fields["incident"].queryset = Incident.objects.filter(pk__in=[one.pk for one in incidents]).order_by("-begun_at")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        return {"happened_at": clock.instant(datetime.combine(self._session.day, data.pop("hour")))} | data


class DeclareForm(forms.Form):
    """On which day the insurer was told."""

    on = day(_("Declared on"))
