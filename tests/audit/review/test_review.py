"""The weekly review: what is drawn, who answers, what the database asks; never about oneself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from audit.ledger.actions import viewed
from audit.ledger.models import Event
from audit.review import actions, selectors, tasks
from audit.review.enums import Reason
from audit.review.models import Draw, Question
from audit.review.registry import Read
from audit.rules import Refused
from centre.access.relations import without_relation
from centre.rota.models import Duty
from centre.rota.selectors import off_the_rota


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(number, actor, at=None, subject=None, verb="intake.person.viewed"):
    return Read(number, at or timezone.now(), actor, verb, subject)


@pytest.mark.django_db
def test_readings_of_a_week_are_found_and_deeds_are_not(as_, vera, momo, dora):
    with as_(vera):
        viewed("intake.person.viewed", subject=momo)
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    with as_(dora):
        found = tasks.reads_of(monday)
        assert [(one.actor, one.verb, one.subject) for one in found] == [(vera.pk, "intake.person.viewed", momo.pk)]
        assert tasks.reads_of(monday - timedelta(days=7)) == []
        assert Event.objects.filter(actor=vera.pk).count() > 1


@pytest.mark.django_db
def test_off_the_rota_is_said_only_where_somebody_was_planned(as_, vera, walid, colette):
    at = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    with as_(colette):
        Duty.objects.create(
            user=walid, role="desk", service_day=date(2026, 11, 20), code="night", starts_at=at, ends_at=at + timedelta(hours=8),
            planned_by=colette,
        )
        reads = [
            read(1, walid.pk, at), read(2, vera.pk, at + timedelta(hours=1)), read(3, vera.pk, at + timedelta(days=2)),
            read(4, walid.pk, at - timedelta(minutes=29)), read(5, vera.pk, at + timedelta(hours=8, minutes=29)),
        ]
        assert off_the_rota(reads) == [2, 5]
        assert off_the_rota([]) == []


@pytest.mark.django_db
def test_no_relation_means_no_team_of_the_reader(as_, vera, psy, momo):
    with as_(vera):
        reads = [read(1, vera.pk, subject=momo.pk), read(2, psy.pk, subject=momo.pk), read(3, psy.pk, subject=uuid4()), read(4, psy.pk)]
        assert without_relation(reads) == [2]


@pytest.fixture
def drawn(as_worker, db, monkeypatch):
    """A week of readings drawn by the worker: 250 by account 1, 3 of them off the rota on two days, 1 by account 2."""
    monday = date(2026, 11, 9)
    start = timezone.make_aware(datetime(2026, 11, 9, 12))
    reads = [read(n, 1, start + timedelta(minutes=n), uuid4()) for n in range(250)] + [read(999, 2, start, uuid4())]
    odd = {0, 1, 249}
    reads[249] = read(249, 1, start + timedelta(days=3), uuid4())
    monkeypatch.setattr(tasks, "reads_of", lambda first: reads if first == monday else [])
    monkeypatch.setattr(tasks, "questions", lambda: [(Reason.OFF_ROTA, lambda some: odd)])
    return tasks.draw_week(monday), monday


def test_a_week_is_drawn_once(drawn):
    number, monday = drawn
    odd = Question.objects.filter(reason=Reason.OFF_ROTA).order_by("day")
    assert [(one.actor, one.day, one.number) for one in odd] == [(1, date(2026, 11, 9), 2), (1, date(2026, 11, 12), 1)]
    drawn_at_random = Question.objects.filter(reason=Reason.SAMPLE)
    assert drawn_at_random.count() == 3  # 1 % of 251, rounded up
    assert {one["id"] for question in drawn_at_random for one in question.reads} & {0, 1, 249} == set()
    assert number == 5
    assert tasks.draw_week(monday) == 0
    assert (Draw.objects.get().reads, Question.objects.count()) == (251, 5)


def test_the_week_that_ended_last_is_drawn_by_itself(as_worker, db, monkeypatch):
    seen = []
    monkeypatch.setattr(tasks, "reads_of", lambda monday: seen.append(monday) or [])
    tasks.draw_last_week()
    tasks.draw_last_week()
    today = timezone.localdate()
    assert seen == [today - timedelta(days=today.weekday() + 7)]


def put(actor, **more):
    """Written as the worker writes, inside the test's own transaction."""
    draw, _made = Draw.objects.get_or_create(week=date(2026, 11, 9), defaults={"reads": 9})
    fields = {"draw": draw, "reason": Reason.SAMPLE, "actor": actor, "day": date(2026, 11, 10), "number": 1, "due_on": timezone.localdate()}
    return Question.objects.create(
        **fields | more, reads=[{"id": 7, "at": "2026-11-10T12:00:00+00:00", "verb": "intake.person.viewed"}]
    )


def test_nobody_answers_about_themselves_and_once_is_enough(as_worker, db, as_, vera, colette, corentin, dora):
    mine, other = put(colette.pk), put(vera.pk)
    with as_(colette):
        assert [one.question for one in selectors.waiting(colette)] == [other]
        assert selectors.figures(colette) == {"waiting": 1, "overdue": 0}
        with pytest.raises(Refused):
            actions.answer_question(actor=colette, question=mine, finding="justified")
        actions.answer_question(actor=colette, question=other, finding="to_discuss", remark="We talk on Monday")
        (answered,) = selectors.answered(colette)
        assert (answered.who, answered.by, answered.question.remark) == ("Vera", "Colette", "We talk on Monday")
        assert [words for _, words in answered.lines] != [""]
    with as_(dora):
        with pytest.raises(Refused):
            actions.answer_question(actor=dora, question=other, finding="justified")
        actions.answer_question(actor=dora, question=mine, finding="justified")
        verbs = list(Event.objects.filter(actor=dora.pk, verb__startswith="audit.").values_list("verb", flat=True))
        assert verbs == ["audit.log_review.answered"]


@pytest.mark.django_db
def test_the_web_role_draws_nothing_and_others_see_nothing(as_, vera, colette):
    for user in (vera, colette):
        with as_(user), pytest.raises(DatabaseError), transaction.atomic():
            put(user.pk)
    with as_(vera), pytest.raises(Refused):
        selectors.waiting(vera)


@pytest.mark.django_db
def test_pages(browse, vera, dora):
    assert browse(vera).get(reverse("log_review")).status_code == 403
    client = browse(dora)
    assert "Nothing waits for an answer." in client.get(reverse("log_review")).content.decode()
    assert "Nothing was answered" in client.get(reverse("log_review"), {"done": "1"}).content.decode()
    assert client.post(reverse("log_review_answer", args=[uuid4()]), {"finding": "justified"}).status_code == 404
    assert b"home-log-review" in client.get(reverse("home")).content
