"""What is asked at enrolment. Nothing but the age and the rules is ever required."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number

from .enums import AgeCheck, Area, ClinicalOutcome, EnrolmentEnd, Ground, Offered, RefusalReason, TakenWith


class EnrolForm(forms.Form):
    """18 or older and how one knows; the rules signed; what asks for a decision."""

    age_check = forms.ChoiceField(
        label=_("18 or older"), choices=AgeCheck.choices, widget=forms.RadioSelect,
        help_text=_("A document is looked at, never copied. Under 18: go to “Cannot be enrolled”."),
    )
    rules_signed = forms.BooleanField(label=_("The rules were read together and signed on paper"))
    area = forms.ChoiceField(label=_("Mostly stays"), choices=Area.choices, initial=Area.UNSAID, required=False)
    first_time = forms.BooleanField(label=_("Never used before, or not this way"), required=False)
    pregnant = forms.BooleanField(
        label=_("Says she is pregnant"), required=False,
        help_text=_("Neither refuses anybody: a decision is taken with the person, a nurse or a doctor, and written down."),
    )
    client_uuid = form_number(initial=uuid4)

    def answers(self) -> dict[str, Any]:
        """As the action takes them: the signature stands by itself."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "rules_signed"}
        return said | {"area": said["area"] or Area.UNSAID}


class DescribeForm(forms.Form):
    """What changed since."""

    area = forms.ChoiceField(label=_("Mostly stays"), choices=Area.choices)
    first_time = forms.BooleanField(label=_("Never used before, or not this way"), required=False)
    pregnant = forms.BooleanField(label=_("Says she is pregnant"), required=False)


class RefuseForm(forms.Form):
    """Why somebody could not be enrolled, and what was offered instead."""

    reason = forms.ChoiceField(label=_("Why"), choices=RefusalReason.choices, initial=RefusalReason.MINOR, widget=forms.RadioSelect)
    offered = forms.MultipleChoiceField(label=_("Offered instead"), choices=Offered.choices, widget=forms.CheckboxSelectMultiple)
    client_uuid = form_number(initial=uuid4)


class DecideForm(forms.Form):
    """A decision taken with the person."""

    ground = forms.ChoiceField(label=_("About"), choices=Ground.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Decided"), choices=ClinicalOutcome.choices, widget=forms.RadioSelect)
    taken_with = forms.ChoiceField(label=_("Taken with"), choices=TakenWith.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What was agreed"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("Sealed, for the room's team. Write so that the person may read it."),
    )
    client_uuid = form_number(initial=uuid4)

    def clean(self) -> dict[str, Any]:
        """What was agreed is written when something was."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("outcome") == ClinicalOutcome.WITH_CARE and not data.get("words", "").strip():
            self.add_error("words", _("Say what was agreed."))
        return data


class EndForm(forms.Form):
    """Why an enrolment ends."""

    reason = forms.ChoiceField(label=_("Why it ends"), choices=EnrolmentEnd.choices, widget=forms.RadioSelect)
