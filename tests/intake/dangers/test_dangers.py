"""Grave danger: facts, what was weighed, who decided, who signed; and nothing that goes out by itself."""

import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.rights.registry import collectors
from audit.rules import Refused
from centre.shifts import clock
from centre.shifts.models import Notice
from intake.dangers import actions, panels, selectors
from intake.dangers.models import DangerAssessment

FACTS = "Dit que son compagnon attend dehors avec un couteau."


def assess(who, **more):
    facts = {
        "facts": FACTS, "options": ["talk", "shelter", "prosecutor"], "weighed": "Elle ne veut pas de plainte.",
        "decision": "shelter", "decided_with": "infirmière", "client_uuid": uuid.uuid4(),
    } | more
    return actions.assess_danger(actor=who, **facts)


@pytest.fixture
def assessment(as_, vera, momo):
    with as_(vera):
        return assess(vera, person=momo)


def page(client, found):
    return client.get(reverse("danger", args=[found.pk]))


def test_it_is_written_and_signed_by_another(browse, as_, vera, colette, momo):
    facts = {"facts": FACTS, "options": ["talk", "shelter"], "weighed": "x", "decision": "shelter", "client_uuid": uuid.uuid4()}
    for _ in range(2):
        answer = browse(vera).post(reverse("danger_assess_for", args=[momo.pk]), facts)
    assert answer.status_code == 302
    with as_(vera):
        found = DangerAssessment.objects.get()
    office = browse(colette)
    text = page(office, found).content.decode()
    for words in (FACTS, "A safe place tonight", "Momo", "Sign"):
        assert words in text
    assert office.post(reverse("danger_sign", args=[found.pk]), {"judgement": "agreed", "remark": "Bien vu."}).status_code == 302
    assert "Bien vu." in page(browse(vera), found).content.decode()
    with as_(colette):
        signed = DangerAssessment.objects.get()
        assert (signed.signed_by, signed.judgement) == (colette.pk, "agreed")
        with pytest.raises(Refused, match="signed before"):
            actions.sign_danger(actor=colette, assessment=signed, judgement="again")


def test_nobody_need_be_named(browse, as_, nadia):
    facts = {"facts": FACTS, "options": ["talk", "follow"], "weighed": "x", "decision": "follow", "client_uuid": uuid.uuid4()}
    assert browse(nadia).post(reverse("danger_assess"), facts).status_code == 302
    with as_(nadia):
        found = DangerAssessment.objects.get()
        assert (found.person, found.sealed_for) == (None, found.pk)


@pytest.mark.parametrize(
    ("change", "words"), [({"options": ["talk"], "decision": "talk"}, "at least two"), ({"decision": "emergency"}, "not among what was weighed")]
)
def test_what_was_decided_was_weighed(browse, as_, vera, change, words):
    with as_(vera), pytest.raises(Refused, match=words):
        assess(vera, **change)
    facts = {"facts": FACTS, "options": ["talk", "follow"], "weighed": "x", "decision": "talk"} | change
    answer = browse(vera).post(reverse("danger_assess"), facts)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_goes_out_by_itself(as_, vera, colette, momo, assessment):
    with as_(colette):
        notices = Notice.objects.count()
        actions.sign_danger(actor=colette, assessment=assessment, judgement="agreed")
        assert Notice.objects.count() == notices == 0
    assert mail.outbox == []


def test_whoever_wrote_it_does_not_sign(as_, colette, vera, assessment):
    with as_(colette):
        mine = assess(colette)
        with pytest.raises(Refused, match="Somebody else signs"):
            actions.sign_danger(actor=colette, assessment=mine, judgement="agreed")
        mine.judgement, mine.signed_by = "agreed", colette.pk
        with pytest.raises(IntegrityError, match="danger_signed_by_another"), transaction.atomic():
            mine.save()
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.sign_danger(actor=vera, assessment=mine, judgement="agreed")


def test_its_author_and_the_coordination_read_it(browse, as_, vera, walid, nadia, colette, momo, assessment):
    assert {who.username: page(browse(who), assessment).status_code for who in (vera, colette, walid, nadia)} == {
        "vera": 200, "colette": 200, "walid": 404, "nadia": 404,
    }
    file = reverse("person", args=[momo.pk])
    assert "to be signed" in browse(vera).get(file).content.decode()
    assert "to be signed" not in browse(walid).get(file).content.decode()
    for who, seen in ((walid, 0), (nadia, 0), (colette, 1)):
        with as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM intake_dangerassessment), (SELECT count(*) FROM intake_historicaldangerassessment)")
            assert cursor.fetchone() == (seen, seen)


def test_the_coordination_sees_what_waits(browse, as_, colette, assessment):
    with as_(colette):
        assert panels.home_tile(colette) == {"unsigned": 1}
    assert "to be signed" in browse(colette).get(reverse("dangers")).content.decode()


def test_the_ledger_knows_and_nothing_is_left_when_it_fails(as_, vera, colette, assessment, verbs, monkeypatch):
    with as_(colette):
        selectors.opened(colette, assessment)
        actions.sign_danger(actor=colette, assessment=assessment, judgement="again")
    assert verbs("intake.danger") == ["intake.danger.assessed", "intake.danger.viewed", "intake.danger.signed"]

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(vera):
        assess(vera)
    with as_(vera):
        assert DangerAssessment.objects.count() == 1


def test_erasure_removes_it(as_worker, db):
    from intake.person.models import Person

    person = Person.objects.create(alias="Momo")
    DangerAssessment.objects.create(
        person=person, sealed_for=person.pk, facts="x", options=["talk", "follow"], weighed="x", decision="talk", by=1,
        at=clock.now(), client_uuid=uuid.uuid4(),
    )
    assert any(one.collect(person.pk).get("danger_assessments") == 1 for one in collectors())
    assert panels.forget(person.pk) == {"danger_assessments": 1}
    assert panels.held_here(person.pk) == {"danger_assessments": 0}
    assert not DangerAssessment.history.exists()
