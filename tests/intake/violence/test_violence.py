"""What is told about violence stays in the women's space; the warning reveals nobody."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from intake.desk.actions import record_leaving, record_passage
from intake.desk.selectors import reception
from intake.person.actions import open_file
from intake.spaces.actions import enter_space
from intake.spaces.selectors import present_in, space_for
from intake.violence import actions, selectors
from intake.violence.models import Apart, SafeContact, Screening


@pytest.fixture
def lou(as_, women_worker):
    """Somebody whom the women's space knows."""
    with as_(women_worker):
        lou = open_file(actor=women_worker, alias="Lou")
        enter_space(actor=women_worker, space=space_for(women_worker, "women_space"), person=lou, client_uuid=uuid4())
    return lou


def talk(actor, person, **said):
    return actions.screen_violence(actor=actor, person=person, **{"danger": "yes", "words": "He waits outside.", "wants": "", "client_uuid": uuid4()} | said)


def test_a_talk_is_sealed_kept_once_and_read_inside(as_, women_worker, dora, lou):
    tap = uuid4()
    with as_(women_worker):
        first = talk(women_worker, lou, client_uuid=tap)
        assert talk(women_worker, lou, client_uuid=tap) == first
        assert str(first.words) == "[sealed]"
        assert [one.words for one in selectors.told(women_worker, lou)] == ["He waits outside."]
    with as_(dora):
        assert Event.objects.filter(verb="intake.violence.screened", subject=lou.pk).count() == 1
        assert Event.objects.filter(verb="intake.violence.viewed", subject=lou.pk).count() == 1


def test_nobody_outside_reaches_it_in_any_way(as_, browse, women_worker, vera, nadia, ivan, colette, lou):
    with as_(women_worker):
        talk(women_worker, lou)
        actions.agree_contact(actor=women_worker, person=lou, words="Text only, mornings.")
        other = open_file(actor=women_worker, alias="Bruno")
        actions.keep_apart(actor=women_worker, person=lou, other=other)
    for outsider in (vera, nadia, ivan, colette):
        with as_(outsider):
            assert (Screening.objects.count(), SafeContact.objects.count(), Apart.objects.count()) == (0, 0, 0)
            assert (SafeContact.history.count(), Apart.history.count()) == (0, 0)
            with pytest.raises(Refused):
                talk(outsider, lou)
            with pytest.raises(Http404):
                selectors.person_inside(outsider, lou.pk)
            assert selectors.not_alone([lou.pk]) == set()
            with pytest.raises(ProgrammingError), transaction.atomic():
                Apart.objects.create(person=lou, other=other, at=lou.created_at, by=outsider.pk)
        assert browse(outsider).get(reverse("violence", args=[lou.pk])).status_code == 404


def test_the_same_worker_does_not_see_it_of_somebody_the_space_does_not_know(as_, women_worker, vera):
    with as_(vera):
        stranger = open_file(actor=vera, alias="Zoe")
    with as_(women_worker), pytest.raises(Http404):
        selectors.person_inside(women_worker, stranger.pk)


def test_the_warning_says_that_somebody_is_there_and_never_who(as_, browse, women_worker, vera, lou):
    with as_(women_worker):
        bruno = open_file(actor=women_worker, alias="Bruno")
        actions.keep_apart(actor=women_worker, person=lou, other=bruno)
        actions.keep_apart(actor=women_worker, person=lou, other=bruno)
        assert Apart.objects.count() == 1
        space = space_for(women_worker, "women_space")
        assert [one.careful for one in present_in(women_worker, space)] == [False]
    with as_(vera):
        record_passage(actor=vera, service=reception(), person=bruno, client_uuid=uuid4())
    page = browse(women_worker).get(reverse("space", args=["women_space"])).content.decode()
    assert "somebody she must not meet is in the house" in page
    assert "Bruno" not in page
    desk = browse(vera).get(reverse("desk_person", args=[bruno.pk])).content.decode()
    assert "Lou" not in desk
    assert "must not meet" not in desk
    with as_(vera):
        record_leaving(actor=vera, person=bruno)
    with as_(women_worker):
        assert [one.careful for one in present_in(women_worker, space)] == [False]
        actions.end_apart(actor=women_worker, pair=Apart.objects.get())
        assert selectors.apart_from(women_worker, lou) == []


def test_one_is_not_kept_apart_from_oneself(as_, women_worker, lou):
    with as_(women_worker), pytest.raises(Refused, match="same person"):
        actions.keep_apart(actor=women_worker, person=lou, other=lou)


def test_what_was_told_is_never_rewritten(as_, women_worker, lou):
    with as_(women_worker):
        talk(women_worker, lou)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Screening.objects.update(danger="no")


def test_the_question_is_answered_to_nobody_without_a_token(db, lou):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.not_alone(%s, current_date)", [[lou.pk]])
        assert cursor.fetchall() == []


def test_the_page_keeps_talks_contact_and_pairs(browse, women_worker, as_, lou, momo):
    client = browse(women_worker)
    url = reverse("violence", args=[lou.pk])
    assert "do not call, do not write" in client.get(url).content.decode()
    page = client.post(reverse("violence_contact", args=[lou.pk]), {"words": "Text only"}, follow=True).content.decode()
    assert "Text only" in page
    empty = client.post(reverse("violence_screen", args=[lou.pk]), {"danger": "yes", "words": ""})
    assert empty.status_code == 422
    page = client.post(reverse("violence_screen", args=[lou.pk]), {"danger": "yes", "words": "At home", "client_uuid": uuid4()}, follow=True)
    assert "At home" in page.content.decode()
    assert momo.alias in client.post(reverse("violence_apart", args=[lou.pk]), {"q": "momo"}).content.decode()
    page = client.post(reverse("violence_apart", args=[lou.pk]), {"other": momo.pk}, follow=True).content.decode()
    assert "Momo" in page
    same = client.post(reverse("violence_apart", args=[lou.pk]), {"other": lou.pk})
    assert (same.status_code, b"same person" in same.content) == (422, True)
    with as_(women_worker):
        pk = Apart.objects.get().pk
    assert "Nobody is named." in client.post(reverse("violence_apart_end", args=[pk]), follow=True).content.decode()


def test_nothing_is_kept_when_the_ledger_fails(as_, women_worker, lou, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(women_worker):
        with pytest.raises(RuntimeError), transaction.atomic():
            talk(women_worker, lou)
        assert Screening.objects.count() == 0
