"""What the worker does: marking what nobody gave, and cutting a person from their doses."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from audit.rules import Refused
from care.dispensing import actions, panels
from care.dispensing.daylist import day_list
from care.dispensing.models import Bottle, Dose
from care.dispensing.tasks import mark_missed
from care.observing.actions import note_event
from care.observing.models import DoseEvent
from care.observing.panels import forget as forget_after
from care.prescribing.actions import decide
from care.takehome.actions import give_bottles
from centre.shifts import clock
from tests.care.prescribing.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("as_worker", "db")


def shown(actor, day):
    return [(line.who, line.status.value, line.ug or line.planned_ug) for line in day_list(actor, day).lines]


def test_what_nobody_gave_is_marked_as_missed_once(give, as_, nadia, plan, at):
    give()
    at("2026-03-05 09:00")
    assert (mark_missed(), mark_missed()) == (2, 0)
    with as_(nadia):
        assert list(Dose.objects.filter(outcome="missed").order_by("day").values_list("day", "by")) == [(date(2026, 3, 3), None), (date(2026, 3, 4), None)]
        assert shown(nadia, date(2026, 3, 4)) == [("Momo", "missed", 60_000)]


def test_a_missed_dose_told_later_stands_beside_the_mark(give, tell, as_, nadia, plan, at):
    give()
    at("2026-03-04 09:00")
    assert mark_missed() == 1
    tell(taken_at=clock.instant("2026-03-03 10:00"), reason="Given by the night team on paper.")
    with as_(nadia):
        assert sorted(Dose.objects.filter(day=date(2026, 3, 3)).values_list("outcome", flat=True)) == ["given", "missed"]
        assert shown(nadia, date(2026, 3, 3)) == [("Momo", "given", 60_000)]
    assert give().outside == []


def test_erasure_cuts_the_person_and_leaves_amounts_of_nobody(give, plan, momo, as_, nadia, amina):
    dose = give()
    with as_(amina):
        decide(actor=amina, prescription=plan, kind="release", day=MONDAY, amount_ug=1000, reason="x", client_uuid=uuid.uuid4())
    with as_(nadia):
        give_bottles(actor=nadia, prescription=plan, first=MONDAY + timedelta(days=1), number=1, client_uuid=uuid.uuid4())
        note_event(actor=nadia, dose=dose, what="spit", minutes=1, client_uuid=uuid.uuid4())
    assert forget_after(momo.pk) == {"dose_events": 1, "dose_watches": 0}
    assert DoseEvent.objects.get().person_id is None
    assert panels.held_here(momo.pk) == {"prescriptions": 1, "dose_decisions": 1, "doses": 1, "dose_preparations": 0, "bottles": 1}
    panels.forget(momo.pk)
    assert set(panels.held_here(momo.pk).values()) == {0}
    assert Dose.history.filter(person_id=momo.pk).count() == 0
    assert (Dose.objects.get(pk=dose.pk).amount_ug, Bottle.objects.get().person_id) == (60_000, None)
    plan.refresh_from_db()
    with as_(nadia), pytest.raises(Refused, match="erased"):
        actions.hold_dose(actor=nadia, prescription=plan, slot="day", reason="x", client_uuid=uuid.uuid4())
