"""The eight questions on a form that forgets: what was typed is never shown again, and no error repeats it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from centre.shell.fields import form_number
from centre.shifts.clock import now

from .enums import RegisteredSex
from .letters import first_letters
from .policies import unsaid_words
from .tags import Answers

LETTERS = ("mother", "own", "father", "town")
OLDEST = 110
_QUIET = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


def _letters(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=40, required=False, widget=forms.TextInput(attrs=_QUIET))


def _number(label: Any, least: int, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs=_QUIET | {"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, widget=widget)


class QuestionsForm(forms.Form):
    """Asked aloud. A field left empty means "does not know, or would rather not say"; at most two."""

    mother = _letters(gettext_lazy("Mother's first name: first two letters"))
    own = _letters(gettext_lazy("Own first name as on the birth certificate: first two letters"))
    father = _letters(gettext_lazy("Father's first name: first two letters"))
    town = _letters(gettext_lazy("Town of birth: first two letters"))
    day = _number(gettext_lazy("Day of birth"), 1, 31)
    month = _number(gettext_lazy("Month of birth"), 1, 12)
    year = _number(gettext_lazy("Year of birth"), 1900, 2100)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex in the register of births"),
        choices=[("", gettext_lazy("Does not know, or would rather not say")), *RegisteredSex.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    use_required_attribute = False

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Two letters in A to Z, a year that can be somebody's, at most two answers left out."""
        data = super().clean() or {}
        for name in LETTERS:
            typed = data.get(name) or ""
            data[name] = first_letters(typed) or None
            if typed.strip() and data[name] is None:
                self.add_error(name, _("Two letters are needed, in any alphabet."))
        year = data.get("year")
        if year is not None and not now().year - OLDEST <= year <= now().year:
            self.add_error("year", _("This year cannot be right."))
        if not self.errors and (words := unsaid_words(self._answers(data))):
            self.add_error(None, words)
        return data

    @staticmethod
    def _answers(data: dict[str, Any]) -> Answers:
        return Answers(**{name: data.get(name) for name in (*LETTERS, "day", "month", "year")}, sex=data.get("sex") or None)

    @property
    def answers(self) -> Answers:
        """What was answered, normalised."""
        return self._answers(self.cleaned_data)

    @property
    def mistakes(self) -> list[str]:
        """What is wrong, question by question, without anything that was typed."""
        return [
            _("%(question)s: %(words)s") % {"question": self.fields[name].label, "words": words}
            if name in self.fields
            else str(words)
            for name, found in self.errors.items()
            for words in found
        ]


class AgreedForm(forms.Form):
    """Whether the person said that they want to be found again by the questions."""

    agreed = forms.BooleanField(
        label=gettext_lazy("The person wants to be found again this way, and said so"), required=False
    )
    client_uuid = form_number(required=False)
