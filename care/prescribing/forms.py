"""What is typed about prescriptions and the signed rules; validates, never saves. Milligrams are kept as micrograms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from care.register.forms import PLAIN
from centre.shell import fields
from centre.shell.fields import CodeInput, form_number

from .enums import AfterMissing, DoseRoute, EndedBecause
from .missed import Step

#: How many rows the form of missed days has.
ROWS = 6


def micrograms(amount: Decimal) -> int:
    """Milligrams as typed, in micrograms."""
    return int((amount * 1000).to_integral_value())


def milligram_field(label: Any, **more: Any) -> forms.DecimalField:
    """A field for an amount in milligrams, with a comma or a point."""
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_value=Decimal(5000), decimal_places=3, localize=True,
        widget=forms.TextInput(attrs=PLAIN | {"inputmode": "decimal"}), **more,
    )


def why_field(label: Any, **more: Any) -> forms.CharField:
    """A few sealed words about the person."""
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **more)


def _week(label: Any, **more: Any) -> forms.TypedMultipleChoiceField:
    days = [(number + 1, words) for number, words in WEEKDAYS.items()]
    return forms.TypedMultipleChoiceField(label=label, choices=days, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **more)


class PrescriptionForm(forms.Form):
    """A prescription, in the own name or copied from a prescriber outside."""

    account: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Drug, form and strength"), queryset=None)
    dose = milligram_field(_("Dose of a day, mg"))
    afternoon = milligram_field(_("Of which in the afternoon, mg"), required=False)
    least = milligram_field(_("Least of a day, mg"), required=False)
    most = milligram_field(_("Most of a day, mg"), required=False)
    route = forms.ChoiceField(label=_("How it is taken"), choices=DoseRoute.choices, initial=DoseRoute.ORAL)
    starts_on = fields.day(_("From"))
    ends_on = fields.day(_("To"))
    supervised_days = _week(_("Taken here on"), initial=list(range(1, 8)))
    home_days = _week(_("Taken at home on"))
    home_most = forms.IntegerField(label=_("Most bottles at once"), min_value=0, max_value=31, initial=0)
    anew = forms.BooleanField(label=_("A new beginning: days missed before do not count"), required=False)
    prescriber_name = forms.CharField(
        label=_("Prescriber outside"), max_length=80, required=False, widget=forms.TextInput(attrs=PLAIN),
        help_text=_("Only when you copy what somebody else prescribed."),
    )
    inami = forms.CharField(label=_("INAMI number of the prescriber"), max_length=14, required=False, widget=forms.TextInput(attrs=PLAIN))
    pharmacy = forms.CharField(label=_("Pharmacy"), max_length=80, required=False, widget=forms.TextInput(attrs=PLAIN))
    team: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Who gives the doses"), queryset=None, empty_label=None)
    words = why_field(_("Remark"), required=False)
    client_uuid = form_number()

    def __init__(self, *args: Any, accounts: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The range holds the dose; the end comes after the beginning."""
        data = super().clean() or {}
        dose, least, most = data.get("dose"), data.get("least"), data.get("most")
        if dose and ((least and least > dose) or (most and most < dose)):
            self.add_error("dose", _("The dose lies outside its range."))
        if dose and data.get("afternoon") and data["afternoon"] >= dose:
            self.add_error("afternoon", _("This is a part of the dose of a day."))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The end lies before the beginning."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        dose, afternoon, least, most = (data.pop(name) for name in ("dose", "afternoon", "least", "most"))
        return data | {
            "dose_ug": micrograms(dose), "afternoon_ug": micrograms(afternoon) if afternoon else None, "least_ug": micrograms(least or dose),
            "most_ug": micrograms(most or dose), "words": data["words"] or None,
        }


class EndForm(forms.Form):
    """The last day of a prescription."""

    on = fields.day(_("Last day"))
    because = forms.ChoiceField(label=_("Why"), choices=[one for one in EndedBecause.choices if one[0] != EndedBecause.CHANGED])


