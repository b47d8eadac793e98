"""What a worker types to find a service or to refer somebody to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shifts import clock
from intake.consent.enums import Manner, SharedItem
from intake.person.enums import Language

from .enums import Need, Outcome, ReferralState
from .models import PartnerService
from .selectors import FLAGS


class DirectoryForm(forms.Form):
    """A text, a need, conditions; all optional."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[("", _("any need")), *Need.choices])
    language = forms.ChoiceField(label=_("Speaks"), required=False, choices=[("", _("any language")), *Language.choices])
    flags = forms.MultipleChoiceField(label=_("Open to"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["flags"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, PartnerService._meta.get_field(name).verbose_name) for name in FLAGS]  # type: ignore[union-attr]

    @property
    def wishes(self) -> dict[str, Any]:
        """What to search by; nothing when nothing sensible was asked."""
        if not self.is_valid():
            return {}
        asked = self.cleaned_data
        return {"text": asked["q"], "need": asked["need"], "language": asked["language"], "flags": tuple(asked["flags"])}


class ReferralForm(forms.Form):
    """A referral with the agreement it stands on, asked in one page."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What the person asks for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("The partner reads this in the letter: write no more than what may be shared."),
    )
    items = forms.MultipleChoiceField(
        label=_("The person agrees to share"), choices=SharedItem.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask item by item; tick only what they said yes to."),
    )
    agreed = forms.BooleanField(label=_("The person agreed to this now"), required=False)
    manner = forms.ChoiceField(label=_("How"), choices=Manner.choices, initial=Manner.SPOKEN, widget=forms.RadioSelect)
    valid_until = forms.DateField(label=_("Agreed until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    warm = forms.BooleanField(label=_("Somebody goes along"), required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, compartments: list[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["compartment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = compartments
        self.fields["valid_until"].initial = clock.service_day() + timedelta(days=90)
        if len(compartments) == 1:
            field.initial = compartments[0][0]
            field.widget = forms.HiddenInput()


class MoveForm(forms.Form):
    """Where a referral goes next, and what came of it."""

    state = forms.ChoiceField(choices=ReferralState.choices)
    outcome = forms.ChoiceField(label=_("What came of it"), required=False, choices=[("", _("not known yet")), *Outcome.choices])
