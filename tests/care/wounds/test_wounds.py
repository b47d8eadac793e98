"""Wounds: where, how large, how it heals; the person's word for a photograph; nothing lost when two are at it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from audit.rules import Refused
from care.wounds import actions, selectors
from care.wounds.drawing import healing_chart
from care.wounds.models import Wound, WoundLook, WoundPhoto
from care.wounds.panels import forget, held_here, lines
from care.wounds.sites import BACK, FRONT, Site
from centre.scans.check import Scan
from centre.shifts import clock
from centre.todo.models import Task
from tests.care import files

SCAN = Scan("jpeg", files.picture())


def note(actor, person, **more):
    given = {"site": "shin_l", "cause": "injection", "client_uuid": uuid.uuid4()} | more
    return actions.note_wound(actor=actor, person=person, **given)


def look(actor, wound, **more):
    return actions.look_at_wound(actor=actor, wound=wound, **({"client_uuid": uuid.uuid4()} | more))


def photo(actor, seen, **more):
    given = {"scan": SCAN, "agreed": "spoken", "no_face": True, "client_uuid": uuid.uuid4()} | more
    return actions.keep_photo(actor=actor, look=seen, **given)


@pytest.fixture
def wound(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        return note(nadia, momo, about="Raté une injection.")


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_every_site_stands_once_on_the_map_and_none_on_another():
    for places in (FRONT, BACK):
        spots = [(place.row, place.column) for place in places]
        assert len(set(spots)) == len(spots)
        assert all(1 <= row <= 24 and 1 <= column <= 13 for row, column in spots)
        near = [(a, b) for a in spots for b in spots if a < b and abs(a[0] - b[0]) < 2 and abs(a[1] - b[1]) < 2]
        assert near == [], "two targets would touch"
    assert sorted(place.site for place in (*FRONT, *BACK)) == sorted(Site)


def test_right_and_left_are_the_persons():
    for places, right_is_left in ((FRONT, True), (BACK, False)):
        for place in places:
            if place.site.value.endswith(("_r", "_l")):
                assert (place.column < 7) == (place.site.value.endswith("_r") == right_is_left), place


def test_a_nurse_taps_the_place_and_writes_the_first_look(browse, as_, nadia, momo, near):
    near("nurses")
    client = browse(nadia)
    page = client.get(f"/person/{momo.pk}/wounds/add/").content.decode()
    assert len(re.findall(r'type="radio" name="site"', page)) == 54
    number = uuid.uuid4()
    refused = client.post(f"/person/{momo.pk}/wounds/add/", {"cause": "burn", "about": "Réchaud", "client_uuid": number})
    assert refused.status_code == 422
    assert "Choose the place on the body." in refused.content.decode()
    assert "Réchaud" in refused.content.decode()
    given = {"site": "palm_r", "cause": "burn", "about": "Réchaud", "client_uuid": number}
    for _ in range(2):
        answer = client.post(f"/person/{momo.pk}/wounds/add/", given)
        assert answer.status_code == 302
    with as_(nadia):
        made = Wound.objects.get()
    assert answer["Location"] == f"/wounds/{made.pk}/look/"
    assert "Right palm" in client.get(answer["Location"]).content.decode()
    empty = client.post(answer["Location"], {"client_uuid": uuid.uuid4()})
    assert empty.status_code == 422
    assert "Nothing is written down yet" in empty.content.decode()
    seen = {
        "length_mm": 30, "width_mm": 20, "depth_mm": 2, "tissue": ["red", "yellow"], "exudate": "some", "fluid": "clear", "odour": "none",
        "pain": 6, "signs": ["redness"], "given": ["cleaned", "dressed"], "dressing": "Compresse grasse", "remark": "Revient.",
        "client_uuid": uuid.uuid4(),
    }  # fmt: skip
    assert client.post(answer["Location"], seen).status_code == 302
    page = client.get(f"/wounds/{made.pk}/").content.decode()
    for words in ("30 × 20 × 2 mm", "6.0 cm²", "red: growing, yellow: slough", "6 of 10", "Compresse grasse", "Revient.", "redness that spreads"):
        assert words in page
    shown = client.get(f"/person/{momo.pk}/wounds/").content.decode()
    assert "signs of infection" in shown
    assert 'class="site site--here bm-r13 bm-c2"' in shown
    assert "Right palm and fingers" in client.get(f"/person/{momo.pk}/").content.decode()


@pytest.mark.parametrize(("field", "value"), [("length_mm", 1000), ("width_mm", -1), ("pain", 11), ("tissue", "green"), ("next_on", "soon")])
def test_a_look_that_cannot_be_is_refused_beside_its_field(browse, as_, nadia, wound, field, value):
    answer = browse(nadia).post(f"/wounds/{wound.pk}/look/", {"remark": "Bien.", field: value, "client_uuid": uuid.uuid4()})
    assert answer.status_code == 422
    assert "Bien." in answer.content.decode()
    assert f'id="id_{field}_error"' in answer.content.decode()
    with as_(nadia):
        assert not WoundLook.objects.exists()


def test_a_photograph_needs_the_persons_word_and_no_face(browse, as_, nadia, wound, deeds_about):
    client, given = browse(nadia), {"given": ["cleaned"], "client_uuid": uuid.uuid4()}

    def send(**more):
        return client.post(f"/wounds/{wound.pk}/look/", given | {"photo": SimpleUploadedFile("IMG_1.jpg", files.phone_photo())} | more)

    answer = send()
    assert answer.status_code == 422
    assert answer.content.decode().count("no photograph is kept") == 2, "in the summary and beside the field"
    assert "A photograph with a face is not kept" in send(agreed="spoken").content.decode()
    assert send(agreed="spoken", no_face="on").status_code == 302
    assert send(agreed="spoken", no_face="on").status_code == 302, "sent twice, it is one look and one photograph"
    with as_(nadia):
        kept = WoundPhoto.objects.defer("content").get()
        assert WoundLook.objects.count() == 1
    side_by_side = client.get(f"/wounds/{wound.pk}/photos/").content.decode()
    assert f'src="/wounds/photo/{kept.pk}/file/"' in side_by_side
    answer = client.get(f"/wounds/photo/{kept.pk}/file/")
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert [told in answer.content for told in (b"Telephone", b"Momo", b"Invents", b"Exif")] == [False] * 4
    assert deeds_about(wound.person).count("care.wound.photo_seen") == 1


@pytest.mark.parametrize("data", [files.pdf(), b"<script>alert(1)</script>", files.picture() + files.pdf()])
def test_what_is_no_photograph_is_refused(browse, as_, nadia, wound, data):
    given = {"given": ["cleaned"], "agreed": "spoken", "no_face": "on", "client_uuid": uuid.uuid4()}
    answer = browse(nadia).post(f"/wounds/{wound.pk}/look/", given | {"photo": SimpleUploadedFile("photo.jpg", data)})
    assert answer.status_code == 422
    assert 'id="id_photo_error"' in answer.content.decode()
    with as_(nadia):
        assert not WoundLook.objects.exists()


def test_a_photograph_goes_when_the_person_no_longer_agrees(browse, as_, nadia, wound):
    with as_(nadia):
        kept = photo(nadia, look(nadia, wound, pain=1))
    client = browse(nadia)
    assert client.get(f"/wounds/photo/{kept.pk}/remove/").status_code == 200
    assert client.post(f"/wounds/photo/{kept.pk}/remove/", {"why": ""}).status_code == 422
    assert client.post(f"/wounds/photo/{kept.pk}/remove/", {"why": "Ne veut plus."}).status_code == 302
    assert client.get(f"/wounds/photo/{kept.pk}/file/").status_code == 404
    assert client.post(f"/wounds/photo/{kept.pk}/remove/", {"why": "Encore."}).status_code == 409
    with as_(nadia):
        assert ask("SELECT content, removed_by FROM care_woundphoto") == [(None, nadia.pk)]


def test_the_next_day_is_a_task_that_the_next_look_ends(as_, nadia, wound):
    day = clock.service_day() + timedelta(days=2)
    with as_(nadia):
        look(nadia, wound, pain=4, next_on=day)
        task = Task.objects.get()
        assert (clock.local(task.due_at).date(), task.compartment, task.role, task.person) == (day, "nursing", "nurse", wound.person_id)
        assert task.text == ""
        assert task.sealed.reveal() == "See the wound again: Left shin"
        look(nadia, wound, pain=3, next_on=day + timedelta(days=3))
        assert {one.done_at is None for one in Task.objects.all()} == {True, False}
        actions.close_wound(actor=nadia, wound=wound, outcome="healed")
        assert not Task.objects.filter(done_at=None).exists()
        with pytest.raises(Refused, match="is past"):
            actions.look_at_wound(actor=nadia, wound=actions.reopen_wound(actor=nadia, wound=wound), client_uuid=uuid.uuid4(),
                                  next_on=clock.service_day() - timedelta(days=1))


def test_a_look_struck_out_stays_to_be_read_and_counts_no_longer(browse, as_, nadia, wound):
    with as_(nadia):
        wrong = look(nadia, wound, length_mm=90, width_mm=90)
        photo(nadia, wrong)
        look(nadia, wound, length_mm=10, width_mm=10)
    client = browse(nadia)
    assert client.get(f"/wounds/look/{wrong.pk}/strike/").status_code == 200
    assert client.post(f"/wounds/look/{wrong.pk}/strike/", {"why": "Autre jambe."}).status_code == 302
    assert client.post(f"/wounds/look/{wrong.pk}/strike/", {"why": "Encore."}).status_code == 409
    page = client.get(f"/wounds/{wound.pk}/").content.decode()
    assert "Autre jambe." in page
    with as_(nadia):
        assert ask("SELECT content, removed_by FROM care_woundphoto") == [(None, nadia.pk)], "a photograph of another leg goes too"
    with as_(nadia):
        story = selectors.story_of(nadia, wound)
        assert [area for _at, area in selectors.growth_of(story)] == [1.0]
        assert healing_chart(story) == "", "one measure is no course"
        assert len(story.shown) == 2


def test_the_course_is_drawn_where_each_look_is_in_time(as_, nadia, wound, at):
    with as_(nadia):
        for day, side in (("2026-03-02", 40), ("2026-03-04", 20), ("2026-03-12", 10)):
            with clock.at(f"{day} 11:00"):
                look(nadia, wound, length_mm=side, width_mm=side)
        story = selectors.story_of(nadia, wound)
        assert [area for _at, area in selectors.growth_of(story)] == [16.0, 4.0, 1.0]
        drawn = healing_chart(story)
    [points] = re.findall(r'polyline points="([^"]+)"', drawn)
    (x1, y1), (x2, y2), (x3, y3) = [tuple(map(float, one.split(","))) for one in points.split()]
    assert y1 < y2 < y3, "it grows smaller"
    assert (x2 - x1) * 4 == pytest.approx(x3 - x2, abs=1), "two days, then eight"
    assert "style=" not in drawn


def test_a_closed_wound_is_not_looked_at_until_it_is_opened_again(browse, as_, nadia, wound):
    client = browse(nadia)
    assert client.post(f"/wounds/{wound.pk}/close/", {}).status_code == 422
    assert client.post(f"/wounds/{wound.pk}/close/", {"outcome": "healed"}).status_code == 302
    answer = client.post(f"/wounds/{wound.pk}/look/", {"given": ["cleaned"], "client_uuid": uuid.uuid4()})
    assert answer.status_code == 422
    assert "Open it again first" in answer.content.decode()
    stale = "INSERT INTO care_woundlook (wound_id, person_id, at, service_day, by, tissue, exudate, fluid, odour, signs, given, client_uuid)" \
            " SELECT id, person_id, now(), current_date, by, '{}', '', '', '', '{}', '{}', gen_random_uuid() FROM care_wound"
    with as_(nadia), pytest.raises(DatabaseError, match="this wound is closed"), transaction.atomic():
        ask(stale)
    assert client.post(f"/wounds/{wound.pk}/close/", {"outcome": "lost"}).status_code == 302, "said in words on the page"
    assert client.post(f"/wounds/{wound.pk}/reopen/").status_code == 302
    with as_(nadia):
        assert ask(stale) == 1
        assert Wound.objects.get().outcome == ""


def test_nobody_outside_the_nursing_part_sees_it(as_, browse, vera, ivan, colette, noor, amina, momo, wound, near, nadia):
    for team in ("social", "mobile", "doctors"):
        near(team)
    with as_(nadia):
        kept = photo(nadia, look(nadia, wound, pain=2))
    for who, refused in ((vera, 403), (colette, 403), (ivan, 403), (noor, 404), (amina, 404)):
        client = browse(who)
        for address in (f"/wounds/{wound.pk}/", f"/wounds/photo/{kept.pk}/file/", f"/person/{momo.pk}/wounds/"):
            assert client.get(address).status_code == refused, (who, address)
        assert "Left shin" not in client.get(f"/person/{momo.pk}/").content.decode()
        with as_(who):
            for table in ("care_wound", "care_woundlook", "care_woundphoto", "care_historicalwound", "care_historicalwoundphoto"):
                assert ask(f"SELECT count(*) FROM {table}") == [(0,)]
            assert lines(who, [momo.pk], None, 9) == []
    with as_(nadia):
        assert [(line.compartment, str(line.text), line.url) for line in lines(nadia, [momo.pk], None, 9)] == [
            ("nursing", "Left shin", f"/wounds/{wound.pk}/")
        ]


def test_what_the_database_itself_refuses(as_, nadia, noor, vera, momo, wound):
    from intake.person.actions import open_file

    with as_(vera):
        lou = open_file(actor=vera, alias="Lou")
    with as_(nadia):
        other, seen = note(nadia, momo, site="knee_r"), look(nadia, wound, pain=1)
        photo(nadia, seen)
    for attack in (
        "UPDATE care_woundlook SET length_mm = 1", "UPDATE care_wound SET site = 'face'", "UPDATE care_woundphoto SET no_face = false",
        "UPDATE care_woundphoto SET content = content || content", f"UPDATE care_wound SET closed_at = now(), outcome = 'lost', closed_by = {noor.pk}",
        "UPDATE care_wound SET outcome = 'healed'", "DELETE FROM care_woundlook", f"UPDATE care_woundlook SET person_id = '{lou.pk}'",
        f"""INSERT INTO care_woundphoto (look_id, wound_id, person_id, content, form, size, agreed, no_face, at, by, client_uuid)
            SELECT look_id, {other.pk}, person_id, content, form, size, agreed, no_face, at, by, gen_random_uuid() FROM care_woundphoto""",
    ):  # fmt: skip
        with as_(nadia), pytest.raises(DatabaseError), transaction.atomic():
            ask(attack)
    with as_(nadia), pytest.raises(Refused, match="with a face"):
        photo(nadia, seen, no_face=False)
    with as_(nadia), pytest.raises(DatabaseError, match="photo_without_a_face"), transaction.atomic():
        ask("""INSERT INTO care_woundphoto (look_id, wound_id, person_id, content, form, size, agreed, no_face, at, by, client_uuid)
               SELECT look_id, wound_id, person_id, content, form, size, agreed, false, at, by, gen_random_uuid() FROM care_woundphoto""")


def test_words_and_dots_stand_as_ciphertext(as_, nadia, wound):
    with as_(nadia):
        seen = look(nadia, wound, remark="Odeur de ferme.", dressing="Alginate")
        kept = photo(nadia, seen)
        for table, column in (("care_wound", "about"), ("care_woundlook", "remark"), ("care_historicalwoundlook", "dressing")):
            for (cell,) in ask(f"SELECT {column} FROM {table}"):
                assert not any(word in bytes(cell) for word in (b"injection", b"ferme", b"Alginate"))
        [(cell,)] = ask("SELECT content FROM care_woundphoto")
        assert SCAN.data[:60] not in bytes(cell)
        assert selectors.bytes_of(nadia, kept) == SCAN.data


def test_nothing_is_left_when_the_ledger_fails(as_, nadia, wound, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(nadia), transaction.atomic():
        look(nadia, wound, pain=1, next_on=clock.service_day())
    with as_(nadia):
        assert not WoundLook.objects.exists()
        assert not Task.objects.exists()


def test_erasure_takes_measures_and_photographs(as_worker, db):
    from audit.vault.contents import SealedBytes
    from audit.vault.keys import make_key
    from intake.person.models import Person

    now = clock.now()
    for alias in ("Momo", "Lou"):
        person = Person.objects.create(alias=alias)
        make_key(person.pk)
        made = Wound.objects.create(person=person, site="face", noted_at=now, by=1)
        seen = WoundLook.objects.create(wound=made, person=person, at=now, service_day=clock.service_day(), by=1, pain=3)
        WoundPhoto.objects.create(
            look=seen, wound=made, person=person, content=SealedBytes.of(b"dots"), form="jpeg", size=4, agreed="spoken", no_face=True, at=now, by=1
        )
    assert forget(person.pk) == {"wounds": 1, "wound_looks": 1, "wound_photos": 1}
    assert set(held_here(person.pk).values()) == {0}
    assert not WoundLook.history.filter(person_id=person.pk).exists()
    assert (Wound.objects.count(), WoundPhoto.objects.count()) == (1, 1)


def test_a_joined_file_shows_its_wounds_where_it_went(as_, vera, nadia, momo, wound):
    from intake.person.actions import open_file
    from intake.person.models import Person

    with as_(vera):
        whole = open_file(actor=vera, alias="Mohamed")
        Person.objects.filter(pk=momo.pk).update(merged_into=whole)
    with as_(nadia):
        assert [line.wound.pk for line in selectors.list_of(nadia, whole)] == [wound.pk]
