"""What is refused is said on the form it was asked with, and nothing after it is done."""

import pytest
from django import forms

from audit.rules import Refused, said_beside


class Asking(forms.Form):
    day = forms.DateField()


@pytest.mark.parametrize(("field", "where"), [("day", "day"), (None, "__all__")])
def test_words_of_a_refusal_stand_beside_their_field_or_above_all(field, where):
    form, done = Asking({"day": "2026-11-22"}), []
    assert form.is_valid()
    with said_beside(form, field):
        done.append("before")
        raise Refused("The day has not come yet.")
    assert (dict(form.errors), done) == ({where: ["The day has not come yet."]}, ["before"])


def test_whatever_else_goes_wrong_goes_on():
    form = Asking({"day": "2026-11-22"})
    with pytest.raises(ZeroDivisionError), said_beside(form, "day"):
        raise ZeroDivisionError
    assert form.errors == {}


def test_what_is_allowed_is_done():
    form = Asking({"day": "2026-11-22"})
    with said_beside(form):
        done = form.is_valid()
    assert done
