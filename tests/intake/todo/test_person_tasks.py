"""Tasks about a person: sealed, in one part of the file, told to those who hold it."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation

from audit.rules import Refused
from centre.access.grants import grant_team
from centre.shifts import actions as shift_actions
from centre.shifts import clock, selectors
from centre.todo import actions
from centre.todo.models import Task
from centre.todo.panels import forget, held_here

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def nurses(as_, vera, nadia, momo):
    with as_(vera):
        for compartment in ("desk", "nursing"):
            grant_team(person=momo.pk, team=nadia.teams()[0], compartment=compartment, days=30, origin="contact")


def add(actor, person, compartment="desk", text="Change the dressing", **more):
    return actions.add_task(actor=actor, text=text, person=person.pk, compartment=compartment, client_uuid=uuid.uuid4(), **more)


def test_its_words_are_sealed_and_read_behind_the_wall_only(as_, vera, nadia, psy, nurses, momo):
    with as_(nadia):
        task = add(nadia, momo, "nursing")
        assert task.text == ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT sealed FROM centre_task")
            assert b"dressing" not in bytes(cursor.fetchone()[0])
    for other in (vera, psy):
        with as_(other):
            assert Task.objects.count() == 0
            assert Task.history.count() == 0
    with as_(vera), pytest.raises(Refused):
        add(vera, momo, "nursing")
    with as_(psy), pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.create(person=momo.pk, compartment="psych", sealed="x", added_by=psy)


def test_a_task_about_a_person_is_never_in_clear(as_, vera, momo):
    with as_(vera), pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.create(person=momo.pk, compartment="desk", text="x", added_by=vera)


def test_the_person_s_page_shows_and_finishes_it(browse, as_, vera, nadia, nurses, momo):
    client, url = browse(nadia), reverse("person_task_add", args=[momo.pk])
    form = client.get(url).content.decode()
    assert 'value="nursing"' in form
    assert 'value="social"' not in form
    sent = {"text": "Change the dressing", "compartment": "nursing", "receiver": "role-nurse", "due_at": "", "client_uuid": uuid.uuid4()}
    assert client.post(url, sent | {"compartment": "social"}).status_code == 422
    assert client.post(url, sent).headers["Location"] == reverse("person", args=[momo.pk])
    page = client.get(reverse("person", args=[momo.pk])).content.decode()
    assert "Change the dressing" in page
    assert "Change the dressing" not in browse(vera).get(reverse("person", args=[momo.pk])).content.decode()
    with as_(nadia):
        task = Task.objects.get()
    assert browse(vera).post(reverse("task_done", args=[task.pk])).status_code == 404
    assert client.post(reverse("task_done", args=[task.pk]), {"next": reverse("person", args=[momo.pk])}).status_code == 302
    with as_(nadia):
        assert Task.objects.get().done_by == nadia


def test_the_handover_tells_each_reader_their_side(as_, vera, nadia, nurses, momo, at):
    at("2026-11-21 20:00")
    with as_(nadia):
        add(nadia, momo, "nursing", role="nurse", due_at=clock.instant("2026-11-21 22:30"))
        book = shift_actions.open_handover(actor=nadia, shift=selectors.shift_now())
        shift_actions.fill_handover(actor=nadia, book=book)
    with as_(vera):
        add(vera, momo, text="Bring the keys")
        closed = shift_actions.close_handover(actor=vera, book=book)
        (row,) = selectors.rows(vera, closed)
        assert [(one.words, one.text) for one in row.remains] == [("to do:", "Bring the keys")]
    with as_(nadia):
        (row,) = selectors.rows(nadia, closed)
        assert [(one.words, one.text, one.for_whom) for one in row.remains] == [
            ("to do:", "Bring the keys", ""), ("to do by 21/11 22:30:", "Change the dressing", "Nurse"),
        ]


def test_erasure_finds_them_and_the_web_role_forgets_nobody(as_, vera, momo):
    with as_(vera):
        add(vera, momo)
        assert held_here(momo.pk) == {"tasks": 1}
    with pytest.raises(DatabaseError), transaction.atomic(), as_(vera):
        forget(momo.pk)
