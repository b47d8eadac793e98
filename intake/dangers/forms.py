"""Input of a danger assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number

from .enums import Judgement, Option


def _text(label: Any, rows: int = 5, required: bool = True) -> forms.CharField:
    """A long text, kept nowhere but in the seal."""
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=10_000, widget=widget, required=required)


class DangerForm(forms.Form):
    """Facts, what was weighed, what was decided and with whom."""

    facts = _text(_("What you saw and heard"))
    options = forms.MultipleChoiceField(label=_("What was weighed"), choices=Option.choices, widget=forms.CheckboxSelectMultiple)
    weighed = _text(_("For and against"))
    decision = forms.ChoiceField(label=_("What was decided"), choices=Option.choices)
    decided_with = forms.CharField(label=_("Decided with (roles)"), max_length=120, required=False)
    client_uuid = form_number(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class SignForm(forms.Form):
    """What the coordination says."""

    judgement = forms.ChoiceField(label=_("The coordination"), choices=Judgement.choices, widget=forms.RadioSelect)
    remark = _text(_("Remark"), rows=3, required=False)
