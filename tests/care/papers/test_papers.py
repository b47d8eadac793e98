"""Papers of a person: kept clean and sealed, seen inside one part of the file, given back so that they run nothing."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from audit.rules import Refused
from care.papers import actions, selectors
from care.papers.models import Paper
from care.papers.panels import forget, held_here
from centre.scans.check import Scan, checked
from centre.shifts import clock
from tests.care import files

SCAN = Scan("pdf", b"%PDF-1.7 clean", 2)
TITLE = "Décision du CPAS"


def keep(actor, person, **more):
    given = {"compartment": "nursing", "kind": "letter", "scan": SCAN, "title": TITLE, "client_uuid": uuid.uuid4()} | more
    return actions.keep_paper(actor=actor, person=person, **given)


@pytest.fixture
def paper(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        return keep(nadia, momo)


def send(client, person, data, name="scan.pdf", **more):
    given = {"kind": "letter", "title": TITLE, "compartment": "nursing", "client_uuid": uuid.uuid4()} | more
    return client.post(f"/person/{person.pk}/papers/add/", given | {"scan": SimpleUploadedFile(name, data)})


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_a_nurse_keeps_a_paper_and_takes_a_copy(browse, as_, nadia, momo, near, deeds_about):
    near("nurses")
    client = browse(nadia)
    assert client.get(f"/person/{momo.pk}/papers/add/").status_code == 200
    assert send(client, momo, files.pdf(2, files.filled_in), until_on="2020-01-31").status_code == 302
    with as_(nadia):
        kept = Paper.objects.get()
    assert (kept.form, kept.pages, kept.kind) == ("pdf", 2, "letter")
    page = client.get(f"/person/{momo.pk}/papers/").content.decode()
    assert TITLE in page
    assert "ended on" in page
    assert TITLE in client.get(f"/papers/{kept.pk}/").content.decode()
    answer = client.get(f"/papers/{kept.pk}/file/")
    assert answer.content.startswith(b"%PDF-")
    assert b"Surname" not in answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="paper-{kept.pk}-letter.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert TITLE in client.get(f"/person/{momo.pk}/").content.decode()
    deeds = deeds_about(momo)
    assert deeds.count("care.paper.downloaded") == 1
    assert deeds.count("care.paper.kept") == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<script>alert(1)</script>", "lettre.pdf", "a program or a web page"), (files.VEILED, "lettre.pdf", "holds a program"),
        (files.CARRIES, "lettre.pdf", "carries other files"), (files.picture() + files.pdf(), "photo.jpg", "Something else is hidden"),
        (b"", "lettre.pdf", "This file is empty"),
    ],
)  # fmt: skip
def test_a_paper_that_is_a_script_is_refused_and_nothing_typed_is_lost(browse, as_, nadia, momo, near, data, name, words):
    near("nurses")
    answer = send(browse(nadia), momo, data, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert TITLE in page
    assert "The file is to be chosen again" in page
    with as_(nadia):
        assert not Paper.objects.exists()


def test_a_picture_named_pdf_is_kept_as_what_it_is(browse, as_, nadia, momo, near):
    near("nurses")
    client = browse(nadia)
    assert send(client, momo, files.phone_photo(), "identite.pdf").status_code == 302
    with as_(nadia):
        kept = Paper.objects.get()
    assert kept.form == "jpeg"
    assert f'<img class="photo" src="/papers/{kept.pk}/file/"' in client.get(f"/papers/{kept.pk}/").content.decode()
    answer = client.get(f"/papers/{kept.pk}/file/")
    assert answer["Content-Type"] == "image/jpeg"
    assert b"Telephone" not in answer.content


def test_what_is_too_large_does_not_arrive_and_is_said(browse, nadia, momo, near, settings):
    near("nurses")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = send(browse(nadia), momo, files.picture())
    assert answer.status_code == 422
    assert "it may be too large to be sent" in answer.content.decode()


def test_the_same_form_twice_is_one_paper(as_, nadia, momo, paper):
    with as_(nadia):
        assert keep(nadia, momo, client_uuid=paper.client_uuid, title="again").pk == paper.pk
        assert Paper.objects.count() == 1


def test_the_table_holds_ciphertext_and_its_history_no_bytes(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        scan = checked(files.picture())
        kept = keep(nadia, momo, scan=scan)
        assert selectors.opened(nadia, kept) == scan.data
        [(content, title)] = ask("SELECT content, title FROM care_paper")
        assert bytes(scan.data[:40]) not in bytes(content)
        assert TITLE.encode() not in bytes(title)
        columns = {name for (name,) in ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'care_historicalpaper'")}
    assert "content" not in columns
    assert {"title", "removed_at"} <= columns


def test_nobody_else_sees_it_by_any_road(as_, browse, vera, ivan, noor, colette, momo, paper, near):
    near("social")
    near("mobile")
    for who, refused in ((vera, 403), (colette, 403), (ivan, 404), (noor, 404)):
        client = browse(who)
        assert client.get(f"/papers/{paper.pk}/").status_code == refused
        assert client.get(f"/papers/{paper.pk}/file/").status_code == refused
        assert TITLE not in client.get(f"/person/{momo.pk}/").content.decode()
        with as_(who):
            for table in ("care_paper", "care_historicalpaper"):
                assert ask(f"SELECT count(*) FROM {table}") == [(0,)]
    with as_(noor), pytest.raises(Refused, match="Another team follows"):
        keep(noor, momo)


def test_a_paper_in_the_wrong_file_is_removed_and_that_stays_told(browse, as_, nadia, momo, paper):
    client = browse(nadia)
    assert client.post(f"/papers/{paper.pk}/remove/", {"why": " "}).status_code == 422
    assert client.post(f"/papers/{paper.pk}/remove/", {"why": "C'est à Lou."}).status_code == 302
    page = client.get(f"/person/{momo.pk}/papers/").content.decode()
    assert "<del>Letter · Décision du CPAS</del>" in page
    assert "C&#x27;est à Lou." in page
    assert client.get(f"/papers/{paper.pk}/file/").status_code == 404
    assert client.get(f"/papers/{paper.pk}/").status_code == 200
    assert client.post(f"/papers/{paper.pk}/remove/", {"why": "Encore"}).status_code == 302, "said no to in words, on the page"
    with as_(nadia):
        assert ask("SELECT content, removed_by FROM care_paper") == [(None, nadia.pk)]
        assert selectors.held_by(nadia, momo, "nursing").papers == 0


def test_what_the_database_itself_refuses(as_, nadia, noor, momo, paper):
    """Other bytes in place of the first, a removal without a hand, in another's name, or taken back."""
    sealed = "(SELECT content || content FROM care_paper LIMIT 1)"
    for change in (
        f"content = {sealed}", "kind = 'report'", "removed_at = now()", "content = NULL",
        f"content = NULL, removed_at = now(), removed_by = {noor.pk}",
    ):  # fmt: skip
        with as_(nadia), pytest.raises(DatabaseError), transaction.atomic():
            ask(f"UPDATE care_paper SET {change}")
    with as_(nadia):
        actions.remove_paper(actor=nadia, paper=paper, why="x")
        with pytest.raises(DatabaseError, match="not taken back"), transaction.atomic():
            ask("UPDATE care_paper SET removed_at = NULL, removed_by = NULL")
        with pytest.raises(DatabaseError), transaction.atomic():
            ask("DELETE FROM care_paper")


