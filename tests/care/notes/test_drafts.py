"""A draft is kept sealed for its author alone, for a day, and goes when it is sealed or thrown away."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from care.notes import actions, selectors
from care.notes.models import NoteDraft
from care.notes.tasks import forget_drafts
from centre.shifts import clock

HALF = "Dit vouloir"


WINDOW = uuid.uuid4()


def keep(client, momo, text=HALF, window=WINDOW, continues="", compartment="nursing"):
    given = {"compartment": compartment, "text": text, "client_uuid": window, "continues": continues}
    return client.post(f"/person/{momo.pk}/note/draft/", given)


def marks(client, momo):
    """The marks of the drafts that the page offers to throw away, and what its form continues."""
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    return re.findall(r'name="mark" value="([^"]+)"', page), re.findall(r'name="continues" value="([^"]+)"', page)


def test_it_comes_back_to_its_author_and_can_be_thrown_away(browse, nadia, momo, note):
    client = browse(nadia)
    assert keep(client, momo).status_code == 204
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    assert HALF in page
    assert "Throw the draft away" in page
    [mark], _continues = marks(client, momo)
    assert client.post(f"/person/{momo.pk}/note/draft/drop/", {"compartment": "nursing", "mark": mark}).status_code == 302
    assert HALF not in client.get(f"/person/{momo.pk}/note/").content.decode()


def test_sealing_the_note_clears_it(as_, browse, nadia, momo, note):
    keep(browse(nadia), momo)
    with as_(nadia):
        actions.write_note(actor=nadia, person=momo, compartment="nursing", text="Tout.", client_uuid=WINDOW)
        assert selectors.drafts_of(nadia, momo, "nursing") == []


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
        actions.keep_draft(actor=nadia, person=momo, compartment="nursing", text=HALF, form=WINDOW)
        at((clock.local() + timedelta(hours=25)).strftime("%Y-%m-%d %H:%M"))
        assert selectors.drafts_of(nadia, momo, "nursing") == []


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


def test_two_windows_of_one_author_lose_nothing(browse, nadia, momo, note):
    """Both texts are kept, and both are shown."""
    client = browse(nadia)
    keep(client, momo, "Pansement refait.", window=uuid.uuid4())
    keep(client, momo, "Veut parler demain.", window=uuid.uuid4())
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    assert "Pansement refait." in page
    assert "Veut parler demain." in page
    assert "Unfinished in another window" in page
    shown, _continues = marks(client, momo)
    assert len(shown) == 2


def test_going_on_with_a_draft_replaces_it(as_, browse, nadia, momo, note):
    client = browse(nadia)
    keep(client, momo, "Pansement")
    _shown, [mark] = marks(client, momo)
    keep(client, momo, "Pansement refait.", window=uuid.uuid4(), continues=mark)
    with as_(nadia):
        assert [one.text for one in selectors.drafts_of(nadia, momo, "nursing")] == ["Pansement refait."]


def test_a_draft_that_went_on_elsewhere_meanwhile_is_kept_beside(as_, browse, nadia, momo, note):
    client = browse(nadia)
    keep(client, momo, "Pansement")
    _shown, [mark] = marks(client, momo)
    keep(client, momo, "Pansement refait à droite.")  # the first window is still open, and types on
    keep(client, momo, "Pansement refait à gauche.", window=uuid.uuid4(), continues=mark)
    with as_(nadia):
        texts = {one.text for one in selectors.drafts_of(nadia, momo, "nursing")}
    assert texts == {"Pansement refait à droite.", "Pansement refait à gauche."}
    assert client.post(f"/person/{momo.pk}/note/draft/drop/", {"compartment": "nursing", "mark": mark}).status_code == 302
    with as_(nadia):
        assert len(selectors.drafts_of(nadia, momo, "nursing")) == 2


def test_sealing_one_window_leaves_the_other(as_, browse, nadia, momo, note):
    client, first = browse(nadia), uuid.uuid4()
    keep(client, momo, "Pansement refait.", window=first)
    keep(client, momo, "Veut parler demain.", window=uuid.uuid4())
    sealed = {"compartment": "nursing", "kind": "contact", "text": "Pansement refait.", "client_uuid": first}
    assert client.post(f"/person/{momo.pk}/note/", sealed).status_code == 302
    with as_(nadia):
        assert [one.text for one in selectors.drafts_of(nadia, momo, "nursing")] == ["Veut parler demain."]


def test_one_goes_on_with_the_other_one(browse, nadia, momo, note):
    client = browse(nadia)
    keep(client, momo, "Pansement refait.", window=uuid.uuid4())
    keep(client, momo, "Veut parler demain.", window=uuid.uuid4())
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    [other] = re.findall(r'href="\?draft=(\d+)"', page)
    chosen = client.get(f"/person/{momo.pk}/note/?draft={other}").content.decode()
    assert re.search(r"<textarea[^>]*>\s*Pansement refait\.", chosen)


def test_a_colleague_on_the_case_does_not_see_it(as_, browse, nadia, noor, momo, note):
    """Neither by SQL: a draft is its author's alone."""
    from centre.access.actions import break_glass

    keep(browse(nadia), momo)
    with as_(noor, fresh=True):
        break_glass(actor=noor, person=momo.pk, reason="overdose", words="Found in the yard.", minutes=60)
        assert selectors.drafts_of(noor, momo, "nursing") == []
        with connection.cursor() as cursor:
            for table in ("care_notedraft", "care_historicalnotedraft"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("continues", ["1", "x-y", "1-1; DROP TABLE care_note", "99999999999999999999-1", "-", "\u0661-\u0661"])
def test_a_mark_that_is_none_changes_nothing(as_, browse, nadia, momo, note, continues):
    client = browse(nadia)
    keep(client, momo)
    assert keep(client, momo, "Autre.", window=uuid.uuid4(), continues=continues).status_code == 204
    with as_(nadia):
        assert HALF in [one.text for one in selectors.drafts_of(nadia, momo, "nursing")]


def test_nobody_writes_a_note_in_anothers_name(as_, nadia, vera, momo, note):
    from django.db import DatabaseError, transaction

    with as_(nadia), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
            cursor.execute("UPDATE care_note SET author = %s", [vera.pk])
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO care_note (person_id, compartment, kind, body, third_party, author, at, service_day, version, client_uuid)"
                " SELECT person_id, compartment, kind, body, third_party, %s, at, service_day, version, gen_random_uuid() FROM care_note",
                [vera.pk],
            )
