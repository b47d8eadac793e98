"""Several needs on one path, goals for them, reviews, and who answers for it when a colleague is away."""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from audit.rules import Refused
from care.paths import actions, selectors
from care.paths.models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from care.paths.panels import forget
from care.paths.tasks import open_covers
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from centre.todo.actions import add_task

DAY = timedelta(days=1)


@pytest.fixture
def path(as_, ivan, momo, near):
    near("social")
    with as_(ivan):
        return actions.open_path(actor=ivan, person=momo, compartment="social")


@pytest.fixture
def aicha(db):
    """A second social worker of Ivan's own team."""
    from centre.staff.models import User
    from tests.conftest import owner_connection

    user = User.objects.get(username="olga")
    with owner_connection() as owner:
        owner.execute(
            "INSERT INTO centre_membership (user_id, team_id, starts_at) SELECT %s, group_ptr_id, now() - interval '1 day' FROM centre_team WHERE code = 'social'",
            [user.pk],
        )
    yield User.objects.get(pk=user.pk)
    with owner_connection() as owner:
        owner.execute("DELETE FROM centre_membership WHERE user_id = %s", [user.pk])


def need(actor, path, area, **more):
    return actions.name_need(actor=actor, path=path, area=area, client_uuid=uuid.uuid4(), **more)


def test_several_needs_stand_beside_one_another_each_area_once(as_, ivan, momo, path):
    with as_(ivan):
        for area in ("housing", "papers", "use"):
            need(ivan, path, area, words=f"mots {area}", pressing=area == "papers")
        with pytest.raises(Refused, match=r"stands on the path since .*: Ivan wrote it down"):
            need(ivan, path, "papers")
        (shown,) = selectors.paths_of(ivan, momo)
        assert [(one.area, one.words, one.pressing) for one in shown.needs] == [
            ("papers", "mots papers", True), ("housing", "mots housing", False), ("use", "mots use", False)
        ]


def test_the_database_too_keeps_an_area_once(as_, ivan, path):
    with as_(ivan):
        need(ivan, path, "income")
        again = {"path": path, "person_id": path.person_id, "compartment": "social", "area": "income"}
        with pytest.raises(IntegrityError), transaction.atomic():
            PathNeed.objects.create(**again, named_at=clock.now(), named_by=ivan.pk, moved_at=clock.now())


def test_a_need_met_may_come_back_and_then_stands_once(as_, ivan, path):
    with as_(ivan):
        first = need(ivan, path, "housing")
        actions.move_need(actor=ivan, need=first, state="met")
        second = need(ivan, path, "housing")
        with pytest.raises(Refused, match="Ivan wrote it down"):
            actions.move_need(actor=ivan, need=first, state="open")
        actions.move_need(actor=ivan, need=second, state="aside")
        assert actions.move_need(actor=ivan, need=first, state="open").state == "open"
        with pytest.raises(Refused, match="cannot become"):
            actions.move_need(actor=ivan, need=second, state="met")


def test_a_goal_serves_a_need_and_moves_along_its_table(as_, ivan, momo, path):
    with as_(ivan):
        housing = need(ivan, path, "housing")
        number = uuid.uuid4()
        goals = [actions.add_goal(actor=ivan, path=path, words="Une clé.", need_id=housing.pk, client_uuid=number) for _ in range(2)]
        assert goals[0] == goals[1]
        actions.add_goal(actor=ivan, path=path, words="Dormir.")
        actions.move_goal(actor=ivan, goal=goals[0], state="reached")
        (shown,) = selectors.paths_of(ivan, momo)
        assert [(goal.words, goal.state) for goal in shown.needs[0].goals] == [("Une clé.", "reached")]
        assert [goal.words for goal in shown.free_goals] == ["Dormir."]
        with pytest.raises(Refused, match="reached cannot become no longer wanted"):
            actions.move_goal(actor=ivan, goal=goals[0], state="left")


