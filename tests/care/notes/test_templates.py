"""Beginnings of notes: kept by coordinators and nurses, offered while writing, never in the way of what was typed."""

import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from audit.rules import Refused
from care.notes import actions, selectors
from care.notes.models import Note, NoteTemplate

WORDS = "Plaie :\nSoin :\nProchaine fois :"


def write(actor, **more):
    given = {"compartment": "nursing", "kind": "care", "title": "Pansement", "text": WORDS, "client_uuid": uuid.uuid4()} | more
    return actions.write_template(actor=actor, **given)


@pytest.fixture
def beginning(as_, colette):
    with as_(colette):
        return write(colette)


def test_a_coordinator_writes_one_and_a_nurse_begins_with_it(browse, as_, colette, nadia, momo, near):
    near("nurses")
    desk = browse(colette)
    assert desk.get("/notes/beginnings/add/").status_code == 200
    given = {"compartment": "nursing", "kind": "care", "title": "Pansement", "text": WORDS, "client_uuid": uuid.uuid4()}
    for _ in range(2):
        assert desk.post("/notes/beginnings/add/", given).status_code == 302
    assert desk.post("/notes/beginnings/add/", given | {"client_uuid": uuid.uuid4()}).status_code == 422, "the name is taken"
    assert "Pansement" in desk.get("/notes/beginnings/").content.decode()
    client = browse(nadia)
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    [pk] = re.findall(r'name="begin" value="(\d+)"', page)
    sent = {"compartment": "nursing", "kind": "contact", "text": "Déjà tapé.", "client_uuid": uuid.uuid4(), "begin": pk}
    answer = client.post(f"/person/{momo.pk}/note/", sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Déjà tapé.\n\nPlaie :" in page
    assert re.search(r'value="care"[^>]*checked', page)
    assert str(sent["client_uuid"]) in page
    with as_(nadia):
        assert not Note.objects.exists()


def test_what_is_no_beginning_changes_nothing_typed(browse, nadia, momo, near, beginning):
    near("nurses")
    for odd in ("x", "999999"):
        sent = {"compartment": "nursing", "kind": "contact", "text": "Tapé.", "client_uuid": uuid.uuid4(), "begin": odd}
        assert "Tapé." in browse(nadia).post(f"/person/{momo.pk}/note/", sent).content.decode()


def test_each_keeps_their_own_parts(as_, browse, nadia, ivan, vera, colette, amina, beginning):
    with as_(colette):
        social = write(colette, compartment="social", title="Papiers")
    with as_(nadia):
        assert [one.title for one in selectors.templates_for(nadia)] == ["Pansement"]
        with pytest.raises(Refused, match="does not write in this part"):
            write(nadia, compartment="social", title="x")
    assert browse(nadia).get(f"/notes/beginnings/{social.pk}/").status_code == 404
    assert browse(amina).get(f"/notes/beginnings/{beginning.pk}/").status_code == 200
    with as_(ivan):
        assert [one.title for one in selectors.templates_for(ivan)] == ["Papiers"]
    for who in (ivan, vera):
        assert browse(who).get("/notes/beginnings/").status_code == 403
        with as_(who), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO care_notetemplate (compartment, kind, title, text, by, at, version, client_uuid)"
                           " SELECT compartment, kind, 'x', text, %s, at, 1, gen_random_uuid() FROM care_notetemplate LIMIT 1", [who.pk])


def test_two_who_change_it_lose_nothing(as_, browse, nadia, beginning):
    client, first = browse(nadia), {"title": "Pansement", "text": "Première.", "version": 1}
    assert client.post(f"/notes/beginnings/{beginning.pk}/", first).status_code == 302
    second = client.post(f"/notes/beginnings/{beginning.pk}/", first | {"text": "Seconde."})
    assert second.status_code == 409
    assert "Seconde." in second.content.decode()
    assert "A colleague changed or withdrew it" in second.content.decode()
    with as_(nadia):
        assert [one.text for one in NoteTemplate.history.order_by("version")] == [WORDS, "Première."]


def test_one_that_is_withdrawn_is_offered_no_longer(browse, as_, nadia, colette, momo, near, beginning):
    near("nurses")
    client = browse(colette)
    for _ in range(2):
        assert client.post(f"/notes/beginnings/{beginning.pk}/retire/").status_code == 302
    assert 'name="begin"' not in browse(nadia).get(f"/person/{momo.pk}/note/").content.decode()
    assert client.get(f"/notes/beginnings/{beginning.pk}/").status_code == 200
    with as_(colette):
        assert write(colette).title == "Pansement", "its name is free again"
