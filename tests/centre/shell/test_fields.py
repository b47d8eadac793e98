"""The parts of a form that every room has."""

from datetime import date

import pytest
from django import forms

from centre.shell.fields import YEARS, day, form_number, offer


class TrialForm(forms.Form):
    on = day("On", required=False)
    who = forms.ChoiceField(required=False)
    number = form_number()


@pytest.mark.parametrize("typed", ["0001-01-01", "0206-11-20", "1899-12-31", "2151-01-01", "9999-12-31"])
def test_a_year_that_cannot_be_meant_is_a_slip_of_the_hand(typed):
    form = TrialForm({"on": typed, "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"})
    assert form.errors == {"on": [f"Look at the year once more: {typed[:4]}."]}
    assert f'value="{typed}"' in str(form["on"]), "what was typed stays"


def test_a_day_within_reach_is_kept_and_a_form_has_its_number():
    for typed in (date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)):
        form = TrialForm({"on": typed.isoformat(), "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"})
        assert form.is_valid()
        assert form.cleaned_data["on"] == typed
    assert form["number"].is_hidden
    assert TrialForm({}).errors == {"number": ["This field is required."]}


def test_choices_known_only_by_the_page():
    form = TrialForm({"who": "1", "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"})
    offer(form, "who", [("1", "Ivan")])
    assert form.is_valid()
    with pytest.raises(AssertionError):
        offer(form, "on", [])