def test_a_review_keeps_the_answer_on_use_and_is_never_written_over(as_, ivan, momo, path):
    today = clock.service_day()
    with as_(ivan):
        number = uuid.uuid4()
        for _ in range(2):
            actions.review_path(
                actor=ivan, path=path, on=today, changed="Dort mieux.", use_change="less", next_on=today + 30 * DAY, client_uuid=number
            )
        actions.review_path(actor=ivan, path=path, on=today, client_uuid=uuid.uuid4())
        (shown,) = selectors.paths_of(ivan, momo)
        assert [(one.changed, one.use, one.asked) for one in shown.reviews] == [("", "not asked", False), ("Dort mieux.", "less than before", True)]
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            PathReview.objects.update(use_change="more")
        for wrong in ({"on": today + DAY}, {"on": today - 30 * DAY}, {"on": today, "next_on": today}):
            with pytest.raises(Refused):
                actions.review_path(actor=ivan, path=path, client_uuid=uuid.uuid4(), **wrong)


def test_a_review_that_is_due_stands_on_the_list(as_, browse, ivan, path, at):
    with as_(ivan):
        actions.review_path(actor=ivan, path=path, on=clock.service_day(), next_on=clock.service_day() + 30 * DAY, client_uuid=uuid.uuid4())
        assert selectors.reviews_due(selectors.open_paths(ivan), clock.service_day() + 14 * DAY) == []
        assert selectors.reviews_due(selectors.open_paths(ivan), clock.service_day() + 30 * DAY) == [path]
    with clock.at(clock.now() + 31 * DAY):
        page = browse(ivan).get("/paths/").content.decode()
    assert "Reviews due" in page
    assert f'href="/path/{path.pk}/review/"' in page


def test_whoever_opens_answers_for_the_path_until_a_colleague_takes_it(as_, ivan, hugo, path, aicha):
    assert (path.worker, path.team.code) == (ivan.pk, "social")
    with as_(ivan):
        with pytest.raises(Refused, match="none of your teams"):
            actions.assign_path(actor=ivan, path=path, worker=hugo.pk)
        assert actions.assign_path(actor=ivan, path=path, worker=aicha.pk).worker == aicha.pk
        assert path.history.count() == 2


def test_a_cover_sees_the_steps_of_the_absent_for_those_days(as_, browse, ivan, path, aicha):
    today = clock.service_day()
    with as_(ivan):
        actions.add_step(actor=ivan, path=path, title="Appeler le CPAS", due_on=today, client_uuid=uuid.uuid4())
        actions.cover_path(actor=ivan, path=path, cover=aicha.pk, from_on=today, until_on=today + 3 * DAY)
    page = browse(aicha).get("/paths/").content.decode()
    assert "Appeler le CPAS" in page
    assert "for Ivan" in page
    with as_(aicha):
        assert [one.mine for one in selectors.open_paths(aicha)] == [1]
        assert selectors.steps_due(aicha, today) == 1
    with clock.at(clock.now() + 5 * DAY), as_(aicha):
        assert selectors.steps_of_mine(aicha) == []


