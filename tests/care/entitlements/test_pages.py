"""The pages of entitlements, who sees none of it, what is counted, what an erasure and a join leave; and that no door asks."""

import re
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.rights.registry import collectors
from care.entitlements import actions, counting, mailing, selectors
from care.entitlements.models import Entitlement, EntitlementEvent, EntitlementLetter
from care.entitlements.panels import entries, of_shift, told
from care.papers.actions import keep_paper
from centre.access.grants import grant_team
from centre.figures.periods import Period
from centre.scans.check import Scan
from centre.shifts import clock
from centre.shifts.hours import Span
from centre.shifts.registry import Shift
from centre.staff.models import Team
from centre.todo.models import Task
from intake.person.actions import open_file
from intake.person.models import Person

TABLES = ("entitlement", "entitlementevent", "entitlementpaper", "urgencyattestation", "entitlementletter")
#: What nobody may be asked for: rooms that open a door, give a bed, a meal, material or care.
OPEN_TO_ALL = ("intake", "housing", "employment", "centre", "audit")


@pytest.fixture
def told_all(as_, ivan, file):
    """A file with a line in each of its tables."""
    with as_(ivan):
        actions.tick_paper(actor=ivan, entitlement=file, code="stay", have=True, client_uuid=uuid.uuid4())
        actions.note_attestation(
            actor=ivan, entitlement=file, profession="doctor", provider="Dr Invente", inami="1-0", attested_on=date(2026, 3, 2), client_uuid=uuid.uuid4()
        )
        mailing.keep_letter(actor=ivan, entitlement=file, letter="request", language="fr", to="", agreed="spoken", client_uuid=uuid.uuid4())
        actions.set_situation(actor=ivan, entitlement=file, insurability="never", residence="irregular", place="Gare du Nord")
        return actions.set_deadline(actor=ivan, entitlement=file, due_on=date(2026, 3, 4))


def test_nothing_that_opens_a_door_reads_entitlements():
    root, found = Path(settings.BASE_DIR), []
    rooms = [room for room in (root / "care").iterdir() if room.is_dir() and room.name not in {"entitlements", "migrations", "demo", "__pycache__"}]
    for place in (*(root / name for name in OPEN_TO_ALL), *rooms):
        for path in place.rglob("*.py"):
            named = re.findall(r"^\s*(?:from|import) [\w.]*entitlements|care_entitlement|\bEntitlement\b", path.read_text(), re.MULTILINE)
            found += [str(path.relative_to(root))] if named else []
        found += [str(path.relative_to(root)) for path in place.rglob("*.sql") if "care_entitlement" in path.read_text()]
    assert found == []


def test_a_file_changes_nothing_at_the_door(as_, browse, vera, told_all):
    page = browse(vera).get(reverse("desk_person", args=[told_all.person_id]))
    assert page.status_code == 200
    assert "ntitlement" not in page.content.decode()
    assert "irregular" not in page.content.decode()


def test_behind_both_walls_nobody_else_sees_a_file(as_, browse, request, told_all):
    pages = [reverse("entitlements"), reverse("entitlement", args=[told_all.pk]), reverse("entitlement_situation", args=[told_all.pk])]
    for who in ("vera", "nadia", "psy", "colette", "hugo", "peer", "amina", "rosa"):
        actor = request.getfixturevalue(who)
        client = browse(actor)
        answers = [client.get(page) for page in pages]
        assert answers[0].status_code == 403 or "Momo" not in answers[0].content.decode(), who
        assert all(one.status_code in {403, 404} for one in answers[1:]), who
        with as_(actor), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM care_{table}")
                assert cursor.fetchone() == (0,), (who, table)
            assert list(selectors.open_files(actor)) == []


def test_the_board_is_by_deadline_filtered_by_codes_and_short_of_queries(as_, browse, ivan, told_all):
    client, page = browse(ivan), reverse("entitlements")
    with CaptureQueriesContext(connection) as queries:
        first = client.get(page)
    with as_(ivan), CaptureQueriesContext(connection) as own:
        selectors.board(ivan)
        selectors.figures(ivan, clock.service_day())
    assert len(own) <= 15
    with as_(ivan):
        actions.open_entitlement(actor=ivan, person=told_all.person, kind="papers", client_uuid=uuid.uuid4(), due_on=date(2026, 3, 3))
        lines = selectors.board(ivan)
    assert [one.file.kind for one in lines] == ["papers", "amu"]
    with CaptureQueriesContext(connection) as more:
        assert client.get(page).status_code == 200
    assert len(more) == len(queries)
    assert "within a week" in first.content.decode()
    counts = [client.get(page, asked).content.decode().count(reverse("entitlement", args=[told_all.pk])) for asked in (
        {"kind": "amu"}, {"kind": "papers"}, {"state": "granted"}, {"pressing": "late"}, {"pressing": "week", "mine": "on"}, {"kind": "nonsense"},
    )]  # fmt: skip
    assert counts == [1, 0, 0, 0, 1, 1]


