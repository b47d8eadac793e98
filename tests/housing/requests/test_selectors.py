"""The order of the list and its sentences, which bed fits whom, who is never on it; unmet nights as figures."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from centre.shifts import clock
from housing.requests import actions
from housing.requests.models import BedRequest
from housing.requests.panels import in_the_file, shift_entries, shift_figures, told_words
from housing.requests.selectors import place_of, ranked, waiting_figures, waiting_for
from housing.requests.unmet import by_night, by_reason, unmet
from housing.stays.actions import admit_to_bed, end_stay, hold_bed

pytestmark = pytest.mark.django_db


def test_the_first_rule_that_differs_decides_and_says_so(as_, vera, ask, somebody, at):
    for number, (alias, more) in enumerate(
        [("Longest", {}), ("Later", {}), ("Outside", {"ethos": "1"}), ("Protected", {"protection": True}), ("Ill", {"needs": ["medical"]})]
    ):
        at(f"2026-01-10 20:0{number}")
        ask(somebody(alias), **more)
    with as_(vera):
        lines = ranked(vera)
    assert [(line.rank, str(line.person), line.why) for line in lines] == [
        (1, "Ill", "Before Protected because: medical need."),
        (2, "Protected", "Before Outside because: needs protection."),
        (3, "Outside", "Before Longest because: sleeps outside."),
        (4, "Longest", "Before Later because: has waited longer."),
        (5, "Later", "Nobody waits after this person."),
    ]


def test_whoever_never_had_a_bed_comes_before_whoever_had_one(as_, vera, momo, ask, somebody, house, at, listed):
    at("2026-01-10 20:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        at("2026-01-11 08:00")
        end_stay(actor=vera, stay=stay, reason="planned")
    ask(momo)
    at("2026-01-11 20:00")
    ask(somebody("Pavel"))
    assert listed() == ["Pavel", "Momo"]


def test_coordinators_change_the_order_from_a_day_on(as_, vera, colette, ask, somebody, at, listed):
    at("2026-01-10 20:00")
    ask(somebody("Ill"), needs=["medical"], how_long="notice")
    ask(somebody("Outside"), nights_outside=4, how_long="notice")
    with as_(colette):
        actions.set_priorities(
            actor=colette, criteria=["outside", "medical", "longest"], valid_from=date(2026, 1, 11), because="Frost"
        )
    assert listed() == ["Ill", "Outside"]
    at("2026-01-11 20:00")
    assert listed() == ["Outside", "Ill"]


def test_what_is_told_to_the_person_names_nobody(as_, vera, ask, somebody, momo, at):
    at("2026-01-10 20:00")
    ask(somebody("Ill"), needs=["medical"])
    ask(somebody("Longer"))
    at("2026-01-10 20:30")
    mine = ask(momo)
    with as_(vera):
        place = place_of(vera, mine)
    assert (place.rank, place.total) == (3, 3)
    assert told_words(place) == ["1 before you: medical need", "1 before you: has waited longer"]


def test_two_who_ask_together_stand_side_by_side(as_, vera, ask, somebody, momo, at, listed):
    at("2026-01-10 20:00")
    first = ask(somebody("Ill"), needs=["medical"])
    ask(somebody("Outside"), ethos="1")
    at("2026-01-10 20:30")
    ask(momo, partner=first)
    assert listed() == ["Ill", "Momo", "Outside"]
    with as_(vera):
        assert [line.why for line in ranked(vera)] == [
            "Together with Momo.", "Before Outside because: medical need.", "Nobody waits after this person.",
        ]


def test_a_bed_that_does_not_fit_says_why(as_, vera, ask, somebody, house):
    ask(somebody("Momo"), animal="dog", needs=["lower"])
    with as_(vera):
        (women,), (dogs,) = ranked(vera, bed=house.b3A), ranked(vera, bed=house.b2A)
    assert women.conflict == "This room is for women. Asked for a lower bunk. Comes with an animal: not in this room."
    assert dogs.conflict == "Asked for a lower bunk."
    assert dogs.fits == ()


def test_a_couple_needs_a_couples_room_with_two_beds(as_, vera, colette, ask, somebody, house):
    with as_(colette):
        house.rooms[0].couples = True
        house.rooms[0].save()
    first = ask(somebody("Momo"))
    ask(somebody("Kenza", "F"), partner=first)
    with as_(vera):
        assert [one.conflict for one in ranked(vera, bed=house.b1A)] == ["", ""]
        assert ranked(vera, bed=house.b2A)[0].conflict == "They ask as a couple: this room is not for couples."
        admit_to_bed(actor=vera, person=somebody("Pavel"), bed=house.b1A)
        assert ranked(vera, bed=house.b1B)[0].conflict == "They are two, and only one bed is free in this room."


def test_the_dog_of_one_is_in_the_room_of_both(as_, vera, colette, ask, somebody, house):
    with as_(colette):
        for room in house.rooms[:2]:
            room.couples = True
            room.save()
    first = ask(somebody("Momo"), animal="dog")
    ask(somebody("Kenza", "F"), partner=first)
    with as_(vera):
        assert [one.conflict for one in ranked(vera, bed=house.b1A)] == ["Comes with an animal: not in this room."] * 2
        assert {bed.room for one in ranked(vera) for bed in one.fits} <= {house.b2A.room_id}


def test_whoever_has_a_bed_is_never_on_the_list(as_, vera, momo, ask, somebody, house, listed):
    ask(momo)
    ask(somebody("Pavel"))
    with as_(vera):
        hold_bed(actor=vera, person=momo, bed=house.b1A)
        assert waiting_figures(vera)["waiting"] == 1
    assert listed() == ["Pavel"]


def test_a_restriction_on_the_beds_is_shown_with_words_and_hides_nobody(as_, vera, colette, momo, ask, house, listed, at):
    from intake.desk.models import Service
    from intake.desk.services import ensure_services
    from intake.restrictions.actions import decide_restriction, propose_restriction

    at("2026-01-10 20:00")
    with as_(colette):
        ensure_services()
    ask(momo, how_long="notice")
    with as_(vera):
        limit = propose_restriction(
            actor=vera, person=momo, space=None, service=Service.objects.get(code="bed"), reason="x",
            ends_at=clock.instant("2026-01-13 12:00"), review_on=date(2026, 1, 12), client_uuid=uuid4(),
        )
    with as_(colette):
        decide_restriction(actor=colette, restriction=limit, agreed=True)
    with as_(vera):
        (line,) = ranked(vera, bed=house.b1A)
        assert line.limits == "No bed here until 13/01 12:00: a restriction."
        assert line.conflict == line.limits
        assert line.fits == ()
    at("2026-01-13 12:00")
    with as_(vera):
        (line,) = ranked(vera, bed=house.b1A)
        assert (line.limits, line.conflict) == ("", "")


def test_files_joined_to_one_wait_once(as_, vera, momo, ask, somebody, listed, at):
    at("2026-01-10 20:00")
    twin = somebody("Mo")
    ask(momo)
    at("2026-01-10 20:01")
    ask(twin)
    twin.merged_into = momo
    with as_(vera):
        twin.save()
        assert len(ranked(vera)) == 1
        assert waiting_figures(vera)["waiting"] == 1
        assert {one.person_id for one in BedRequest.objects.all()} == {momo.pk, twin.pk}
        assert waiting_for(vera, momo) is not None
    assert listed() == ["Momo"]


def test_a_teams_list_is_behind_its_wall(as_, vera, women_worker, somebody, ask, listed, at):
    at("2026-01-10 22:00")
    sky = somebody("Sky", "F", by=women_worker)
    ask(sky, by=women_worker, compartment="women_space")
    night = date(2026, 1, 10)
    at("2026-01-11 08:00")
    with as_(vera):
        assert unmet(vera, night, night) == []
        assert in_the_file(vera, sky) is None
    with as_(women_worker):
        assert [(one.compartment, one.people, one.waited) for one in unmet(women_worker, night, night)] == [("women_space", 1, True)]


def test_who_has_no_business_with_beds_reads_no_figures(as_, dora, vera):
    with as_(vera):
        actions.turn_away(actor=vera)
    today = clock.service_day()
    with as_(dora):
        assert unmet(dora, today, today) == []


def test_those_still_waiting_when_the_night_is_counted_are_unmet_and_stored_nowhere(as_, vera, momo, ask, somebody, house, at):
    at("2026-01-10 20:00")
    ask(momo, how_long="notice", ethos="1")
    served, pavel = ask(somebody("Pavel")), somebody("Abdi")
    ask(pavel)
    with as_(vera):
        actions.serve_request(actor=vera, request=served)
        admit_to_bed(actor=vera, person=pavel, bed=house.b1A)
        actions.turn_away(actor=vera, count=2, ethos="1")
        night = date(2026, 1, 10)
        at("2026-01-11 03:59")
        assert [(one.people, one.waited) for one in unmet(vera, night, night)] == [(2, False)]
        at("2026-01-11 04:00")
        rows = unmet(vera, night, date(2026, 1, 11))
        assert [(one.reason, one.ethos, one.people, one.waited) for one in rows] == [("full", "1", 2, False), ("full", "1", 1, True)]
        assert dict(by_reason(rows))["full"] == 3
        assert by_night(rows, night, date(2026, 1, 11)) == [(night, 2, 1), (date(2026, 1, 11), 0, 0)]


def test_a_no_show_put_back_before_the_count_is_unmet_and_one_put_back_after_it_is_not(as_, vera, momo, ask, somebody, at):
    night = date(2026, 1, 10)
    at("2026-01-10 20:00")
    early, late = ask(momo, how_long="notice"), ask(somebody("Pavel"), how_long="notice")
    with as_(vera):
        for one in (early, late):
            actions.serve_request(actor=vera, request=one)
        at("2026-01-11 01:00")
        actions.return_to_list(actor=vera, request=early, reason="no_show")
        at("2026-01-11 09:00")
        actions.return_to_list(actor=vera, request=late, reason="no_show")
        assert [(one.night, one.people) for one in unmet(vera, night, night)] == [(night, 1)]


def test_a_mistake_counts_for_nothing(as_, vera, momo, ask, at):
    night = date(2026, 1, 10)
    at("2026-01-10 20:00")
    request = ask(momo, how_long="notice")
    at("2026-01-11 09:00")
    with as_(vera):
        assert sum(one.people for one in unmet(vera, night, night)) == 1
        actions.withdraw_request(actor=vera, request=request, reason="mistake")
        assert unmet(vera, night, night) == []


@pytest.mark.parametrize(("night", "asked"), [(date(2026, 3, 28), "2026-03-28 22:00"), (date(2026, 10, 24), "2026-10-24 22:00")])
def test_the_nights_on_which_clocks_change_count_once(as_, vera, momo, ask, at, night, asked, settings):
    settings.CENTRE_CENSUS_HOUR = 2
    at(asked)
    ask(momo)
    for hour, people in (("01:59", 0), ("03:00", 1), ("12:00", 1)):
        at(f"{date(night.year, night.month, night.day + 1)} {hour}")
        with as_(vera):
            assert sum(one.people for one in unmet(vera, night, night)) == people


def test_the_handover_tells_of_who_waits_lapsed_and_was_turned_away(as_, vera, momo, ask, somebody, at):
    from types import SimpleNamespace

    from centre.shifts.registry import Span

    at("2026-01-10 20:00")
    ask(momo)
    at("2026-01-11 20:00")
    ask(somebody("Pavel"))
    away = ask(somebody("Abdi"))
    with as_(vera):
        actions.turn_away(actor=vera, request=away, reason="left_queue")
        span = Span(clock.instant("2026-01-11 06:00"), clock.now())
        assert sorted((one.code, one.compartment) for one in shift_entries(vera, span)) == [
            ("lapsed", "housing"), ("turned_away", "housing"), ("waits", "housing"),
        ]
        figures = shift_figures(vera, SimpleNamespace(start=span.start, end=clock.instant("2026-01-11 22:00")))
        assert figures == {"waiting": 1, "asked": 2, "turned_away": 1}


def test_the_paper_of_an_outage_has_the_list_in_its_order(as_, vera, ask, somebody):
    from housing.requests.panels import on_paper

    ask(somebody("Momo"), animal="dog")
    ask(somebody("Ill"), needs=["medical"])
    with as_(vera):
        lines = on_paper(vera, None)["lines"]
    assert [(line["rank"], line["who"], line["needs"]) for line in lines] == [(1, "Ill", "medical bed"), (2, "Momo", "dog")]
