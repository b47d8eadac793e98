"""Tasks of the house: for whom, until when, done, opened again; the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from audit.rules import Refused
from centre.shifts import clock
from centre.shifts.hours import shift_now
from centre.todo import actions, selectors
from centre.todo.models import Task
from centre.todo.panels import of_shift

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def add(actor, text="Buy coffee", hours=2, **more):
    due = clock.now() + timedelta(hours=hours) if hours is not None else None
    return actions.add_task(actor=actor, text=text, due_at=due, client_uuid=uuid.uuid4(), **more)


def texts(shown):
    return [one.text for one in shown]


def test_a_task_is_for_a_role_a_team_or_somebody(as_, vera, walid, nadia, deeds):
    with as_(vera):
        add(vera, "For all")
        add(vera, "Nurses", role="nurse")
        add(vera, "Nurses' team", team=nadia.teams()[0])
        add(vera, "Walid", user=walid)
        assert sorted(texts(selectors.task_list(vera, "mine"))) == ["For all"]
        assert len(selectors.task_list(vera, "all")) == 4
    with as_(nadia):
        assert sorted(texts(selectors.task_list(nadia, "mine"))) == ["For all", "Nurses", "Nurses' team"]
    with as_(walid):
        assert sorted(texts(selectors.task_list(walid, "mine"))) == ["For all", "Walid"]
    assert deeds(nadia) == ["centre.task.viewed"]
    assert deeds(vera) == ["centre.task.added"] * 4 + ["centre.task.viewed"] * 2


def test_for_one_only_and_never_in_another_s_name(as_, vera, walid):
    with as_(vera):
        for wrong in ({"role": "nurse", "user": vera, "added_by": vera}, {"added_by": walid}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Task.objects.create(text="x", **wrong)
        with pytest.raises(DatabaseError), transaction.atomic():
            Task.objects.create(text="x", added_by=vera, done_at=clock.now())


def test_done_is_done_once_and_can_be_opened_again(as_, vera, walid, deeds):
    with as_(vera):
        task = add(vera)
        actions.finish_task(actor=vera, task=task)
    with as_(walid):
        assert actions.finish_task(actor=walid, task=task).done_by == vera
        assert texts(selectors.task_list(walid, "done")) == ["Buy coffee"]
        assert selectors.task_list(walid, "all") == []
        actions.reopen_task(actor=walid, task=task)
        with pytest.raises(Refused):
            actions.reopen_task(actor=walid, task=task)
        assert texts(selectors.task_list(walid, "all")) == ["Buy coffee"]
    assert [one for one in deeds(walid) if not one.endswith("viewed")] == ["centre.task.reopened"]
    assert [one for one in deeds(vera) if not one.endswith("viewed")] == ["centre.task.added", "centre.task.done"]


def test_order_overdue_and_figures(as_, vera, at):
    at("2026-11-21 20:00")
    with as_(vera):
        add(vera, "Later", 48)
        add(vera, "Some day", None)
        add(vera, "Late", -3)
        add(vera, "Tonight", 2)
        add(vera, "First", 60, urgent=True)
        assert texts(selectors.task_list(vera, "all")) == ["First", "Late", "Tonight", "Later", "Some day"]
        assert selectors.figures(vera) == {"open": 5, "overdue": 1, "soon": 1}
        late = Task.objects.get(text="Late")
        assert late.overdue
        actions.move_task(actor=vera, task=late, due_at=clock.now() + timedelta(hours=1))
        assert selectors.figures(vera) == {"open": 5, "overdue": 0, "soon": 2}


def test_the_same_form_twice_is_one_task(as_, vera):
    number = uuid.uuid4()
    with as_(vera):
        first = actions.add_task(actor=vera, text="x", client_uuid=number)
        assert actions.add_task(actor=vera, text="x", client_uuid=number) == first
        assert Task.objects.count() == 1


def test_the_handover_tells_the_house_s_tasks(as_, vera, at):
    at("2026-11-21 20:00")
    with as_(vera):
        add(vera, "Late", -30)
        add(vera, "Soon", 8, role="nurse")
        add(vera, "Next week", 200)
        actions.finish_task(actor=vera, task=add(vera, "Done"))
        found = of_shift(vera, shift_now())
        assert [(one["text"], one["for"], one["overdue"]) for one in found["lines"]] == [("Late", "", True), ("Soon", "Nurse", False)]
        assert (found["open"], found["done"]) == (3, 1)


def test_who_has_no_part_in_it_is_refused_by_the_code_and_by_the_database(as_, vera, felix, peer):
    with as_(vera):
        task = add(vera)
    for other in (felix, peer):
        with as_(other):
            with pytest.raises(Refused):
                add(other)
            with pytest.raises(Refused):
                actions.finish_task(actor=other, task=task)
            with pytest.raises(Refused):
                selectors.task_list(other, "all")
            with pytest.raises(DatabaseError), transaction.atomic():
                Task.objects.create(text="x", added_by=other)
            with pytest.raises(DatabaseError), transaction.atomic():
                Task.objects.update(text="y")


def test_nothing_is_written_when_the_ledger_fails(as_, vera, monkeypatch):
    def broken(*_args, **_more):
        raise DatabaseError

    with as_(vera):
        task = add(vera)
        monkeypatch.setattr("centre.todo.actions.record", broken)
        for act in (
            lambda: add(vera, "y"), lambda: actions.finish_task(actor=vera, task=task),
            lambda: actions.move_task(actor=vera, task=task, due_at=None),
        ):
            with pytest.raises(DatabaseError):
                act()
        task.refresh_from_db()
        assert (Task.objects.count(), task.done_at, task.due_at is None) == (1, None, False)


def test_pages(browse, as_, vera, nadia):
    client = browse(vera)
    add_url = reverse("task_add")
    sent = {"text": "Ring the plumber", "due_at": "2026-11-22T10:00", "receiver": "role-desk", "client_uuid": uuid.uuid4()}
    assert client.get(add_url).status_code == 200
    for wrong in ("soon", "0001-01-01T00:00", "0206-11-22T10:00"):  # of the first, nothing could be read back by anybody
        assert client.post(add_url, sent | {"due_at": wrong}).status_code == 422
    warned = client.post(add_url, sent | {"text": "Ring 0470 12 34 56"})
    assert warned.status_code == 422
    assert "This looks like a phone number." in warned.content.decode()
    assert client.post(add_url, sent).status_code == 302
    with as_(vera):
        task = Task.objects.get()
        assert (task.role, task.due_at) == ("desk", clock.instant("2026-11-22 10:00"))
    assert "Ring the plumber" in client.get(reverse("tasks")).content.decode()
    assert "Ring the plumber" not in browse(nadia).get(reverse("tasks")).content.decode()
    done = client.post(reverse("task_done", args=[task.pk]), {"next": "https://elsewhere.example/"})
    assert done.headers["Location"] == reverse("tasks")
    page = client.get(reverse("tasks")).content.decode()
    assert "Task done" in page
    assert reverse("task_reopen", args=[task.pk]) in page
    assert "Ring the plumber" in client.get(reverse("tasks"), {"which": "done"}).content.decode()
    assert client.post(reverse("task_reopen", args=[task.pk]), {"next": "/"}).headers["Location"] == "/"
    for wrong in ("x", "0001-01-01T00:00"):
        assert client.post(reverse("task_move", args=[task.pk]), {"due_at": wrong}).status_code == 302
    assert client.post(reverse("task_move", args=[task.pk]), {"due_at": "2026-11-23T10:00"}).status_code == 302
    with as_(vera):
        assert Task.objects.get().due_at == clock.instant("2026-11-23 10:00")
    assert b"home-tasks" in client.get(reverse("home")).content
    assert client.post(reverse("task_done", args=[uuid.uuid4()])).status_code == 404


def test_the_page_costs_the_same_for_one_and_three_tasks(as_, browse, vera, momo):
    client = browse(vera)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("tasks")).status_code == 200
        return len(captured)

    with as_(vera):
        add(vera, "About him", person=momo.pk, compartment="desk")
    cost()
    one = cost()
    with as_(vera):
        add(vera, "Again", person=momo.pk, compartment="desk", user=vera)
        add(vera, "House", role="desk")
    assert cost() == one