def test_the_page_of_a_person_the_home_board_and_the_handover_tell_of_it(as_, browse, ivan, told_all):
    client = browse(ivan)
    assert reverse("entitlement", args=[told_all.pk]) in client.get(reverse("person", args=[told_all.person_id])).content.decode()
    assert "due within a week" in client.get(reverse("home")).content.decode()
    day = clock.service_day()
    with as_(ivan):
        assert of_shift(ivan, Shift(day, "early")) == {"open": 1, "late": 0, "week": 1}
        start, end = clock.bounds(day)
        (entry,) = entries(ivan, Span(start, end))
        assert (entry.person, entry.compartment, entry.code) == (told_all.person_id, "social", "due")
        lines = told(ivan, [told_all.person_id], None, 10)
        assert [(str(one.kind), one.url) for one in lines] == [("Urgent medical aid", reverse("entitlement", args=[told_all.pk]))]


def test_a_file_by_its_pages(browse, as_, ivan, followed, noon):
    client = browse(ivan)
    typed = {"kind": "amu", "client_uuid": str(uuid.uuid4()), "place": "Parc", "due_on": "2026-03-01"}
    refused = client.post(reverse("entitlement_new", args=[followed.pk]), typed)
    assert refused.status_code == 422
    assert "By when: this day has passed already" in refused.content.decode()
    where = client.post(reverse("entitlement_new", args=[followed.pk]), typed | {"due_on": ""})["Location"]
    again = client.post(reverse("entitlement_new", args=[followed.pk]), typed | {"due_on": "", "place": "", "client_uuid": str(uuid.uuid4())})
    assert again["Location"] == where
    pk = int(where.strip("/").rsplit("/", 1)[1])
    number = {"client_uuid": str(uuid.uuid4()), "version": "1"}
    assert client.get(reverse("entitlement_move", args=[pk, "documents"])).status_code == 200
    assert client.post(reverse("entitlement_move", args=[pk, "documents"]), number).status_code == 302
    assert "Moved to" in client.get(where).content.decode()
    stale = client.post(reverse("entitlement_move", args=[pk, "documents"]), {"client_uuid": str(uuid.uuid4()), "version": "1", "note": "Mon mot"})
    assert stale.status_code == 409
    assert all(one in stale.content.decode() for one in ("Ivan was first", "Mon mot", 'name="version" value="2"'))
    assert client.post(reverse("entitlement_undo", args=[pk])).status_code == 302
    assert "Need noted" in client.get(where).content.decode()
    assert client.get(reverse("entitlement_back", args=[pk])).status_code == 200
    assert client.post(reverse("entitlement_back", args=[pk]), {"because": "", "client_uuid": str(uuid.uuid4())}).status_code == 422
    tick = {"client_uuid": str(uuid.uuid4()), "code": "stay", "row": "", "have": "yes"}
    assert client.post(reverse("entitlement_tick", args=[pk]), tick).status_code == 302
    assert client.post(reverse("entitlement_tick", args=[pk]), tick | {"code": "stay", "row": "999999"}).status_code == 404
    own = {"client_uuid": str(uuid.uuid4()), "code": "other", "words": "Composition de ménage"}
    assert client.post(reverse("entitlement_tick", args=[pk]), own).status_code == 302
    assert "Composition de ménage" in client.get(where).content.decode()
    wrong = client.post(reverse("entitlement_attest", args=[pk]), {"plan": "1", "profession": "doctor", "provider": "Dr", "inami": "abc", "attested_on": "2026-03-02", "client_uuid": str(uuid.uuid4())})
    assert (wrong.status_code, "INAMI number: digits" in wrong.content.decode()) == (422, True)
    past = client.post(reverse("entitlement_deadline", args=[pk]), {"due_on": "2026-03-01"})
    assert (past.status_code, "By when: this day has passed" in past.content.decode()) == (422, True)
    asked = {"place": "Parc", "insurability": "not_asked", "residence": "asylum"}
    assert client.post(reverse("entitlement_situation", args=[pk]), asked).status_code == 302
    assert "asylum" not in client.get(where).content.decode()
    with as_(ivan):
        file = Entitlement.objects.get(pk=pk)
        assert (file.insurability, selectors.text_of(file.residence)) == (None, "asylum")


