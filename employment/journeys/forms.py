"""What is typed about journeys; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import check_year, day, form_number
from employment.journeys.enums import (
    ContractKind,
    Employed,
    Employment,
    JourneyState,
    OutcomeKind,
    Phase,
    School,
    Stage,
    StepKind,
    StepState,
    WithoutWork,
)
from employment.journeys.selectors import partners
from intake.directory.models import Organization

AREA = {"rows": 3, "autocomplete": "off"}


def _unsaid(choices: Any) -> list[Any]:
    return [("", _("not said")), *choices]


class WithPartner(forms.Form):
    """A form that may name a partner of the directory."""

    partner: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(label=_("Partner"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners()  # type: ignore[attr-defined]  # a model choice field


class OpenForm(forms.Form):
    """A journey: its phase, since when, who sees to it."""

    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices, widget=forms.RadioSelect, initial=Phase.CONTACT)
    opened_on = day(_("Since"))
    referent = forms.TypedChoiceField(label=_("Who sees to it"), coerce=int)
    why = forms.CharField(
        label=_("What the person wants"), max_length=2000, required=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("In the words of the person. Sealed."),
    )
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].choices = colleagues  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """To which phase, since when, and why; `seen` is the phase on the page."""

    to_phase = forms.ChoiceField(label=_("To the phase"), choices=Phase.choices, widget=forms.RadioSelect)
    on_day = day(_("Since"))
    why = forms.CharField(
        label=_("Why, in the words of the person"), max_length=2000, required=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("Sealed. Going back is no failure and no sanction."),
    )
    seen = forms.ChoiceField(choices=[("", ""), *Phase.choices], required=False, widget=forms.HiddenInput)
    client_uuid = form_number(required=False)


class StepForm(WithPartner):
    """A step: towards whom, with which partner, by when, who sees to it."""

    kind = forms.ChoiceField(label=_("Towards"), choices=StepKind.choices)
    due_on = day(_("By when"), required=False, help_text=_("With a day it is planned, and somebody is reminded."))
    owner = forms.TypedChoiceField(label=_("Who sees to it"), coerce=int)
    note = forms.CharField(
        label=_("What is to be done"), max_length=2000, required=False, widget=forms.Textarea(attrs=AREA), help_text=_("Sealed.")
    )
    client_uuid = form_number(required=False)
    field_order = ("kind", "partner", "due_on", "owner", "note")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = colleagues  # type: ignore[attr-defined]


class StepMoveForm(forms.Form):
    """Where a step goes, and by when."""

    state = forms.ChoiceField(choices=StepState.choices)
    due_on = forms.DateField(required=False, validators=[check_year])


class OutcomeFields(WithPartner):
    """What came of it."""

    contract_kind = forms.ChoiceField(
        label=_("Kind of contract"), choices=[("", "–"), *ContractKind.choices], required=False,
        help_text=_("Only for a work contract."),
    )
    starts_on = day(_("From"), required=False)
    ends_on = day(_("Until and including"), required=False)
    client_uuid = form_number(required=False)

    def clean(self) -> dict[str, Any]:
        """Dates in order."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if ends and not starts:
            self.add_error("starts_on", _("Say the start too."))
        elif starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must not be before the start."))
        return data


class EndForm(OutcomeFields):
    """The end of a journey."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=OutcomeKind.choices)
    ended_on = day(_("Ended on"))
    field_order = ("outcome", "ended_on", "contract_kind", "partner", "starts_on", "ends_on")


class OutcomeForm(OutcomeFields):
    """What is known on the way, at the end or some months later."""

    months = forms.TypedChoiceField(
        label=_("When"), coerce=int, choices=[(0, _("now")), (6, _("six months after the end"))], initial=0
    )
    kind = forms.ChoiceField(label=_("What came of it"), choices=OutcomeKind.choices)
    on_day = day(_("Said on"))
    field_order = ("months", "kind", "on_day", "contract_kind", "partner", "starts_on", "ends_on")


class FactForm(forms.Form):
    """How the person says they stand with work and school."""

    stage = forms.ChoiceField(label=_("When"), choices=Stage.choices, initial=Stage.UPDATE)
    on_day = day(_("Said on"))
    employed = forms.ChoiceField(label=_("Work"), choices=_unsaid(Employed.choices), required=False)
    employment = forms.ChoiceField(label=_("How much"), choices=_unsaid(Employment.choices), required=False)
    without = forms.ChoiceField(label=_("Without work"), choices=_unsaid(WithoutWork.choices), required=False)
    school = forms.ChoiceField(label=_("School"), choices=_unsaid(School.choices), required=False)
    client_uuid = form_number(required=False)

    def clean(self) -> dict[str, Any]:
        """Something is said, and nothing that contradicts it."""
        data = super().clean() or {}
        if not any(data.get(name) for name in ("employed", "employment", "without", "school")):
            self.add_error("employed", _("Nothing is said here."))
        if data.get("employed") == Employed.NO and data.get("employment"):
            self.add_error("employment", _("This is for those who have work."))
        if data.get("employed") == Employed.YES and data.get("without"):
            self.add_error("without", _("This is for those who have no work."))
        return data


class GiveForm(forms.Form):
    """Another colleague."""

    referent = forms.TypedChoiceField(label=_("Who sees to it"), coerce=int)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].choices = colleagues  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which journeys are listed."""

    phase = forms.ChoiceField(
        label=_("Phase"), choices=[("", _("every phase")), *Phase.choices, ("brought", _("came with a foreign file"))], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=[*JourneyState.choices, ("all", _("all"))], required=False)
    mine = forms.BooleanField(label=_("Seen to by me"), required=False)

    def chosen(self) -> dict[str, Any]:
        """What the list is asked with: journeys under way when nothing is said."""
        data = self.cleaned_data if self.is_valid() else {}
        state = data.get("state") or JourneyState.RUNNING
        return {"phase": data.get("phase", ""), "state": "" if state == "all" else state, "mine": bool(data.get("mine"))}
