"""The whole house forgets one person: every registered room, as the worker."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from audit.ledger.models import Event
from audit.rights import actions, registry, tasks, wording
from audit.rights.models import ErasureRequest
from audit.vault import keys
from intake.person.actions import issue_card, raise_alert
from intake.person.models import Alert, Card, Person

pytestmark = pytest.mark.usefixtures("as_worker")


@pytest.fixture
def lived(as_, vera, momo):
    """Momo has a card and an alert that names him."""
    with as_(vera):
        issue_card(actor=vera, person=momo)
        raise_alert(actor=vera, person=momo, text="Momo's brother is Karim", until=timezone.now() + timedelta(days=1))
    return momo


def test_the_house_forgets_momo(as_, dora, lived, approved):
    with as_(dora):
        actions.carry_out_erasure(actor=dora, request=approved)
    assert tasks.carry_out_ordered() == 1
    certificate = ErasureRequest.objects.get(pk=approved.pk).certificate
    assert certificate["traces"]["readable"] == {}
    assert certificate["traces"]["readable_events"] == 0
    assert certificate["key_destroyed"] is True
    assert keys.is_shredded(lived.pk)
    assert not Card.objects.filter(person_id=lived.pk).exists()
    assert not Alert.objects.filter(person_id=lived.pk).exists()
    assert not Person.objects.filter(pk=lived.pk).exclude(alias="").exists()


def test_the_ledger_is_whole_after_an_erasure(as_, dora, lived, approved):
    from audit.ledger import verification

    with as_(dora):
        actions.carry_out_erasure(actor=dora, request=approved)
    before = Event.objects.about(lived.pk).count()
    tasks.carry_out_ordered()
    assert Event.objects.about(lived.pk).count() > before
    assert verification.verify().whole


def test_no_table_holds_the_name(as_, dora, lived, approved):
    with as_(dora):
        actions.carry_out_erasure(actor=dora, request=approved)
    tasks.carry_out_ordered()
    with connection.cursor() as cursor:
        for table in tasks._searchable_tables():
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ '(Momo|Karim)'")
            assert (table, cursor.fetchone()[0]) == (table, 0)


def test_every_room_counts_in_words(db):
    counted = {name for one in registry.collectors() for name in one.collect(uuid.uuid4())}
    assert counted - set(wording.COUNTED) == set()
    with translation.override("en"):
        told = wording.rooms_of({"collected": [{"label": "Cards", "held": {"cards": 1, "alerts": 0}, "erased": {}, "keeps": ""}]})
    assert told == [wording.Room("Cards", "1 card", "", "")]
