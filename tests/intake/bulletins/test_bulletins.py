"""A product everybody is warned of: with nobody in it, in three languages, above every desk, with an end."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.rules import Refused
from centre.shifts import clock
from intake.bulletins import actions, panels, selectors
from intake.bulletins.enums import State
from intake.bulletins.models import Bulletin
from intake.bulletins.states import MOVES
from intake.person.models import Person
from intake.safety.actions import start_incident


def draft(who, **more):
    facts = {
        "sold_as": "Brune", "looks": "Poudre beige, grumeaux", "effect": "Endort très vite", "zone": "centre", "level": "danger",
        "advice": ["less", "naloxone"], "ends_at": timezone.now() + timedelta(days=7), "client_uuid": uuid.uuid4(),
    } | more
    return actions.draft_bulletin(actor=who, **facts)


@pytest.fixture
def drafted(as_, vera):
    with as_(vera):
        return draft(vera)


@pytest.fixture
def published(as_, nadia, drafted):
    with as_(nadia):
        return actions.publish_bulletin(actor=nadia, bulletin=drafted)


def test_it_is_drafted_published_and_stands_above_every_desk(browse, as_, vera, nadia, peer, momo):
    desk = browse(vera)
    ends = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    facts = {"sold_as": "brown", "zone": "north", "level": "danger", "advice": ["call"], "ends_at": ends, "client_uuid": uuid.uuid4()}
    for _ in range(2):
        page = desk.post(reverse("bulletin_draft"), facts)["Location"]
    assert "Danger of death · brown" not in desk.get(reverse("desk")).content.decode()
    assert browse(nadia).post(f"{page}publish/").status_code == 302
    for url in (reverse("desk"), reverse("desk_person", args=[momo.pk])):
        assert "Danger of death · brown" in desk.get(url).content.decode()
    assert "Danger of death · brown" in browse(peer).get(reverse("desk")).content.decode()
    with as_(vera):
        assert Bulletin.objects.count() == 1


def test_it_reads_and_prints_in_three_languages(browse, vera, published):
    text = browse(vera).get(reverse("bulletin", args=[published.pk])).content.decode()
    for code in ("fr", "nl", "en"):
        assert f'lang="{code}"' in text
    assert text.count("Brune") >= 3
    assert "Take much less than usual, and wait." in text
    assert "data-print" in text


def test_what_looks_like_a_name_is_pointed_at_and_may_stay(browse, as_, vera):
    ends = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    facts = {"sold_as": "brown", "zone": "north", "level": "watch", "ends_at": ends, "effect": "vu chez Monsieur Dupont, 0470 12 34 56"}
    desk, url = browse(vera), reverse("bulletin_draft")
    first = desk.post(url, facts)
    assert first.status_code == 422
    assert "phone number" in first.content.decode()
    with as_(vera):
        assert not Bulletin.objects.exists()
    assert desk.post(url, facts | {"warned": "1"}).status_code == 302


@pytest.mark.parametrize(("ends", "words"), [(None, "needs an end"), (timedelta(days=-1), "lies ahead"), (timedelta(days=61), "at most 60 days")])
def test_it_needs_an_end(as_, vera, ends, words):
    with as_(vera), pytest.raises(Refused, match=words):
        draft(vera, ends_at=timezone.now() + ends if ends else None)


def test_the_form_says_that_it_needs_an_end(browse, vera):
    answer = browse(vera).post(reverse("bulletin_draft"), {"sold_as": "x", "zone": "north", "level": "watch"})
    assert answer.status_code == 422
    assert "needs an end" in answer.content.decode()


def test_the_desk_drafts_and_does_not_publish(browse, as_, vera, drafted):
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.publish_bulletin(actor=vera, bulletin=drafted)
    assert browse(vera).post(reverse("bulletin_publish", args=[drafted.pk])).status_code == 403
    with as_(vera), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_bulletin SET state = 'published'")
        assert cursor.rowcount == 0


def test_nobody_drafts_in_the_name_of_another(as_, vera, walid):
    with as_(vera), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Bulletin(
            sold_as="x", ends_at=timezone.now() + timedelta(days=1), drafted_at=timezone.now(), drafted_by=walid.pk, client_uuid=uuid.uuid4()
        ).save(force_insert=True)


def test_it_ends_by_itself_or_at_once(as_, nadia, published):
    with as_(nadia):
        assert list(selectors.standing()) == [published]
        with clock.at(published.ends_at):
            assert list(selectors.standing()) == []
        actions.end_bulletin(actor=nadia, bulletin=published)
        assert list(selectors.standing()) == []
        with pytest.raises(Refused, match="has ended"):
            actions.end_bulletin(actor=nadia, bulletin=published)
        with pytest.raises(Refused, match="not a draft"):
            actions.publish_bulletin(actor=nadia, bulletin=published)


def test_nobody_is_in_it():
    assert not any(field.related_model is Person for field in Bulletin._meta.get_fields() if field.is_relation)
    assert set(Bulletin.classified.values()) == {"none", "operational"}


def test_the_database_wants_an_end_and_a_publisher(as_, nadia, drafted):
    with as_(nadia):
        for change in ({"ends_at": drafted.drafted_at}, {"state": State.PUBLISHED}):
            found = Bulletin.objects.get()
            for name, value in change.items():
                setattr(found, name, value)
            with pytest.raises(IntegrityError), transaction.atomic():
                found.save()


def test_overdoses_close_together_are_pointed_at_and_nothing_goes_by_itself(browse, as_, vera):
    for number in (1, 2):
        with as_(vera):
            start_incident(actor=vera, kind="overdose", client_uuid=uuid.uuid4())
        shown = "Is it one product?" in browse(vera).get(reverse("bulletins")).content.decode()
        assert shown is (number == 2)
    with as_(vera):
        assert not Bulletin.objects.exists()


def test_the_next_shift_is_told_the_product(as_, vera, published):
    with as_(vera):
        assert panels.shift_figures(vera, None) == {"products": ["Brune"]}


def test_an_outsider_sees_none(browse, olga, felix, published):
    for who in (olga, felix):
        assert browse(who).get(reverse("bulletin", args=[published.pk])).status_code == 403


def test_the_ledger_knows_and_nothing_is_left_when_it_fails(as_, vera, nadia, published, verbs, monkeypatch):
    assert verbs("intake.bulletin") == ["intake.bulletin.drafted", "intake.bulletin.published"]

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(nadia):
        actions.end_bulletin(actor=nadia, bulletin=published)
    with as_(nadia):
        assert Bulletin.objects.get().state == State.PUBLISHED
    assert set(MOVES) == set(State)