class SaidForm(forms.Form):
    """What a prescriber decided, and who said it: a nurse always names the prescriber, a doctor decides alone when nobody is named."""

    prescriber_name = forms.CharField(
        label=_("Who said it on the telephone"), max_length=80, required=False, widget=forms.TextInput(attrs=PLAIN),
        help_text=_("Left empty: you decide and sign as a doctor."),
    )

    def __init__(self, *args: Any, doctor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doctor:
            self.fields["prescriber_name"].required = True
            self.fields["prescriber_name"].help_text = _("A prescriber decides. Write whose decision you note down.")


class DecisionForm(SaidForm):
    """What a prescriber decides about one day."""

    kind = forms.ChoiceField(label=_("Decision"))
    day = fields.day(_("For the day"))
    amount = milligram_field(_("Dose that may be given, mg"), required=False)
    reason = why_field(_("Why"))
    code = forms.CharField(label=_("Code of your authenticator"), max_length=12, required=False, widget=CodeInput(attrs=PLAIN | {"inputmode": "numeric"}))
    client_uuid = form_number()
    field_order = ("kind", "day", "amount", "reason", "prescriber_name", "code")

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], doctor: bool, **kwargs: Any) -> None:
        super().__init__(*args, doctor=doctor, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if not doctor:
            del self.fields["code"]

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        data.pop("code", None)
        amount = data.pop("amount")
        return data | {"amount_ug": micrograms(amount) if amount else 0}


class SignedForm(forms.Form):
    """What every signed sheet says: the substance, from when, after which source, and the code of who signs."""

    substance = forms.ChoiceField(label=_("Substance"))
    valid_from = fields.day(_("From"))
    source = forms.CharField(label=_("After which guideline or decision"), max_length=200, widget=forms.TextInput(attrs=PLAIN))
    code = forms.CharField(label=_("Code of your authenticator"), max_length=12, required=False, widget=CodeInput(attrs=PLAIN | {"inputmode": "numeric"}))

    def __init__(self, *args: Any, substances: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substance"].choices = substances  # type: ignore[attr-defined]
        self.order_fields([*(name for name in self.fields if name != "code"), "code"])


def _count(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most)


class MissedRulesForm(SignedForm):
    """The rows of missed days, one beneath another; those without a first day are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            words = {"n": number}
            self.fields |= {
                f"first_{number}": _count(gettext("Row %(n)s: missed days from") % words, 60),
                f"last_{number}": _count(gettext("Row %(n)s: to (empty: and more)") % words, 60),
                f"after_{number}": forms.ChoiceField(label=gettext("Row %(n)s: what follows") % words, choices=[("", "–"), *AfterMissing.choices], required=False),
                f"percent_{number}": _count(gettext("Row %(n)s: percent of the dose") % words, 100),
                f"most_{number}": milligram_field(gettext("Row %(n)s: at most, mg") % words, required=False),
            }
        self.order_fields([*(name for name in self.fields if name != "code"), "code"])

    def steps(self) -> list[Step]:
        """The rows that were filled in."""
        data, found = self.cleaned_data, []
        for number in range(1, ROWS + 1):
            first, after, most = data.get(f"first_{number}"), data.get(f"after_{number}"), data.get(f"most_{number}")
            if first and after:
                found.append(Step(first, data.get(f"last_{number}"), after, data.get(f"percent_{number}"), micrograms(most) if most else None))
        return found


class LimitsForm(SignedForm):
    """The hard stops of a substance."""

    single = milligram_field(_("Most at once, mg"), required=False)
    daily = milligram_field(_("Most in a day, mg"), required=False)
    interval_minutes = forms.IntegerField(label=_("Minutes between two doses"), required=False, min_value=1, max_value=2880)
    observe_minutes = forms.IntegerField(label=_("Minutes to stay after a dose"), required=False, min_value=1, max_value=480)
    two_steps = forms.BooleanField(label=_("Prepared by one worker, checked by another"), required=False)

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        data = dict(self.cleaned_data)
        single, daily, _code = data.pop("single"), data.pop("daily"), data.pop("code")
        return data | {"single_ug": micrograms(single) if single else None, "daily_ug": micrograms(daily) if daily else None}


class AuthorisationForm(forms.Form):
    """The authorisation of the diacetylmorphine programme."""

    reference = forms.CharField(label=_("Reference"), max_length=80, widget=forms.TextInput(attrs=PLAIN))
    authority = forms.CharField(label=_("Given by"), max_length=120, widget=forms.TextInput(attrs=PLAIN))
    valid_from = fields.day(_("From"))
    valid_until = fields.day(_("Until"))
    code = forms.CharField(label=_("Code of your authenticator"), max_length=12, required=False, widget=CodeInput(attrs=PLAIN | {"inputmode": "numeric"}))

    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}

