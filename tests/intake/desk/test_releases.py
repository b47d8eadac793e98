"""Figures of the door: once a year, in the quarter of the first contact, and never who was in a walled space."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation

from audit.release.catalogue import Window, source, table
from centre.shifts import clock
from intake.desk import releases, selectors
from intake.desk.actions import record_anonymous, record_passage, undo_passage
from intake.person.actions import open_file
from intake.spaces.actions import enter_space
from intake.spaces.selectors import space_for

Q3 = Window(2026, 3, date(2026, 7, 1), date(2026, 9, 30), date(2026, 1, 1))


def came(actor, person, when, service="coffee"):
    with clock.at(when):
        return record_passage(
            actor=actor, service=selectors.service_by_code(service), person=person, client_uuid=uuid4()
        )


def test_a_person_counts_once_in_the_quarter_of_their_first_contact(as_, vera, momo):
    with as_(vera):
        early = open_file(actor=vera, gender="F", birth_year=2001)
        came(vera, early, "2026-03-02 12:00")
        for when in ("2026-07-04 12:00", "2026-08-04 12:00"):
            came(vera, momo, when)
            came(vera, early, when)
        counted = list(releases.persons(Q3))
    assert counted == [(momo.pk, {"gender": "men", "age": "35_44"}, 1)]


def test_who_was_written_down_too_late_counts_in_the_next_quarter(as_, vera, momo):
    closed = clock.instant("2026-07-05 09:00")
    window = Window(2026, 3, date(2026, 7, 1), date(2026, 9, 30), date(2026, 1, 1), closed)
    with as_(vera):
        with clock.at("2026-07-06 10:00"):
            record_passage(
                actor=vera,
                service=selectors.reception(),
                person=momo,
                client_uuid=uuid4(),
                at=clock.instant("2026-06-29 10:00"),
            )
        assert [row[0] for row in releases.persons(window)] == [momo.pk]
        assert list(releases.persons(Q3)) == []


@pytest.mark.parametrize(
    ("gender", "birth_year", "expected"),
    [
        ("TF", 2003, {"gender": "trans_or_other", "age": "under_25"}),
        ("X", 1971, {"gender": "trans_or_other", "age": "55_and_over"}),
        ("NS", None, {"gender": "not_said", "age": "not_said"}),
        ("", 2001, {"gender": "not_said", "age": "25_34"}),
    ],
)
def test_what_was_not_said_is_a_category(as_, vera, gender, birth_year, expected):
    with as_(vera):
        came(vera, open_file(actor=vera, gender=gender, birth_year=birth_year), "2026-07-04 12:00")
        assert [row[1] for row in releases.persons(Q3)] == [expected]


def test_passages_count_with_and_without_a_name_but_not_undone_ones(as_, vera, momo):
    with as_(vera), clock.at("2026-07-04 12:00"):
        meal = selectors.service_by_code("meal")
        record_passage(actor=vera, service=meal, person=momo, client_uuid=uuid4())
        record_anonymous(actor=vera, service=meal, n=2, client_uuid=uuid4())
        undo_passage(actor=vera, passage=record_passage(actor=vera, service=meal, client_uuid=uuid4()))
        counted = list(releases.passages(Q3))
    assert [row[0] for row in counted] == [momo.pk, None, None]
    assert {row[1]["service"] for row in counted} == {"meal"}


def test_a_walled_space_stands_nowhere_by_itself(as_, vera, women_worker, momo):
    with as_(vera), clock.at("2026-07-04 12:00"):
        came(vera, momo, "2026-07-04 12:00", "reception")
    with as_(women_worker), clock.at("2026-07-04 13:00"):
        space = space_for(women_worker, "women_space")
        enter_space(actor=women_worker, space=space, person=momo, client_uuid=uuid4())
        assert [row[1]["service"] for row in releases.passages(Q3)] == ["reception", "reception"]
    assert "women_space" not in source("passages").dimension("service").categories


def test_the_catalogue_speaks_the_language_of_the_file():
    service = source(table("passages_service").source).dimension("service")
    for language, words in (("fr", "Repas"), ("nl", "Maaltijd"), ("en", "Meal")):
        with translation.override(language):
            assert service.words("meal") == words
