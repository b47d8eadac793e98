"""Erasure cuts the person from their requests; the nights without a bed stay counted, of nobody. What lapses says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from centre.access.identity import acting
from centre.shifts import clock
from housing.requests.actions import ask_for_bed, turn_away
from housing.requests.models import BedRequest, TurnAway
from housing.requests.panels import forget, held_here
from housing.requests.tasks import lapse_past_nights
from housing.requests.unmet import unmet

NIGHT = date(2026, 1, 10)


def cast(*aliases: str) -> tuple[Any, list[Any]]:
    """Vera, and people she opens a file for."""
    from centre.staff.models import User
    from intake.person.actions import open_file

    vera = User.objects.get(username="vera")
    with acting(vera):
        return vera, [open_file(actor=vera, alias=alias) for alias in aliases]


def test_the_worker_cuts_the_person_and_the_nights_stay_counted(clone: Any) -> None:
    from tests.conftest import become

    vera, (momo, kenza) = cast("Momo", "Kenza")
    with clock.at("2026-01-10 20:00"), acting(vera):
        first = ask_for_bed(actor=vera, person=momo, needs=["medical"], note="Diabetes", protection=True, how_long="notice")
        second = ask_for_bed(actor=vera, person=kenza, partner=first)
        turn_away(actor=vera, request=first, reason="full", keep_waiting=True)
    become("worker")
    assert held_here(momo.pk) == {"bed_requests": 1, "turn_aways": 1}
    assert forget(momo.pk) == {"bed_requests": 1, "turn_aways": 1}
    assert held_here(momo.pk) == {"bed_requests": 0, "turn_aways": 0}
    left = BedRequest.objects.get(pk=first.pk)
    assert (left.needs, left.note, left.protection, left.partner) == ([], None, False, None)
    for rows in (BedRequest.history.filter(id=first.pk), TurnAway.history.filter(request_id=first.pk)):
        assert {one.person_id for one in rows} == {None}
    assert BedRequest.objects.get(pk=second.pk).partner is None
    become("web")
    with clock.at("2026-01-11 12:00"), acting(vera):
        assert [(one.people, one.waited) for one in unmet(vera, NIGHT, NIGHT)] == [(1, False), (1, True)]
        assert [one.person_id for one in BedRequest.objects.all()] == [kenza.pk]
    assert connection.settings_dict["USER"] == "centre_web"


def test_a_request_that_nobody_renewed_is_written_down_as_lapsed_once(clone: Any) -> None:
    from audit.ledger.models import Event
    from centre.staff.models import User
    from tests.conftest import become

    vera, (momo, pavel) = cast("Momo", "Pavel")
    with clock.at("2026-01-10 20:00"), acting(vera):
        request = ask_for_bed(actor=vera, person=momo)
        ask_for_bed(actor=vera, person=pavel, how_long="notice")
    become("worker")
    with clock.at("2026-01-11 05:59"):
        assert lapse_past_nights() == 0
    with clock.at("2026-01-11 06:01"):
        assert (lapse_past_nights(), lapse_past_nights()) == (1, 0)
    over = BedRequest.objects.get(pk=request.pk)
    assert (over.state, over.closed_at, over.closed_by) == ("lapsed", clock.instant("2026-01-11 06:00"), None)
    become("web")
    with acting(User.objects.get(username="dora")):
        assert Event.objects.filter(verb="housing.request.lapsed").count() == 1
    with clock.at("2026-01-11 12:00"), acting(vera):
        assert [(one.people, one.waited) for one in unmet(vera, NIGHT, NIGHT)] == [(2, True)]
