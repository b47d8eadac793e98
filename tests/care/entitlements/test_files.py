"""A file from the need to the card: its steps, its days, its tasks, its story."""

import uuid
from datetime import date, datetime
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from audit.ledger.models import Event
from audit.rules import Refused
from care.entitlements import actions, days, selectors
from care.entitlements.enums import EntitlementState, Kind
from care.entitlements.models import DeadlineRule, Entitlement, EntitlementEvent, UrgencyAttestation
from care.entitlements.states import MOVES, NEXT, moves_of, road
from care.entitlements.tasks import reckon_deadlines
from centre.shifts import clock
from centre.todo.models import Task

ASKED = {"requested_on": date(2026, 3, 2), "request_proof": "receipt"}
GRANTED = {"decided_on": date(2026, 3, 2), "window_from": date(2026, 3, 2), "window_to": date(2026, 6, 1)}


def noon_of(*day):
    """Noon of the deadline's own day: a task that says the day after would let an appeal lapse."""
    return datetime(*day, 12, tzinfo=clock.ZONE)


@pytest.fixture
def requested(file, step):
    for state in ("documents", "attestation"):
        file = step(file, state)
    return step(file, "requested", **ASKED)


@pytest.fixture
def rule(as_, colette):
    """`rule("appeal", 30)`: Colette enters the days of a deadline."""

    def enter(span, number, kind=""):
        with as_(colette):
            return days.set_rule(actor=colette, span=span, days=number, kind=kind, source="texte de loi", valid_from=date(2026, 1, 1))

    return enter


def test_a_form_sent_twice_opens_one_file_and_a_second_one_for_the_same_is_the_first(as_, ivan, followed, noon):
    number = uuid.uuid4()
    with as_(ivan):
        first = actions.open_entitlement(actor=ivan, person=followed, kind="amu", client_uuid=number)
        assert actions.open_entitlement(actor=ivan, person=followed, kind="amu", client_uuid=number) == first
        with pytest.raises(actions.AlreadyOpen) as found:
            actions.open_entitlement(actor=ivan, person=followed, kind="amu", client_uuid=uuid.uuid4())
        assert found.value.file == first
        income = {"actor": ivan, "person": followed, "kind": "income"}
        with pytest.raises(Refused, match="Which income"):
            actions.open_entitlement(**income, client_uuid=uuid.uuid4())
        for benefit in ("ris", "grapa"):
            actions.open_entitlement(**income, benefit=benefit, client_uuid=uuid.uuid4())
        assert Entitlement.objects.count() == 3


def test_the_database_too_keeps_one_open_file(as_, ivan, file):
    with as_(ivan), pytest.raises(DatabaseError), transaction.atomic():
        Entitlement(
            person=file.person, kind="amu", worker=ivan.pk, opened_on=clock.service_day(), opened_by=ivan.pk, moved_at=clock.now(), moved_by=ivan.pk
        ).save()


def test_from_the_request_to_the_end_of_the_card_each_deadline_comes_in_its_turn(as_, ivan, requested, step, rule, at):
    assert requested.due_on is None, "how long the authority may take is not entered"
    card = step(requested, "granted", **GRANTED)
    assert (card.due_on, card.due_for) == (date(2026, 4, 16), "encode")
    with as_(ivan):
        card = actions.note_encoded(actor=ivan, entitlement=card, encoded_on=date(2026, 3, 2))
        assert (card.due_on, card.due_for, card.card_on) == (date(2026, 6, 1), "ends", date(2026, 3, 2))
    rule("renew", 30)
    with as_(ivan):
        card = actions.set_deadline(actor=ivan, entitlement=card, due_on=None)
        assert (card.due_on, card.due_for) == (date(2026, 5, 2), "renew")
    at("2026-05-04 09:00")
    (line,) = as_board(as_, ivan)
    assert (line.pressing, line.words, line.look) == ("late", "late", "danger")
    again = step(step(card, "renewal"), "requested", requested_on=date(2026, 5, 4), request_proof="mail")
    assert (again.due_on, again.due_for, again.decided_on) == (date(2026, 6, 1), "ends", None)
    renewed = step(again, "granted", decided_on=date(2026, 5, 4), window_from=date(2026, 6, 2), window_to=date(2026, 9, 1))
    assert (renewed.card_on, renewed.window_to) == (date(2026, 3, 2), date(2026, 9, 1))
    over = step(renewed, "stopped", ended_on=date(2026, 5, 4), end_reason="obtained")
    assert (over.due_on, as_board(as_, ivan)) == (None, [])


def as_board(as_, actor, **wanted):
    with as_(actor):
        return selectors.board(actor, **wanted)


