"""The timeline: every reader their own lines, in order over every page, and short however long the story is."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from care.notes.actions import write_note
from care.notes.models import Note
from care.paths import actions
from care.paths.models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from care.paths.registry import Before, Line, Source, newest, timeline
from care.paths.timeline import timeline_of
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team

TABLES = ("care_carepath", "care_pathneed", "care_goal", "care_step", "care_pathreview", "care_pathcover")
NURSE, SOCIAL, PSYCH = "Plaie à la jambe.", "Veut revoir sa soeur.", "Dort mal depuis mai."


def write(actor, person, compartment, text):
    """One of everything that a path holds, each with the same text."""
    path = actions.open_path(actor=actor, person=person, compartment=compartment)
    actions.name_need(actor=actor, path=path, area="health", words=text, client_uuid=uuid.uuid4())
    goal = actions.add_goal(actor=actor, path=path, words=text)
    actions.add_step(actor=actor, path=path, title=text, goal_id=goal.pk, client_uuid=uuid.uuid4())
    actions.review_path(actor=actor, path=path, on=clock.service_day(), changed=text, use_change="less", client_uuid=uuid.uuid4())
    write_note(actor=actor, person=person, compartment=compartment, text=text, client_uuid=uuid.uuid4())
    return path


@pytest.fixture
def story(as_, vera, nadia, ivan, psy, momo, near):
    """The nurses, the social worker and the psychologist each follow Momo in their own part."""
    made = {}
    for actor, team, compartment, text in (
        (nadia, "nurses", "nursing", NURSE), (ivan, "social", "social", SOCIAL), (psy, "psych", "psych", PSYCH)
    ):
        near(team)
        with as_(actor):
            made[compartment] = write(actor, momo, compartment, text)
    with as_(nadia):
        grant_team(person=momo, team=Team.objects.get(code="doctors"), compartment="nursing", days=30, origin="manual")
        grant_team(person=momo, team=Team.objects.get(code="doctors"), compartment="desk", days=30, origin="manual")
    with as_(psy):
        grant_team(person=momo, team=Team.objects.get(code="doctors"), compartment="psych", days=30, origin="manual")
    return made


#: Who sees which parts of Momo's path: on the page (None: the role has none), and in the tables.
SEES = {
    "nadia": ({NURSE}, {"nursing"}), "ivan": ({SOCIAL}, {"social"}), "psy": ({PSYCH}, {"psych"}),
    "amina": ({NURSE, PSYCH}, {"nursing", "psych"}), "noor": (None, set()), "hugo": (None, set()), "rosa": (None, set()),
    "vera": (None, set()), "colette": (None, set()), "women_worker": (None, set()), "peer": (None, set()),
    "olga": (None, set()), "dora": (None, set()),
}


@pytest.mark.parametrize("who", sorted(SEES))
def test_role_by_compartment_on_both_walls(as_, browse, request, momo, story, who):
    actor = request.getfixturevalue(who)
    words, parts = SEES[who]
    client = browse(actor)
    for address in ("path", "timeline", "path/summary"):
        answer = client.get(f"/person/{momo.pk}/{address}/")
        assert answer.status_code == (200 if words else answer.status_code)
        assert words or answer.status_code in (302, 403, 404)
        page = answer.content.decode()
        for text in (NURSE, SOCIAL, PSYCH):
            assert (text in page) == (text in (words or ()))
    for path in story.values():
        for address in ("goal", "need", "review", "step", "close", "cover", "worker", "lost", "prison"):
            expected = 200 if path.compartment in parts else client.get(f"/path/{path.pk}/{address}/").status_code
            assert expected in ((200,) if path.compartment in parts else (302, 403, 404))
    with as_(actor), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT DISTINCT compartment FROM {table}")
            assert {row[0] for row in cursor.fetchall()} <= parts
        cursor.execute("SELECT DISTINCT compartment FROM care_pathneed UNION SELECT DISTINCT compartment FROM care_pathreview")
        assert {row[0] for row in cursor.fetchall()} == parts
        cursor.execute("SELECT count(*) FROM care_historicalpathneed")
        assert cursor.fetchone()[0] == len(parts)


@pytest.mark.parametrize("model", [PathNeed, PathReview])
def test_nobody_writes_on_a_path_of_another_part_or_of_somebody_else(as_, ivan, vera, story, momo, model):
    from django.db import DatabaseError, transaction

    from intake.person.actions import open_file

    now, path = clock.now(), story["nursing"]
    facts = {
        PathNeed: {"area": "use", "named_at": now, "named_by": ivan.pk, "moved_at": now},
        PathReview: {"on": clock.service_day(), "at": now, "by": ivan.pk},
    }[model]
    with as_(ivan):
        for compartment in ("social", "nursing"):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.create(path=path, person=momo, compartment=compartment, **facts)
    with as_(vera):
        other = open_file(actor=vera, alias="Lina")
        grant_team(person=other, team=Team.objects.get(code="social"), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        actions.open_path(actor=ivan, person=other, compartment="social")
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.create(path=story["social"], person=other, compartment="social", **facts)


def test_every_line_comes_once_over_all_pages_and_in_order(as_, nadia, momo, near, at):
    near("nurses")
    begun = at("2026-03-02 09:00")
    with as_(nadia):
        path = actions.open_path(actor=nadia, person=momo, compartment="nursing")
        for number in range(7):  # everything of one hour at one instant
            with clock.at(begun + timedelta(hours=number // 3)):
                actions.add_step(actor=nadia, path=path, title=f"pas {number}", client_uuid=uuid.uuid4())
                write_note(actor=nadia, person=momo, compartment="nursing", text=f"mot {number}", client_uuid=uuid.uuid4())
        whole = timeline_of(nadia, momo, size=50)
        assert (len(whole.lines), whole.next) == (15, "")
        assert [one.line.at for one in whole.lines] == sorted((one.line.at for one in whole.lines), reverse=True)
        for size in (1, 4):
            found, mark = [], ""
            while True:
                page = timeline_of(nadia, momo, mark=mark, size=size)
                found += page.lines
                mark = page.next
                if not mark:
                    break
            assert found == list(whole.lines)
        steps = timeline_of(nadia, momo, of="steps", size=50)
        assert [one.words for one in steps.lines] == [f"pas {number}" for number in (6, 5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize("mark", ["", "x", "1~notes~zzz", "99999999999999999~notes~1", "1~notes~8c1aa0bf-116c-4282-b1d4-a2c003f1e5f2", "1~nothing~1"])
def test_a_mark_that_nobody_gave_breaks_nothing(browse, nadia, momo, story, mark):
    assert browse(nadia).get(f"/person/{momo.pk}/timeline/", {"after": mark}).status_code == 200


def test_a_page_costs_the_same_however_long_the_story_and_opens_what_it_shows(as_, nadia, momo, near, monkeypatch):
    from audit.vault import keys

    near("nurses")
    with as_(nadia):
        path = write(nadia, momo, "nursing", NURSE)
        opened, real = [], keys.open_sealed
        monkeypatch.setattr(keys, "open_sealed", lambda blob, context: opened.append(context) or real(blob, context))
        timeline_of(nadia, momo)
        counts = []
        for _ in range(2):
            opened.clear()
            with CaptureQueriesContext(connection) as queries:
                page = timeline_of(nadia, momo, size=5)
            counts.append(len(queries))
            assert len(opened) <= len(page.lines) == 5
            for number in range(12):
                actions.add_step(actor=nadia, path=path, title=f"{number}", client_uuid=uuid.uuid4())
                write_note(actor=nadia, person=momo, compartment="nursing", text=f"{number}", client_uuid=uuid.uuid4())
        assert counts[1] <= counts[0]


def test_the_reading_is_in_the_ledger_before_anything_is_opened(as_, nadia, momo, story, deeds_about, monkeypatch):
    from care.paths import timeline as module

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    opened = []
    with as_(nadia):
        timeline_of(nadia, momo)
    assert "care.timeline.read" in deeds_about(momo)
    monkeypatch.setattr(module, "viewed", broken)
    monkeypatch.setattr(module, "_texts", lambda *args: opened.append(args))
    with as_(nadia), pytest.raises(RuntimeError):
        timeline_of(nadia, momo)
    assert opened == []


def test_a_source_of_another_room_is_asked_in_its_part_alone(as_, rosa, vera, ivan, momo, story):
    asked = []

    def rows(actor, persons, before, limit):
        asked.append((actor.username, list(persons), before, limit))
        return [Line(clock.now(), "room", "Visit", "came in", "", "1")]

    timeline.add(Source("a-room", "Room", ("room",), rows))
    try:
        with as_(vera):
            grant_team(person=momo, team=Team.objects.get(code="room"), compartment="desk", days=30, origin="contact")
        with as_(rosa):
            grant_team(person=momo, team=Team.objects.get(code="room"), compartment="room", days=30, origin="relation")
            page = timeline_of(rosa, momo)
            assert [(one.line.kind, one.part, one.line.text) for one in page.lines] == [("Visit", "Consumption room", "came in")]
        with as_(ivan):
            assert "a-room" not in [name for name, _ in timeline_of(ivan, momo).sources]
        assert asked == [("rosa", [momo.pk], None, 31)]
    finally:
        timeline.remove("a-room")


def test_newest_goes_on_where_another_source_stopped(as_, nadia, momo, near, at):
    near("nurses")
    now = at("2026-03-02 09:00")
    with as_(nadia):
        for number in range(3):
            write_note(actor=nadia, person=momo, compartment="nursing", text=str(number), client_uuid=uuid.uuid4())
        first, second, third = Note.objects.order_by("pk")
        assert newest(Note.objects.all(), None, 2) == [third, second]
        assert newest(Note.objects.all(), Before(now, key=str(second.pk)), 9) == [first]
        assert newest(Note.objects.all(), Before(now, including=True), 9) == [third, second, first]
        assert newest(Note.objects.all(), Before(now), 9) == []


def test_models_of_a_path_are_all_behind_the_compartment():
    for model in (CarePath, PathNeed, Goal, Step, PathReview, PathCover):
        assert model.wall.compartment_field == "compartment"


def test_treatment_and_referrals_stand_on_it_too(as_, colette, nadia, ivan, momo, near):
    from care.episodes.actions import open_episode, write_programme
    from intake.network.models import Referral

    near("nurses")
    near("social")
    with as_(colette):
        programme = write_programme(actor=colette, label="TSO", compartment="nursing", centre="low_threshold", counts=True)
    with as_(nadia):
        open_episode(actor=nadia, person=momo, programme=programme, started_on=clock.service_day(), answers={}, client_uuid=uuid.uuid4())
        assert "Treatment" in [str(one.line.kind) for one in timeline_of(nadia, momo).lines]
    with as_(ivan):
        actions.open_path(actor=ivan, person=momo, compartment="social")
        Referral.objects.create(
            person=momo, compartment="social", direction="in", reason="Mot scellé", made_at=clock.now(), made_by=ivan.pk, moved_at=clock.now()
        )
        page = timeline_of(ivan, momo)
        assert sorted(str(one.line.kind) for one in page.lines) == ["Care path", "Referral"]
        assert {one.words for one in page.lines} == {""}