def test_nobody_covers_twice_and_the_second_is_told_who_was_first(as_, ivan, path, aicha):
    today = clock.service_day()
    days = {"from_on": today, "until_on": today + 3 * DAY}
    with as_(ivan):
        cover = actions.cover_path(actor=ivan, path=path, cover=aicha.pk, **days)
        with pytest.raises(Refused, match=r"Olga stands in from .*: Ivan wrote it down"):
            actions.cover_path(actor=ivan, path=path, cover=aicha.pk, from_on=today + DAY, until_on=today + 9 * DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            PathCover.objects.create(
                path=path, person_id=path.person_id, compartment="social", worker=ivan.pk, cover=aicha.pk, at=clock.now(), by=ivan.pk, **days
            )
        with pytest.raises(Refused, match="Somebody else"):
            actions.cover_path(actor=ivan, path=path, cover=ivan.pk, **days)
        actions.end_cover(actor=ivan, cover=cover)
        with pytest.raises(Refused, match="has ended"):
            actions.end_cover(actor=ivan, cover=cover)
        actions.cover_path(actor=ivan, path=path, cover=aicha.pk, **days)


def test_a_cover_of_another_team_sees_what_the_team_sees(as_, browse, ivan, hugo, momo, path):
    today = clock.service_day()
    with as_(ivan):
        actions.add_step(actor=ivan, path=path, title="Refaire la carte", client_uuid=uuid.uuid4())
        for words, whom in (("Rappeler la commune", {"user": ivan}), ("Porter la lettre", {"team": path.team}), ("Pour Vera", {"role": "desk"})):
            add_task(actor=ivan, text=words, person=momo.pk, compartment="social", client_uuid=uuid.uuid4(), **whom)
    with as_(hugo):
        assert selectors.steps_of_mine(hugo) == []
        assert CarePath.objects.count() == 0
    with as_(ivan):
        actions.cover_path(actor=ivan, path=path, cover=hugo.pk, from_on=today, until_on=today + DAY)
    page = browse(hugo).get("/paths/").content.decode()
    assert [words for words in ("Refaire la carte", "Rappeler la commune", "Porter la lettre", "Pour Vera") if words in page] == [
        "Refaire la carte", "Rappeler la commune", "Porter la lettre"
    ]
    assert browse(hugo).get(f"/person/{momo.pk}/path/").status_code == 200


def test_another_team_waits_for_the_first_day(as_worker, db, as_, ivan, hugo):
    from centre.access.models import Access
    from intake.person.models import Person

    person = Person.objects.create(alias="Bo")
    team = Team.objects.get(code="homes")
    path = CarePath.objects.create(person=person, compartment="social", opened_at=clock.now(), opened_by=ivan.pk, worker=ivan.pk)
    today = clock.service_day()
    cover = PathCover.objects.create(
        path=path, person=person, compartment="social", worker=ivan.pk, cover=hugo.pk, from_on=today + 2 * DAY,
        until_on=today + 4 * DAY, other_team=team, at=clock.now(), by=ivan.pk,
    )
    assert open_covers() == 0
    with clock.at(clock.now() + 2 * DAY):
        assert open_covers() == 1
        assert open_covers() == 0
    cover.refresh_from_db()
    assert cover.opened_at is not None
    held = Access.objects.filter(person=person.pk, principal=-team.pk).values_list("compartment", flat=True)
    assert sorted(held) == ["desk", "social"]


def test_the_forms_say_what_is_wrong_and_keep_what_was_typed(browse, ivan, hugo, path):
    client, today = browse(ivan), clock.service_day()
    wrong = client.post(f"/path/{path.pk}/review/", {"on": today + DAY, "use_change": "same", "changed": "Mot gardé", "client_uuid": uuid.uuid4()})
    assert wrong.status_code == 422
    assert "This day has not come yet." in wrong.content.decode()
    assert "Mot gardé" in wrong.content.decode()
    right = {"on": today, "use_change": "stopped", "changed": "x", "next_on": today + DAY, "client_uuid": uuid.uuid4()}
    assert client.post(f"/path/{path.pk}/review/", right).status_code == 302
    sent = {"area": "papers", "words": "Carte perdue", "client_uuid": uuid.uuid4()}
    assert client.post(f"/path/{path.pk}/need/", sent).status_code == 302
    again = client.post(f"/path/{path.pk}/need/", sent | {"client_uuid": uuid.uuid4()})
    assert again.status_code == 422
    assert "stands on the path since" in again.content.decode()
    assert client.post(f"/path/{path.pk}/cover/", {"cover": hugo.pk, "from_on": today, "until_on": today - DAY}).status_code == 422
    assert client.post(f"/path/{path.pk}/cover/", {"cover": hugo.pk, "from_on": today, "until_on": today}).status_code == 302
    page = client.get(f"/person/{path.person_id}/path/").content.decode()
    for words in ("Carte perdue", "use: stopped", "Hugo for Ivan", "open to the team homes"):
        assert words in page
    assert "until" in client.get(f"/person/{path.person_id}/").content.decode()
    for address in ("worker", "goal", "close", "step"):
        assert client.get(f"/path/{path.pk}/{address}/").status_code == 200


def test_the_paper_holds_one_page_and_what_was_chosen_alone(as_, browse, ivan, momo, path, deeds_about):
    with as_(ivan):
        for area in ("health", "mental", "use", "housing", "papers", "income", "justice", "family"):
            need(ivan, path, area, words="mot " * 40)
        for number in range(14):
            actions.add_goal(actor=ivan, path=path, words=f"But {number} " + "long " * 60)
            actions.add_step(actor=ivan, path=path, title=f"Pas {number} " + "loin " * 40, client_uuid=uuid.uuid4())
        actions.review_path(actor=ivan, path=path, on=clock.service_day(), changed="Beaucoup. " * 100, client_uuid=uuid.uuid4())
        paper = actions.print_path(actor=ivan, person=momo, part=["social"], section=["needs", "goals"], language="fr")
        assert (len(paper.paths[0].goals), len(paper.paths[0].steps), paper.paths[0].more_steps) == (6, 10, 4)
    assert [verb for verb in deeds_about(momo) if "print" in verb] == ["care.path.printed"]
    client = browse(ivan)
    chosen = {"part": ["social"], "section": ["needs", "goals", "steps", "review", "who"], "language": "nl"}
    answer = client.post(f"/person/{momo.pk}/path/summary/paper/", chosen)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "Momo" in text
    assert "4 " in text.split("Pas 9")[-1]
    nothing = client.post(f"/person/{momo.pk}/path/summary/paper/", {"part": ["nursing"], "section": ["needs"], "language": "fr"})
    assert nothing.status_code == 422


def test_three_parts_still_fit_on_one_page(as_, ivan, momo, path, monkeypatch):
    from care.paths import documents
    from care.paths.selectors import Paper, paper_of

    with as_(ivan):
        for area in ("health", "mental", "use", "housing", "papers", "income", "justice", "family"):
            need(ivan, path, area, pressing=True)
        for _ in range(12):
            actions.add_goal(actor=ivan, path=path, words="Un but très long " * 20)
            actions.add_step(actor=ivan, path=path, title="Un pas très long " * 12, due_on=clock.service_day(), client_uuid=uuid.uuid4())
        actions.review_path(actor=ivan, path=path, on=clock.service_day(), changed="Beaucoup. " * 100, client_uuid=uuid.uuid4())
        one = paper_of(ivan, momo, ["social"], ["needs", "goals", "steps", "review", "who"])
    monkeypatch.setattr(selectors, "ROOM", dict.fromkeys((1, 2, 3), selectors.ROOM[3]))
    with as_(ivan):
        (third,) = paper_of(ivan, momo, ["social"], list(one.sections)).paths
    pdf = documents.summary(Paper(momo, one.sections, (third,) * 3, ()), language="fr")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_erasure_leaves_the_answer_on_use_of_nobody(as_worker, db, ivan):
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Bo"), clock.now()
    path = CarePath.objects.create(
        person=person, compartment="social", opened_at=now, opened_by=ivan.pk, closed_at=now, closed_by=ivan.pk, end_reason="died"
    )
    common = {"path": path, "person": person, "compartment": "social"}
    named = PathNeed.objects.create(**common, area="use", words="secret", named_at=now, named_by=ivan.pk, moved_at=now)
    Goal.objects.create(**common, need=named, words="but", set_at=now, set_by=ivan.pk)
    Step.objects.create(**common, title="pas", owner=ivan.pk, added_at=now, moved_at=now)
    PathReview.objects.create(**common, on=clock.service_day(), use_change="less", changed="secret", at=now, by=ivan.pk)
    assert forget(person.pk) == {"paths": 1, "needs": 1, "goals": 1, "steps": 1, "reviews": 1, "covers": 0}
    for reviews in (PathReview.objects, PathReview.history):
        assert list(reviews.values_list("person", "path", "use_change", "changed").order_by("pk")) == [(None, None, "less", None)]
    for paths in (CarePath.objects, CarePath.history):
        assert paths.get().end_reason == ""
    assert (PathNeed.objects.count(), PathNeed.history.count(), Goal.objects.get().need) == (0, 0, None)


def test_the_joined_file_shows_both_paths(as_, ivan, vera, momo, path):
    from intake.person.actions import open_file

    with as_(vera):
        other = open_file(actor=vera, alias="Momo bis")
        from centre.access.grants import grant_team

        grant_team(person=other, team=Team.objects.get(code="social"), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        second = actions.open_path(actor=ivan, person=other, compartment="social")
        need(ivan, second, "family", words="Mon fils")
        other.merged_into = momo
        other.save(update_fields=["merged_into"])
        assert {one.path for one in selectors.paths_of(ivan, momo)} == {path, second}
        assert len(selectors.followed_by(ivan, momo)) == 2


def test_what_cannot_be_stands_beside_its_own_field_and_names_whom_it_is_about(browse, ivan, momo, path, aicha):
    client, today = browse(ivan), clock.service_day()
    for page, typed, field in (
        ("step_add", {"title": "Appeler", "owner": ivan.pk, "due_on": today - DAY}, "due_on"),
        ("review_add", {"on": today, "use_change": "same", "changed": "Dort mieux.", "next_on": today}, "next_on"),
        ("review_add", {"on": today + DAY, "use_change": "same"}, "on"),
        ("path_cover", {"cover": aicha.pk, "from_on": today + DAY, "until_on": today}, "until_on"),
    ):
        answer = client.post(reverse(page, args=[path.pk]), typed | {"client_uuid": uuid.uuid4()})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field}), page
        said = answer.content.decode()
        assert all(str(value) in said for value in typed.values()), "nothing typed is lost"
        assert f"· {momo.alias}" in said


