"""Closing as the worker: counted once, rounded, frozen whatever happens afterwards."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from audit.ledger.models import Event
from audit.release import catalogue, selectors, tasks
from audit.release.enums import QuarterState
from audit.release.models import Atom, Carried, Closing, CountedPerson, Quarter

from .conftest import KIND, PLACE, fill, person

pytestmark = pytest.mark.usefixtures("as_worker", "db", "shelf")


def close(number):
    return tasks.close(Quarter.objects.create(year=2025, number=number).pk)


def values(number, source="people"):
    closing = Closing.objects.get(quarter__number=number, source=source)
    return dict(selectors.atoms_of(closing))


def test_a_quarter_is_counted_and_rounded(crowd):
    fill(crowd, 1, 0, 200)
    quarter = close(1)
    assert (quarter.state, quarter.words) == (QuarterState.CLOSED, "")
    assert abs(sum(values(1).values()) - 200) <= 4
    assert all(value % 5 == 0 for value in values(1).values())
    assert all(value % 10 == 0 for value in values(1, "visits").values())
    assert Event.objects.filter(verb="audit.quarter.closed").count() == 1


def test_a_person_counts_in_the_quarter_of_their_first_contact(crowd):
    fill(crowd, 1, 0, 200)
    fill(crowd, 2, 0, 400)
    close(1), close(2)
    assert CountedPerson.objects.filter(year=2025).count() == 400
    assert abs(sum(values(2).values()) - 200) <= 4
    assert abs(sum(values(1).values()) + sum(values(2).values()) - 400) <= 4


def test_late_data_goes_to_the_next_quarter(crowd):
    fill(crowd, 1, 0, 200)
    close(1)
    before = values(1)
    fill(crowd, 1, 200, 60)
    close(2)
    assert values(1) == before
    assert abs(sum(values(2).values()) - 60) <= 9


def test_a_small_quarter_is_coarse_and_so_is_the_year_after_it(crowd):
    close(1)
    fill(crowd, 2, 0, 149)
    fill(crowd, 3, 149, 151)
    for number in (2, 3):
        close(number)
    bases = Closing.objects.filter(source="people").order_by("quarter__number").values_list("base", flat=True)
    assert list(bases) == [10, 10, 10]


def test_quarters_without_anybody_do_not_make_the_year_coarse(crowd):
    close(1)
    fill(crowd, 2, 0, 150)
    close(2)
    assert Closing.objects.get(source="people", quarter__number=2).base == 5


def test_erasing_persons_moves_nothing_stored(crowd):
    fill(crowd, 1, 0, 200)
    close(1)
    before = values(1)
    crowd[1][:] = crowd[1][50:]
    assert values(1) == before
    tasks.close(Quarter.objects.get().pk)
    assert values(1) == before


def test_the_worker_cannot_rewrite_atoms(crowd):
    fill(crowd, 1, 0, 200)
    close(1)
    atom = Atom.objects.order_by("pk").first()
    for spoil in (lambda: Atom.objects.filter(pk=atom.pk).update(value=1), lambda: Closing.objects.get(pk=atom.closing_id).save(), atom.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    with pytest.raises(DatabaseError, match="stays closed"), transaction.atomic():
        Quarter.objects.update(state="failed")


def test_exact_counts_are_nowhere(crowd):
    fill(crowd, 1, 0, 203)
    close(1)
    held = Carried.objects.filter(source="people").first()
    assert str(held.errors) == "[sealed]"
    assert not [line for line in Event.objects.exclude(diff=None).order_by("id").values_list("diff", flat=True) if "place" in str(line) and "203" in str(line)]


def test_the_year_ends_without_tokens(crowd):
    fill(crowd, 1, 0, 200)
    for number in (1, 2, 3, 4):
        assert close(number).state == QuarterState.CLOSED
    assert not CountedPerson.objects.exists()
    assert not Carried.objects.exists()


def test_an_unknown_category_fails_with_words_and_stores_nothing(crowd):
    crowd[1].append((person(1), {"place": "moon", "kind": "a"}, 1))
    quarter = close(1)
    assert (quarter.state, quarter.words) == (QuarterState.FAILED, tasks.UNKNOWN)
    assert not Atom.objects.exists()
    assert not CountedPerson.objects.exists()
    crowd[1].clear()
    Quarter.objects.update(state=QuarterState.ORDERED)
    assert tasks.work() == 1
    assert Quarter.objects.get().state == QuarterState.CLOSED


def test_a_quarter_with_somebody_is_never_closed_as_empty(crowd):
    fill(crowd, 2, 0, 80)
    fill(crowd, 3, 80, 80)
    assert (close(3).state, Quarter.objects.get().words) == (QuarterState.FAILED, tasks.BEFORE)
    assert not Atom.objects.exists()
    assert close(2).state == QuarterState.CLOSED
    assert Quarter.objects.get(number=1).words == tasks.NOBODY
    Quarter.objects.filter(number=3).update(state=QuarterState.ORDERED)
    assert tasks.work() == 1
    assert Quarter.objects.filter(state=QuarterState.CLOSED).count() == 3


def test_a_new_year_goes_on_where_the_last_one_stopped(crowd, monkeypatch):
    fill(crowd, 1, 0, 80)
    close(1)
    crowd[1].clear()
    quarter = tasks.close(Quarter.objects.create(year=2026, number=1).pk)
    assert quarter.state == QuarterState.CLOSED
    assert list(Quarter.objects.order_by("year", "number").values_list("year", "number")) == [
        (2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1),
    ]


def test_what_cannot_stay_close_is_coarser_and_said(crowd, monkeypatch):
    fill(crowd, 1, 0, 200)
    real = tasks.round_atoms

    def stubborn(atoms, **asked):
        if not any(catalogue.GROUPED in key for key in atoms):
            raise tasks.CannotRound
        return real(atoms, **asked)

    monkeypatch.setattr(tasks, "round_atoms", stubborn)
    quarter = close(1)
    assert (quarter.state, quarter.words) == (QuarterState.CLOSED, tasks.COARSE)
    assert set(Closing.objects.order_by("pk").values_list("base", flat=True)) == {10}
    assert all(one.deviation <= 9 for one in Closing.objects.order_by("pk"))
    assert abs(sum(values(1).values()) - 200) <= 9


def test_no_token_stands_in_the_evidence(crowd):
    fill(crowd, 1, 0, 80)
    for number in (1, 2, 3, 4):
        close(number)
    rows = Event.objects.filter(object_label="audit_countedperson").order_by("id")
    assert {one.verb for one in rows} == {"row.inserted", "row.deleted"}
    assert {one.diff["token"] for one in rows} == {"#"}


def test_a_leak_stops_the_closing(crowd, monkeypatch):
    fill(crowd, 1, 0, 200)
    monkeypatch.setattr(tasks.attack, "find_leak", lambda published, counts: object())
    assert close(1).words == tasks.LEAK
    assert not Atom.objects.exists()


def test_categories_are_frozen_within_a_year(crowd, monkeypatch):
    close(1)
    catalogue.register_source(catalogue.Source("people", "People", catalogue.PERSONS, 2, (PLACE, KIND), lambda window: []))
    assert close(2).state == QuarterState.FAILED


def test_the_command_closes_what_came_before_too(crowd, capsys):
    fill(crowd, 1, 0, 80)
    call_command("close_quarter", "2025Q2", "--json")
    assert '"2025Q2"' in capsys.readouterr().out
    assert Quarter.objects.filter(state=QuarterState.CLOSED).count() == 2
    with pytest.raises(CommandError, match="closed already"):
        call_command("close_quarter", "2025Q2")
    with pytest.raises(CommandError, match="not over"):
        call_command("close_quarter", "2026Q1")
    with pytest.raises(CommandError):
        call_command("close_quarter", "2025")
