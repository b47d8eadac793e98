"""What somebody else said is marked while writing and left out of the person's own copy; the rest they may read."""

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.notes import actions, selectors
from care.notes.passages import Marked, Passage, well_marked

TEXT = "Il dort mal. [[Sa sœur dit qu'il boit.]] Revient jeudi."


def write(actor, person, text=TEXT, compartment="nursing", **more):
    return actions.write_note(actor=actor, person=person, compartment=compartment, text=text, client_uuid=uuid.uuid4(), **more)


@given(st.lists(st.tuples(st.text(alphabet="ab \n", min_size=1), st.booleans()), max_size=6))
def test_what_is_marked_is_what_is_found(parts):
    parts = [part for place, part in enumerate(parts) if not place or part[1] != parts[place - 1][1]]
    text = "".join(f"[[{words}]]" if third else words for words, third in parts)
    assert Marked(text).passages == tuple(Passage(*part) for part in parts)
    assert well_marked(text)
    assert Marked(text).has_marks == any(third for _words, third in parts)


@pytest.mark.parametrize("text", ["a [[b", "a ]] b", "[[a [[b]] c]]", "]]a[["])
def test_a_mark_that_is_not_closed_is_refused_and_never_shows_too_much(text, browse, nadia, momo, near):
    assert not well_marked(text)
    near("nurses")
    sent = {"compartment": "nursing", "kind": "contact", "text": text, "client_uuid": uuid.uuid4()}
    answer = browse(nadia).post(f"/person/{momo.pk}/note/", sent)
    assert answer.status_code == 422
    assert "is not closed, or not opened" in answer.content.decode()
    assert text in answer.content.decode()


def test_what_follows_an_open_mark_is_left_out():
    assert Marked("a [[b").passages == (Passage("a ", False), Passage("b", True))
    assert Marked("[[a [[b]] c]] d").passages == (Passage("a [[b", True), Passage(" c]] d", False))


def test_the_copy_leaves_out_the_passage_and_says_so(browse, as_, nadia, momo, near, deeds_about):
    near("nurses")
    with as_(nadia):
        note = write(nadia, momo)
        actions.add_addendum(actor=nadia, note=note, text="Va mieux. [[Le voisin a appelé.]]", client_uuid=uuid.uuid4())
        write(nadia, momo, "Tout vient de la mère.", third_party=True)
        write(nadia, momo, "Un passant raconte.", kind="third_party")
        write(nadia, momo, "Appel du frère. [[Il crie.]] Momo est calme.", kind="third_party")
    client = browse(nadia)
    inside = client.get(f"/person/{momo.pk}/notes/nursing/").content.decode()
    assert re.search(r'<mark class="third"[^>]*>Sa sœur dit qu&#x27;il boit\.</mark>', inside)
    assert f'href="/person/{momo.pk}/notes/nursing/copy/"' in inside
    answer = client.get(f"/person/{momo.pk}/notes/nursing/copy/")
    copy = answer.content.decode()
    assert answer.status_code == 200
    for kept in ("Il dort mal.", "Revient jeudi.", "Va mieux.", "Appel du frère.", "Momo est calme."):
        assert kept in copy
    for gone in ("sœur", "voisin", "mère", "passant", "Il crie", "[["):
        assert gone not in copy
    assert copy.count("[left out: said by, or about, somebody else]") == 3
    assert copy.count("[left out whole: said by, or about, somebody else]") == 2
    assert deeds_about(momo).count("care.note.copied") == 1


def test_the_copy_is_made_inside_the_compartment_alone(browse, as_, nadia, ivan, vera, noor, momo, note, near):
    near("social")
    near("mobile")
    for who, refused in ((vera, 403), (ivan, 404), (noor, 404)):
        assert browse(who).get(f"/person/{momo.pk}/notes/nursing/copy/").status_code == refused
    for odd in ("desk", "nothing"):
        assert browse(nadia).get(f"/person/{momo.pk}/notes/{odd}/copy/").status_code == 404
        assert browse(nadia).get(f"/person/{momo.pk}/notes/{odd}/").status_code == 404


def test_a_copy_too_long_says_what_is_missing(as_, nadia, momo, note, monkeypatch):
    monkeypatch.setattr(selectors, "COPIED", 2)
    with as_(nadia):
        for text in ("deux", "trois"):
            write(nadia, momo, text)
        entries, older = selectors.copy_of(nadia, momo, "nursing")
    assert ([entry.text for entry in entries], older) == (["deux", "trois"], True)


def test_what_somebody_else_said_asks_for_a_mark(browse, nadia, momo, near):
    near("nurses")
    sent = {"compartment": "nursing", "kind": "third_party", "text": "La mère appelle.", "client_uuid": uuid.uuid4()}
    answer = browse(nadia).post(f"/person/{momo.pk}/note/", sent)
    assert answer.status_code == 422
    assert "Tick this, or put what they said between" in answer.content.decode()
    assert browse(nadia).post(f"/person/{momo.pk}/note/", sent | {"third_party": "on"}).status_code == 302


def test_a_doctor_finds_the_draft_of_each_part_again(as_, browse, amina, momo, near):
    """She writes in two parts; what she began in the second is not lost."""
    near("doctors")
    with as_(amina):
        write(amina, momo, "Vu.", compartment="nursing")
        write(amina, momo, "Vu.", compartment="psych")
        actions.keep_draft(actor=amina, person=momo, compartment="psych", text="Angoisses la nuit", form=uuid.uuid4())
    client = browse(amina)
    page = client.get(f"/person/{momo.pk}/note/").content.decode()
    assert "Angoisses la nuit" in page
    assert re.search(r'value="psych"[^>]*checked', page)
    [mark] = re.findall(r'name="compartment" value="psych"><input type="hidden" name="mark" value="([^"]+)"', page)
    assert client.post(f"/person/{momo.pk}/note/draft/drop/", {"compartment": "psych", "mark": mark}).status_code == 302
    assert "Angoisses" not in client.get(f"/person/{momo.pk}/note/").content.decode()
