"""The steps of an erasure: two people, a waiting time, and a database that checks both."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from audit.ledger.models import Event
from audit.rights import actions
from audit.rights.enums import State
from audit.rights.models import ErasureRequest
from audit.rights.states import TRANSITIONS
from audit.rules import Refused


def verbs_about(subject):
    return list(Event.objects.about(subject).filter(verb__startswith="audit.erasure").order_by("id").values_list("verb", flat=True))


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(State)
    assert {then for targets in TRANSITIONS.values() for then in targets} == set(State) - {State.REQUESTED}


def test_asking(as_, dora, momo):
    with as_(dora):
        request = actions.request_erasure(actor=dora, subject=momo.pk)
        assert (request.state, request.requested_by, request.decided_by) == ("requested", dora.pk, None)
        assert verbs_about(momo.pk) == ["audit.erasure.requested"]
        with pytest.raises(Refused, match="under way"):
            actions.request_erasure(actor=dora, subject=momo.pk)


@pytest.mark.parametrize("who", ["vera", "nadia", "colette", "ada", "olga"])
def test_only_the_officer_asks(as_, momo, who, request):
    worker = request.getfixturevalue(who)
    with as_(worker), pytest.raises(Refused):
        actions.request_erasure(actor=worker, subject=momo.pk)


def test_nobody_approves_their_own_request(as_, dora, erasure):
    with as_(dora), pytest.raises(Refused, match="Another person"):
        actions.approve_erasure(actor=dora, request=erasure)


@pytest.mark.parametrize("who", ["dirk", "colette"])
def test_another_officer_or_the_coordinator_approves(as_, erasure, who, request):
    worker = request.getfixturevalue(who)
    with as_(worker):
        done = actions.approve_erasure(actor=worker, request=erasure)
    assert done.state == State.APPROVED
    assert done.restricted_until - done.decided_at == timedelta(days=14)


def test_an_approved_file_is_closed_and_opens_again_when_withdrawn(as_, vera, dora, momo, approved):
    from intake.person.models import Person

    with as_(vera):
        assert not Person.objects.filter(pk=momo.pk).exists()
    with as_(dora):
        actions.withdraw_erasure(actor=dora, request=approved)
    with as_(vera):
        assert Person.objects.filter(pk=momo.pk).exists()


def test_the_waiting_time_holds_outside_demonstrations(as_, dora, approved, settings):
    settings.CENTRE_DEMO = False
    with as_(dora), pytest.raises(Refused, match="waiting time"):
        actions.carry_out_erasure(actor=dora, request=approved)


def test_carrying_out_is_ordered_and_not_done_by_the_page(as_, dora, momo, approved):
    with as_(dora):
        ordered = actions.carry_out_erasure(actor=dora, request=approved)
        assert verbs_about(momo.pk)[-1] == "audit.erasure.ordered"
    assert ordered.state == State.ORDERED
    with as_(dora), pytest.raises(Refused, match="too late"):
        actions.withdraw_erasure(actor=dora, request=ordered)


def test_an_undecided_erasure_cannot_be_ordered(as_, dora, erasure):
    with as_(dora), pytest.raises(Refused, match="Another person"):
        actions.carry_out_erasure(actor=dora, request=erasure)


def test_nothing_is_left_when_the_ledger_fails(as_, dora, momo, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with as_(dora):
        with pytest.raises(DatabaseError):
            actions.request_erasure(actor=dora, subject=momo.pk)
        assert not ErasureRequest.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"state": "ordered", "decided_by": 1, "restricted_until": timezone.now()},
        {"state": "done", "decided_by": 1, "restricted_until": timezone.now()},
        {"state": "approved", "decided_by": 1, "restricted_until": timezone.now()},
        {"requested_by": 1},
        {"certificate": {"a": 1}},
    ],
)
def test_sql_in_the_web_role_cannot_skip_a_step(as_, dora, erasure, forged):
    with as_(dora), pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=erasure.pk).update(**forged)


def test_sql_cannot_make_one_person_two(as_, dora, erasure):
    with as_(dora), pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        ErasureRequest.objects.filter(pk=erasure.pk).update(
            state="approved", decided_by=dora.pk, restricted_until=timezone.now()
        )


def test_a_decision_is_not_rewritten(as_, dora, approved):
    with as_(dora), pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=approved.pk).update(state="ordered", restricted_until=timezone.now())


def test_a_request_cannot_be_removed(as_, dora, erasure):
    with as_(dora), pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=erasure.pk).delete()


@pytest.mark.parametrize("who", ["vera", "ivan", "ada"])
def test_other_roles_see_no_request(as_, erasure, who, request):
    with as_(request.getfixturevalue(who)):
        assert not ErasureRequest.objects.exists()
