"""The questions search without opening, propose without saying whom, and keep no answer anywhere."""

import logging
import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from centre.access.models import Access
from intake.linkage import actions, selectors
from intake.linkage.models import Asking, TagSet
from intake.person.actions import open_file
from intake.person.models import Person
from tests.conftest import owner_connection

from .conftest import answers, typed


def test_the_person_is_found_with_all_answers_and_with_one_wrong(found, findable):
    assert found() == 1
    assert found(mother="ZZ") == 1
    assert found(town=None) == 1
    assert found(mother="ZZ", town="ZZ") == 0


def test_a_search_opens_nobody(as_, psy, walid, findable):
    """A team that does not know the person finds a number, and still has no reach."""
    with as_(psy):
        asking = actions.ask_questions(actor=psy, answers=answers())
        assert selectors.number_found(psy, asking) == 1
        assert not Person.objects.exists()
        assert not Access.objects.filter(person=findable.pk).exists()


def test_with_the_yes_of_the_person_the_file_opens_as_by_a_card(as_, psy, findable):
    with as_(psy):
        asking = actions.ask_questions(actor=psy, answers=answers())
        assert actions.confirm_candidate(actor=psy, asking=asking) == findable
        assert [one.compartment for one in Access.objects.filter(person=findable.pk)] == ["desk"]
        with pytest.raises(actions.NobodyThere):
            actions.confirm_candidate(actor=psy, asking=asking)


def test_a_search_is_confirmed_by_the_one_who_made_it(as_, vera, walid, findable):
    with as_(vera):
        asking = actions.ask_questions(actor=vera, answers=answers())
    with as_(walid), pytest.raises(actions.NobodyThere):
        actions.confirm_candidate(actor=walid, asking=asking)


def test_several_are_only_counted(as_, browse, vera, findable):
    with as_(vera):
        twin = open_file(actor=vera, alias="Momo the other")
        actions.set_tags(actor=vera, person=twin, answers=answers(), agreed=True)
    desk = browse(vera)
    page = desk.post(reverse("questions"), typed(), follow=True)
    text = page.content.decode()
    assert "2 files may be theirs" in text
    assert "Momo" not in text
    assert str(findable.pk) not in text
    assert str(twin.pk) not in text
    assert "The person confirms" not in text
    asking = page.redirect_chain[0][0].split("/")[-2]
    with as_(vera), pytest.raises(actions.NobodyThere):
        actions.confirm_candidate(actor=vera, asking=asking)


def test_all_eight_beat_seven(as_, vera, findable, found):
    with as_(vera):
        near = open_file(actor=vera)
        actions.set_tags(actor=vera, person=near, answers=answers(town="BR"), agreed=True)
    assert found() == 1
    assert found(town="ZZ") == 2


def test_a_person_denied_to_the_worker_is_not_there(as_, vera, walid, findable):
    """A colleague whom the file is denied to is answered as for nobody."""
    key = findable.pk
    with owner_connection() as owner:
        owner.execute(
            "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())", [key, vera.pk]
        )
    try:
        with as_(vera):
            assert selectors.number_found(vera, actions.ask_questions(actor=vera, answers=answers())) == 0
        with as_(walid):
            assert selectors.number_found(walid, actions.ask_questions(actor=walid, answers=answers())) == 1
    finally:
        with owner_connection() as owner:
            owner.execute("DELETE FROM centre_denial WHERE person = %s", [key])


def test_too_few_answers_are_not_searched(as_, vera, findable):
    with as_(vera), pytest.raises(Refused, match="At most two"):
        actions.ask_questions(actor=vera, answers=answers(mother=None, own=None, father=None))


def test_whoever_may_not_search_is_refused(as_, browse, peer, dora, findable):
    for who in (peer, dora):
        with as_(who), pytest.raises(Refused):
            actions.ask_questions(actor=who, answers=answers())
        with as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT app.ask_questions(%s, '{}', '{}', '{}', 1)", [uuid4()])
            assert cursor.fetchone() == (None,)
        assert browse(who).post(reverse("questions"), typed()).status_code == 403


def test_the_web_role_reads_no_search_and_no_tag_of_strangers(as_, vera, psy, findable, found):
    found()
    with as_(psy):
        assert not TagSet.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            list(Asking.objects.all())


