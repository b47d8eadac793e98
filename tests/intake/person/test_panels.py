"""What other rooms get from this one: a card for those who act on rights, and a file that can be forgotten."""

from datetime import timedelta
from uuid import uuid4

from centre.shifts import clock
from intake.desk import panels as desk
from intake.desk.actions import record_passage
from intake.desk.selectors import reception
from intake.person import panels
from intake.person.actions import issue_card, raise_alert
from intake.person.models import Alert, Card, Person


def test_the_data_protection_officer_finds_a_file_by_its_card(as_, vera, dora, momo):
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    with as_(dora):
        assert panels.by_card(dora, code) == momo.pk
        assert panels.by_card(dora, "momo") is None
        assert not Person.objects.filter(pk=momo.pk).exists()


def test_names_are_those_within_reach(as_, vera, ivan, momo):
    with as_(vera):
        assert panels.names(vera, [momo.pk]) == {momo.pk: "Momo"}
    with as_(ivan):
        assert panels.names(ivan, [momo.pk]) == {}


def test_what_is_held_is_counted(as_, vera, momo):
    with as_(vera):
        issue_card(actor=vera, person=momo)
        raise_alert(actor=vera, person=momo, text="Dog", until=clock.now() + timedelta(days=1))
        record_passage(actor=vera, service=reception(), person=momo, client_uuid=uuid4())
        assert desk.held_here(momo.pk) == {"passages": 1}
        assert (Card.objects.count(), Alert.objects.count()) == (1, 1)
