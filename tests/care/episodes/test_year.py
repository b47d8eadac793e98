"""What the queue and the command line do with treatment: who is counted in a year, and who ends in silence."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from care.episodes import selectors
from care.episodes.models import EntrySnapshot, Episode, EpisodeRule, TreatmentProgramme
from care.episodes.panels import forget, held_here
from care.episodes.tasks import end_silent
from centre.shifts import clock
from intake.person.models import Person


@pytest.fixture
def year(as_worker, db, at):
    at("2026-12-01 11:00")
    people = [person() for _ in range(4)]
    counting = TreatmentProgramme.objects.create(
        label="TSO", compartment="nursing", centre="low_threshold", counts=True, written_by=1
    )
    exchange = TreatmentProgramme.objects.create(
        label="Comptoir", compartment="nursing", centre="low_threshold", counts=False, written_by=1
    )
    entry(people[0], counting, date(2026, 1, 5), date(2026, 2, 1), primary="11", sex="M")
    entry(people[0], counting, date(2026, 9, 5), None, primary="21", sex="M")
    entry(people[1], counting, date(2026, 5, 5), None, primary="80", sex="F")
    entry(people[2], exchange, date(2026, 5, 6), None, primary="22")
    entry(people[3], counting, date(2025, 12, 31), None, primary="11")
    return people


def person():
    return Person.objects.create(birth_year=1990)


def entry(person, programme, started_on, ended_on, **answers):
    episode = Episode.objects.create(
        person=person,
        programme=programme,
        compartment=programme.compartment,
        started_on=started_on,
        last_contact_on=started_on,
        ended_on=ended_on,
        opened_at=clock.now(),
        opened_by=1,
    )
    EntrySnapshot.objects.create(
        episode=episode,
        person=person,
        compartment=programme.compartment,
        centre=programme.centre,
        frozen_at=clock.now(),
        frozen_by=1,
        **answers,
    )
    return episode


def test_entries_of_the_year_once_a_person_and_never_harm_reduction(year):
    found = selectors.entrants_of(2026)
    assert [one.primary for one in found.entrants] == ["11", "80"]
    assert (found.alcohol, found.again) == (1, 1)
    assert [one.primary for one in selectors.entrants_of(2025).entrants] == ["11"]


def test_the_last_entry_counts_when_the_rule_says_so(year):
    EpisodeRule.objects.create(months=6, counted="last", valid_from=date(2026, 1, 1), because="asked", set_by=1)
    assert [one.primary for one in selectors.entrants_of(2026).entrants] == ["21", "80"]


def test_joined_files_are_one_person(year):
    year[1].merged_into = year[0]
    year[1].save()
    assert [one.primary for one in selectors.entrants_of(2026).entrants] == ["11"]


def test_the_latest_correction_counts(year):
    first = EntrySnapshot.objects.get(primary="11", episode__started_on__year=2026)
    EntrySnapshot.objects.create(
        episode=first.episode,
        person=first.person,
        compartment="nursing",
        centre=first.centre,
        number=2,
        because="misheard",
        frozen_at=clock.now(),
        frozen_by=1,
        primary="12",
    )
    assert [one.primary for one in selectors.entrants_of(2026).entrants] == ["12", "80"]


def test_the_command_tells_seventy_tables(year):
    out = StringIO()
    call_command("tdi", "2026", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert len(told["tables"]) == 70
    assert told["entrants"] == 2
    table = next(one for one in told["tables"] if one["code"] == "9.1.1")
    assert table["values"][-1][-1] == 1
    assert table["rows"][1] == {"code": "1.1", "label": "1.1 heroin"}
    assert table["columns"][4]["code"] == "low_threshold"
    plain = StringIO()
    call_command("tdi", "2026", "--table", "10.1.1", stdout=plain)
    assert "10.1.1 Primary drug by sex" in plain.getvalue()


def test_the_queue_ends_episodes_of_people_not_seen(year):
    assert end_silent() == 3
    assert end_silent() == 0
    assert set(Episode.objects.filter(end_reason="silent").values_list("started_on", flat=True)) == {
        date(2026, 5, 5),
        date(2026, 5, 6),
        date(2025, 12, 31),
    }


def test_erasure_leaves_codes_of_nobody(year):
    assert held_here(year[0].pk) == {"episodes": 2, "entry_answers": 2}
    assert forget(year[0].pk) == {"episodes": 2, "entry_answers": 2}
    assert held_here(year[0].pk) == {"episodes": 0, "entry_answers": 0}
    assert Episode.history.filter(person=year[0].pk).count() == 0
    assert len(selectors.entrants_of(2026).entrants) == 3
