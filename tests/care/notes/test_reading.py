"""Reading is written down before anything is shown; pages follow each other without gap or repeat."""

import uuid
from datetime import timedelta

import pytest

from audit.ledger.models import Event
from audit.rules import Refused
from care.notes import actions, selectors
from centre.access.actions import break_glass
from centre.access.scope import compartments_of
from centre.shifts import clock
from tests.care.conftest import SECRET


def write(actor, person, text):
    return actions.write_note(actor=actor, person=person, compartment="nursing", text=text, client_uuid=uuid.uuid4())


def test_notes_of_one_instant_are_each_shown_once(as_, nadia, momo, note, at):
    at("2026-03-01 10:00")
    with as_(nadia):
        texts = {write(nadia, momo, str(number)).pk for number in range(5)} | {note.pk}
        seen, before = [], None
        while True:
            page = selectors.page_of(nadia, momo, "nursing", before, size=2)
            seen += [entry.pk for entry in page.entries]
            before = page.before
            if before is None:
                break
        assert len(seen) == len(texts)
        assert set(seen) == texts


@pytest.mark.parametrize("page", ["add", "correct"])
def test_a_page_about_one_note_is_a_reading_too(browse, nadia, momo, note, deeds_about, page):
    before = deeds_about(momo).count("care.note.read")
    assert SECRET in browse(nadia).get(f"/note/{note.pk}/{page}/").content.decode()
    assert deeds_about(momo).count("care.note.read") > before


def test_nothing_is_shown_that_cannot_be_written_down(as_, nadia, momo, note, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(selectors, "viewed", broken)
    monkeypatch.setattr(selectors, "entries_of", lambda *args: pytest.fail("opened before it was recorded"))
    with as_(nadia):
        for read in (lambda: selectors.page_of(nadia, momo, "nursing"), lambda: selectors.opened(nadia, note)):
            with pytest.raises(RuntimeError):
                read()


def test_the_evidence_of_a_note_is_ciphertext(as_, nadia, dora, momo, note):
    with as_(nadia):
        actions.correct_note(actor=nadia, note=note, version=1, text="Plaie infectée.")
    with as_(dora):
        rows = list(Event.objects.filter(object_label="care_note", object_key=str(note.pk)))
        assert {row.verb for row in rows} >= {"row.inserted", "row.updated"}
        for row in rows:
            assert "Pansement" not in str(row.diff)
            assert "infect" not in str(row.diff)


def test_an_emergency_opening_writes_but_brings_no_team(as_, noor, nadia, momo, note, near):
    near("mobile")
    with as_(noor, fresh=True):
        break_glass(actor=noor, person=momo.pk, reason="overdose", words="Inconsciente à la porte.", minutes=60)
        write(noor, momo, "Position latérale, 112 appelé.")
        assert not selectors.team_follows(noor, momo, "nursing")
    with as_(nadia):
        assert len(selectors.page_of(nadia, momo, "nursing").entries) == 2
        assert "nursing" in compartments_of(nadia, momo)


def test_the_way_in_is_shown_to_a_nurse_off_the_case_alone(browse, noor, nadia, vera, momo, note, near):
    near("mobile")
    address = f"/person/{momo.pk}/break-glass/"
    shown = {who.username: address in browse(who).get(f"/person/{momo.pk}/").content.decode() for who in (noor, nadia, vera)}
    assert shown == {"noor": True, "nadia": False, "vera": False}


def test_an_old_note_is_added_to_and_not_rewritten(as_, nadia, note):
    with as_(nadia):
        note.at -= timedelta(hours=25)
        with pytest.raises(Refused, match="more than a day old"):
            actions.correct_note(actor=nadia, note=note, version=1, text="x")


def test_words_that_come_too_late_are_offered_as_an_addendum(browse, as_, nadia, note):
    with clock.at(note.at + timedelta(hours=25)):
        client, late = browse(nadia), {"text": "Plaie refermée.", "version": "1"}
        answer = client.post(f"/note/{note.pk}/correct/", late)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert all(words in said for words in ("more than a day old", "Plaie refermée.", f'action="/note/{note.pk}/add/"'))
        form = {"text": "Plaie refermée.", "client_uuid": answer.context["form"]["client_uuid"].value()}
        assert client.post(f"/note/{note.pk}/add/", form).status_code == 302


def test_another_team_is_told_so_and_keeps_what_it_typed(browse, noor, momo, note, near):
    near("mobile")
    typed = {"kind": "care", "compartment": "nursing", "text": "Pansement refait dans la rue.", "client_uuid": uuid.uuid4()}
    answer = browse(noor).post(f"/person/{momo.pk}/note/", typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in said for words in ("Another team follows this person.", "Pansement refait dans la rue."))


def test_psychologist_and_nurse_are_strangers_to_one_another(as_, psy, nadia, browse, momo, note, near):
    near("psych")
    with as_(psy):
        actions.write_note(actor=psy, person=momo, compartment="psych", text="Cauchemars.", client_uuid=uuid.uuid4())
        assert selectors.counts_of(psy, momo) == {"psych": 1}
    with as_(nadia):
        assert selectors.counts_of(nadia, momo) == {"nursing": 1}
    assert browse(psy).get(f"/person/{momo.pk}/notes/nursing/").status_code == 404
    assert "Cauchemars" not in browse(nadia).get(f"/person/{momo.pk}/").content.decode()


def test_the_team_that_follows_can_open_the_file_again(as_, nadia, momo, note):
    with as_(nadia):
        assert {"desk", "nursing"} <= compartments_of(nadia, momo)