@pytest.mark.parametrize(("setting", "words"), [("CENTRE_PAPERS_EACH", "holds 1 papers"), ("CENTRE_PAPERS_EACH_MB", "MB of papers")])
def test_a_full_shelf_says_so(as_, browse, nadia, momo, paper, settings, setting, words):
    setattr(settings, setting, {"CENTRE_PAPERS_EACH": 1, "CENTRE_PAPERS_EACH_MB": 0}[setting])
    with as_(nadia), pytest.raises(Refused, match=words):
        keep(nadia, momo)
    answer = send(browse(nadia), momo, files.picture())
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    with as_(nadia):
        assert Paper.objects.count() == 1


def test_pages_follow_one_another(as_, browse, nadia, momo, paper, at):
    at((clock.local() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"))
    with as_(nadia):
        made = {paper.pk} | {keep(nadia, momo).pk for _ in range(4)}
        seen, before = [], None
        while True:
            page = selectors.page_of(nadia, momo, before, size=2)
            seen += [line.pk for line in page.lines]
            if (before := page.before) is None:
                break
    assert (len(seen), set(seen)) == (5, made)
    client = browse(nadia)
    for odd in ("x", "-1", "9" * 30):
        assert client.get(f"/person/{momo.pk}/papers/?before={odd}").status_code == 200


def test_the_timeline_tells_of_it_without_its_name(as_, nadia, ivan, momo, paper):
    from care.papers.panels import lines

    with as_(nadia):
        [line] = lines(nadia, [momo.pk], None, 10)
        assert (line.compartment, str(line.text), line.url) == ("nursing", "Letter", f"/papers/{paper.pk}/")
    with as_(ivan):
        assert lines(ivan, [momo.pk], None, 10) == []


def test_erasure_takes_the_bytes_away(as_worker, db):
    from audit.vault.contents import SealedBytes
    from audit.vault.keys import make_key
    from intake.person.models import Person

    person, other = Person.objects.create(alias="Momo"), Person.objects.create(alias="Lou")
    for one in (person, other):
        make_key(one.pk)
        Paper.objects.create(
            person=one, compartment="nursing", kind="letter", form="pdf", size=9, content=SealedBytes.of(b"secret"), at=clock.now(), by=1
        )
    assert forget(person.pk) == {"papers": 1}
    assert held_here(person.pk) == {"papers": 0}
    assert not Paper.history.filter(person_id=person.pk).exists()
    assert held_here(other.pk) == {"papers": 1}


def test_papers_of_a_joined_file_are_found_in_the_one_that_stays(as_, vera, nadia, momo, paper):
    from intake.person.actions import open_file
    from intake.person.models import Person

    with as_(vera):
        whole = open_file(actor=vera, alias="Mohamed", gender="M")
        Person.objects.filter(pk=momo.pk).update(merged_into=whole)
    with as_(nadia):
        assert [line.pk for line in selectors.page_of(nadia, whole).lines] == [paper.pk]
