"""The queue asks the nurses for a count once a shift; the last count answers."""

from __future__ import annotations

from datetime import timedelta

from care.demo.register import sign_what_waits
from care.register import actions, selectors
from care.register.tasks import ask_for_count
from care.register.verification import check
from centre.shifts import clock
from centre.todo.models import Task


def test_the_nurses_are_asked_for_a_count_once_a_shift(as_worker, db, as_, nadia, amina, methadone, at):
    day = clock.local() + timedelta(days=1)
    at(day.strftime("%Y-%m-%d 14:01"))
    assert (ask_for_count(), ask_for_count()) == (1, 0)
    (task,) = Task.objects.all()
    assert (task.role, task.added_by_id, task.done_at) == ("nurse", amina.pk, None)
    assert clock.local(task.due_at).strftime("%H:%M") == "14:00"
    with as_(nadia, fresh=True):
        actions.count_stock(actor=nadia, account=methadone, counted_ug=2_000_000)
        task.refresh_from_db()
        assert (task.done_by_id, selectors.to_count(nadia)) == (nadia.pk, [])
    at(day.strftime("%Y-%m-%d 21:20"))
    assert ask_for_count() == 0
    at(day.strftime("%Y-%m-%d 21:40"))
    with as_(nadia, fresh=True):
        actions.count_stock(actor=nadia, account=methadone, counted_ug=2_000_000)
    at(day.strftime("%Y-%m-%d 22:05"))
    assert ask_for_count() == 0
    at((day + timedelta(days=1)).strftime("%Y-%m-%d 06:05"))
    assert ask_for_count() == 1


def test_what_waits_in_the_demonstration_is_signed_after_half_a_day(as_worker, db, as_, nadia, noor, methadone, at, monkeypatch):
    day = clock.local() + timedelta(days=1)
    at(day.strftime("%Y-%m-%d 12:00"))
    with as_(nadia, fresh=True):
        line = actions.waste(actor=nadia, account=methadone, amount_ug=10_000, why="spilled")
    assert sign_what_waits() == 0
    monkeypatch.setattr("care.demo.register.told", lambda: True)
    assert sign_what_waits() == 0
    at((day + timedelta(days=1)).strftime("%Y-%m-%d 12:05"))
    assert [fault.kind for fault in check().faults] == ["unsigned"]
    assert (sign_what_waits(), sign_what_waits()) == (1, 0)
    line.refresh_from_db()
    assert line.signature.by == noor.pk
    assert check().faults == []
