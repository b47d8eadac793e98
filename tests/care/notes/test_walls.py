"""Nadia's and Ivan's notes: what Vera cannot reach by any road, and what either wall alone still holds."""

import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.ledger.models import Event
from audit.rules import Refused
from care.notes import actions, selectors
from care.notes.models import Note
from centre.access.actions import break_glass
from centre.access.grants import grant_team
from centre.staff.models import Team
from intake.person.selectors import person_for

SECRET = "Pansement refait, plaie propre."


@pytest.fixture
def nursing_note(as_, vera, nadia, momo):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        return actions.write_note(actor=nadia, person=momo, compartment="nursing", text=SECRET, client_uuid=uuid.uuid4())


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_the_writer_reads_it_again_and_the_reading_is_recorded(as_, nadia, momo, nursing_note, dora):
    with as_(nadia):
        page = selectors.page_of(nadia, momo, "nursing")
        assert [entry.text for entry in page.entries] == [SECRET]
    with as_(dora):
        verbs = [row[0] for row in raw("SELECT verb FROM audit.who_looked(%s, NULL, 100)", momo.pk)]
    assert "care.note.read" in verbs
    assert "care.note.written" in verbs


def test_vera_reaches_it_by_no_road(as_, vera, browse, momo, nursing_note):
    client = browse(vera)
    assert client.get(f"/person/{momo.pk}/notes/nursing/").status_code == 403
    assert client.get(f"/note/{nursing_note.pk}/correct/").status_code == 403
    page = client.get(f"/person/{momo.pk}/")
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    with as_(vera):
        assert selectors.counts_of(vera, momo) == {}
        assert raw("SELECT count(*) FROM care_note") == [(0,)]
        assert raw("SELECT count(*) FROM care_historicalnote") == [(0,)]
        assert raw("SELECT count(*) FROM care_notedraft") == [(0,)]


def test_a_social_worker_does_not_reach_it_either(as_, ivan, vera, browse, momo, nursing_note):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="desk", days=30, origin="contact")
    client = browse(ivan)
    assert client.get(f"/person/{momo.pk}/notes/nursing/").status_code == 404
    assert client.get(f"/note/{nursing_note.pk}/correct/").status_code == 404
    with as_(ivan):
        note = actions.write_note(actor=ivan, person=momo, compartment="social", text="Demande AMU.", client_uuid=uuid.uuid4())
        assert raw("SELECT id FROM care_note") == [(note.pk,)]


def test_the_database_and_its_history_hold_ciphertext_alone(as_, nadia, momo, nursing_note):
    with as_(nadia):
        actions.correct_note(actor=nadia, note=nursing_note, version=1, text="Plaie infectée.")
        for table in ("care_note", "care_historicalnote"):
            for (row,) in raw(f"SELECT encode(body, 'escape') FROM {table}"):
                assert "Pansement" not in row
                assert "infect" not in row
    assert Event._meta.db_table == "audit_event"


def test_another_nurse_is_outside_until_she_breaks_the_glass(as_, vera, noor, browse, momo, nursing_note):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment="desk", days=30, origin="contact")
    with as_(noor, fresh=True):
        assert raw("SELECT count(*) FROM care_note") == [(0,)]
        with pytest.raises(Refused, match="Another team follows this person"):
            actions.write_note(actor=noor, person=momo, compartment="nursing", text="x", client_uuid=uuid.uuid4())
        with pytest.raises(ProgrammingError, match="another team follows"), transaction.atomic():
            grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment="nursing", days=1, origin="manual")
        break_glass(actor=noor, person=momo.pk, reason="overdose", words="Inconsciente à la porte.", minutes=60)
        assert [entry.text for entry in selectors.page_of(noor, momo, "nursing").entries] == [SECRET]
        # her own emergency opening opens nothing to her team
        with pytest.raises(ProgrammingError, match="another team follows"), transaction.atomic():
            grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment="nursing", days=1, origin="manual")


def test_vera_cannot_break_the_glass(as_, vera, momo, nursing_note):
    with pytest.raises(Refused), as_(vera, fresh=True):
        break_glass(actor=vera, person=momo.pk, reason="other", words="Curious about this one.", minutes=60)


def test_the_same_form_twice_is_one_note(as_, nadia, momo, nursing_note):
    with as_(nadia):
        again = actions.write_note(
            actor=nadia, person=momo, compartment="nursing", text="again", client_uuid=nursing_note.client_uuid
        )
        assert again.pk == nursing_note.pk
        assert Note.objects.count() == 1


def test_two_correctors_lose_nothing(as_, nadia, browse, momo, nursing_note):
    client = browse(nadia)
    first = client.post(f"/note/{nursing_note.pk}/correct/", {"text": "Premier.", "version": 1})
    assert first.status_code == 302
    second = client.post(f"/note/{nursing_note.pk}/correct/", {"text": "Second.", "version": 1})
    assert second.status_code == 409
    assert "Premier." in second.content.decode()
    assert "Second." in second.content.decode()
    with as_(nadia):
        assert [entry.text for entry in selectors.page_of(nadia, momo, "nursing").entries] == ["Premier."]
        note = selectors.note_for(nadia, nursing_note.pk)
        assert [text for _, _, text in selectors.earlier_wordings(nadia, note)] == [SECRET]


def test_nothing_is_left_when_the_ledger_fails(as_, nadia, momo, nursing_note, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(nadia):
        actions.write_note(actor=nadia, person=momo, compartment="nursing", text="x", client_uuid=uuid.uuid4())
    with as_(nadia):
        assert Note.objects.count() == 1


def test_an_addendum_and_a_draft(as_, nadia, momo, nursing_note, browse):
    with as_(nadia):
        actions.add_addendum(actor=nadia, note=nursing_note, text="Va mieux.", client_uuid=uuid.uuid4())
        actions.keep_draft(actor=nadia, person=momo, compartment="nursing", text="Commencé…", form=uuid.uuid4())
        assert selectors.page_of(nadia, momo, "nursing").entries[0].addenda[0][2] == "Va mieux."
        assert [one.text for one in selectors.drafts_of(nadia, momo, "nursing")] == ["Commencé…"]
    page = browse(nadia).get(f"/person/{momo.pk}/note/")
    assert "Commencé…" in page.content.decode()


def test_a_page_of_notes_costs_the_same_for_one_and_three(as_, nadia, browse, momo, nursing_note, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    client, counts = browse(nadia), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/person/{momo.pk}/notes/nursing/").status_code == 200
        counts.append(len(queries))
        with as_(nadia):
            for text in ("deux", "trois"):
                actions.write_note(actor=nadia, person=momo, compartment="nursing", text=text, client_uuid=uuid.uuid4())
    assert counts[0] == counts[1]


def test_momo_is_still_a_person_for_the_desk(as_, vera, momo, nursing_note):
    with as_(vera):
        assert person_for(vera, momo.pk) == momo
