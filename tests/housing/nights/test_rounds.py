"""The night round: tap by tap, two rounds a night, what parts from the list, the wall of the women's space."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.rules import Refused
from centre.shifts import clock
from housing.nights import actions
from housing.nights.models import Look, Round
from housing.nights.selectors import differences, posts, rounds_for
from housing.stays.actions import admit_to_bed, mark_absent

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(as_, vera, momo, house, at):
    """Momo sleeps in 1A; Vera begins the round at 23:30."""
    at("2026-11-22 21:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-22 23:30")
    with as_(vera):
        return actions.open_night_round(actor=vera), stay


def test_two_who_begin_at_once_walk_the_same_round(as_, vera, walid, night, verbs):
    first, _stay = night
    with as_(walid):
        assert actions.open_night_round(actor=walid).pk == first.pk
    assert verbs("housing.round.") == ["housing.round.opened"]


def test_a_second_round_follows_the_first(as_, vera, night, at):
    first, _stay = night
    with as_(vera):
        actions.close_round(actor=vera, round=first)
        at("2026-11-23 03:00")
        second = actions.open_night_round(actor=vera)
        assert (second.service_day, second.number) == (first.service_day, 2)


def test_a_tap_keeps_what_was_believed_and_the_next_corrects_it(as_, vera, momo, house, night, verbs):
    round, stay = night
    with as_(vera):
        actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="not_here")
        look = actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="here")
        assert (look.stay_id, look.person_id, look.believed, look.seen) == (stay.pk, momo.pk, "occupied", "here")
        assert Look.objects.count() == 1
        assert Look.history.count() == 2
    assert verbs("housing.round.") == ["housing.round.opened", "housing.round.looked", "housing.round.looked"]


def test_a_closed_round_takes_no_tap(as_, vera, house, night):
    round, _stay = night
    with as_(vera):
        actions.close_round(actor=vera, round=round)
        with pytest.raises(Refused, match="This round is closed"):
            actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="here")
        assert Look.objects.count() == 0


def test_what_parts_from_the_list_is_told_until_it_is_put_right(as_, vera, house, night):
    round, stay = night
    with as_(vera):
        actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="not_here")
        actions.look_at_bed(actor=vera, round=round, bed=house.b1B, seen="here")
        actions.look_at_bed(actor=vera, round=round, bed=house.b2A, seen="not_looked")
        assert [(one.kind, one.bed.label) for one in differences(posts(vera, round))] == [("away", "1A"), ("slept_in", "1B")]
        mark_absent(actor=vera, stay=stay)
        assert [one.kind for one in differences(posts(vera, round))] == ["slept_in"]
        actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="here")
        assert [one.kind for one in differences(posts(vera, round))] == ["back", "slept_in"]


def test_the_womens_space_is_walked_by_its_own_team(as_, vera, women_worker, somebody, house, night):
    round, _stay = night
    lou = somebody("Lou", "F", by=women_worker)
    with as_(women_worker):
        admit_to_bed(actor=women_worker, person=lou, bed=house.bW1)
        actions.look_at_bed(actor=women_worker, round=round, bed=house.bW1, seen="here")
    with as_(vera):
        assert [post.bed.label for post in posts(vera, round)] == ["1A", "1B", "2A", "3A"]
        assert Look.objects.count() == 0
        actions.look_at_bed(actor=vera, round=round, bed=house.b1A, seen="here")
        assert [(one.here, one.not_here) for one in rounds_for(vera)] == [(1, 0)]
    with as_(women_worker):
        assert [(one.here, one.not_here) for one in rounds_for(women_worker)] == [(1, 0)]
        assert Look.objects.filter(person=lou).count() == 1


def test_a_stranger_walks_nowhere(as_, olga, nadia, night, house):
    round, _stay = night
    with as_(olga), pytest.raises(Refused):
        actions.open_night_round(actor=olga)
    with as_(nadia), pytest.raises(Refused, match="Another team looks after them"):
        actions.look_at_bed(actor=nadia, round=round, bed=house.b1A, seen="here")


def test_the_page_with_and_without_script(browse, vera, momo, house, night):
    client, (round, stay) = browse(vera), night
    page = client.get(reverse("night_round", args=[round.pk])).content.decode()
    assert "Momo" in page
    assert "1 sleeper was not looked at yet" in " ".join(page.split())
    tap = {"bed": house.b1A.pk, "seen": "not_here"}
    answer = client.post(reverse("night_look", args=[round.pk]), tap)
    assert answer.headers["Location"] == f"{reverse('night_round', args=[round.pk])}#bed-{house.b1A.pk}"
    line = client.post(reverse("night_look", args=[round.pk]), tap, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in line
    assert "seen: not here" in line
    assert re.findall(r"<dd>(\d+)</dd>", line) == ["0", "1", "0", "0"]  # the figures above follow the tap
    page = client.get(reverse("night_round", args=[round.pk])).content.decode()
    assert "Not here, and believed in the house." in page
    assert reverse("stay_absent", args=[stay.pk]) in page
    assert client.post(reverse("night_look", args=[round.pk]), {"bed": house.b1A.pk, "seen": "x"}).status_code == 422
    assert client.post(reverse("night_close", args=[round.pk])).status_code == 302
    assert "This round is closed" in client.post(reverse("night_look", args=[round.pk]), tap).content.decode()
    text = client.get(reverse("night_rounds")).content.decode()
    assert "1 of 2 rounds walked" in text


def test_the_sheet_leaves_names_out_when_asked(browse, vera, night):
    client, (round, _stay) = browse(vera), night
    sheet = reverse("night_sheet", args=[round.pk])
    assert "Momo" in client.get(sheet).content.decode()
    assert "Momo" not in client.get(sheet + "?names=no").content.decode()


def test_a_round_begins_from_the_page(browse, as_, vera, house):
    client = browse(vera)
    assert "No round was walked yet." in client.get(reverse("night_rounds")).content.decode()
    answer = client.post(reverse("night_open"))
    with as_(vera):
        assert answer.headers["Location"] == reverse("night_round", args=[Round.objects.get().pk])


def test_the_round_costs_the_same_for_one_and_for_three_sleepers(browse, as_, vera, somebody, house, night):
    client, (round, _stay) = browse(vera), night

    def cost():
        client.get(reverse("night_round", args=[round.pk]))
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("night_round", args=[round.pk]))
        return len(counted)

    one = cost()
    for alias, bed in (("Pavel", house.b1B), ("Tom", house.b2A)):
        person = somebody(alias)
        with as_(vera):
            admit_to_bed(actor=vera, person=person, bed=bed)
            actions.look_at_bed(actor=vera, round=round, bed=bed, seen="here")
    assert cost() == one


def test_the_invented_rounds_are_of_the_night_that_is_over(as_, walid, momo, house, at):
    from centre.demo.registry import Story
    from housing.demo.nights import _rounds

    at("2026-11-22 15:00")
    days = [clock.service_day() - timedelta(days=number) for number in (1, 0)]
    _rounds(Story(random.Random(1), days, {"walid": walid}))
    with as_(walid):
        told = list(Round.objects.order_by("number").values_list("service_day", "number", "opened_at"))
    assert [row[:2] for row in told] == [(days[0], 1), (days[0], 2)]
    assert all(row[2] < clock.now() for row in told)
