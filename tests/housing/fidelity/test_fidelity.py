"""Fidelity: scores by domain with their most, change over time, the eight principles; never an item text."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.rules import Refused
from centre.shifts import clock
from housing.fidelity import actions, selectors
from housing.fidelity.enums import Domain, Principle
from housing.fidelity.models import FidelityAssessment, FidelityScore
from housing.homes.actions import write_programme
from housing.homes.policies import HomeTaken

pytestmark = pytest.mark.django_db

SCORES = {str(domain): (Decimal(number), Decimal(20)) for number, domain in zip((18, 17, 15, 12, 8), Domain, strict=True)}


@pytest.fixture
def programme(as_, colette):
    with as_(colette):
        return write_programme(actor=colette, kind="housing_first", name="Un toit d'abord")


def assess(actor, programme, *, days=0, scores=SCORES, instrument="Survey 2.1, fr"):
    day = clock.service_day() - timedelta(days=days)
    return actions.assess_fidelity(
        actor=actor, programme=programme, on=day, instrument=instrument, scores=scores, client_uuid=uuid4(), note="La vie du groupe."
    )


def typed(**more):
    """The form as a coordinator fills it in."""
    scores = {f"score_{domain}": score for domain, (score, _most) in SCORES.items()}
    return scores | {f"most_{domain}": "20" for domain in Domain} | {
        "on": clock.service_day().isoformat(), "instrument": "Survey 2.1, fr", "client_uuid": str(uuid4()),
    } | more


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_scores_are_kept_by_domain_with_their_most(as_, colette, programme, verbs):
    with as_(colette):
        assess(colette, programme, days=365, scores=SCORES | {"team": (Decimal(4), Decimal(20))})
        assess(colette, programme)
        told = selectors.assessments(colette, programme)
        assert [(one.score, one.maximum, one.share, one.by) for one in told] == [(70, 100, 70, "Colette"), (66, 100, 66, "Colette")]
        table = dict(selectors.by_domain(told))
        assert [score.score for score in table["team structure"]] == [4, 8]
        assert selectors.last_maxima(told)["most_team"] == 20
    assert verbs("housing.fidelity.") == ["housing.fidelity.assessed"] * 2


def test_the_page_draws_the_change_and_says_it_in_a_table(browse, as_, colette, hugo, programme):
    client = browse(colette)
    assert "This programme was not assessed yet." in text_of(client.get(reverse("fidelity", args=[programme.pk])))
    with as_(colette):
        assess(colette, programme, days=365)
        assess(colette, programme, scores=SCORES | {"team": (Decimal("15.5"), Decimal(20))})
    answer = browse(hugo).get(reverse("fidelity", args=[programme.pk]))
    assert answer.content.decode().count("<circle") == 2
    assert "15.5 / 20" in text_of(answer)
    assert "77.5 / 100 · 78 %" in text_of(answer)
    assert "Write an assessment" not in text_of(answer)


def test_the_form_keeps_and_the_undo_bar_strikes_out(browse, as_, colette, programme):
    client, form = browse(colette), typed()
    for _ in range(2):
        answer = client.post(reverse("fidelity", args=[programme.pk]), form, follow=True)
    assert "Assessment written down" in text_of(answer)
    with as_(colette):
        made = FidelityAssessment.objects.get()
        assert FidelityScore.objects.filter(assessment=made).count() == 5
    client.post(reverse("fidelity_strike", args=[made.pk]))
    with as_(colette):
        assert selectors.assessments(colette, programme) == []
        assert assess(colette, programme).pk != made.pk


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"score_team": "21"}, "A score lies between 0 and the most of its domain."), ({"most_team": "0"}, "above zero"),
        ({"score_team": "-1"}, "greater than or equal to 0"), ({"on": "2041-01-01"}, "This day has not come yet."),
        ({"instrument": ""}, "This field is required."), ({"score_team": "beaucoup"}, "Enter a number."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(browse, as_, colette, programme, wrong, words):
    answer = browse(colette).post(reverse("fidelity", args=[programme.pk]), typed(**wrong))
    assert answer.status_code == 422
    assert words in text_of(answer)
    with as_(colette):
        assert FidelityAssessment.objects.count() == 0


def test_the_same_instrument_on_one_day_says_who_was_first(browse, as_, colette, corentin, programme):
    with as_(colette):
        assess(colette, programme)
    answer = browse(corentin).post(reverse("fidelity", args=[programme.pk]), typed())
    assert answer.status_code == 409
    assert "Colette wrote down this instrument for this day" in text_of(answer)
    with as_(corentin), pytest.raises(HomeTaken):
        assess(corentin, programme)


def test_the_eight_principles_are_a_dated_checklist(browse, as_, colette, programme, verbs):
    client = browse(colette)
    form = {f"met_{one}": "met" for one in Principle} | {
        "met_flexible": "not", "comment_flexible": "L'accompagnement s'arrête après deux ans.", "met_choice": "partly",
        "on": clock.service_day().isoformat(), "client_uuid": str(uuid4()),
    }
    short = client.post(reverse("principles", args=[programme.pk]), {key: value for key, value in form.items() if key != "met_right"})
    assert short.status_code == 422
    for _ in range(2):
        answer = client.post(reverse("principles", args=[programme.pk]), form, follow=True)
    assert "6 principles met" in text_of(answer)
    assert re.search(r"flexible support for as long as needed L&#x27;accompagnement s&#x27;arrête après deux ans\. not met", text_of(answer))
    assert verbs("housing.principles.") == ["housing.principles.reviewed"]
    with as_(colette):
        told = selectors.reviews(colette, programme)
        assert [len(one.answers) for one in told] == [8]


def test_who_looks_for_homes_reads_and_does_not_assess(browse, as_, hugo, ivan, programme):
    for name in ("fidelity", "principles"):
        answer = browse(hugo).post(reverse(name, args=[programme.pk]), typed())
        assert answer.status_code == 403
        assert "Your role does not include this." in text_of(answer)
    with as_(ivan) as actor, pytest.raises(Refused):
        assess(actor, programme)
