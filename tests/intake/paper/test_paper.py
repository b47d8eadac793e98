"""Sheets of paper: each line once, whoever enters it, whenever."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.desk.models import Passage
from intake.paper import actions, serials
from intake.paper.forms import moment
from intake.paper.models import Sheet
from intake.person.actions import issue_card, open_file
from intake.person.enums import Verb


@given(st.text(serials.ALPHABET, min_size=5, max_size=5), st.data())
def test_one_slip_or_a_swap_of_neighbours_in_a_number_always_shows(body, data):
    if serials._check(body) >= len(serials.ALPHABET):
        return
    serial = body + serials.ALPHABET[serials._check(body)]
    assert serials.read(f" {serial[:3].lower()}-{serial[3:]} ") == serial
    place = data.draw(st.integers(0, 5))
    other = data.draw(st.sampled_from([one for one in serials.ALPHABET if one != serial[place]]))
    with pytest.raises(serials.Misread):
        serials.read(serial[:place] + other + serial[place + 1 :])
    if place < 4 and serial[place] != serial[place + 1]:
        with pytest.raises(serials.Misread):
            serials.read(serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :])


def test_hours_after_midnight_belong_to_the_service_day_and_a_lost_hour_is_none():
    assert str(moment(date(2026, 11, 20), time(2, 10)).date()) == "2026-11-21"
    assert str(moment(date(2026, 11, 20), time(22, 10)).date()) == "2026-11-20"
    assert moment(date(2026, 3, 28), time(2, 30)) is None


@pytest.fixture
def sheet(as_, vera):
    with as_(vera):
        return actions.print_sheet(actor=vera, kind="desk")


def typed(day, *lines):
    data = {"day": day, "form-TOTAL_FORMS": 20, "form-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"form-{number}-{name}": value for name, value in line.items()}
    return data


@pytest.fixture
def coffee(as_, vera):
    from intake.desk.selectors import service_by_code

    with as_(vera):
        return service_by_code("coffee").pk


def yesterday():
    return (clock.service_day() - timedelta(days=1)).isoformat()


def test_a_sheet_becomes_passages_recorded_late(browse, vera, as_, dora, sheet, momo, coffee):
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    lines = ({"hour": "22:10", "who": code, "service": coffee}, {"hour": "02:30", "service": coffee, "n": 3}, {"hour": "23:00", "who": "momo", "service": coffee})
    response = browse(vera).post(reverse("sheet", args=[sheet.serial]), typed(yesterday(), *lines), follow=True)
    assert b"3 lines entered." in response.content
    with as_(vera):
        kept = Passage.objects.filter(service=coffee)
        assert (kept.count(), kept.filter(person=momo).count(), kept.filter(recorded_late=True).count()) == (5, 2, 5)
        assert set(kept.values_list("service_day", flat=True)) == {clock.service_day() - timedelta(days=1)}
    with as_(dora):
        assert Event.objects.filter(verb="intake.sheet.entered", actor=vera.pk).count() == 1
        assert Event.objects.filter(verb=Verb.SEARCHED, actor=vera.pk).count() == 1


def test_two_colleagues_who_enter_the_same_sheet_count_nobody_twice(browse, vera, walid, as_, sheet, coffee):
    first = [{"hour": "22:10", "service": coffee, "n": 4}, {"hour": "22:20", "service": coffee}]
    browse(vera).post(reverse("sheet", args=[sheet.serial]), typed(yesterday(), *first))
    page = browse(walid).post(reverse("sheet", args=[sheet.serial]), typed(yesterday(), *first, {"hour": "22:40", "service": coffee}), follow=True)
    assert b"1 line entered." in page.content
    assert b"2 lines had been entered before" in page.content
    with as_(vera):
        assert Passage.objects.filter(service=coffee).count() == 6


@pytest.mark.parametrize(("line", "words"), [
    ({"hour": "22:10"}, "Which service?"), ({"n": 2}, "At what hour?"), ({"hour": "22:10", "who": "Nobody here"}, "Not one person alone"),
    ({"hour": "22:10", "who": "K7QP-3MX9-T3"}, "misread or mistyped"), ({"hour": "22:10", "n": -3}, "greater than or equal to 1"),
])  # fmt: skip
def test_a_line_that_cannot_be_is_named_and_nothing_is_written_or_lost(browse, vera, as_, sheet, coffee, line, words):
    bad = line if words == "Which service?" else line | {"service": coffee}
    good = {"hour": "21:00", "service": coffee, "n": 2}
    response = browse(vera).post(reverse("sheet", args=[sheet.serial]), typed(yesterday(), good, bad))
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert b'value="21:00"' in response.content
    with as_(vera):
        assert Passage.objects.count() == 0


def test_two_people_of_one_alias_are_not_guessed_between(browse, vera, as_, sheet, coffee, momo):
    with as_(vera):
        open_file(actor=vera, alias="momo")
    response = browse(vera).post(reverse("sheet", args=[sheet.serial]), typed(yesterday(), {"hour": "22:10", "who": "Momo", "service": coffee}))
    assert response.status_code == 422


def test_days_to_come_and_long_gone_are_refused(browse, vera, sheet, coffee):
    client = browse(vera)
    for days, words in ((1, b"has not come yet"), (-40, b"within a month")):
        day = (clock.service_day() + timedelta(days=days)).isoformat()
        response = client.post(reverse("sheet", args=[sheet.serial]), typed(day, {"hour": "12:00", "service": coffee}))
        assert (response.status_code, words in response.content) == (422, True)


def test_numbers_are_asked_again_when_they_are_none_of_ours(browse, vera, sheet):
    client = browse(vera)
    assert b"no number of a sheet" in client.post(reverse("paper_find"), {"serial": "ABC"}).content
    other = next(number for number in iter(serials.new, None) if number != sheet.serial)
    assert b"No sheet with this number" in client.post(reverse("paper_find"), {"serial": other}).content
    assert client.post(reverse("paper_find"), {"serial": sheet.serial.lower()})["Location"] == reverse("sheet", args=[sheet.serial])


def test_blank_sheets_are_printed_with_a_number_each(browse, vera, as_):
    client = browse(vera)
    for kind in ("desk", "incident"):
        page = client.post(reverse("paper_blank"), {"kind": kind}).content.decode()
        with as_(vera):
            assert Sheet.objects.order_by("-pk").first().serial in page
    assert client.post(reverse("paper_blank"), {"kind": "other"}).status_code == 404


def test_who_has_no_desk_prints_nothing(as_, olga):
    with as_(olga), pytest.raises(Refused):
        actions.print_sheet(actor=olga, kind="desk")


def test_nothing_is_kept_when_the_ledger_fails(as_, vera, sheet, coffee, monkeypatch):
    from django.db import transaction

    from intake.desk.models import Service

    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(vera):
        line = actions.Written(1, clock.now(), Service.objects.get(pk=coffee), None, 2)
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.enter_sheet(actor=vera, sheet=sheet, written=[line])
        assert Passage.objects.count() == 0
