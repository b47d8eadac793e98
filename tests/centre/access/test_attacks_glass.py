"""Attacks on the emergency opening, as a nurse's session that runs SQL of its own would make them. Source: PRIVACY 2."""
from __future__ import annotations

import time
import uuid
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, transaction

from audit.ledger.models import Event
from audit.vault.keys import seal
from centre.access import actions
from centre.access.identity import prove, sign
from centre.access.models import Access
from centre.shifts.models import Notice
from tests.conftest import owner_connection

pytestmark = pytest.mark.django_db
GLASS = "SELECT app.break_glass(%s, %s, %s, %s, %s)"


def sealed(person):
    return seal(person, "Found in the yard.", "centre_notice.words")


def refused(ask, *values, state="42501"):
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        ask(GLASS, *values)
    return error.value.__cause__.sqlstate == state


def test_attack_60_no_emergency_without_a_fresh_second_factor(ask, as_, bearing, noor, colette, momo):
    with as_(noor):
        assert refused(ask, momo.pk, "overdose", 60, uuid.uuid4(), sealed(momo.pk))
    with bearing(sign(noor.pk, "x", uuid.uuid4(), fresh_until=time.time() - 1)):
        assert refused(ask, momo.pk, "overdose", 60, uuid.uuid4(), sealed(momo.pk))
    with as_(colette):
        assert not Notice.objects.exists()


def test_attack_61_the_freshness_of_a_good_token_put_later(ask, bearing, noor, momo):
    *parts, _fresh, seal_of_it = sign(noor.pk, "x", uuid.uuid4()).split("|")
    with bearing("|".join([*parts, "9999999999", seal_of_it])):
        assert ask("SELECT app.fresh()") is False
        prove(noor, time.time() + 300)
        assert ask("SELECT app.actor()") is None
        assert refused(ask, momo.pk, "overdose", 60, uuid.uuid4(), sealed(momo.pk))


def test_attack_62_no_emergency_in_silence(ask, as_, noor, colette, dora, momo):
    """Raw SQL opens the file, and tells the coordinator and the ledger like the page does."""
    number = uuid.uuid4()
    with as_(noor, fresh=True):
        ask(GLASS, momo.pk, "overdose", 9999, number, sealed(momo.pk))
        assert set(Access.objects.filter(person=momo.pk, principal=noor.pk).values_list("compartment", flat=True)) == {"desk", "nursing"}
    with as_(colette):
        notice = Notice.objects.get()
        assert (notice.pk, notice.about_id, notice.person, notice.answered_at) == (number, noor.pk, momo.pk, None)
        assert notice.due_at - notice.created_at == timedelta(hours=72)
        assert notice.until - notice.created_at == timedelta(hours=4)
        assert notice.words.reveal() == "Found in the yard."
    with as_(dora):
        event = Event.objects.get(verb="centre.access.glass_broken")
        assert (event.actor, event.subject, event.object_key) == (noor.pk, momo.pk, str(number))


@pytest.mark.parametrize(
    ("overdue", "answered", "opens"), [(True, False, False), (True, True, True), (False, False, True)]
)
def test_attack_63_no_second_emergency_while_a_review_is_overdue(noor, overdue, answered, opens):
    """Asked of the database alone, in a transaction of the owner that is never kept: only it can let time pass."""
    person, due = uuid.uuid4(), "now() - interval '1 minute'" if overdue else "now() + interval '1 hour'"
    with owner_connection() as second:
        second.autocommit = False
        try:
            second.execute("INSERT INTO intake_person (id, alias, gender, languages, version, created_at) VALUES (%s, 'Wall', '', '{}', 1, now())", [person])
            second.execute(
                "INSERT INTO centre_notice (id, kind, about_id, person, reason, words, created_at, until, due_at, answered_at, judgement, remark)"
                f" VALUES (%s, 'break_glass', %s, %s, 'other', %s, now(), now(), {due}, CASE WHEN %s THEN now() END, '', '')",
                [uuid.uuid4(), noor.pk, person, sealed(person), answered],
            )
            token = sign(noor.pk, "x", uuid.uuid4(), fresh_until=time.time() + 60)
            second.execute("SELECT set_config('app.token', %s, true)", [token])
            if opens:
                assert second.execute("SELECT app.glass_opens(%s)", [person]).fetchone() == (True,)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not reviewed in time"):
                    second.execute("SELECT app.glass_opens(%s)", [person])
        finally:
            second.rollback()


@pytest.mark.parametrize(
    ("reason", "words"), [("", "theirs"), ("overdose", None), ("overdose", b""), ("overdose", "another")]
)
def test_attack_64_no_emergency_without_words_for_the_coordinator(ask, as_, noor, momo, reason, words):
    cell = {"theirs": sealed(momo.pk), "another": sealed(uuid.uuid4())}.get(words, words)
    with as_(noor, fresh=True):
        assert refused(ask, momo.pk, reason, 60, uuid.uuid4(), cell, state="22023")
        assert not Access.objects.filter(person=momo.pk, principal=noor.pk).exists()


def test_attack_65_nobody_postpones_or_rewrites_the_notice(ask, as_, noor, colette, momo, wanted):
    with as_(noor, fresh=True):
        notice = actions.break_glass(actor=noor, person=momo.pk, **wanted)
        ask("UPDATE centre_notice SET due_at = now() + interval '9 years'")
    with as_(colette):
        with pytest.raises(DatabaseError), transaction.atomic():
            ask("UPDATE centre_notice SET due_at = now() + interval '9 years'")
        with pytest.raises(DatabaseError), transaction.atomic():
            ask("UPDATE centre_notice SET about_id = %s", colette.pk)
        assert Notice.objects.get().due_at == notice.due_at


def test_attack_66_a_file_that_is_not_there_and_one_denied_look_alike(ask, as_, noor, momo):
    with as_(noor, fresh=True):
        assert refused(ask, uuid.uuid4(), "overdose", 60, uuid.uuid4(), sealed(momo.pk), state="P0002")
