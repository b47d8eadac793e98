"""A file withheld from a colleague is nowhere for them: deny beats allow, and the person is served all the same."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from audit.ledger.models import Event
from audit.rights.registry import collectors
from audit.rights.tasks import forget as forget_person
from audit.rules import Refused
from centre.access.models import Denial
from centre.access.scope import compartments_of, visible
from centre.shifts import clock
from housing.beds.models import Bed, Room, Ward
from housing.beds.selectors import board_beds
from housing.stays.actions import admit_to_bed
from intake.desk.actions import record_anonymous, record_passage
from intake.desk.models import Passage, Service
from intake.desk.selectors import inside_count, inside_now
from intake.linkage import actions as linkage
from intake.linkage import tags
from intake.linkage.selectors import number_found
from intake.person.actions import issue_card, open_file, raise_alert
from intake.person.models import Alert, Card, Person
from intake.person.selectors import UnknownCard, find_card, search_alias
from intake.withholding import actions, selectors, tasks
from intake.withholding.models import Withholding

SAID = tags.Answers("FA", "MO", "AH", "TA", 14, 3, 1990, "M")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(tags, "MEMORY_KIB", 64)


def days(number):
    return clock.service_day() + timedelta(days=number)


@pytest.fixture
def withhold(as_, colette):
    """Colette withholds a file from somebody."""

    def do(person, colleague, **more):
        values = {"ground": "known", "review_on": days(90)} | more
        with as_(colette):
            return actions.withhold_file(actor=colette, person=person.pk, colleague=colleague, **values)

    return do


def reception():
    return Service.objects.get(code="reception")


def test_the_person_is_nowhere_for_the_colleague_and_everywhere_for_the_others(as_, vera, walid, momo, withhold, quick):
    """Card, alias, questions, lists and rows: one colleague sees none of it, the next one all."""
    with as_(vera):
        card = issue_card(actor=vera, person=momo)
        linkage.set_tags(actor=vera, person=momo, answers=SAID, agreed=True)
        raise_alert(actor=vera, person=momo, text="x", until=clock.now() + timedelta(hours=2))
        record_passage(actor=vera, service=reception(), client_uuid=uuid4(), person=momo)

    def seen(who):
        with as_(who):
            try:
                by_card = find_card(who, card)
            except UnknownCard:
                by_card = None
            return (
                by_card, [one.person for one in search_alias(who, "Momo")], compartments_of(who, momo),
                number_found(who, linkage.ask_questions(actor=who, answers=SAID)), len(inside_now(who)), inside_count(who),
                Person.objects.count(), Alert.objects.count(), Card.objects.count(), Passage.objects.filter(person__isnull=False).count(),
                visible(who, Person.objects.all()).count(),
            )  # fmt: skip

    held = (momo, [momo], {"desk"}, 1, 1, 1, 1, 1, 1, 1, 1)
    assert (seen(vera), seen(walid)) == (held, held)
    withhold(momo, walid)
    assert (seen(vera), seen(walid)) == (held, (None, [], set(), 0, 0, 0, 0, 0, 0, 0, 0))


def test_the_bed_board_shows_a_bed_and_nobody_in_it(as_, browse, vera, walid, colette, momo, withhold):
    with as_(colette):
        room = Room.objects.create(ward=Ward.objects.create(label="First floor", order=1), label="Room 1", order=1)
        bed = Bed.objects.create(room=room, label="1A", order=1)
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=bed, client_uuid=uuid4())
    withhold(momo, walid)
    for who, alias in ((vera, "Momo"), (walid, None)):
        with as_(who):
            shown = next(one for one in board_beds(who) if one.id == bed.pk)
            assert (shown.state, shown.alias) == ("occupied", alias)
    assert "Momo" in browse(vera).get(reverse("beds")).content.decode()
    assert "Momo" not in browse(walid).get(reverse("beds")).content.decode()


def words_of(response):
    """A page without what changes from one answer to the next."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[^\"]{60,}\"|nonce-[^\"]+", "…", response.content.decode())


def test_the_desk_says_the_same_as_for_an_unknown_card(as_, browse, vera, walid, momo, withhold):
    from intake.person.cards import new_code

    with as_(vera):
        card = issue_card(actor=vera, person=momo)
    withhold(momo, walid)
    desk = browse(walid)
    for place in (reverse("desk_find"), reverse("people"), reverse("command")):
        other = new_code()
        known, unknown = (desk.post(place, {"q": text}) for text in (card, other))
        assert known.status_code == unknown.status_code == 422
        assert words_of(known).replace(card, "…") == words_of(unknown).replace(other, "…")
    for name in ("person", "desk_person", "person_edit"):
        assert desk.get(reverse(name, args=[momo.pk])).status_code == 404
        assert desk.get(reverse(name, args=[uuid4()])).status_code == 404