def test_a_hit_and_a_miss_have_the_same_shape(browse, as_, vera, findable, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    desk, asked = browse(vera), []
    for said in (typed(), typed(mother="Zz", town="Zz")):
        with CaptureQueriesContext(connection) as queries:
            response = desk.post(reverse("questions"), said)
        with CaptureQueriesContext(connection) as shown:
            page = desk.get(response["Location"])
        sent = [query["sql"].split(" ")[0] for query in queries.captured_queries]
        asked.append((response.status_code, len(response["Location"]), sent, page.status_code, len(shown.captured_queries), page.headers["Cache-Control"]))
    assert asked[0] == asked[1]


def test_the_database_writes_the_same_row_for_a_hit_and_a_miss(as_worker, vera, findable, found):
    assert (found(), found(mother="ZZ", town="ZZ")) == (1, 0)
    hit, miss = Asking.objects.order_by("at")
    for one in (hit, miss):
        assert len(one.fresh_tags) == 9
    assert (hit.found, miss.found, miss.person_id) == (1, 0, None)


def everything_written() -> str:
    """Every row of every table, as the owner sees it within this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_no_answer_is_kept_anywhere(as_worker, browse, vera, momo, caplog):
    caplog.set_level(logging.DEBUG)
    desk = browse(vera)
    said = typed(mother="Xylophona", own="Qwertina", father="Zorobabel", town="Vrxburg", year=1951)
    pages = [
        desk.post(reverse("questions"), said),
        desk.post(reverse("questions"), said, follow=True),
        desk.post(reverse("tags_set", args=[momo.pk]), said | {"agreed": "on"}, follow=True),
        desk.post(reverse("tags_set", args=[momo.pk]), said),
        desk.post(reverse("questions"), said | {"day": "99"}),
        desk.get(reverse("questions")),
    ]
    assert TagSet.objects.filter(person=momo).exists()
    written = everything_written() + caplog.text + "".join(page.content.decode() for page in pages)
    for word in ("Xylophona", "Qwertina", "Zorobabel", "Vrxburg", "XY,QW", "QWZO", "'XY'", '"XY"'):
        assert word not in written, word
    assert re.search(r"\b1951\b", written) is None


def test_an_error_names_the_question_and_never_the_answer(browse, vera, momo):
    desk = browse(vera)
    page = desk.post(reverse("questions"), typed(mother="9", day=41, year=1850, town=None, own=None, father=None))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Mother&#x27;s first name: first two letters: Two letters are needed" in text
    assert "Day of birth: " in text
    for value in ('value="41"', 'value="9"', 'value="1850"', 'id="id_sex_2" checked'):
        assert value not in text
    assert 'id="id_sex_0" checked' in text
    few = desk.post(reverse("questions"), typed(mother=None, own=None, father=None))
    assert (few.status_code, "At most two answers" in few.content.decode()) == (422, True)


def test_an_error_page_would_hold_no_answer(rf, vera, findable):
    """What Django writes about a crash leaves out every answer."""
    import sys

    from django.views.debug import get_exception_reporter_filter

    request = rf.post(reverse("questions"), typed())
    request.sensitive_post_parameters = "__ALL__"
    cleaned = get_exception_reporter_filter(request).get_post_parameters(request)
    assert sys.version_info >= (3, 11)
    assert set(cleaned.values()) == {"********************"}


def test_the_worker_taps_that_the_person_confirms(browse, vera, findable):
    desk = browse(vera)
    answered = desk.post(reverse("questions"), typed())
    page = desk.get(answered["Location"]).content.decode()
    assert "One file may be theirs" in page
    assert "Momo" not in page
    assert str(findable.pk) not in page
    confirmed = desk.post(answered["Location"] + "confirm/")
    assert confirmed["Location"] == reverse("desk_person", args=[findable.pk])
    again = desk.post(answered["Location"] + "confirm/", follow=True)
    assert "This search is over" in again.content.decode()
    assert desk.get(answered["Location"]).status_code == 404


def test_nobody_found_leads_to_a_file_found_next_time_without_asking_twice(browse, as_, vera, found):
    desk = browse(vera)
    answered = desk.post(reverse("questions"), typed())
    assert "No file answers" in desk.get(answered["Location"]).content.decode()
    new = desk.post(answered["Location"] + "new/", {"agreed": "on"})
    assert new.status_code == 302
    assert found() == 1
    again = desk.post(answered["Location"] + "new/", {"agreed": "on"})
    with as_(vera):
        assert (again.status_code, Person.objects.count()) == (302, 1)


def test_without_agreement_the_new_file_has_no_tags(browse, as_, vera, found):
    desk = browse(vera)
    answered = desk.post(reverse("questions"), typed())
    desk.post(answered["Location"] + "new/")
    assert found() == 0


def test_agreement_is_spoken_first_and_taken_back_at_any_time(browse, as_, vera, momo, found):
    desk, place = browse(vera), reverse("tags_set", args=[momo.pk])
    page = desk.post(place, typed())
    assert (page.status_code, "Only when the person says" in page.content.decode()) == (422, True)
    assert found() == 0
    assert desk.post(place, typed(agreed="on")).status_code == 302
    assert found() == 1
    assert "Found by the questions since" in desk.get(reverse("person", args=[momo.pk])).content.decode()
    assert "Removed." in desk.post(reverse("tags_remove", args=[momo.pk]), follow=True).content.decode()
    assert found() == 0
    assert "There was nothing to remove." in desk.post(reverse("tags_remove", args=[momo.pk]), follow=True).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "One wrong answer next time does no harm"), ({"town": None}, "The other seven must be the same"),
        ({"town": None, "mother": None}, "cannot find this person"), ({"day": 1, "month": 1}, "all eight must be the same"),
        ({"day": 1, "month": 1, "town": None}, "cannot find this person"),
    ],
)  # fmt: skip
def test_the_worker_reads_what_the_person_may_count_on(browse, vera, momo, said, words):
    kept = browse(vera).post(reverse("tags_set", args=[momo.pk]), typed(agreed="on", **said), follow=True)
    assert words in kept.content.decode()


def test_the_other_side_of_the_wall_sets_and_removes_nothing(browse, as_, psy, vera, findable, found):
    stranger = browse(psy)
    for name in ("tags_set", "tags_remove"):
        assert stranger.post(reverse(name, args=[findable.pk]), typed(agreed="on")).status_code == 404
    assert found() == 1


@pytest.mark.parametrize("verb", ["set", "remove", "confirm", "ask"])
def test_nothing_is_left_when_the_ledger_fails(as_worker, as_, vera, findable, monkeypatch, verb):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    with as_(vera):
        asking = actions.ask_questions(actor=vera, answers=answers())
        before = bytes(TagSet.objects.get().tags[0])
    monkeypatch.setattr(actions, "record", broken)
    monkeypatch.setattr(actions, "viewed", broken)
    deeds = {
        "set": lambda: actions.set_tags(actor=vera, person=findable, answers=answers(town="ZZ"), agreed=True),
        "remove": lambda: actions.remove_tags(actor=vera, person=findable),
        "confirm": lambda: actions.confirm_candidate(actor=vera, asking=asking),
        "ask": lambda: actions.ask_questions(actor=vera, answers=answers()),
    }
    with pytest.raises(RuntimeError), as_(vera):
        deeds[verb]()
    assert bytes(TagSet.objects.get().tags[0]) == before
    assert (Asking.objects.count(), Asking.objects.get().confirmed_at) == (1, None)


def test_the_ledger_knows_who_set_asked_and_confirmed(as_worker, as_, vera, findable):
    with as_(vera):
        asking = actions.ask_questions(actor=vera, answers=answers())
        actions.confirm_candidate(actor=vera, asking=asking)
        actions.remove_tags(actor=vera, person=findable)
    told = Event.objects.filter(verb__startswith="intake.questions").order_by("id").values_list("verb", "actor", "subject")
    assert list(told) == [
        ("intake.questions.set", vera.pk, findable.pk), ("intake.questions.asked", vera.pk, None),
        ("intake.questions.confirmed", vera.pk, findable.pk), ("intake.questions.removed", vera.pk, findable.pk),
    ]
