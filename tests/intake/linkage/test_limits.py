"""Twenty searches an hour, five misses in ten minutes: then one waits, and the coordinator is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from intake.linkage import actions, selectors, tasks
from intake.linkage.models import Asking, Pause

from .conftest import answers, typed

MISS = {"mother": "ZZ", "town": "ZZ"}


def ask(who, times, **said):
    for _ in range(times):
        actions.ask_questions(actor=who, answers=answers(**said))


def test_after_five_misses_one_waits_ten_minutes(as_, vera, walid, findable):
    with as_(vera):
        ask(vera, 4, **MISS)
        assert selectors.paused_until(vera) is None
        ask(vera, 1, **MISS)
        with pytest.raises(actions.Paused):
            ask(vera, 1)
    with as_(walid):
        ask(walid, 1)


def test_the_database_refuses_what_the_application_forgets(as_, vera, findable, monkeypatch):
    with as_(vera):
        ask(vera, 5, **MISS)
        monkeypatch.setattr(actions, "paused_until", lambda actor: None)
        with pytest.raises(actions.Paused):
            ask(vera, 1)


def test_hits_are_no_misses_but_twenty_are_enough(as_, vera, findable):
    with as_(vera):
        ask(vera, 19)
        assert selectors.paused_until(vera) is None
        ask(vera, 1)
        with pytest.raises(actions.Paused):
            ask(vera, 1)


def test_the_pause_ends_by_itself_and_begins_anew(as_worker, as_, vera, findable):
    with as_(vera):
        ask(vera, 5, **MISS)
    back = timedelta(minutes=10, seconds=1)
    Asking.objects.update(at=F("at") - back)
    Pause.objects.update(at=F("at") - back, until=F("until") - back)
    with as_(vera):
        ask(vera, 4, **MISS)
        assert selectors.paused_until(vera) is None
        ask(vera, 1, **MISS)
        assert selectors.paused_until(vera) is not None
    assert Pause.objects.count() == 2


def test_the_page_says_until_when_and_searches_nothing(browse, as_, vera, findable):
    with as_(vera):
        ask(vera, 5, **MISS)
    desk = browse(vera)
    page = desk.post(reverse("questions"), typed())
    assert (page.status_code, "the questions are open again at" in page.content.decode()) == (429, True)
    assert desk.get(reverse("questions")).status_code == 200
    assert "Fatima" not in page.content.decode()


def test_the_coordinator_is_told_and_answers_once(browse, as_, vera, colette, corentin, findable):
    with as_(vera):
        ask(vera, 5, **MISS)
        assert not Pause.objects.exists()
    board = browse(colette)
    assert "Vera" in board.get(reverse("home")).content.decode()
    page = board.get(reverse("question_pauses")).content.decode()
    assert "Vera" in page
    assert "five times nobody found" in page
    with as_(colette):
        pause = Pause.objects.get()
    board.post(reverse("question_pause_seen", args=[pause.pk]))
    assert "Vera" not in board.get(reverse("home")).content.decode()
    again = browse(corentin).post(reverse("question_pause_seen", args=[pause.pk]), follow=True)
    assert "has looked at this already" in again.content.decode()
    with as_(colette):
        pause.refresh_from_db()
        assert pause.seen_by == colette.pk


def test_nobody_answers_for_themselves(as_, colette, findable):
    with as_(colette):
        ask(colette, 5, **MISS)
        pause = Pause.objects.get()
        assert not selectors.unseen_pauses(colette)
        with pytest.raises(Refused, match="This is about you"):
            actions.see_pause(actor=colette, pause=pause)


def test_only_coordinators_read_of_pauses(browse, as_, vera, ivan, findable):
    with as_(vera):
        ask(vera, 5, **MISS)
    for who in (vera, ivan):
        assert browse(who).get(reverse("question_pauses")).status_code == 403


def test_searches_are_forgotten_within_the_hour(as_worker, as_, vera, findable):
    with as_(vera):
        ask(vera, 1)
    assert tasks.forget_searches() == 0
    Asking.objects.update(at=F("at") - timedelta(minutes=61))
    assert tasks.forget_searches() == 1
    assert not Asking.objects.exists()


def test_the_pause_is_seen_with_its_event_or_not_at_all(as_, vera, colette, findable, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    with as_(vera):
        ask(vera, 5, **MISS)
    with as_(colette):
        pause = Pause.objects.get()
        with monkeypatch.context() as without:
            without.setattr(actions, "record", broken)
            with pytest.raises(RuntimeError):
                actions.see_pause(actor=colette, pause=pause)
        pause.refresh_from_db()
        assert pause.seen_at is None
        actions.see_pause(actor=colette, pause=pause)


def test_the_event_of_a_pause_seen(as_worker, as_, vera, colette, findable):
    with as_(vera):
        ask(vera, 5, **MISS)
    with as_(colette):
        actions.see_pause(actor=colette, pause=Pause.objects.get())
    with connection.cursor():
        assert Event.objects.filter(verb="intake.questions.pause_seen", actor=colette.pk).count() == 1
