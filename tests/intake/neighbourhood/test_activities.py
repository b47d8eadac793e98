"""The log of activities: counted, corrected, struck; nobody is in it."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from intake.neighbourhood import actions, selectors
from intake.neighbourhood.models import Activity

MAY = date(2026, 5, 4)


def training(actor, **said):
    given = {"kind": "training", "audience": "first_line", "title": "Naloxone", "held_on": MAY, "minutes": 90, "people": 12}
    return actions.keep_activity(actor=actor, activity=Activity(**given | said))


def test_activities_are_summed_by_kind_and_audience(as_, ivan, dora):
    with as_(ivan):
        training(ivan)
        training(ivan, people=8, minutes=60, handed_out=30)
        training(ivan, kind="school", audience="pupils", people=25)
        training(ivan, held_on=date(2025, 5, 4), people=99)
        sums = selectors.sums(date(2026, 1, 1), date(2026, 12, 31))
    assert [(line["n"], line["people"], line["hours"], line["handed_out"]) for line in sums] == [(2, 20, 2.5, 30), (1, 25, 1.5, 0)]
    with as_(dora):
        assert Event.objects.filter(verb="intake.activity.saved", actor=ivan.pk).count() == 4


def test_a_struck_activity_is_counted_nowhere(as_, ivan):
    with as_(ivan):
        one = training(ivan)
        actions.strike_activity(actor=ivan, activity=one)
        actions.strike_activity(actor=ivan, activity=one)
        assert selectors.sums(MAY, MAY) == []
        assert list(selectors.activities(MAY, MAY)) == []


def test_the_desk_does_not_keep_it_and_its_session_cannot_write_it(as_, vera):
    with as_(vera):
        with pytest.raises(Refused):
            training(vera)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Activity.objects.create(kind="school", audience="pupils", title="x", held_on=MAY, by=vera.pk)


def test_a_number_below_zero_and_a_day_forgotten_are_refused_in_words(browse, ivan):
    client = browse(ivan)
    data = {"kind": "training", "audience": "residents", "title": "Meeting", "held_on": "2026-05-04", "minutes": 60, "people": -3, "handed_out": 0}
    response = client.post(reverse("activity_add"), data)
    assert (response.status_code, b"Meeting" in response.content) == (422, True)
    assert client.post(reverse("activity_add"), data | {"people": 3, "held_on": ""}).status_code == 422
    page = client.post(reverse("activity_add"), data | {"people": 3}, follow=True)
    assert page.status_code == 200
    shown = client.get(reverse("activities"), {"first": "2026-05-01", "last": "2026-05-31", "kind": "training"})
    assert b"Meeting" in shown.content
    assert client.get(reverse("activities"), {"first": "2026-05-02", "last": "2026-05-01"}).status_code == 422


def test_the_list_costs_the_same_for_one_and_for_many(browse, ivan, as_):
    client = browse(ivan)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("activities"), {"first": "2026-05-01", "last": "2026-05-31"})
        return len(seen)

    with as_(ivan):
        training(ivan)
    cost()
    few = cost()
    with as_(ivan):
        for _ in range(4):
            training(ivan)
    assert cost() == few


def test_nothing_is_kept_when_the_ledger_fails(as_, ivan, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(ivan):
        with pytest.raises(RuntimeError), transaction.atomic():
            training(ivan)
        assert Activity.objects.count() == 0
