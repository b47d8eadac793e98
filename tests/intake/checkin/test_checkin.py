"""A peer checks people in by code and learns nothing but the services of the day."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from intake.checkin import actions
from intake.desk.models import Passage
from intake.desk.selectors import service_by_code
from intake.person.actions import issue_card
from intake.person.cards import MistypedCard, show
from intake.person.models import Person


@pytest.fixture
def card(as_, vera, momo):
    with as_(vera):
        return issue_card(actor=vera, person=momo)


@pytest.fixture
def coffee(as_, vera):
    with as_(vera):
        return service_by_code("coffee")


def test_a_code_and_a_service_are_one_passage_of_that_person(as_, peer, vera, dora, momo, card, coffee):
    tap = uuid4()
    with as_(peer):
        for _ in range(2):
            came = actions.check_in(actor=peer, service=coffee, card=show(card), client_uuid=tap)
        assert (came.known, came.today) == (True, {"coffee": 1})
        assert Person.objects.count() == Passage.objects.count() == Passage.history.count() == 0
    with as_(vera):
        passage = Passage.objects.get()
        assert (passage.person, passage.by, passage.service) == (momo, peer.pk, coffee)
        assert Passage.history.get().person_id == momo.pk
    with as_(dora):
        event = Event.objects.get(verb="intake.checkin.recorded")
        assert (str(event.subject), event.actor) == (str(momo.pk), peer.pk)


def test_a_card_not_in_use_and_no_card_at_all_are_counted_without_a_name(as_, peer, vera, momo, card, coffee):
    with as_(vera):
        issue_card(actor=vera, person=momo)
    with as_(peer):
        assert actions.check_in(actor=peer, service=coffee, card=card, client_uuid=uuid4()) == actions.CheckedIn(False)
        assert actions.check_in(actor=peer, service=coffee, client_uuid=uuid4()) == actions.CheckedIn(False)
        with pytest.raises(MistypedCard):
            actions.check_in(actor=peer, service=coffee, card="K7QP", client_uuid=uuid4())
    with as_(vera):
        assert list(Passage.objects.values_list("person", flat=True)) == [None, None]


def test_only_who_checks_in_may_ask_the_database(as_, vera, olga, peer, coffee):
    for who in (olga, vera):
        with as_(who):
            with pytest.raises(Refused):
                actions.check_in(actor=who, service=coffee, client_uuid=uuid4())
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM app.check_in(%s, %s, %s, current_date, now())", [b"", coffee.pk, uuid4()])
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.check_in(%s, %s, %s, current_date, now())", [b"", coffee.pk, uuid4()])


def test_the_page_says_the_code_and_todays_services_and_nothing_else(browse, peer, momo, card):
    client = browse(peer)
    data = {"card": card, "service": "meal", "client_uuid": uuid4()}
    client.post(reverse("check_in"), data)
    page = client.post(reverse("check_in"), data | {"client_uuid": uuid4()}).content.decode()
    assert show(card) in page
    assert "Meal 2" in page
    assert "Momo" not in page
    assert str(momo.pk) not in page
    wrong = client.post(reverse("check_in"), data | {"card": card[:-1]})
    assert wrong.status_code == 422
    assert client.post(reverse("check_in"), {"card": card}).status_code == 422
    assert client.post(reverse("check_in"), data | {"service": "women_space", "client_uuid": uuid4()}).status_code == 422
    assert b"Counted without a name." in client.post(reverse("check_in"), {"service": "coffee"}).content


def test_a_denied_worker_counts_without_a_name(as_, peer, colette, vera, momo, card, coffee):
    from datetime import timedelta

    from centre.shifts.clock import service_day
    from intake.withholding.actions import withhold_file
    from intake.withholding.enums import Ground

    with as_(colette):
        withhold_file(actor=colette, person=momo.pk, colleague=peer, ground=Ground.values[0], words="x", until=service_day() + timedelta(days=9))
    with as_(peer):
        assert actions.check_in(actor=peer, service=coffee, card=card, client_uuid=uuid4()).known is False