def test_a_path_that_is_closed_shuts_the_file_to_the_other_team(as_, browse, ivan, hugo, momo, path):
    today = clock.service_day()
    with as_(ivan):
        now = actions.cover_path(actor=ivan, path=path, cover=hugo.pk, from_on=today, until_on=today + DAY)
        later = actions.cover_path(actor=ivan, path=path, cover=hugo.pk, from_on=today + 7 * DAY, until_on=today + 9 * DAY)
    with as_(hugo):
        assert CarePath.objects.count() == 1
    with as_(ivan):
        actions.close_path(actor=ivan, path=path)
        assert not PathCover.objects.filter(pk__in=[now.pk, later.pk], ended_at=None).exists(), "also the one that had not begun"
    with as_(hugo):
        assert CarePath.objects.count() == 0
    assert browse(hugo).get(f"/person/{momo.pk}/path/").status_code == 404
    with as_(ivan):
        assert CarePath.objects.count() == 1, "the own team keeps the file"


def test_what_a_team_holds_by_its_own_work_stays_when_its_cover_ends(as_, ivan, hugo, momo, path):
    """Hugo's team had the file for longer already."""
    today, homes = clock.service_day(), Team.objects.get(code="homes")
    with as_(ivan):
        for part in ("social", "desk"):
            grant_team(person=momo, team=homes, compartment=part, days=180, origin="relation")
        cover = actions.cover_path(actor=ivan, path=path, cover=hugo.pk, from_on=today, until_on=today + DAY)
        actions.end_cover(actor=ivan, cover=cover)
    with as_(hugo):
        assert CarePath.objects.count() == 1


def test_who_stands_in_may_close_the_path_and_is_led_away(as_, browse, ivan, hugo, momo, path):
    today = clock.service_day()
    with as_(ivan):
        actions.cover_path(actor=ivan, path=path, cover=hugo.pk, from_on=today, until_on=today + DAY)
    answer = browse(hugo).post(f"/path/{path.pk}/close/", {"reason": "other"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/paths/"


def test_whoever_is_alone_is_told_who_may_stand_in(browse, ivan, path):
    assert "A colleague of another team stands in" in browse(ivan).get(f"/path/{path.pk}/worker/").content.decode()
