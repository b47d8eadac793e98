"""A worker who knows the person privately never sees the file, and still never refuses the passage. PRIVACY 1-2."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from intake.desk import actions, selectors
from intake.person.actions import issue_card, open_file
from intake.person.cards import show
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias
from tests.conftest import owner_connection


@pytest.fixture
def cousin(as_, vera, walid):
    """A file of the reception that is sealed for Vera, and its card."""
    key = uuid4()
    with owner_connection() as owner:
        owner.execute(
            "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())",
            [key, vera.pk],
        )
    with as_(walid):
        person = open_file(actor=walid, alias="Cousin", client_uuid=key)
        code = issue_card(actor=walid, person=person)
    yield person, code
    with owner_connection() as owner:
        owner.execute("DELETE FROM centre_denial WHERE person = %s", [key])


def test_a_sealed_file_is_as_if_there_were_none(as_, vera, cousin):
    person, code = cousin
    with as_(vera):
        with pytest.raises(Http404):
            person_for(vera, person.pk)
        with pytest.raises(UnknownCard):
            find_card(vera, code)
        assert search_alias(vera, "cousin") == []


def test_the_passage_is_recorded_all_the_same(as_, vera, walid, cousin):
    person, _ = cousin
    with as_(vera):
        coffee = selectors.service_by_code("coffee")
        passage = actions.record_passage(actor=vera, service=coffee, person=person, client_uuid=uuid4())
        assert (passage.person_id, passage.service.code) == (None, "coffee")
        assert {tile.code: tile.today for tile in selectors.tiles(vera)}["coffee"] == 1


def test_the_desk_offers_the_passage_in_one_tap(browse, vera, cousin):
    _, code = cousin
    response = browse(vera).post(reverse("desk_find"), {"q": show(code)})
    assert response.status_code == 422
    assert b"Cousin" not in response.content
    assert reverse("passage_record").encode() in response.content
