"""The parts of a form that every room has."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from centre.shell.fields import YEARS, day, form_number, moment, offer


class TrialForm(forms.Form):
    on = day("On", required=False)
    at = moment("At", required=False)
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


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "0206-11-20T08:30", "9999-12-31T23:59"])
def test_so_is_the_year_of_a_moment(typed):
    form = TrialForm({"at": typed, "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"})
    assert set(form.errors) == {"at"}
    assert TrialForm({"at": "2026-11-22T08:30", "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"}).is_valid()


def refuses_the_year_1(field):
    try:
        field.clean("0001-01-01T00:00" if isinstance(field, forms.DateTimeField) else "0001-01-01")
    except ValidationError:
        return True
    return False


def all_forms(form=forms.BaseForm):
    for one in form.__subclasses__():
        yield one
        yield from all_forms(one)


def test_every_day_that_is_asked_for_in_the_house_has_a_year_that_can_be_meant():
    """A day of the year 1 is kept well and can be shown no more: no time zone reaches so far back."""
    assert get_resolver().url_patterns
    apps = ("audit.", "centre.", "intake.", "housing.", "care.", "employment.")
    asked = [
        (f"{form.__module__}.{form.__name__}.{name}", refuses_the_year_1(field))
        for form in all_forms() if form.__module__.startswith(apps)
        for name, field in getattr(form, "base_fields", {}).items() if isinstance(field, forms.DateField | forms.DateTimeField)
    ]
    assert len(asked) > 50
    assert [name for name, checked in asked if not checked] == []


def test_choices_known_only_by_the_page():
    form = TrialForm({"who": "1", "number": "1b671a64-40d5-491e-99b0-da01ff1f3341"})
    offer(form, "who", [("1", "Ivan")])
    assert form.is_valid()
    with pytest.raises(AssertionError):
        offer(form, "on", [])
