"""Holds that expire, beds kept, extensions, requests that are served and wait again, couples, corrections."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.rules import Refused
from centre.shifts import clock
from housing.arrivals.actions import admit_couple, hold_couple, record_not_back, record_not_come
from housing.arrivals.selectors import over
from housing.corrections.actions import admit_late, end_late, undo_end
from housing.houserules.actions import set_house_rules
from housing.houserules.selectors import terms
from housing.nights.selectors import nights
from housing.requests.actions import ask_for_bed
from housing.requests.models import BedRequest
from housing.stays import actions
from housing.stays.models import Absence, Extension, Stay
from housing.stays.policies import BedTaken
from housing.stays.selectors import candidates, ending_within, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(as_, colette, house):
    """Two beds 5A and 5B in a room for couples where dogs are welcome."""
    from housing.beds.models import Bed, Room

    with as_(colette):
        room = Room.objects.create(ward=house.ward, label="Room 5", order=5, couples=True, dogs=True)
        return tuple(Bed.objects.create(room=room, label=label, order=order) for order, label in enumerate(("5A", "5B")))


# --- the rules of the house ---------------------------------------------------------------------------------------


def test_the_rules_follow_the_day_and_the_room(as_, colette, vera, house, settings, verbs):
    settings.CENTRE_HOLD_BED_HOURS = 3
    room, today = house.rooms[0], clock.service_day()
    with as_(colette):
        assert terms().hold_hours == 3
        set_house_rules(actor=colette, from_on=today, hold_hours=4, longest_days=20)
        set_house_rules(actor=colette, from_on=today, room=room, longest_days=5)
        set_house_rules(actor=colette, from_on=today + timedelta(days=10), hold_hours=1)
        assert (terms().hold_hours, terms().longest_days) == (4, 20)
        assert (terms(room.pk).hold_hours, terms(room.pk).longest_days) == (4, 5)
        assert terms(day=today + timedelta(days=10)).hold_hours == 1
        assert terms(day=today - timedelta(days=1)).hold_hours == 3
        with pytest.raises(Refused, match="what is over stays as it was"):
            set_house_rules(actor=colette, from_on=today - timedelta(days=1), hold_hours=9)
    with as_(vera), pytest.raises(Refused):
        set_house_rules(actor=vera, from_on=today, hold_hours=9)
    assert verbs("housing.house_rules.") == ["housing.house_rules.set"] * 3


def test_a_room_of_its_own_length_plans_its_own_end(as_, colette, vera, momo, house):
    with as_(colette):
        set_house_rules(actor=colette, from_on=clock.service_day(), room=house.rooms[0], longest_days=5)
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert stay.planned_end == clock.service_day() + timedelta(days=5)


# --- held, came or not --------------------------------------------------------------------------------------------


def test_a_hold_lasts_longer_until_it_has_ended(as_, vera, momo, house, at):
    at("2026-11-22 18:00")
    with as_(vera):
        stay = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-22 19:30")
    with as_(vera):
        assert actions.extend_hold(actor=vera, stay=stay).period.upper == clock.instant("2026-11-22 21:30")
    at("2026-11-22 21:31")
    with as_(vera), pytest.raises(Refused, match="The hold ended at 21:30"):
        actions.extend_hold(actor=vera, stay=stay)


def test_not_coming_is_counted_and_the_request_waits_again(as_, vera, momo, house, at, verbs, state):
    at("2026-11-22 18:00")
    with as_(vera):
        request = ask_for_bed(actor=vera, person=momo)
        stay = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        request.refresh_from_db()
        assert (stay.request_id, request.state) == (request.pk, "served")
    at("2026-11-22 20:30")
    with as_(vera):
        assert [one.stay.pk for one in over(vera)[0]] == [stay.pk]
        record_not_come(actor=vera, stay=stay)
        request.refresh_from_db()
        stay.refresh_from_db()
        assert (stay.state, stay.period.isempty, request.state) == ("not_come", True, "waiting")
        assert stay.ended_at == clock.instant("2026-11-22 20:00")
        assert over(vera) == ([], [])
        with pytest.raises(Refused):
            record_not_come(actor=vera, stay=stay)
        assert actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A).request_id == request.pk
    assert "housing.stay.not_come" in verbs("housing.stay.")


def test_a_released_hold_puts_the_request_back(as_, vera, momo, house):
    with as_(vera):
        request = ask_for_bed(actor=vera, person=momo)
        stay = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        actions.release_hold(actor=vera, stay=stay)
        request.refresh_from_db()
        assert request.state == "waiting"


def test_a_hold_that_expires_while_somebody_types_keeps_what_was_typed(browse, as_, vera, walid, colette, momo, somebody, house, at):
    at("2026-11-22 18:00")
    other = somebody("Pavel")
    with as_(vera):
        actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-22 20:05")
    with as_(walid):
        actions.admit_to_bed(actor=walid, person=other, bed=house.b1A)
    typed = {"bed": house.b1A.pk, "person": str(momo.pk), "client_uuid": str(uuid4()), "override_reason": "full house, minus four", "with_dog": "on"}
    answer = browse(vera).post(reverse("stay_admit"), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Walid was first: bed 1A is taken since 20:05:00." in text
    assert "full house, minus four" in text
    assert "Another bed for Momo" in text
    assert "Room 1 · 1B" in text


def test_the_list_of_holds_that_are_over(browse, as_, vera, momo, somebody, house, at):
    other = somebody("Pavel")
    at("2026-11-22 18:00")
    with as_(vera):
        first = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        second = actions.hold_bed(actor=vera, person=other, bed=house.b1B)
    at("2026-11-22 20:30")
    client = browse(vera)
    assert "held until 22/11 20:00" in client.get(reverse("arrivals")).content.decode()
    assert client.post(reverse("stay_came", args=[first.pk])).status_code == 302
    assert client.post(reverse("stay_not_come", args=[second.pk])).status_code == 302
    text = client.get(reverse("arrivals")).content.decode()
    assert "No hold is over." in text
    assert "1 hold was not come to in seven days." in text
    with as_(vera):
        assert {stay.state for stay in Stay.objects.filter(bed=house.b1A)} == {"in", "cancelled"}


# --- out and back -------------------------------------------------------------------------------------------------


def test_a_bed_is_kept_longer_several_nights_away(as_, vera, momo, house, at, state):
    at("2026-11-22 21:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.mark_absent(actor=vera, stay=stay)
    at("2026-11-23 20:00")
    with as_(vera):
        assert actions.keep_longer(actor=vera, stay=stay).period.upper == clock.instant("2026-11-24 20:00")
        actions.mark_returned(actor=vera, stay=stay)
        actions.mark_absent(actor=vera, stay=stay)
        assert Absence.objects.filter(stay=stay).count() == 2
    at("2026-11-24 20:30")
    assert state(house.b1A) == "clean"
    with as_(vera):
        with pytest.raises(Refused, match="The bed was kept until 24/11 20:00"):
            actions.keep_longer(actor=vera, stay=stay)
        assert [one.stay.pk for one in over(vera)[1]] == [stay.pk]
        record_not_back(actor=vera, stay=stay)
        assert (stay.state, stay.exit_reason, stay.ended_at) == ("out", "not_back", clock.instant("2026-11-24 20:00"))


def test_nobody_is_not_back_while_the_bed_is_kept(as_, vera, momo, house):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.mark_absent(actor=vera, stay=stay)
        with pytest.raises(Refused, match="still kept"):
            record_not_back(actor=vera, stay=stay)


# --- how long -----------------------------------------------------------------------------------------------------


def test_an_extension_says_who_why_and_until_when(as_, vera, colette, momo, house, verbs):
    number = uuid4()
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        first, beyond = stay.planned_end, stay.planned_end + timedelta(days=4)
        for _twice in range(2):
            actions.extend_stay(actor=vera, stay=stay, planned_end=beyond, reason="health", words="waits for an operation", client_uuid=number)
        row = Extension.objects.get()
        assert (row.before, row.until, row.reason, row.beyond, row.given_by) == (first, beyond, "health", True, vera.pk)
        assert str(row.words) == "[sealed]"
        assert opened(row) == "waits for an operation"
        with pytest.raises(Refused, match="cannot end before"):
            actions.extend_stay(actor=vera, stay=stay, planned_end=date(2020, 1, 1))
    assert verbs("housing.stay.extended") == ["housing.stay.extended"]


def test_the_form_wants_a_reason_only_for_a_later_end(browse, as_, vera, momo, house):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    client, address = browse(vera), reverse("stay_extend", args=[stay.pk])
    later = {"planned_end": (stay.planned_end + timedelta(days=2)).isoformat(), "reason": "", "words": "typed already"}
    answer = client.post(address, later)
    assert answer.status_code == 422
    assert "Say why the stay lasts longer." in answer.content.decode()
    assert "typed already" in answer.content.decode()
    assert client.post(address, later | {"reason": "steps"}).status_code == 302
    page = client.get(reverse("stay", args=[stay.pk])).content.decode()
    assert "typed already" in page
    assert "beyond the longest stay" in page


def test_the_list_of_stays_that_end(browse, as_, vera, momo, somebody, house, at):
    other = somebody("Pavel")
    at("2026-11-01 20:00")
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 4))
        actions.admit_to_bed(actor=vera, person=other, bed=house.b1B, planned_end=date(2026, 11, 12))
    at("2026-11-06 12:00")
    with as_(vera):
        assert [(one.stay.person.alias, one.over, one.last) for one in ending_within(vera, 7)] == [
            ("Momo", True, date(2026, 11, 14)), ("Pavel", False, date(2026, 11, 14)),
        ]  # fmt: skip
        assert [one.stay.person.alias for one in ending_within(vera, 3)] == ["Momo"]
    text = browse(vera).get(reverse("stays_ending") + "?days=7").content.decode()
    assert text.index("Momo") < text.index("Pavel")
    assert "is over" in text
    assert "This stay should have ended." in browse(vera).get(reverse("bed", args=[house.b1A.pk])).content.decode()
    assert browse(vera).get(reverse("stays_ending") + "?days=9").status_code == 422


# --- who could have the bed ---------------------------------------------------------------------------------------


def test_those_who_wait_stand_before_those_inside(as_, vera, momo, somebody, house):
    from housing.beds.selectors import board_bed
    from intake.desk.actions import record_passage
    from intake.desk.selectors import reception
    from intake.desk.services import ensure_services

    other, third = somebody("Pavel"), somebody("Tom")
    with as_(vera):
        ensure_services()
        record_passage(actor=vera, service=reception(), client_uuid=uuid4(), person=other)
        record_passage(actor=vera, service=reception(), client_uuid=uuid4(), person=momo)
        ask_for_bed(actor=vera, person=momo)
        ask_for_bed(actor=vera, person=third, needs=["dog"], animal="dog")
        found = candidates(vera, house.b1A, board_bed(vera, house.b1A.pk))
        assert [(one.person.alias, bool(one.conflict)) for one in found] == [("Momo", False), ("Pavel", False), ("Tom", True)]
        assert found[0].rank > 0


def test_a_dog_sleeps_where_dogs_are_welcome(as_, vera, momo, house):
    with as_(vera):
        with pytest.raises(Refused, match="No dog in this room"):
            actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A, with_dog=True)
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b2A, with_dog=True)
        with pytest.raises(Refused, match="No dog in this room"):
            actions.move_bed(actor=vera, stay=stay, bed=house.b1A)


def test_a_move_to_a_womens_room_is_refused_and_set_aside_by_the_coordinator(browse, as_, vera, colette, momo, house, verbs):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    move = reverse("stay_move", args=[stay.pk])
    answer = browse(vera).post(move, {"bed": house.b3A.pk, "override_reason": ""})
    assert answer.status_code == 422
    assert "This room is for women." in answer.content.decode()
    answer = browse(vera).post(move, {"bed": house.b3A.pk, "override_reason": "nothing else free"})
    assert answer.status_code == 422
    assert "nothing else free" in answer.content.decode()
    assert browse(colette).post(move, {"bed": house.b3A.pk, "override_reason": "nothing else free"}).status_code == 302
    assert "housing.stay.rule_set_aside" in verbs("housing.stay.")


# --- two together -------------------------------------------------------------------------------------------------


def test_a_couple_gets_both_beds_or_none(as_, vera, momo, somebody, house, pair, state):
    other, third = somebody("Pavel"), somebody("Tom")
    number = uuid4()
    with as_(vera):
        with pytest.raises(Refused, match="two beds of the same room"):
            admit_couple(actor=vera, people=(momo, other), beds=(house.b1A, pair[0]))
        with pytest.raises(Refused, match="not for couples"):
            admit_couple(actor=vera, people=(momo, other), beds=(house.b1A, house.b1B))
        held = actions.admit_to_bed(actor=vera, person=third, bed=pair[1])
        with pytest.raises(BedTaken):
            admit_couple(actor=vera, people=(momo, other), beds=pair)
        assert Stay.objects.exclude(pk=held.pk).count() == 0
        actions.move_bed(actor=vera, stay=held, bed=house.b1A)
        from housing.beds.actions import mark_cleaned

        mark_cleaned(actor=vera, bed=pair[1])
        first, second = admit_couple(actor=vera, people=(momo, other), beds=pair, with_dog=True, client_uuid=number)
        again = admit_couple(actor=vera, people=(momo, other), beds=pair, client_uuid=number)
        assert [one.pk for one in again] == [first.pk, second.pk]
        assert first.together == second.together is not None
    assert (state(pair[0]), state(pair[1])) == ("occupied", "occupied")


def test_two_who_asked_together_are_served_together(browse, as_, vera, momo, somebody, house, pair):
    other = somebody("Pavel")
    with as_(vera):
        from housing.requests.actions import pair_requests

        first, second = ask_for_bed(actor=vera, person=momo), ask_for_bed(actor=vera, person=other)
        pair_requests(actor=vera, request=first, partner=second)
    client, address = browse(vera), reverse("couple", args=[momo.pk])
    page = client.get(address).content.decode()
    assert "Room 5 · 5A + 5B · dogs welcome · couples" in page
    data = {"partner": str(other.pk), "beds": f"{pair[0].pk}-{pair[1].pk}", "client_uuid": str(uuid4())}
    assert client.post(address, data).status_code == 302
    with as_(vera):
        assert set(BedRequest.objects.values_list("state", flat=True)) == {"served"}
        assert Stay.objects.filter(request__isnull=False, state="in").count() == 2
    other_address = reverse("couple", args=[other.pk])
    assert "No room for couples has two beds free and ready." in client.get(other_address).content.decode()


def test_a_couple_may_hold_two_beds_until_they_come(browse, as_, vera, momo, somebody, house, pair, state):
    other, third = somebody("Pavel"), somebody("Tom")
    with as_(vera):
        from housing.requests.actions import pair_requests

        pair_requests(actor=vera, request=ask_for_bed(actor=vera, person=momo), partner=ask_for_bed(actor=vera, person=other))
    client, address = browse(vera), reverse("couple_hold", args=[momo.pk])
    assert address in client.get(reverse("couple", args=[momo.pk])).content.decode()
    data = {"partner": str(other.pk), "beds": f"{pair[0].pk}-{pair[1].pk}", "with_dog": "on", "client_uuid": str(uuid4())}
    for _twice in range(2):
        assert client.post(address, data).status_code in (302, 422)  # the second time the beds are no longer offered
    with as_(vera):
        first, second = Stay.objects.order_by("bed__label")
        assert (first.state, second.state, first.with_dog, second.with_dog) == ("held", "held", True, False)
        assert first.together == second.together is not None
        assert set(BedRequest.objects.values_list("state", flat=True)) == {"served"}
        with pytest.raises(BedTaken):
            hold_couple(actor=vera, people=(third, somebody("Ana")), beds=pair)
        given = actions.admit_to_bed(actor=vera, person=momo, bed=first.bed)
        assert (given.pk, given.state, given.together) == (first.pk, "in", second.together)
        actions.release_hold(actor=vera, stay=second)
        assert BedRequest.objects.get(person=other).state == "waiting"
    assert (state(pair[0]), state(pair[1])) == ("occupied", "free")


def test_only_who_may_set_a_rule_aside_is_asked_why(browse, as_, vera, colette, momo, house, pair):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    for page in (reverse("stay_move", args=[stay.pk]), reverse("couple", args=[momo.pk])):
        asked = ["Why the room rule is set aside" in browse(who).get(page).content.decode() for who in (vera, colette)]
        assert asked == [False, True]
    with as_(colette):
        house.b2A.room.women_only = True
        house.b2A.room.save()
    refused = browse(vera).post(reverse("stay_move", args=[stay.pk]), {"bed": house.b2A.pk, "override_reason": "please"})
    assert (refused.status_code, "This room is for women." in refused.content.decode()) == (422, True)


# --- written afterwards -------------------------------------------------------------------------------------------


def test_an_admission_is_written_afterwards_by_a_coordinator(as_, vera, colette, momo, house, at, verbs):
    at("2026-11-22 12:00")
    with as_(vera):
        from centre.access.grants import grant_role_teams

        grant_role_teams("coordinator", person=momo, compartment="desk", days=5, origin="manual")
        with pytest.raises(Refused):
            admit_late(actor=vera, person=momo, bed=house.b1A, began_at=clock.instant("2026-11-20 20:00"), late="outage")
    with as_(colette):
        stay = admit_late(actor=colette, person=momo, bed=house.b1A, began_at=clock.instant("2026-11-20 20:00"), late="outage")
        assert (stay.state, stay.began_at, stay.given_at, stay.given_late) == (
            "in", clock.instant("2026-11-20 20:00"), clock.now(), "outage",
        )  # fmt: skip
        assert stay.counted_from is None
        assert [night.occupied for night in nights(colette, date(2026, 11, 19), date(2026, 11, 21))] == [0, 1, 1]
        end_late(actor=colette, stay=stay, ended_at=clock.instant("2026-11-21 09:00"), late="forgotten", reason="own_choice")
        assert (stay.state, stay.ended_at, stay.end_recorded_at) == ("out", clock.instant("2026-11-21 09:00"), clock.now())
        assert [night.occupied for night in nights(colette, date(2026, 11, 19), date(2026, 11, 21))] == [0, 1, 0]
    assert verbs("housing.stay.") == ["housing.stay.admitted_late", "housing.stay.ended_late"]


def test_hours_that_cannot_be_are_refused(as_, vera, colette, momo, house, at):
    at("2026-11-22 12:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-24 12:00")
    with as_(colette):
        with pytest.raises(Refused, match="The end stands before the start"):
            end_late(actor=colette, stay=stay, ended_at=clock.instant("2026-11-21 09:00"), late="forgotten", reason="other")
        with pytest.raises(Refused, match="still to come"):
            end_late(actor=colette, stay=stay, ended_at=clock.instant("2026-11-25 09:00"), late="forgotten", reason="other")
        assert stay.state == "in"


def test_an_overlap_says_who_was_first(as_, vera, colette, momo, somebody, house, at):
    from centre.access.grants import grant_role_teams

    other = somebody("Pavel")
    at("2026-11-20 20:00")
    with as_(vera):
        grant_role_teams("coordinator", person=other, compartment="desk", days=5, origin="manual")
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-21 09:00")
    with as_(vera):
        actions.end_stay(actor=vera, stay=stay, reason="planned")
    at("2026-11-22 12:00")
    late = {"late": "mistake", "reason": "other", "began_at": clock.instant("2026-11-20 22:00"), "ended_at": clock.instant("2026-11-21 08:00")}
    with as_(colette):
        with pytest.raises(BedTaken) as refused:
            admit_late(actor=colette, person=other, bed=house.b1A, **late)
        assert refused.value.words == (
            "Vera was first, on 20/11/2026 20:00: bed 1A is taken from 20/11/2026 20:00 until 21/11/2026 09:00."
        )
        with pytest.raises(BedTaken, match="this person has bed 1A from 20/11/2026 20:00"):
            admit_late(actor=colette, person=momo, bed=house.b1B, **late)


def test_a_closed_quarter_is_said_and_counts_in_the_next_open_one(browse, as_, vera, colette, momo, house, at, closed_third_quarter):
    at("2026-09-28 20:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-22 12:00")
    client, address = browse(colette), reverse("stay_end_late", args=[stay.pk])
    page = client.get(address).content.decode()
    assert "The figures until 30 September 2026 are closed and do not change." in page
    assert "from 1 October 2026 on" in page
    typed = {"ended_day": "2026-09-29", "ended_hour": "09:00", "ended_fold": "", "late": "told_later", "reason": "own_choice"}
    assert client.post(address, typed).status_code == 302
    assert "it counts from 1 October 2026 on" in client.get(reverse("stay", args=[stay.pk])).content.decode()
    with as_(colette):
        stay.refresh_from_db()
        assert stay.counted_from == date(2026, 10, 1)


@pytest.fixture
def closed_third_quarter(monkeypatch):
    """The third quarter of 2026 is closed."""
    from housing.corrections import selectors

    monkeypatch.setattr(selectors, "closed_quarters", lambda: {(2026, 2), (2026, 3)})


def test_an_hour_that_comes_twice_is_asked_and_one_that_is_skipped_refused(browse, as_, vera, colette, momo, house, at):
    at("2026-10-20 20:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-02 12:00")
    client, address = browse(colette), reverse("stay_end_late", args=[stay.pk])
    typed = {"ended_day": "2026-10-25", "ended_hour": "02:30", "ended_fold": "", "late": "told_later", "reason": "own_choice"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "this hour came twice" in answer.content.decode()
    assert "the second time, by winter time" in answer.content.decode()
    assert client.post(address, typed | {"ended_fold": "1"}).status_code == 302
    with as_(colette):
        stay.refresh_from_db()
        assert stay.ended_at == clock.instant("2026-10-25 02:30") + timedelta(hours=1)
    at("2027-04-02 12:00")
    page = browse(colette).post(reverse("stay_admit_late", args=[momo.pk]), {
        "bed": house.b1B.pk, "began_day": "2027-03-28", "began_hour": "02:30", "late": "outage",
    })  # fmt: skip
    assert page.status_code == 422
    assert "skipped this hour" in page.content.decode()


def test_an_end_is_taken_back_while_the_bed_is_free(browse, as_, vera, momo, somebody, house, at, state):
    other = somebody("Pavel")
    at("2026-11-22 20:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-23 09:00")
    with as_(vera):
        actions.end_stay(actor=vera, stay=stay, reason="planned", destination="410", ethos="12")
    at("2026-11-23 09:10")
    with as_(vera):
        undo_end(actor=vera, stay=stay)
        assert (stay.state, stay.period.upper, stay.exit_reason, stay.ended_at) == ("in", None, "", None)
        actions.end_stay(actor=vera, stay=stay, reason="planned")
        from housing.beds.actions import mark_cleaned

        mark_cleaned(actor=vera, bed=house.b1A)
        actions.admit_to_bed(actor=vera, person=other, bed=house.b1A)
    answer = browse(vera).post(reverse("stay_reopen", args=[stay.pk]))
    assert answer.status_code == 409
    assert "Vera was first: bed 1A is taken since 09:10:00." in answer.content.decode()
    at("2026-11-24 09:11")
    with as_(vera), pytest.raises(Refused, match="within 24 hours"):
        undo_end(actor=vera, stay=stay)


def test_before_the_stay_is_written_down(browse, as_, vera, momo, house):
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    client, address = browse(vera), reverse("stay_describe", args=[stay.pk])
    answer = client.post(address, {"ethos_before": "1", "with_dog": "on"})
    assert answer.status_code == 422
    assert "No dog in this room" in answer.content.decode()
    assert client.post(address, {"ethos_before": "1"}).status_code == 302
    assert "public space" in client.get(reverse("stay", args=[stay.pk])).content.decode()
    assert client.post(reverse("stay_end", args=[stay.pk]), {"reason": "planned", "ethos_before": "1", "ethos": "12"}).status_code == 302


def test_the_rules_page_shows_what_holds_and_takes_a_rule_once(browse, as_, vera, colette, house):
    client, address = browse(colette), reverse("house_rules")
    assert "None yet: the settings of the house hold." in client.get(address).content.decode()
    typed = {"from_on": clock.service_day().isoformat(), "room": house.rooms[0].pk, "keep_hours": "48", "client_uuid": str(uuid4())}
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 302
    text = client.get(address).content.decode()
    assert text.count("Colette,") == 1
    assert client.post(address, {"from_on": "2020-01-01", "keep_hours": "48"}).status_code == 422
    assert client.post(address, typed | {"census_hour": "3", "client_uuid": str(uuid4())}).status_code == 422
    assert "Nothing changes" in client.post(address, {"from_on": typed["from_on"]}).content.decode()
    assert browse(vera).get(address).status_code == 403


def test_a_tap_that_comes_too_late_is_said_on_its_page(browse, as_, vera, momo, somebody, house, at):
    other = somebody("Pavel")
    at("2026-11-22 18:00")
    with as_(vera):
        held = actions.hold_bed(actor=vera, person=momo, bed=house.b1A)
        stay = actions.admit_to_bed(actor=vera, person=other, bed=house.b1B)
        actions.mark_absent(actor=vera, stay=stay)
    client = browse(vera)
    at("2026-11-22 20:01")
    answer = client.post(reverse("stay_hold_longer", args=[held.pk]))
    assert answer.status_code == 422
    assert "The hold ended at 20:00" in answer.content.decode()
    answer = client.post(reverse("stay_not_back", args=[stay.pk]))
    assert answer.status_code == 422
    assert "The bed is still kept for this person." in answer.content.decode()
    assert client.post(reverse("stay_keep", args=[stay.pk])).status_code == 302
    assert client.post(reverse("stay_returned", args=[stay.pk])).status_code == 302