def test_no_day_to_appeal_is_invented(requested, step, rule):
    refused = step(requested, "refused", decided_on=date(2026, 3, 2))
    assert refused.due_on is None
    said = step(step(refused, "appealed", appealed_on=date(2026, 3, 2)), "refused", decided_on=date(2026, 3, 2), appeal_until=date(2026, 4, 1))
    assert (said.due_on, said.due_for) == (date(2026, 4, 1), "appeal")
    rule("appeal", 60)
    rule("appeal", 90, "amu")
    again = step(step(said, "appealed", appealed_on=date(2026, 3, 2)), "refused", decided_on=date(2026, 3, 2))
    assert (again.due_on, again.due_for) == (date(2026, 5, 31), "appeal")


def test_days_are_entered_by_the_coordination_with_their_source(as_, ivan, colette):
    entry = {"span": "appeal", "days": 30, "valid_from": date(2026, 1, 1)}
    with as_(ivan), pytest.raises(Refused):
        days.set_rule(actor=ivan, source="x", **entry)
    with as_(ivan), pytest.raises(DatabaseError), transaction.atomic():
        DeadlineRule(**entry, source="x", set_at=clock.now(), set_by=ivan.pk).save()
    with as_(colette):
        with pytest.raises(Refused, match="Source"):
            days.set_rule(actor=colette, source=" ", **entry)
        with pytest.raises(Refused, match="from 1 to 730"):
            days.set_rule(actor=colette, source="x", **(entry | {"days": 0}))