def test_the_person_is_served_without_a_name(as_, walid, momo, withhold):
    withhold(momo, walid)
    with as_(walid):
        assert len(record_anonymous(actor=walid, service=reception(), client_uuid=uuid4(), n=1)) == 1


def test_the_colleague_may_not_look_into_the_book_nor_be_told_by_a_wall(as_, browse, walid, corentin, momo, withhold):
    """Not even another coordinator reads what is about themselves, or anything else about a person denied to them."""
    with as_(walid):
        other = open_file(actor=walid, alias="Ada")
    withhold(momo, corentin)
    withhold(momo, walid)
    withhold(other, walid)
    with as_(corentin), connection.cursor() as cursor:
        assert [line.withholding.colleague for line in selectors.withheld(corentin)] == [walid]
        cursor.execute("SELECT count(*) FROM intake_historicalwithholding WHERE colleague_id = %s", [corentin.pk])
        assert cursor.fetchone() == (0,)
    with as_(walid), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake_withholding")
        assert cursor.fetchone() == (0,)
    assert browse(walid).get(reverse("withheld")).status_code == 403


def test_a_new_grant_does_not_open_it(as_, vera, walid, momo, withhold):
    from centre.access.grants import grant_actor_teams

    withhold(momo, walid)
    with as_(vera):
        grant_actor_teams(vera, person=momo, compartment="desk", days=300, origin="contact")
    with as_(walid):
        assert compartments_of(walid, momo) == set()
        assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"review_on": None}, "Say until when"), ({"review_on": None, "until": -1}, "between today and a year"),
        ({"review_on": 400}, "between today and a year"), ({"ground": ""}, "Say why"), ({"ground": "other"}, "Say why"),
    ],
)  # fmt: skip
def test_neither_without_a_reason_nor_without_an_end(momo, walid, withhold, more, why):
    given = {name: days(value) if isinstance(value, int) else value for name, value in more.items()}
    with pytest.raises(Refused, match=why):
        withhold(momo, walid, **given)


def test_nobody_withholds_from_themselves_twice_or_a_file_that_is_not(as_, colette, walid, momo, withhold):
    with pytest.raises(Refused, match="This is about you"):
        withhold(momo, colette)
    withhold(momo, walid)
    with pytest.raises(Refused, match="already"):
        withhold(momo, walid)
    with pytest.raises(actions.NoSuchFile):
        withhold(Person(id=uuid4()), walid)
    with as_(walid):
        assert Denial.objects.filter(principal=walid.pk).count() == 1


def test_only_coordinators_and_the_officer_decide(as_, vera, dora, walid, momo):
    with as_(vera), pytest.raises(Refused):
        actions.withhold_file(actor=vera, person=momo.pk, colleague=walid, ground="known", review_on=days(9))
    with as_(dora):
        assert actions.withhold_file(actor=dora, person=momo.pk, colleague=walid, ground="violence", until=days(9))
    with as_(walid):
        assert compartments_of(walid, momo) == set()


def test_it_ends_by_hand_and_everything_is_as_before(as_, colette, walid, momo, withhold):
    one = withhold(momo, walid)
    with as_(colette):
        actions.end_withholding(actor=colette, withholding=one)
        with pytest.raises(Refused, match="ended already"):
            actions.end_withholding(actor=colette, withholding=one)
    with as_(walid):
        assert compartments_of(walid, momo) == {"desk"}
    withhold(momo, walid)
    with as_(walid):
        assert compartments_of(walid, momo) == set()


def test_it_ends_on_its_day(as_worker, as_, walid, momo, withhold):
    withhold(momo, walid, until=days(2), review_on=None)
    with clock.at(clock.now() + timedelta(days=2)):
        assert tasks.end_on_their_day() == 0
    with clock.at(clock.now() + timedelta(days=3, hours=1)):
        assert tasks.end_on_their_day() == 1
        assert tasks.end_on_their_day() == 0
    with as_(walid):
        assert compartments_of(walid, momo) == {"desk"}
    assert Event.objects.filter(verb="intake.file.withholding_ended", subject=momo.pk).count() == 1


