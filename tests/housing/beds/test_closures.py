"""Closures: planned, changed with every word kept, cancelled, back-dated by right, never under somebody or twice."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.rules import Refused
from centre.shifts import clock
from housing.beds import actions
from housing.beds.models import Closure
from housing.beds.selectors import board_bed, kept_in
from housing.closures.actions import cancel_closure, close_room, revise_closure
from housing.closures.panels import revisions
from housing.closures.policies import all_in_the_way
from housing.stays.actions import admit_to_bed, end_stay, extend_stay, hold_bed

pytestmark = pytest.mark.django_db


def day(text):
    """The first instant of a service day."""
    return clock.instant(f"{text} 06:00")


@pytest.fixture
def planned(as_, colette, house, at):
    """Bed 1A is closed from the 1st to the 5th of December; it is the 22nd of November."""
    at("2026-11-22 12:00")
    with as_(colette):
        return actions.close_bed(
            actor=colette, bed=house.b1A, reason="repair", start=day("2026-12-01"), until=day("2026-12-05")
        )


def test_a_planned_closure_closes_when_its_time_comes(as_, colette, house, planned, state, at):
    assert state(house.b1A) == "free"
    with as_(colette):
        assert clock.local(board_bed(colette, house.b1A.pk).closes_at) == planned.period.lower
    at("2026-12-01 06:00")
    assert state(house.b1A) == "closed"
    at("2026-12-05 06:00")
    assert state(house.b1A) == "free"


def test_a_stay_given_ends_before_the_bed_is_closed(browse, as_, vera, momo, house, planned):
    client = browse(vera)
    bed = reverse("bed", args=[house.b1A.pk])
    said = "This bed is closed from 1 December"
    assert f"{said}: a stay given now is planned until then." in client.get(bed).content.decode()
    assert "1A · calm · closed from 1/12" in client.get(reverse("person", args=[momo.pk])).content.decode()
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        assert stay.planned_end == date(2026, 12, 1)
        assert said not in client.get(bed).content.decode()
        extend_stay(actor=vera, stay=stay, planned_end=date(2026, 12, 3), reason="cold")
    words = f"{said}, before the planned end. Look for another bed."
    assert all(words in client.get(page).content.decode() for page in (bed, reverse("stay", args=[stay.pk]), reverse("stay_extend", args=[stay.pk])))


def test_a_card_tells_of_a_closure_to_come(browse, as_, vera, colette, house, planned, at):
    client = browse(vera)
    page = client.get(reverse("beds"))
    assert "closed from 1/12" in page.content.decode()
    mark = client.get(reverse("beds_live"))["HX-PTag"]
    assert client.get(reverse("beds_live"), headers={"HX-PTag": mark}).status_code == 304
    with as_(colette):
        cancel_closure(actor=colette, closure=planned, why="not needed")
    changed = client.get(reverse("beds_live"), headers={"HX-PTag": mark})
    assert (changed.status_code, "closed from" in changed.content.decode()) == (200, False)


def test_a_second_closure_names_the_first(as_, colette, house, planned):
    with as_(colette), pytest.raises(Refused) as refused:
        actions.close_bed(actor=colette, bed=house.b1A, reason="pests", start=day("2026-12-04"), until=None)
    assert refused.value.words == "Bed 1A is already closed from 1 December until 4 December: repair."
    with as_(colette), pytest.raises(Refused, match="already closed from 1 December"):
        actions.close_bed(actor=colette, bed=house.b1A, reason="pests")


def test_one_form_closes_once(as_, colette, house, at):
    at("2026-11-22 12:00")
    number = uuid.uuid4()
    with as_(colette):
        first = actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-12-01"), client_uuid=number)
        again = actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-12-01"), client_uuid=number)
    assert again.pk == first.pk


def test_who_has_the_bed_is_said_to_whom_may_know(as_, vera, colette, momo, house, at):
    at("2026-11-22 12:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 30))
    with as_(colette):
        with pytest.raises(Refused, match=r"Bed 1A: Momo, from 22 November until 30 November\.$"):
            actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-11-29"))
        closure = actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-11-30"))
    assert closure.period.lower == day("2026-11-30")


def test_who_may_not_know_is_told_when_alone(as_, house, vera, nadia, momo, at):
    from housing.beds.selectors import kept_in, said

    at("2026-11-22 12:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 30))
    with as_(nadia):
        kept = kept_in(nadia, house.b1A, clock.now(), None)
        assert [(one.who, one.person, said(one)) for one in kept] == [("", None, "from 22 November until 30 November")]


def test_a_bed_held_is_not_closed(as_, vera, colette, momo, house):
    with as_(vera):
        hold_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(colette), pytest.raises(Refused, match="Somebody has this bed"):
        actions.close_bed(actor=colette, bed=house.b1A, reason="repair")


def test_to_back_date_is_a_right_of_its_own(as_, colette, house, at, monkeypatch):
    at("2026-11-22 12:00")
    with as_(colette):
        closure = actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-11-20"))
        assert closure.period.lower == day("2026-11-20")
        without(monkeypatch, colette, "housing.backdate_closure")
        with pytest.raises(Refused, match="Your role does not include this"):
            actions.close_bed(actor=colette, bed=house.b1B, reason="repair", start=day("2026-11-20"))
        with pytest.raises(Refused, match="Your role does not include this"):
            cancel_closure(actor=colette, closure=closure, why="a mistake")
        with pytest.raises(Refused, match="Your role does not include this"):
            revise_closure(actor=colette, closure=closure, start=day("2026-11-19"), until=None, reason="repair", why="earlier")
        assert revise_closure(
            actor=colette, closure=closure, start=closure.period.lower, until=day("2026-12-01"), reason="repair", why="known now"
        ).period.upper == day("2026-12-01")


def without(monkeypatch, user, permission):
    """The same colleague, whose role lacks one right."""
    held = type(user).may
    monkeypatch.setattr(type(user), "may", lambda self, asked: asked != permission and held(self, asked))


def test_no_closure_is_written_over_nights_somebody_slept(as_, vera, colette, momo, house, at):
    at("2026-11-10 20:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-15 10:00")
    with as_(vera):
        end_stay(actor=vera, stay=stay, reason="planned")
    at("2026-11-22 12:00")
    with as_(colette):
        with pytest.raises(Refused, match="Momo, from 10 November until 15 November"):
            actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-11-12"))
        actions.close_bed(actor=colette, bed=house.b1A, reason="repair", start=day("2026-11-16"))


def test_every_change_is_kept_with_who_when_and_why(as_, colette, corentin, planned, verbs, at):
    at("2026-11-23 09:00")
    with as_(corentin):
        revise_closure(
            actor=corentin, closure=planned, start=day("2026-12-02"), until=day("2026-12-09"), reason="pests", why="the firm is late"
        )
    at("2026-11-24 09:00")
    with as_(colette):
        closure = cancel_closure(actor=colette, closure=Closure.objects.get(pk=planned.pk), why="not needed")
        assert closure.period.isempty
        said = [(one.by, one.words, one.why, f"{clock.local(one.at):%d %H:%M}") for one in revisions(closure)]
    assert said == [
        ("Colette", "cancelled", "not needed", "24 09:00"),
        (
            "Corentin", "start: 1 December → 2 December; end: 4 December → 8 December; reason: repair → bed bugs or other pests",
            "the firm is late", "23 09:00",
        ),
        ("Colette", "closed from 1 December until 4 December: repair", "", "22 12:00"),
    ]
    assert verbs("housing.") == ["housing.bed.closed", "housing.closure.revised", "housing.closure.cancelled"]


def test_a_cancelled_closure_closes_nothing_and_stands_in_no_way(as_, colette, house, planned, state, at):
    with as_(colette):
        cancel_closure(actor=colette, closure=planned, why="not needed")
        with pytest.raises(Refused, match="This closure was cancelled"):
            cancel_closure(actor=colette, closure=Closure.objects.get(pk=planned.pk), why="again")
        actions.close_bed(actor=colette, bed=house.b1A, reason="staff", start=day("2026-12-03"), until=day("2026-12-04"))
    at("2026-12-02 12:00")
    assert state(house.b1A) == "free"


def test_the_second_of_two_who_change_it_is_told_who_was_first(as_, colette, corentin, planned, at):
    at("2026-11-23 09:00:00")
    opened = clock.now()
    at("2026-11-23 09:05:07")
    with as_(corentin):
        revise_closure(actor=corentin, closure=planned, start=day("2026-12-02"), until=None, reason="repair", why="late", known=opened)
    at("2026-11-23 09:06:00")
    with as_(colette), pytest.raises(Refused, match="Corentin was first: this closure was changed at 09:05:07"):
        revise_closure(actor=colette, closure=planned, start=day("2026-12-03"), until=None, reason="repair", why="x", known=opened)


def test_a_room_is_closed_whole_or_not_at_all(as_, vera, colette, momo, house, state, verbs):
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1B)
    with as_(colette), pytest.raises(Refused, match="Bed 1B: Momo"):
        close_room(actor=colette, room=house.rooms[0], reason="pests")
    assert state(house.b1A) == "free"
    with as_(vera):
        end_stay(actor=vera, stay=stay, reason="planned")
    number = uuid.uuid4()
    with as_(colette):
        assert len(close_room(actor=colette, room=house.rooms[0], reason="pests", client_uuid=number)) == 2
        assert close_room(actor=colette, room=house.rooms[0], reason="pests", client_uuid=number) == []
        with pytest.raises(Refused, match="This room has no bed to close"):
            close_room(actor=colette, room=house.rooms[0], reason="pests")
    assert (state(house.b1A), state(house.b1B), state(house.b2A)) == ("closed", "closed", "free")
    assert verbs("housing.room.") == ["housing.room.closed"]


def test_a_room_names_everybody_in_the_way_and_counts_who_is_out_of_reach(as_, vera, colette, nadia, momo, house, somebody):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 12, 5))
        admit_to_bed(actor=vera, person=somebody("Pavel"), bed=house.b1B, planned_end=date(2026, 12, 6))
    with as_(colette), pytest.raises(Refused, match=r"Bed 1A: Momo, .* until 5 December; Bed 1B: Pavel, .* until 6 December\.$"):
        close_room(actor=colette, room=house.rooms[0], reason="pests")
    with as_(nadia):
        unknown = [(bed, one) for bed in (house.b1A, house.b1B) for one in kept_in(nadia, bed, clock.now(), None)]
    assert str(all_in_the_way(unknown)).endswith("first. 2 people whose files you may not open.")
    named = (house.b1A, unknown[0][1]._replace(who="Momo"))
    assert str(all_in_the_way([named, unknown[1]])).endswith("; 1 person whose file you may not open.")


def test_pages_of_closures(browse, as_, vera, colette, momo, house, planned):
    client = browse(colette)
    page = client.get(reverse("closures")).content.decode()
    assert re.findall(r"/beds/closures/(\d+)/", page) == [str(planned.pk)]
    edit = reverse("closure_edit", args=[planned.pk])
    assert 'value="2026-12-01"' in client.get(edit).content.decode()
    typed = {"reason": "pests", "start": "2026-12-03", "until": "2026-12-01", "why": "later", "note": "call the firm"}
    refused = client.post(edit, typed)
    assert refused.status_code == 422
    assert "This day comes before the first." in refused.content.decode()
    assert "call the firm" in refused.content.decode()
    assert client.post(edit, typed | {"until": "2026-12-08"}).status_code == 302
    shown = client.get(reverse("closure", args=[planned.pk])).content.decode()
    assert "reason: repair → bed bugs or other pests" in shown
    cancel = reverse("closure_cancel", args=[planned.pk])
    assert client.post(cancel, {}).status_code == 422
    assert client.post(cancel, {"why": "not needed"}).status_code == 302
    assert "cancelled" in client.get(reverse("closures")).content.decode()
    assert client.post(cancel, {"why": "again"}).status_code == 422
    for name in ("closures", "closure", "closure_edit"):
        args = [] if name == "closures" else [planned.pk]
        assert browse(vera).get(reverse(name, args=args)).status_code == 403


def test_a_refusal_stands_above_what_was_typed(browse, as_, vera, colette, momo, house, at):
    at("2026-11-22 12:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 30))
    answer = browse(colette).post(reverse("bed_close", args=[house.b1A.pk]), {"reason": "repair", "start": "2026-11-25", "note": "tap"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Momo, from 22 November until 30 November" in text
    assert 'value="2026-11-25"' in text
    room = reverse("room_close", args=[house.rooms[0].pk])
    assert browse(colette).post(room, {"reason": "pests"}).status_code == 422
    assert browse(colette).post(reverse("room_close", args=[house.rooms[1].pk]), {"reason": "pests"}).status_code == 302


def test_the_past_of_a_bed(browse, as_, vera, colette, nadia, momo, house, at):
    at("2026-11-10 20:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-11-15 10:00")
    with as_(vera):
        end_stay(actor=vera, stay=stay, reason="planned")
        actions.mark_cleaned(actor=vera, bed=house.b1A)
    at("2026-11-16 10:00")
    with as_(vera):
        actions.ask_cleaning(actor=vera, bed=house.b1A, reason="pests")
    with as_(colette):
        actions.close_bed(actor=colette, bed=house.b1A, reason="pests", until=clock.now() + timedelta(days=2))
    at("2026-11-22 12:00")
    address = reverse("bed_history", args=[house.b1A.pk])
    seen = browse(vera).get(address).content.decode()
    assert ">Momo</a>" in seen
    assert "10/11/2026 20:00 – 15/11/2026 10:00" in seen
    assert "to be cleaned: bed bugs or other pests" in seen
    assert "15/11/2026 10:00 · Vera" in seen
    hidden = browse(nadia).get(address).content.decode()
    assert "Momo" not in hidden
    assert "10/11/2026 20:00 – 15/11/2026 10:00" in hidden
    assert "Nobody had this bed." in browse(vera).get(address + "?last=2026-10-01").content.decode()
    assert browse(vera).get(reverse("bed_history", args=[house.bW1.pk])).status_code == 404