def test_a_paper_kept_in_the_file_is_tied_by_its_number_and_no_other_is(browse, as_, ivan, nadia, file, near):
    def keep(actor, compartment):
        with as_(actor):
            scan = Scan("pdf", b"%PDF-1.7 clean", 1)
            return keep_paper(actor=actor, person=file.person, compartment=compartment, kind="cpas", scan=scan, client_uuid=uuid.uuid4())

    near("nurses")
    mine, theirs = keep(ivan, "social"), keep(nadia, "nursing")
    client, number = browse(ivan), str(uuid.uuid4())
    tie = reverse("entitlement_tie", args=[file.pk])
    assert client.post(tie, {"line": "stay-", "paper": theirs.pk, "client_uuid": number}).status_code == 422
    assert client.post(tie, {"line": "stay-", "paper": mine.pk, "client_uuid": number}).status_code == 302
    assert reverse("kept_paper", args=[mine.pk]) in client.get(reverse("entitlement", args=[file.pk])).content.decode()
    with as_(ivan):
        with pytest.raises(Http404):
            actions.tick_paper(actor=ivan, entitlement=file, code="means", have=True, paper=theirs.pk, client_uuid=uuid.uuid4())
        assert selectors.opened(ivan, file).checks[0].paper == mine.pk


def test_who_may_only_read_is_offered_nothing_to_do(browse, colette, ivan, file):
    assert browse(colette).get(reverse("entitlement_days")).status_code == 200
    assert browse(ivan).get(reverse("entitlement_days")).status_code == 403
    done = browse(colette).post(reverse("entitlement_days"), {"span": "appeal", "days": "30", "source": "loi", "valid_from": "2026-03-01"})
    assert done.status_code == 302
    assert "30 days" in browse(colette).get(reverse("entitlement_days")).content.decode()


def test_what_is_counted_is_of_nobody_and_for_the_coordination(as_, ivan, colette, file, step, followed):
    for state in ("documents", "attestation"):
        file = step(file, state)
    file = step(file, "requested", requested_on=date(2026, 3, 2), request_proof="mail")
    with as_(ivan):
        actions.open_entitlement(actor=ivan, person=followed, kind="address", client_uuid=uuid.uuid4())
    period = Period(date(2026, 3, 1), date(2026, 3, 31))
    with clock.at("2026-03-12 10:00"):
        step(file, "granted", decided_on=date(2026, 3, 12), window_from=date(2026, 3, 2), window_to=date(2026, 6, 1))
    with as_(colette):
        found = counting.open_by_state(colette, period)
        assert [(one.key, one.values) for one in found.rows] == [("amu", (0, 1, 1)), ("address", (1, 0, 1))]
        assert [(one.key, one.values) for one in counting.need_to_card(colette, period).rows] == [("amu", (10.0, 10, 1))]
        assert Entitlement.objects.count() == 0
        behind = counting.open_rows(colette, period, "amu")
        assert (list(behind.rows), behind.hidden) == ([], 1), "who counts reads no file"
        assert counting.waited_rows(colette, period, "amu").hidden == 1
    with as_(ivan):
        assert counting.open_by_state(ivan, period).rows == ()
        (row,) = counting.open_rows(ivan, period, "amu").rows
        assert (row.label, row.url) == ("Momo · Urgent medical aid", reverse("entitlement", args=[file.pk]))
        assert [one.note for one in counting.waited_rows(ivan, period, "amu").rows] == ["10 days"]
        assert counting.open_rows(ivan, Period(date(2026, 2, 1), date(2026, 2, 28)), "amu").rows == []


