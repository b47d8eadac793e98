"""Input of an identity envelope: what for, until when, and what is in it. Nothing in it is required."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import check_year
from centre.shifts.clock import service_day

from .enums import Purpose
from .models import SEALED
from .numbers import WrongNumber, read_number

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class OpeningForm(forms.Form):
    """For what the envelope is opened this time."""

    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words, when it is something else"), max_length=200, required=False)


class PurposeForm(OpeningForm):
    """For what an envelope is kept, and how long."""

    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[(30, _("A month")), (90, _("Three months")), (180, _("Six months")), (365, _("A year"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    @property
    def expires_on(self) -> date:
        """The last day."""
        return service_day() + timedelta(days=self.cleaned_data["days"])


class ContentsForm(forms.Form):
    """Who the person is in law; only what the purpose needs."""

    legal_name = forms.CharField(label=_("Name in law"), max_length=200, required=False, widget=forms.TextInput(attrs=_QUIET))
    birth_date = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(attrs=_QUIET | {"type": "date"}, format="%Y-%m-%d"), validators=[check_year]
    )
    national_number = forms.CharField(
        label=_("National number or BIS number"), max_length=20, required=False,
        widget=forms.TextInput(attrs=_QUIET | {"inputmode": "numeric"}),
    )  # fmt: skip
    nationality = forms.CharField(label=_("Nationality"), max_length=60, required=False, widget=forms.TextInput(attrs=_QUIET))
    insurer = forms.CharField(label=_("Health insurer"), max_length=120, required=False, widget=forms.TextInput(attrs=_QUIET))
    use_required_attribute = False

    def clean_national_number(self) -> str:
        """Eleven digits that hold together, or nothing."""
        typed: str = self.cleaned_data["national_number"]
        if not typed.strip():
            return ""
        try:
            return read_number(typed).digits
        except WrongNumber:
            raise forms.ValidationError(_("This number is mistyped: its last two digits do not fit the others.")) from None

    @property
    def contents(self) -> dict[str, str]:
        """The parts by name, as text."""
        return {name: _text(self.cleaned_data[name]) for name in SEALED}

    @property
    def disagrees(self) -> bool:
        """Whether the number and the birthday say different days."""
        number, born = self.cleaned_data["national_number"], self.cleaned_data["birth_date"]
        said = read_number(number).born_on if number else None
        return bool(said and born and said != born)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
