"""What a worker types to refer somebody, to receive somebody, to say what came of it; and what a partner answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, moment
from centre.shifts import clock
from intake.consent.enums import Manner, Means, SharedItem
from intake.consent.forms import ConditionsField
from intake.directory.models import Organization
from intake.directory.selectors import organizations

from .enums import Aftermath, Outcome, ReferralSource, ReferralState, RefusalReason
from .models import Referral


def _long_text(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}), **kwargs)


class DraftForm(forms.Form):
    """What is written before anything is sent; it may be kept unfinished and nothing leaves."""

    reason = _long_text(
        label=_("What the person asks for"), help_text=_("The partner reads this in the letter: write no more than what may be shared.")
    )
    health = _long_text(label=_("What the partner must know about health"), required=False)
    social = _long_text(label=_("What the partner must know about their situation"), required=False)
    items = forms.MultipleChoiceField(
        label=_("The person agrees to share"), choices=SharedItem.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask item by item; tick only what they said yes to."),
    )
    appointment_at = moment(_("Appointment"), required=False)
    warm = forms.BooleanField(label=_("Somebody goes along"), required=False)
    myself = forms.BooleanField(label=_("I go along myself"), required=False)

    def __init__(self, *args: Any, referral: Referral | None = None, texts: dict[str, str] | None = None, **kwargs: Any):
        if referral is not None:
            appointment = referral.appointment_at and clock.local(referral.appointment_at)
            kwargs["initial"] = {"items": referral.items, "warm": referral.warm, "myself": bool(referral.companion), "appointment_at": appointment, **(texts or {})}
        super().__init__(*args, **kwargs)

    def draft(self, actor: Any) -> dict[str, Any]:
        """The fields of the referral itself; whoever goes along themselves is named."""
        said = {name: self.cleaned_data[name] for name in DraftForm.base_fields}
        mine = said.pop("myself")
        return said | {"warm": said["warm"] or mine, "companion": actor.pk if mine else None}


class SendForm(forms.Form):
    """The agreement it stands on, the five conditions, and how it goes."""

    agreed = forms.BooleanField(label=_("The person agreed to this now"), required=False)
    manner = forms.ChoiceField(label=_("How they agreed"), choices=Manner.choices, initial=Manner.SPOKEN, widget=forms.RadioSelect)
    valid_until = day(_("Agreed until"))
    conditions = ConditionsField()
    means = forms.ChoiceField(label=_("How it is sent"), choices=Means.choices, initial=Means.LETTER, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = clock.service_day() + timedelta(days=90)

    @property
    def sending(self) -> dict[str, Any]:
        """What sending needs to know."""
        said = self.cleaned_data
        return {
            "conditions": said["conditions"], "means": said["means"], "manner": said["manner"],
            "agreed_until": said["valid_until"] if said["agreed"] else None,
        }


class ReferralForm(DraftForm, SendForm):
    """A referral with the agreement it stands on, asked in one page."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    client_uuid = form_number()
    field_order = ("compartment", "reason", "health", "social", "items", "appointment_at", "warm", "myself")

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _one_of(self.fields["compartment"], compartments)


class ReceiveForm(forms.Form):
    """Who sent somebody to us, and for what."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Sent by"), choices=ReferralSource.choices, initial=ReferralSource.SERVICE, widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(label=_("Which partner, if known"), queryset=Organization.objects.none(), required=False)
    reason = _long_text(label=_("What the person asks for"), required=False)
    client_uuid = form_number()

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ModelChoiceField)
        partner.queryset = organizations()
        _one_of(self.fields["compartment"], compartments)


class MoveForm(forms.Form):
    """Where a referral goes next, what came of it, and why it was refused."""

    state = forms.ChoiceField(choices=ReferralState.choices)
    outcome = forms.ChoiceField(label=_("What came of it"), required=False, choices=[("", _("not known yet")), *Outcome.choices])
    refusal = forms.ChoiceField(label=_("If they refused, why"), required=False, choices=[("", _("no reason given")), *RefusalReason.choices])


class FollowUpForm(forms.Form):
    """What was found when somebody asked again."""

    days = forms.IntegerField(min_value=1, max_value=366, widget=forms.HiddenInput)
    found = forms.ChoiceField(choices=Aftermath.choices)


class LinkForm(forms.Form):
    """How long the link lives."""

    hours = forms.TypedChoiceField(
        label=_("It opens for"), coerce=int, choices=[(24, _("24 hours")), (72, _("72 hours"))], initial=24, widget=forms.RadioSelect
    )


class PeriodForm(forms.Form):
    """From and until which day referrals were sent."""

    since = day(_("Sent from"))
    until = day(_("until"))


class CodeForm(forms.Form):
    """The code that was said to the partner."""

    code = forms.CharField(
        label=_("The code you were told"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )


class AnswerForm(forms.Form):
    """What a partner answers."""

    code = forms.CharField(max_length=12, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[(one, one) for one in (ReferralState.ACCEPTED, ReferralState.ON_HOLD, ReferralState.REJECTED)])
    refusal = forms.ChoiceField(label=_("If you cannot, why"), required=False, choices=[("", _("no reason given")), *RefusalReason.choices])
    words = forms.CharField(
        label=_("A few words for us"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    )


def _one_of(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """One choice alone is not asked."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
    if len(choices) == 1:
        field.initial = choices[0][0]
        field.widget = forms.HiddenInput()