def test_an_erasure_leaves_a_number_and_nobody(as_worker, as_, ivan, told_all):
    with as_(ivan):
        actions.move_entitlement(actor=ivan, entitlement=told_all, state="documents", version=told_all.version, client_uuid=uuid.uuid4())
        actions.step_back(actor=ivan, entitlement=told_all, because="x", client_uuid=uuid.uuid4())
    person = told_all.person_id
    (room,) = [one for one in collectors() if one.collect.__module__ == "care.entitlements.panels"]
    held = room.collect(person)
    assert (held["entitlements"], held["entitlement_letters"], held["attestations"], held["entitlement_papers"]) == (1, 1, 1, 1)
    room.erase(person)
    left = Entitlement.objects.get()
    assert (left.person_id, left.kind, left.residence, left.place) == (None, "amu", None, None)
    assert (EntitlementEvent.objects.count(), EntitlementLetter.objects.count(), Entitlement.history.count()) == (0, 0, 0)
    assert set(room.collect(person).values()) == {0}


def test_the_files_of_joined_files_stand_on_one_page(as_, vera, ivan, file):
    with as_(vera):
        other = open_file(actor=vera, alias="Momo", gender="M", birth_year=1990, languages=["fr"])
        grant_team(person=other, team=Team.objects.get(code="social"), compartment="desk", days=90, origin="contact")
    with as_(ivan):
        actions.open_entitlement(actor=ivan, person=other, kind="papers", client_uuid=uuid.uuid4())
    with as_(vera):
        Person.objects.filter(pk=other.pk).update(merged_into=file.person_id)
    with as_(ivan):
        assert {one.file.kind for one in selectors.files_of(ivan, file.person)} == {"amu", "papers"}
        with pytest.raises(actions.AlreadyOpen):
            actions.open_entitlement(actor=ivan, person=file.person, kind="papers", client_uuid=uuid.uuid4())


def test_nothing_is_left_when_the_ledger_fails(as_, ivan, file, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(ivan):
        actions.set_deadline(actor=ivan, entitlement=file, due_on=date(2026, 3, 4))
    with as_(ivan):
        assert (Entitlement.objects.get().due_on, Task.objects.count()) == (None, 0)


def test_the_page_of_a_person_nobody_follows_leads_to_the_first_need(browse, as_, ivan, followed, noon):
    assert reverse("entitlement_new", args=[followed.pk]) in browse(ivan).get(reverse("person", args=[followed.pk])).content.decode()


def test_a_need_refused_names_each_field_and_one_that_stands_already_keeps_what_was_typed(browse, ivan, file):
    client, page = browse(ivan), reverse("entitlement_new", args=[file.person_id])
    wrong = client.post(page, {"kind": "income", "client_uuid": uuid.uuid4(), "due_on": "2026-03-01", "note": "Mon mot"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"benefit", "due_on"})
    again = client.post(page, {"kind": "amu", "client_uuid": uuid.uuid4(), "note": "Mon mot"})
    assert (again.status_code, set(again.context["form"].errors)) == (409, {"kind"})
    assert all(one in again.content.decode() for one in ("Mon mot", reverse("entitlement", args=[file.pk])))
    late = client.post(reverse("entitlement_deadline", args=[file.pk]), {"due_on": "2026-03-01"})
    assert set(late.context["deadline_form"].errors) == {"due_on"}
    typed = {"plan": "1", "profession": "doctor", "provider": "Dr Invente", "inami": "1-0", "client_uuid": uuid.uuid4()}
    attest = reverse("entitlement_attest", args=[file.pk])
    assert client.post(attest, typed | {"attested_on": "2026-03-02"}).status_code == 302
    twice = client.post(attest, typed | {"attested_on": "2026-03-03", "client_uuid": uuid.uuid4()})
    assert set(twice.context["form"].errors) == {"plan", "attested_on"}


def test_only_the_last_step_is_offered_to_be_taken_back(browse, ivan, file):
    client, home = browse(ivan), reverse("entitlement", args=[file.pk])
    offer = reverse("entitlement_undo", args=[file.pk])
    for version, state in ((1, "documents"), (2, "attestation")):
        client.post(reverse("entitlement_move", args=[file.pk, state]), {"client_uuid": uuid.uuid4(), "version": version})
    assert client.get(home).content.decode().count(f'action="{offer}"') == 1
    client.post(reverse("entitlement_back", args=[file.pk]), {"because": "Mauvais bouton", "client_uuid": uuid.uuid4()})
    page = client.get(home).content.decode()
    assert (offer in page, "Gathering papers" in page) == (False, True), "a button left over would take a second step back"