def test_a_review_keeps_it_and_is_asked_for_on_the_board(browse, as_, colette, walid, momo, withhold):
    one = withhold(momo, walid, review_on=days(0))
    board = browse(colette)
    assert "1 is to be looked at again" in board.get(reverse("home")).content.decode()
    kept = board.post(reverse("withholding_review", args=[one.pk]), {"review_on": str(days(60))}, follow=True)
    assert "Kept." in kept.content.decode()
    assert "None is to be looked at again" in board.get(reverse("home")).content.decode()
    without = board.post(reverse("withholding_review", args=[one.pk]), {}, follow=True).content.decode()
    assert "Say until when" in without


def test_the_page_withholds_by_card_and_ends(browse, as_, vera, dora, walid, momo):
    with as_(vera):
        card = issue_card(actor=vera, person=momo)
    officer = browse(dora)
    typed = {"file": card, "colleague": walid.pk, "ground": "known", "words": "neighbours", "review_on": str(days(30))}
    done = officer.post(reverse("withheld"), typed, follow=True).content.decode()
    assert "does not see this person any more" in done
    assert "neighbours" in done
    assert "Momo" not in done
    assert officer.post(reverse("withheld"), typed).status_code == 422
    assert officer.post(reverse("withheld"), typed | {"file": str(uuid4())}).status_code == 422
    assert officer.post(reverse("withheld"), typed | {"file": "nobody"}).status_code == 422
    with as_(dora):
        one = Withholding.objects.get()
    assert "Ended." in officer.post(reverse("withholding_end", args=[one.pk]), follow=True).content.decode()


def test_the_file_leads_coordinators_there(browse, colette, as_, vera, momo):
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="coordination"), compartment="desk", days=9, origin="contact")
    page = browse(colette).get(reverse("person", args=[momo.pk])).content.decode()
    assert reverse("withhold", args=[momo.pk]) in page
    assert str(momo.pk) in browse(colette).get(reverse("withhold", args=[momo.pk])).content.decode()
    assert reverse("withhold", args=[momo.pk]) not in browse(vera).get(reverse("person", args=[momo.pk])).content.decode()


@pytest.mark.parametrize("deed", ["withhold", "review", "end"])
def test_nothing_is_left_when_the_ledger_fails(as_, colette, walid, ivan, momo, withhold, monkeypatch, deed):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    one = withhold(momo, walid)
    monkeypatch.setattr(actions, "record", broken)
    deeds = {
        "withhold": lambda: actions.withhold_file(actor=colette, person=momo.pk, colleague=ivan, ground="known", review_on=days(3)),
        "review": lambda: actions.review_withholding(actor=colette, withholding=one, review_on=days(3)),
        "end": lambda: actions.end_withholding(actor=colette, withholding=one),
    }
    with pytest.raises(RuntimeError), as_(colette):
        deeds[deed]()
    with as_(colette):
        held = Withholding.objects.get()
        assert (held.ended_at, held.review_on) == (None, days(90))
    with as_(walid):
        assert Denial.objects.count() == 1


def test_the_ledger_tells_who_decided(as_worker, as_, colette, walid, momo, withhold):
    one = withhold(momo, walid, words="neighbours")
    with as_(colette):
        actions.review_withholding(actor=colette, withholding=one, review_on=days(3))
        actions.end_withholding(actor=colette, withholding=one)
    told = Event.objects.filter(verb__startswith="intake.file.withh", subject=momo.pk).order_by("id")
    assert list(told.values_list("verb", "actor")) == [
        (f"intake.file.{word}", colette.pk) for word in ("withheld", "withholding_reviewed", "withholding_ended")
    ]
    assert "neighbours" not in " ".join(str(diff) for diff in Event.objects.values_list("diff", flat=True))


def test_another_denial_that_ends_leaves_the_withholding_standing(as_worker, as_, walid, momo, withhold):
    Denial.objects.create(person=momo.pk, principal=walid.pk, reason="erasure of a test")
    withhold(momo, walid)
    Denial.objects.filter(reason="erasure of a test").delete()
    with as_(walid):
        assert compartments_of(walid, momo) == set()
    assert Denial.objects.get().reason == "withheld"


def test_erasure_removes_it(as_worker, as_, walid, momo, withhold):
    withhold(momo, walid)
    assert any(one.collect(momo.pk) == {"withholdings": 1} for one in collectors())
    forget_person(momo.pk)
    assert (Withholding.objects.count(), Withholding.history.count(), Denial.objects.count()) == (0, 0, 0)
