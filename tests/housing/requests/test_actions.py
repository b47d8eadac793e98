"""Asking, renewing, serving, turning away, putting back: the effect, the event, the refusal."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from audit.rules import Refused
from centre.shifts import clock
from housing.requests import actions
from housing.requests.models import BedRequest, TurnAway
from housing.requests.policies import Settled
from housing.requests.selectors import note_of, waiting_for
from housing.requests.unmet import unmet
from housing.stays.actions import admit_to_bed

pytestmark = pytest.mark.django_db


def reload(request):
    return BedRequest.objects.get(pk=request.pk)


def test_asking_puts_a_person_on_the_list_once(as_, vera, momo, ask, listed, verbs):
    number = uuid4()
    first = ask(momo, client_uuid=number, needs=["calm"], animal="dog", note="Sleeps under the bridge", ethos="1")
    assert ask(momo, client_uuid=number).pk == first.pk
    assert listed() == ["Momo"]
    assert first.needs == ["calm", "dog"]
    with as_(vera):
        assert note_of(reload(first)) == "Sleeps under the bridge"
    assert verbs("housing.request.asked") == ["housing.request.asked"]


def test_who_waits_or_has_a_bed_does_not_ask_again(as_, vera, momo, ask, house, somebody):
    ask(momo)
    with pytest.raises(Refused, match="already on the list"):
        ask(momo)
    pavel = somebody("Pavel")
    with as_(vera):
        admit_to_bed(actor=vera, person=pavel, bed=house.b1A)
    with pytest.raises(Refused, match="has a bed"):
        ask(pavel)


def test_a_team_without_beds_does_not_ask(ivan, as_, vera, momo, ask):
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="desk", days=30, origin="contact")
    with pytest.raises(Refused, match="does not work with these beds"):
        ask(momo, by=ivan)


def test_for_tonight_ends_with_the_night_and_is_taken_up_where_it_stood(as_, vera, momo, ask, at, listed, somebody):
    at("2026-01-10 20:00")
    first = ask(momo)
    pavel = somebody("Pavel")
    at("2026-01-11 05:30")
    assert listed() == ["Momo"]
    at("2026-01-11 19:00")
    ask(pavel)
    assert listed() == ["Pavel"]
    with as_(vera):
        again = actions.renew_request(actor=vera, request=first)
        assert reload(first).state == "lapsed"
        assert (again.since, again.state, again.last_night) == (first.asked_at, "waiting", date(2026, 1, 11))
    assert listed() == ["Momo", "Pavel"]


def test_until_further_notice_lasts_its_nights_and_longer_when_renewed(as_, vera, momo, ask, at, settings, listed):
    settings.CENTRE_REQUEST_NIGHTS = 3
    at("2026-01-10 20:00")
    request = ask(momo, how_long="notice")
    assert request.last_night == date(2026, 1, 12)
    at("2026-01-12 20:00")
    with as_(vera):
        actions.renew_request(actor=vera, request=request)
    at("2026-01-14 20:00")
    assert listed() == ["Momo"]
    at("2026-01-15 06:00")
    assert listed() == []
    at("2026-01-20 20:00")
    with as_(vera), pytest.raises(Refused, match="This request is over"):
        actions.renew_request(actor=vera, request=reload(request))


def test_served_once_and_the_second_is_told_who_was_first(as_, vera, walid, momo, ask, at, listed, verbs):
    at("2026-01-10 20:00")
    request = ask(momo)
    at("2026-01-10 21:10:05")
    with as_(vera):
        actions.serve_request(actor=vera, request=request)
    with as_(walid):
        with pytest.raises(Settled, match=r"^Vera was first: served at 21:10:05\.$"):
            actions.turn_away(actor=walid, request=request, reason="full")
        with pytest.raises(Settled, match="Vera was first"):
            actions.serve_request(actor=walid, request=request)
        assert not TurnAway.objects.exists()
    assert listed() == []
    assert verbs("housing.request.served") == ["housing.request.served"]


def test_back_on_the_list_keeps_the_place(as_, vera, momo, ask, at, somebody, listed):
    at("2026-01-10 20:00")
    request = ask(momo)
    at("2026-01-10 20:30")
    ask(somebody("Pavel"))
    with as_(vera):
        actions.serve_request(actor=vera, request=request)
        assert waiting_for(vera, momo) is None
        at("2026-01-10 23:00")
        actions.return_to_list(actor=vera, request=request, reason="no_show")
        assert waiting_for(vera, momo) == request
        with pytest.raises(Refused, match="already on the list"):
            actions.return_to_list(actor=vera, request=request, reason="no_show")
    assert listed() == ["Momo", "Pavel"]


def test_turned_away_counts_and_is_taken_back(as_, vera, walid, momo, ask, listed, at):
    at("2026-01-10 22:00")
    request, number, day = ask(momo, ethos="1"), uuid4(), date(2026, 1, 10)
    with as_(vera):
        turned = actions.turn_away(actor=vera, request=request, reason="full", client_uuid=number)
        assert actions.turn_away(actor=vera, request=request, reason="full", client_uuid=number) == turned
        assert (turned.person, turned.ethos, turned.service_day) == (momo, "1", day)
        assert reload(request).state == "turned_away"
        assert sum(one.people for one in unmet(vera, day, day)) == 1
    with as_(walid), pytest.raises(Refused, match="Only the colleague who wrote it"):
        actions.undo_turn_away(actor=walid, turned=turned)
    with as_(vera):
        actions.undo_turn_away(actor=vera, turned=turned)
        assert unmet(vera, day, day) == []
        with pytest.raises(Refused, match="taken back already"):
            actions.undo_turn_away(actor=vera, turned=turned)
    assert listed() == ["Momo"]


def test_turned_away_tonight_may_stay_on_the_list_and_a_bed_after_all_strikes_it(as_, vera, momo, ask, listed, at):
    at("2026-01-10 22:00")
    request, day = ask(momo, how_long="notice"), date(2026, 1, 10)
    with as_(vera):
        actions.turn_away(actor=vera, request=request, reason="full", keep_waiting=True)
        actions.turn_away(actor=vera, request=request, reason="full", keep_waiting=True)
        assert sum(one.people for one in unmet(vera, day, day)) == 1
    assert listed() == ["Momo"]
    with as_(vera):
        actions.serve_request(actor=vera, request=request)
        assert unmet(vera, day, day) == []


def test_many_without_a_name_are_counted(as_, vera, momo, verbs):
    today = clock.service_day()
    with as_(vera):
        actions.turn_away(actor=vera)
        actions.turn_away(actor=vera, count=3, reason="own_choice")
        told = {(one.reason, one.people) for one in unmet(vera, today, today)}
        assert told == {("full", 1), ("own_choice", 3)}
        with pytest.raises(Refused, match="Count from 1 to 50"):
            actions.turn_away(actor=vera, count=2, person=momo)
        with pytest.raises(Refused, match="Count from 1 to 50"):
            actions.turn_away(actor=vera, count=51)
    assert verbs("housing.turn_away.") == ["housing.turn_away.counted"] * 2


@pytest.mark.parametrize("reason", ["minor", "medical_care"])
def test_nobody_is_sent_away_to_nowhere_for_age_or_illness(as_, vera, reason):
    with as_(vera):
        with pytest.raises(Refused, match="Say where the person was sent"):
            actions.turn_away(actor=vera, reason=reason)
        assert actions.turn_away(actor=vera, reason=reason, sent_to="hospital").sent_to == "hospital"


def test_withdrawn_and_put_back(as_, vera, momo, ask, listed, verbs):
    request = ask(momo)
    with as_(vera):
        actions.withdraw_request(actor=vera, request=request, reason="own_choice")
        with pytest.raises(Settled, match="Vera was first: withdrawn"):
            actions.withdraw_request(actor=vera, request=request, reason="own_choice")
    assert listed() == []
    with as_(vera):
        actions.return_to_list(actor=vera, request=request, reason="still_needs")
    assert listed() == ["Momo"]
    assert verbs("housing.request.")[-2:] == ["housing.request.returned", "housing.request.list_viewed"]


def test_two_who_ask_together_get_both_or_nothing(as_, vera, momo, ask, somebody, verbs):
    first = ask(momo)
    kenza = somebody("Kenza", "F")
    second = ask(kenza, partner=first)
    with as_(vera):
        assert reload(first).partner == second
        assert reload(first).needs == ["couple"]
        with pytest.raises(Refused, match="They asked together"):
            actions.serve_request(actor=vera, request=first)
        actions.serve_request(actor=vera, request=first, with_partner=True)
        assert {one.state for one in BedRequest.objects.all()} == {"served"}
        actions.return_to_list(actor=vera, request=second, reason="no_show")
        actions.serve_request(actor=vera, request=second)
    assert verbs("housing.request.paired") == ["housing.request.paired"] * 2


def test_two_may_part_and_a_third_does_not_come_between(as_, vera, momo, ask, somebody):
    first = ask(momo)
    second = ask(somebody("Kenza", "F"), partner=first)
    third = ask(somebody("Pavel"))
    with as_(vera):
        with pytest.raises(Refused, match="asks with somebody else"):
            actions.pair_requests(actor=vera, request=third, partner=first)
        with pytest.raises(Refused, match="asks alone"):
            actions.part_requests(actor=vera, request=third)
        actions.part_requests(actor=vera, request=second)
        assert (reload(first).partner, reload(first).needs) == (None, [])
        actions.serve_request(actor=vera, request=first)
        assert actions.pair_requests(actor=vera, request=third, partner=second).partner == second


def test_withdrawing_one_of_two_leaves_the_other_waiting_alone(as_, vera, momo, ask, somebody, listed):
    first = ask(momo)
    second = ask(somebody("Kenza", "F"), partner=first)
    with as_(vera):
        actions.withdraw_request(actor=vera, request=first, reason="own_choice")
        assert reload(second).partner is None
    assert listed() == ["Kenza"]


def test_the_order_of_the_list_is_set_by_a_coordinator_for_later(as_, vera, colette, verbs):
    order, today = ["outside", "longest"], clock.service_day()
    more = {"criteria": order, "because": "Frost"}
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.set_priorities(actor=vera, valid_from=today, **more)
    with as_(colette):
        assert actions.set_priorities(actor=colette, valid_from=today, **more).version == 1
        assert actions.set_priorities(actor=colette, valid_from=today, **more).version == 2
        for wrong, words in (
            ({"criteria": ["longest", "outside"]}, "always decides last"), ({"criteria": ["outside", "outside", "longest"]}, "once"),
            ({"valid_from": today - timedelta(days=1)}, "backwards"), ({"because": " "}, "Say why"), ({"criteria": []}, "always"),
        ):
            with pytest.raises(Refused, match=words):
                actions.set_priorities(actor=colette, **({"valid_from": today} | more | wrong))
    assert verbs("housing.priority_order.set") == ["housing.priority_order.set"] * 2
