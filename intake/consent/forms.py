"""What a worker writes down when a person agrees, or agrees further."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day
from centre.shifts import clock
from intake.directory.models import Organization
from intake.directory.selectors import recipients

from .enums import Condition, Manner, SharedItem

#: How long an agreement is proposed for.
PROPOSED = timedelta(days=90)


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ConsentForm(forms.Form):
    """One agreement: with whom, what, for what, until when, how it was given."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    recipient = forms.ModelChoiceField(label=_("Partner"), queryset=Organization.objects.none())
    items = forms.MultipleChoiceField(
        label=_("The person agrees to share"), choices=SharedItem.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask item by item; tick only what they said yes to."),
    )
    purpose = forms.CharField(label=_("For what"), max_length=200)
    manner = forms.ChoiceField(label=_("How"), choices=Manner.choices, initial=Manner.SPOKEN, widget=forms.RadioSelect)
    valid_until = day(_("Agreed until"))

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field, partner = self.fields["compartment"], self.fields["recipient"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(partner, forms.ModelChoiceField)
        field.choices, partner.queryset = compartments, recipients()
        self.fields["valid_until"].initial = clock.service_day() + PROPOSED
        if len(compartments) == 1:
            field.initial = compartments[0][0]
            field.widget = forms.HiddenInput()


class AskAgainForm(forms.Form):
    """Until when, and how it was given this time."""

    valid_until = day(_("Agreed until"))
    manner = forms.ChoiceField(label=_("How"), choices=Manner.choices, initial=Manner.SPOKEN, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = clock.service_day() + PROPOSED


class ConditionsField(forms.MultipleChoiceField):
    """The five conditions of shared professional secrecy, to tick one by one; what is not ticked is named at sending."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            label=_("Before anything is shared"), choices=Condition.choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
        )
