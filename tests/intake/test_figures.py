"""What the door gives to the figures: persons by their first passage, passages, and nothing of the women's space."""

import uuid
from datetime import date, timedelta

import pytest

from audit.release import catalogue, tasks
from audit.release.models import Closing, Quarter
from centre.shifts import clock
from intake import figures
from intake.desk.models import Passage, Service
from intake.person.models import Person
from intake.spaces.models import Space

pytestmark = pytest.mark.usefixtures("as_worker", "db")


def window(**changes):
    fixed = {"year": 2025, "quarter": 2, "start": date(2025, 4, 1), "end": date(2025, 6, 30), "year_start": date(2025, 1, 1)}
    return catalogue.Window(**fixed | changes)


def passage(day, person=None, hour=14, service="coffee", recorded=None, **fields):
    at = clock.instant(f"{day} {hour:02}:00")
    return Passage.objects.create(
        person=person, service=Service.objects.get(code=service), service_day=clock.service_day(at), at=at,
        recorded_at=recorded or at, by=1, client_uuid=uuid.uuid4(), **fields,
    )


def somebody(**fields):
    return Person.objects.create(**{"gender": "F", "birth_year": 1990} | fields)


def test_persons_by_their_first_passage_of_the_year():
    one, two = somebody(), somebody(gender="", birth_year=None)
    passage("2025-05-02", one), passage("2025-02-01", two), passage("2024-12-01", one), passage("2025-07-01", somebody())
    passage("2025-05-03")
    rows = list(figures.persons(window()))
    assert rows == [
        (two.pk, {"gender": "unknown", "age": "unknown"}, 1),
        (one.pk, {"gender": "F", "age": "35"}, 1),
    ]


def test_late_data_of_the_year_before_belongs_to_the_first_quarter():
    closing = clock.instant("2025-01-03 10:00")
    late, known = somebody(), somebody()
    passage("2024-12-20", known), passage("2024-12-22", late, recorded=closing + timedelta(days=2))
    first = window(quarter=1, start=date(2025, 1, 1), end=date(2025, 3, 31), recorded_after=closing)
    assert [person for person, _categories, _count in figures.persons(first)] == [late.pk]
    assert [person for person, _categories, _count in figures.passages(first)] == [late.pk]


def test_passages_of_the_quarter_and_late_ones():
    closing = clock.instant("2025-04-03 10:00")
    passage("2025-03-30")
    passage("2025-03-31", recorded=closing + timedelta(days=1))
    passage("2025-04-05", undone_at=closing, undone_by=1)
    passage("2025-04-07", hour=3)
    rows = list(figures.passages(window(recorded_after=closing)))
    assert rows == [
        (None, {"service": "coffee", "weekday": "1", "part": "afternoon"}, 1),
        (None, {"service": "coffee", "weekday": "7", "part": "night"}, 1),
    ]


def test_the_space_of_women_shows_as_reception():
    space = Space.objects.order_by("pk").first()
    passage("2025-05-02", somebody(), service="women_space", space=space, compartment="women_space")
    assert [row[1]["service"] for row in figures.passages(window())] == ["reception"]
    assert "women_space" not in figures.SERVICE.categories


def test_a_service_the_house_added_is_another_service():
    Service.objects.create(code="chess", label_fr="Échecs", label_nl="Schaak", label_en="Chess", icon="users")
    passage("2025-05-02", service="chess")
    assert [row[1]["service"] for row in figures.passages(window())] == ["other"]


@pytest.mark.parametrize(
    ("born", "band"), [(2008, "0"), (2007, "18"), (2001, "18"), (2000, "25"), (1970, "55"), (1930, "55"), (2030, "0"), (None, "unknown")]
)
def test_age_bands(born, band):
    assert figures.age_band(born, 2025) == band


@pytest.mark.parametrize(("hour", "part"), [(6, "morning"), (11, "morning"), (12, "afternoon"), (19, "afternoon"), (20, "night"), (5, "night")])
def test_parts_of_the_day(hour, part):
    assert figures.part_of_day(clock.instant(f"2025-05-02 {hour:02}:30")) == part


def test_a_real_quarter_closes_with_every_table_of_the_catalogue():
    for number in range(70):
        passage(f"2025-01-{number % 28 + 1:02}", somebody(birth_year=1950 + number % 50), hour=9 + number % 12)
    quarter = tasks.close(Quarter.objects.create(year=2025, number=1).pk)
    assert quarter.state == "closed"
    assert {one.source: one.base for one in Closing.objects.order_by("source")} == {"passages": 10, "persons": 10, "referrals": 10}
    for table in catalogue.tables():
        source = catalogue.source(table.source)
        assert {table.rows, table.columns} - {""} <= {one.code for one in source.dimensions}
        assert str(table.title)
        assert [words for one in source.dimensions for words in map(one.words, one.categories)]
