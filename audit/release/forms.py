"""The forms of a release: the period and for whom; the quarter to close; the code of the second person."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.release.enums import Period

YEARS_BACK = 3


class PeriodForm(forms.Form):
    """`year`, `period` as in Period, and `recipient`, who is to have it (may be empty)."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    period = forms.ChoiceField(label=_("Period"), choices=Period.choices, widget=forms.RadioSelect)
    recipient = forms.CharField(label=_("For whom"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this - YEARS_BACK, -1)]  # type: ignore[attr-defined]  # a choice field


class QuarterForm(forms.Form):
    """`year` and `number` of the quarter to close."""

    year = forms.IntegerField(min_value=2000, max_value=2999)
    number = forms.IntegerField(min_value=1, max_value=4)


class ApprovalForm(forms.Form):
    """The code of the second person's authenticator, when it was not typed in the last minutes."""

    code = forms.CharField(
        label=_("Code of your authenticator"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
