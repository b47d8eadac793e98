"""A draft is kept sealed for its author alone, for a day, and goes when it is sealed or thrown away."""

import uuid
from datetime import timedelta

from django.db import connection

from care.notes import actions, selectors
from care.notes.models import NoteDraft
from care.notes.tasks import forget_drafts
from centre.shifts import clock

HALF = "Dit vouloir"


def keep(client, momo, text=HALF):
    return client.post(f"/person/{momo.pk}/note/draft/", {"compartment": "nursing", "text": text})


def test_it_comes_back_to_its_author_and_can_be_thrown_away(browse, nadia, momo, note):
    client = browse(nadia)
    assert keep(client, momo).status_code == 204
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    assert HALF in page
    assert "Throw the draft away" in page
    assert client.post(f"/person/{momo.pk}/note/draft/drop/", {"compartment": "nursing"}).status_code == 302
    assert HALF not in client.get(f"/person/{momo.pk}/note/").content.decode()


def test_sealing_the_note_clears_it(as_, browse, nadia, momo, note):
    keep(browse(nadia), momo)
    with as_(nadia):
        actions.write_note(actor=nadia, person=momo, compartment="nursing", text="Tout.", client_uuid=uuid.uuid4())
        assert selectors.draft_of(nadia, momo, "nursing") == ""


def test_outside_the_compartment_nothing_is_kept(as_, browse, ivan, nadia, momo, note, near):
    near("social")
    assert keep(browse(ivan), momo).status_code == 204
    with as_(nadia):
        assert not NoteDraft.objects.exists()


def test_it_stands_as_ciphertext(as_, browse, nadia, momo, note):
    keep(browse(nadia), momo)
    with as_(nadia), connection.cursor() as cursor:
        for table in ("care_notedraft", "care_historicalnotedraft"):
            cursor.execute(f"SELECT encode(body, 'escape') FROM {table}")
            rows = cursor.fetchall()
            assert rows
            assert all("vouloir" not in row for (row,) in rows)


def test_after_a_day_it_is_not_shown(as_, nadia, momo, note, at):
    with as_(nadia):
        actions.keep_draft(actor=nadia, person=momo, compartment="nursing", text=HALF)
        at((clock.local() + timedelta(hours=25)).strftime("%Y-%m-%d %H:%M"))
        assert selectors.draft_of(nadia, momo, "nursing") == ""


def test_the_worker_removes_it_and_its_wordings(as_worker, db, at):
    from audit.vault.keys import make_key
    from intake.person.models import Person

    person = Person.objects.create(alias="Momo")
    make_key(person.pk)
    now = clock.now()
    NoteDraft.objects.create(person=person, compartment="nursing", body=HALF, author=1, at=now - timedelta(hours=25))
    NoteDraft.objects.create(person=person, compartment="social", body=HALF, author=1, at=now)
    assert forget_drafts() == 1
    assert NoteDraft.objects.get().compartment == "social"
    at((clock.local() + timedelta(hours=49)).strftime("%Y-%m-%d %H:%M"))
    assert forget_drafts() == 1
    assert not NoteDraft.history.exists()
