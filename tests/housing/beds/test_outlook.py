"""The evening and fourteen nights: what is expected, from one statement, with no more names than one may know."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centre.shifts import clock
from housing.beds.actions import close_bed
from housing.beds.models import Bed
from housing.beds.panels import Asked
from housing.outlook.panels import strip, tonight
from housing.stays.actions import admit_to_bed, end_stay, hold_bed, mark_absent

pytestmark = pytest.mark.django_db


def looks(actor, label, **asked):
    """The runs of one bed on the strip: how many nights, and what they say."""
    line = next(line for line in strip(actor, Asked(view="nights", **asked))["lines"] if line.label == label)
    return [(run.nights, str(run.words)) for run in line.runs]


def test_the_evening_knows_what_ends_and_begins_until_then(as_, vera, colette, momo, somebody, house, at):
    at("2026-11-21 15:00")
    with as_(colette):
        close_bed(actor=colette, bed=house.b2A, reason="repair", until=clock.instant("2026-11-22 18:00"))
        close_bed(actor=colette, bed=house.b3A, reason="staff", start=clock.instant("2026-11-22 19:00"))
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 22))
    at("2026-11-22 15:00")
    with as_(vera):
        hold_bed(actor=vera, person=somebody("Kenza"), bed=house.b1B)
        shown = tonight(vera, Asked(view="tonight"))
    told = [(one.now.label, str(one.now.word), one.now.who, str(one.then.word), one.why) for one in shown["changes"]]
    assert told == [
        ("1A", "occupied", "Momo", "to clean", "the stay is planned to end"),
        ("1B", "held", "Kenza", "free", "the hold ends at 17:00"),
        ("2A", "closed", "", "free", "the closure ends"),
        ("3A", "free", "", "closed", "a closure begins: not enough staff"),
    ]
    assert f"{shown['evening']:%d %H:%M}" == "22 20:00"
    assert shown["counts"] == (0, 3, 2, 0, 0, 1, 1, 0)
    assert [card.label for room in shown["free"] for card in room.beds] == ["1B", "2A"]


def test_a_bed_kept_for_somebody_out_frees_itself(as_, vera, momo, house, at, settings):
    settings.CENTRE_KEEP_BED_HOURS = 12
    at("2026-11-22 06:30")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 12, 5))
        mark_absent(actor=vera, stay=stay)
        at("2026-11-22 12:00")
        shown = tonight(vera, Asked(view="tonight"))
    assert [(one.now.label, one.why) for one in shown["changes"]] == [("1A", "kept until 18:30, then free")]


def test_after_the_evening_hour_the_next_evening_is_looked_at(as_, vera, house, at):
    at("2026-11-22 20:00")
    with as_(vera):
        assert f"{tonight(vera, Asked(view='tonight'))['evening']:%d %H:%M}" == "23 20:00"


def test_somebody_who_should_have_left_still_has_the_bed(as_, vera, momo, house, at):
    at("2026-11-20 15:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 21))
    at("2026-11-22 12:00")
    with as_(vera):
        assert tonight(vera, Asked(view="tonight"))["changes"] == []
        assert looks(vera, "1A") == [(14, "Momo: should have left")]


def test_fourteen_nights_of_a_bed(as_, vera, colette, momo, house, at):
    at("2026-11-22 15:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 25))
    with as_(colette):
        close_bed(
            actor=colette, bed=house.b1A, reason="pests", start=clock.instant("2026-11-26 06:00"),
            until=clock.instant("2026-11-29 06:00"),
        )
        house.b2A.open_until = date(2026, 11, 24)
        house.b2A.save()
    with as_(vera):
        assert looks(vera, "1A") == [(3, "Momo"), (1, "free"), (3, "bed bugs or other pests"), (7, "free")]
        assert looks(vera, "1B") == [(14, "free")]
        assert looks(vera, "2A") == [(2, "free"), (12, "not in service")]
        found = strip(vera, Asked(view="nights"))
    assert found["free_each"][:6] == [3, 3, 2, 3, 2, 2]
    assert len(found["nights"]) == 14


def test_nights_behind_are_as_they_were(as_, vera, momo, house, at):
    at("2026-11-10 15:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-13 10:00")
    with as_(vera):
        end_stay(actor=vera, stay=stay, reason="planned")
    at("2026-11-22 15:00")
    with as_(vera):
        assert looks(vera, "1A", first=date(2026, 11, 8)) == [(2, "free"), (3, "Momo"), (9, "free")]


@pytest.mark.parametrize("first", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_nights_when_clocks_change_stand_once(as_, vera, momo, house, at, first):
    at(f"{first} 18:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=first + timedelta(days=2))
        found = strip(vera, Asked(view="nights"))
        assert looks(vera, "1A") == [(2, "Momo"), (12, "free")]
    assert [day for day, _today in found["nights"]] == [first + timedelta(days=number) for number in range(14)]


def test_no_name_for_who_may_not_know_and_no_bed_of_another_space(as_, browse, vera, nadia, women_worker, momo, somebody, house):
    kenza = somebody("Kenza", "F", by=women_worker)
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(women_worker):
        admit_to_bed(actor=women_worker, person=kenza, bed=house.bW1)
    for name in ("beds_nights", "beds_tonight"):
        page = browse(nadia).get(reverse(name)).content.decode()
        assert "Momo" not in page
        assert "W1" not in page
    assert "occupied" in browse(nadia).get(reverse("beds_nights")).content.decode()
    assert "Kenza" in browse(women_worker).get(reverse("beds_nights")).content.decode()
    with as_(nadia), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from app.beds_ahead(array[now()], array[current_date], now(), current_date) where bed_id = %s", [house.bW1.pk]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from app.bed_kept(%s, tstzrange(null, null), now())", [house.bW1.pk])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("name", ["beds_nights", "beds_tonight"])
def test_304_until_something_changes(browse, as_, vera, momo, house, at, name):
    at("2026-11-22 12:00:10")
    client = browse(vera)
    page = client.get(reverse(name)).content.decode()
    mark = re.search(r'hx-ptag="([^"]+)"', page).group(1)
    live = reverse(f"{name}_live")
    again = client.get(live, headers={"HX-PTag": mark})
    assert (again.status_code, again.content) == (304, b"")
    with as_(vera):
        last = date(2026, 11, 22 if name == "beds_tonight" else 24)
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=last)
    changed = client.get(live, headers={"HX-PTag": mark})
    assert changed.status_code == 200
    assert "Momo" in changed.content.decode()
    with as_(vera):
        planned = Bed.objects.get(pk=house.b1A.pk).stays.get()
        planned.planned_end = date(2026, 12, 1)
        planned.save()
    assert client.get(live, headers={"HX-PTag": changed["HX-PTag"]}).status_code == 200


@pytest.mark.parametrize("name", ["beds_nights", "beds_tonight", "beds_cleaning"])
def test_it_costs_the_same_for_one_bed_and_for_200(browse, as_, vera, colette, house, name):
    client, counted = browse(vera), []
    for more in (0, 200):
        with as_(colette):
            Bed.objects.bulk_create(Bed(room=house.rooms[1], label=f"X{number}", order=number) for number in range(more))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 15


def test_filters_narrow_figures_and_rows_alike(browse, as_, vera, house):
    client = browse(vera)
    page = client.get(reverse("beds") + "?trait=calm").content.decode()
    assert re.findall(r'class="bed__label">([^<]+)<', page) == ["1A", "1B"]
    assert "0/2" in page
    assert "No bed is like that." in client.get(reverse("beds") + "?trait=calm&trait=dogs").content.decode()
    live = client.get(reverse("beds_live") + "?view=list&trait=dogs").content.decode()
    assert re.findall(r"hx-swap=\"innerHTML\">([^<]+)<", live) == ["2A"]
    nights = client.get(reverse("beds_nights") + "?trait=women_only").content.decode()
    assert nights.count("<tr>") == 3
    assert client.get(reverse("beds") + "?trait=rubbish&view=rubbish&building=x&first=x").status_code == 200


def test_the_list_is_sorted_as_asked(browse, as_, vera, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b2A)
    client = browse(vera)
    page = client.get(reverse("beds") + "?view=list&sort=person").content.decode()
    assert re.findall(r"hx-swap=\"innerHTML\">([^<]+)<", page) == ["2A", "1A", "1B", "3A"]
    assert 'aria-sort="ascending"' in page
