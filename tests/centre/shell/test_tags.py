"""The tags rooms write their pages with."""

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template

from centre.shifts import clock
from centre.staff.models import Team


def render(source, **context):
    return Template("{% load shell %}" + source).render(Context(context))


class Bed(forms.Form):
    label = forms.CharField(label="Label", help_text="As on the door.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Single"), ("b", "Bunk")], widget=forms.RadioSelect)
    calm = forms.BooleanField(label="Calm", required=False)


def test_an_icon_is_hidden_unless_it_speaks():
    assert 'aria-hidden="true"' in render("{% icon 'bed' %}")
    spoken = render("{% icon 'bed' label='Bed' %}")
    assert 'role="img" aria-label="Bed"' in spoken
    assert "aria-hidden" not in spoken


def test_an_unknown_icon_is_named_with_its_neighbours():
    with pytest.raises(ValueError, match="no icon 'beds': bed"):
        render("{% icon 'beds' %}")


def test_a_label_is_escaped():
    assert "<b>" not in render("{% icon 'bed' label=words %}", words="<b>")


def test_help_and_error_are_tied_to_the_field():
    html = render("{% form_fields form %}", form=Bed({"label": ""}))
    assert 'id="id_label_helptext"' in html
    assert 'id="id_label_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_label_helptext id_label_error"' in html


def test_the_summary_leads_to_the_field():
    html = render("{% form_errors form %}", form=Bed({"label": ""}))
    assert 'href="#id_label"' in html
    assert 'href="#id_kind"' in html
    assert 'role="alert"' in html


def test_no_summary_without_errors():
    assert render("{% form_errors form %}", form=Bed()).strip() == ""


def test_radio_choices_are_cards_in_a_fieldset_with_the_id_of_the_summary():
    html = render("{% field form.kind %}", form=Bed())
    assert '<fieldset class="field" id="id_kind"' in html
    assert html.count('class="choice"') == 2


def test_an_act_that_is_off_says_why_and_cannot_be_sent():
    html = render("{% act '/x/' 'Give' 'bed' '' 'This room is for women.' %}")
    assert 'type="button" aria-disabled="true"' in html
    assert "This room is for women." in html


def test_an_act_carries_a_fresh_number():
    first, second = (render("{% act '/x/' 'Give' %}") for _ in range(2))
    assert 'name="client_uuid"' in first
    assert first != second


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-22 02:10", "night of 21 to 22 November"),
        ("2026-11-21 21:00", "night of 21 to 22 November"),
        ("2026-12-01 02:10", "night of 30 November to 1 December"),
        ("2026-11-22 14:00", "Sunday 22 November"),
    ],
)
def test_the_service_day_in_words(moment, words, settings):
    from django.utils import translation

    with clock.at(moment), translation.override("en"):
        assert render("{% service_day %}") == words


class Room(forms.Form):
    """One choice that must be made and one that may be left."""

    floor = forms.ChoiceField(label="Floor", choices=[*BLANK_CHOICE_DASH, ("1", "First")])
    team = forms.ModelChoiceField(Team.objects.order_by("pk"), label="Team", required=False)
    said = forms.ModelChoiceField(Team.objects.order_by("pk"), label="Said", required=False, empty_label="Everybody")


def test_an_empty_choice_is_said_in_words(db):
    html = render("{% form_fields form %}", form=Room())
    assert "---------" not in html
    for words in ("Choose", "Nothing chosen", "Everybody"):
        assert f'<option value="" selected>{words}</option>' in html
