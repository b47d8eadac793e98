"""Input about a person. Nothing is required; "would rather not say" is an answer like another."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shifts.clock import bounds, now, service_day
from intake.person.enums import CardReason, Gender, Language

OLDEST = 110


class AliasSearchForm(forms.Form):
    """What was typed or scanned: a card or an alias, up to 200 characters."""

    q = forms.CharField(label=_("Card or alias"), max_length=200, required=False)


class NewFileForm(forms.Form):
    """A new file; the alias may be left out. `client_uuid` is the page's own."""

    alias = forms.CharField(max_length=60, required=False)
    client_uuid = forms.UUIDField(required=False)


class FileForm(forms.Form):
    """Correct a file. `version` is that of the file the worker was looking at."""

    alias = forms.CharField(
        label=_("How to call you"),
        help_text=_("A word the person chooses. It need not be a name."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        help_text=_("What the person says."),
        choices=[("", _("Not asked")), *Gender.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("Leave it empty when it was not said. About right is good enough."),
        min_value=1900,
        required=False,
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_birth_year(self) -> int | None:
        """A year that can be somebody's."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not now().year - OLDEST <= year <= now().year:
            raise forms.ValidationError(_("This year cannot be right. You can leave it empty."))
        return year

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the file, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CardReasonForm(forms.Form):
    """Why a card is blocked or replaced; lost, when nobody says."""

    reason = forms.ChoiceField(label=_("Why"), choices=CardReason.choices, initial=CardReason.LOST, required=False, widget=forms.RadioSelect)

    def clean_reason(self) -> str:
        """What was said, or lost."""
        return self.cleaned_data["reason"] or CardReason.LOST


class AlertForm(forms.Form):
    """A warning for colleagues and how long it stands."""

    text = forms.CharField(
        label=_("What colleagues must know"),
        help_text=_("Say what to do. No diagnosis here."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    lasts = forms.ChoiceField(
        label=_("Until"),
        choices=[
            ("0", _("The end of this night")),
            ("1", _("The end of tomorrow")),
            ("3", _("Three days")),
            ("7", _("A week")),
            ("30", _("A month")),
        ],
        initial="0",
        widget=forms.RadioSelect,
    )

    @property
    def until(self) -> datetime:
        """The instant at which the alert ends by itself: the end of a service day."""
        return bounds(service_day() + timedelta(days=int(self.cleaned_data["lasts"])))[1]