@pytest.mark.parametrize(
    ("state", "facts", "words"),
    [
        ("requested", {"requested_on": date(2026, 3, 3), "request_proof": "mail"}, "Asked on: this day has not come"),
        ("requested", {"requested_on": date(2026, 3, 2)}, "Proof of the request"),
        ("granted", {**GRANTED, "decided_on": date(2026, 3, 1)}, "Decided on: this lies before the request"),
        ("granted", {**GRANTED, "window_to": date(2026, 3, 1)}, "Covered until: the end lies before the beginning"),
        ("granted", {"decided_on": date(2026, 3, 2)}, "Covered until: the card has a last day"),
        ("granted", {**GRANTED, "encoded_on": date(2026, 3, 1)}, "Seen in MediPrima on: this lies before"),
        ("refused", {"decided_on": date(2026, 3, 2), "appeal_until": date(2026, 3, 1)}, "Appeal until: this day has passed"),
        ("refused", {"decided_on": date(2026, 3, 2), "due_on": date(2026, 3, 1)}, "By when: this day has passed"),
        ("stopped", {"ended_on": date(2026, 3, 1), "end_reason": "obtained"}, "Stopped on: this lies before the file"),
        ("stopped", {"ended_on": date(2026, 3, 2)}, "Why it stopped"),
        ("elsewhere", {}, "Decided on: say on which day"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_name_of_its_field(file, step, state, facts, words):
    for before in ("documents", "attestation"):
        file = step(file, before)
    file = file if state == "requested" else step(file, "requested", **ASKED)
    with pytest.raises(Refused, match=words):
        step(file, state, **facts)


def test_the_database_too_refuses_a_card_that_ends_before_it_begins(as_, ivan, requested):
    with as_(ivan), pytest.raises(DatabaseError), transaction.atomic():
        Entitlement.objects.filter(pk=requested.pk).update(window_from=date(2026, 3, 2), window_to=date(2026, 3, 1))


def test_the_next_thing_to_do_stands_among_the_tasks_of_the_referring_worker(as_, ivan, file, step):
    assert file.task is None
    file = step(file, "documents", due_on=date(2026, 3, 9))
    with as_(ivan):
        task = Task.objects.get(pk=file.task)
        assert (task.user, task.person, task.compartment, task.due_at) == (ivan, file.person_id, "social", noon_of(2026, 3, 9))
    moved = step(file, "attestation", due_on=date(2026, 3, 10))
    with as_(ivan):
        task.refresh_from_db()
        assert (task.done_by, moved.task != task.pk, Task.objects.filter(done_at=None).count()) == (ivan, True, 1)
    with as_(ivan), pytest.raises(Refused, match="does not work in this part"):
        actions.assign_worker(actor=ivan, entitlement=moved, worker=10**6)


def test_days_entered_later_reach_the_files_that_are_open(as_worker, as_, ivan, requested, step, rule, at):
    card = step(requested, "granted", **(GRANTED | {"encoded_on": date(2026, 3, 2)}))
    with as_(ivan):
        other = actions.open_entitlement(actor=ivan, person=card.person, kind="papers", client_uuid=uuid.uuid4(), due_on=date(2026, 3, 5))
    assert reckon_deadlines() == 0
    at("2026-03-03 09:00")
    rule("renew", 30)
    assert (reckon_deadlines(), reckon_deadlines()) == (1, 0)
    card.refresh_from_db()
    other.refresh_from_db()
    assert (card.due_on, card.due_for, other.due_on) == (date(2026, 5, 2), "renew", date(2026, 3, 5))
    assert Task.objects.get(pk=card.task).due_at == noon_of(2026, 5, 2)
    rule("answer", 10)
    step(step(card, "renewal"), "requested", requested_on=date(2026, 3, 3), request_proof="mail")
    assert reckon_deadlines() == 0


def test_a_refusal_without_a_day_gets_one_and_a_task_once_the_days_are_entered(as_worker, requested, step, rule, at, ivan):
    refused = step(requested, "refused", decided_on=date(2026, 3, 2))
    assert refused.task is None
    at("2026-03-03 09:00")
    rule("appeal", 60)
    assert reckon_deadlines() == 1
    refused.refresh_from_db()
    task = Task.objects.get(pk=refused.task)
    assert (refused.due_on, task.user, "last day to appeal" in task.sealed.reveal()) == (date(2026, 5, 1), ivan, True)


def test_a_step_is_taken_back_at_once_by_who_made_it_later_with_the_reason(as_, ivan, requested, step, at):
    card = step(requested, "granted", **GRANTED)
    with as_(ivan):
        back = actions.step_back(actor=ivan, entitlement=card, client_uuid=uuid.uuid4())
        assert (back.state, back.window_to, back.card_on, back.requested_on) == ("requested", None, None, date(2026, 3, 2))
        at("2026-03-02 13:00")
        with pytest.raises(Refused, match="Why: say what was wrong"):
            actions.step_back(actor=ivan, entitlement=back, client_uuid=uuid.uuid4())
        number = uuid.uuid4()
        for _ in range(2):
            back = actions.step_back(actor=ivan, entitlement=back, because="mauvais dossier", client_uuid=number)
        assert (back.state, back.requested_on) == ("attestation", None)
        shown = selectors.opened(ivan, back)
        assert [(one.event.deed, one.back) for one in shown.story] == [
            ("back", False), ("back", False), ("moved", True), ("moved", True), ("moved", False), ("moved", False), ("opened", False),
        ]
        assert shown.story[0].note == "mauvais dossier"


def test_a_stopped_file_comes_back_only_where_no_other_is_open(as_, ivan, file, step):
    stopped = step(file, "stopped", ended_on=date(2026, 3, 2), end_reason="mistake")
    with as_(ivan):
        other = actions.open_entitlement(actor=ivan, person=file.person, kind="amu", client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="Another file for the same thing"):
            actions.step_back(actor=ivan, entitlement=stopped, because="x", client_uuid=uuid.uuid4())
    step(other, "stopped", ended_on=date(2026, 3, 2), end_reason="mistake")
    with as_(ivan):
        assert actions.step_back(actor=ivan, entitlement=stopped, because="x", client_uuid=uuid.uuid4()).state == "need"


def test_the_second_of_two_is_told_who_was_first(as_, ivan, file, step):
    step(file, "documents")
    with pytest.raises(actions.StaleFile) as stale:
        step(file, "documents")
    assert stale.value.words == "Ivan was first: “Gathering papers” at 12:00. What you typed is still here."


def test_a_step_sent_twice_is_one_step(as_, ivan, file):
    number = uuid.uuid4()
    with as_(ivan):
        for _ in range(2):
            actions.move_entitlement(actor=ivan, entitlement=file, state="documents", version=1, client_uuid=number)
        assert EntitlementEvent.objects.filter(entitlement=file).count() == 2


def test_nobody_changes_the_story(as_, ivan, file):
    with as_(ivan):
        for change in ({"to_state": "granted"}, {"by": 1}):
            with pytest.raises(DatabaseError), transaction.atomic():
                EntitlementEvent.objects.filter(entitlement=file).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            EntitlementEvent.objects.filter(entitlement=file).delete()


def test_the_story_stands_against_the_worker_of_the_house_too(as_worker, as_, ivan, file):
    with as_(ivan), pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
        EntitlementEvent.objects.filter(entitlement=file).update(to_state="granted")


def test_one_attestation_is_enough_for_a_plan_and_the_provider_keeps_it(as_, ivan, file):
    said = {"actor": ivan, "entitlement": file, "provider": "Dr Invente", "inami": "1-00000-00-000", "attested_on": date(2026, 3, 2)}
    with as_(ivan):
        number = uuid.uuid4()
        for _ in range(2):
            noted = actions.note_attestation(**said, profession="doctor", client_uuid=number)
        assert noted.kept_by_provider
        with pytest.raises(Refused, match=r"plan 1 has its attestation of .* one is enough"):
            actions.note_attestation(**said, profession="dentist", client_uuid=uuid.uuid4())
        actions.note_attestation(**said, profession="dentist", plan=2, client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="a doctor or a dentist"):
            actions.note_attestation(**said, profession="nurse", plan=3, client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="INAMI number"):
            actions.note_attestation(**(said | {"inami": "?"}), profession="doctor", plan=3, client_uuid=uuid.uuid4())
        assert UrgencyAttestation.objects.count() == 2
        checks = {one.code: one.have for one in selectors.opened(ivan, file).checks}
        assert checks == {"stay": False, "means": False, "insurability": False, "urgency": True}


def test_what_lacks_is_ticked_and_a_line_of_its_own_is_added(as_, ivan, file):
    with as_(ivan):
        actions.tick_paper(actor=ivan, entitlement=file, code="stay", have=True, client_uuid=uuid.uuid4())
        own = actions.tick_paper(actor=ivan, entitlement=file, code="other", have=False, words="Lettre du foyer", client_uuid=uuid.uuid4())
        actions.tick_paper(actor=ivan, entitlement=file, code="other", have=True, pk=own.pk, client_uuid=uuid.uuid4())
        shown = selectors.opened(ivan, file)
        assert [(one.words, one.have) for one in shown.checks][-1] == ("Lettre du foyer", True)
        assert shown.lacks == 3
        actions.tick_paper(actor=ivan, entitlement=file, code="stay", have=False, client_uuid=uuid.uuid4())
        assert selectors.opened(ivan, file).lacks == 4


def test_the_person_chooses_the_insurer_or_it_is_the_auxiliary_fund(as_, ivan, followed, file):
    with as_(ivan):
        insurance = actions.open_entitlement(actor=ivan, person=followed, kind="insurance", client_uuid=uuid.uuid4())
        with pytest.raises(Refused, match="say which one the person chose"):
            actions.choose_insurer(actor=ivan, entitlement=insurance, way="chosen", name=" ")
        chosen = actions.choose_insurer(actor=ivan, entitlement=insurance, way="chosen", name="Mutualité inventée")
        assert chosen.insurer_name == "Mutualité inventée"
        assert actions.choose_insurer(actor=ivan, entitlement=chosen, way="caami", name="x").insurer_name == ""
        assert [one.code for one in selectors.opened(ivan, insurance).checks] == ["identity", "address", "contributions", "choice", "bim", "proof"]
        with pytest.raises(Refused, match="Only a file for health insurance"):
            actions.choose_insurer(actor=ivan, entitlement=file, way="caami")


def test_nobody_asked_is_the_answer_until_somebody_did(as_worker, as_, ivan, file):
    with as_(ivan):
        assert selectors.situation_of(ivan, file) == ("", "")
        kept = actions.set_situation(actor=ivan, entitlement=file, insurability="never", residence="irregular")
        assert selectors.situation_of(ivan, kept) == ("never", "irregular")
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(e)::text FROM care_entitlement e")
            assert "irregular" not in cursor.fetchone()[0]
    assert Event.objects.filter(verb="care.entitlement.situation_read", subject=file.person_id).count() == 2


@given(st.sampled_from(Kind.values), st.lists(st.sampled_from(EntitlementState.values), max_size=14))
def test_no_walk_leaves_the_table(kind, walk):
    state = "need"
    for wish in walk:
        if wish in moves_of(kind, state):
            state = wish
    assert set(moves_of(kind, state)) <= set(MOVES[EntitlementState(state)])
    assert state in NEXT
    assert (state == "attestation") <= (kind == "amu")


@pytest.mark.parametrize("kind", Kind.values)
def test_the_straight_road_is_a_walk_and_every_state_but_the_last_can_be_stopped(kind):
    way = road(kind)
    assert all(after in moves_of(kind, now) for now, after in pairwise(way))
    assert all("stopped" in moves_of(kind, state) for state in MOVES if state != "stopped")
    assert ("attestation" in way) == (kind == "amu")


def test_a_day_chosen_on_that_of_the_law_does_not_hide_what_the_law_asks(as_, ivan, requested, step):
    card = step(requested, "granted", **GRANTED)
    assert (card.due_on, card.due_for) == (date(2026, 4, 16), "encode")
    with as_(ivan):
        kept = actions.set_deadline(actor=ivan, entitlement=card, due_on=card.due_on)
    assert (kept.due_on, kept.due_for) == (date(2026, 4, 16), "encode")
