"""The minor pathway: everything stays open, people decide, nothing is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts.clock import service_day
from intake.desk.actions import record_passage
from intake.desk.selectors import reception
from intake.person.actions import issue_card
from intake.person.selectors import find_card
from intake.youth import actions, selectors
from intake.youth.models import GuardianshipDecision, Minor


@pytest.fixture
def known(as_, vera, ivan, momo):
    """Momo, whom the social team knows too."""
    from centre.access.enums import Compartment, Origin
    from centre.access.grants import grant_actor_teams

    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    with as_(ivan):
        find_card(ivan, code)
        grant_actor_teams(ivan, person=momo, compartment=Compartment.SOCIAL, days=30, origin=Origin.RELATION)
    return momo


def test_what_is_said_replaces_what_was_thought(as_, vera, dora, momo):
    with as_(vera):
        actions.mark_minor(actor=vera, person=momo, basis="suspected")
        mark = actions.mark_minor(actor=vera, person=momo, basis="declared")
        actions.mark_minor(actor=vera, person=momo, basis="declared")
        assert (Minor.objects.count(), selectors.minor(vera, momo)) == (1, mark)
        actions.end_minor(actor=vera, mark=mark, ending="mistaken")
        actions.end_minor(actor=vera, mark=mark, ending="adult")
        assert (mark.ending, selectors.minor(vera, momo)) == ("mistaken", None)
    with as_(dora):
        assert Event.objects.filter(verb="intake.minor.marked").count() == 2


def test_a_minor_is_served_like_everybody(as_, vera, momo):
    with as_(vera):
        actions.mark_minor(actor=vera, person=momo, basis="declared")
        assert record_passage(actor=vera, service=reception(), person=momo, client_uuid=uuid4()).person == momo


def test_who_does_not_know_the_person_does_not_know_their_age(as_, vera, ivan, momo):
    with as_(vera):
        actions.mark_minor(actor=vera, person=momo, basis="suspected")
    with as_(ivan):
        assert selectors.minor(ivan, momo) is None
        assert Minor.history.count() == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.mark_minor(actor=ivan, person=momo, basis="declared")


def test_the_guardianship_is_decided_by_the_social_team_and_sealed(as_, ivan, vera, nadia, known):
    with as_(ivan):
        tap = uuid4()
        for _ in range(2):
            decided = actions.decide_guardianship(
                actor=ivan, person=known, decision="not_now", reasons="Wants to wait for his aunt.", client_uuid=tap
            )
        assert (GuardianshipDecision.objects.count(), str(decided.reasons)) == (1, "[sealed]")
        assert [one.reasons for one in selectors.decisions(ivan, known)] == ["Wants to wait for his aunt."]
    for outsider in (vera, nadia):
        with as_(outsider):
            assert GuardianshipDecision.objects.count() == 0
            with pytest.raises(Refused):
                actions.decide_guardianship(actor=outsider, person=known, decision="known", reasons="x", client_uuid=uuid4())


def test_later_says_when_and_comes_back_on_that_day(as_, ivan, dora, known):
    today = service_day()
    with as_(ivan):
        for day, words in ((None, "Say on which day"), (today - timedelta(days=1), "This day is over")):
            with pytest.raises(Refused, match=words):
                actions.decide_guardianship(actor=ivan, person=known, decision="later", reasons="x", again_on=day, client_uuid=uuid4())
        actions.decide_guardianship(actor=ivan, person=known, decision="later", reasons="x", again_on=today, client_uuid=uuid4())
        assert [one.person for one in selectors.to_speak_about(ivan)] == [known]
        actions.decide_guardianship(actor=ivan, person=known, decision="known", reasons="x", client_uuid=uuid4())
        assert selectors.to_speak_about(ivan) == []
    with as_(dora):
        assert Event.objects.filter(verb="intake.guardianship.viewed", actor=ivan.pk).count() == 1


def test_the_database_wants_a_date_for_later(as_, ivan, known):
    with as_(ivan), pytest.raises(IntegrityError), transaction.atomic():
        GuardianshipDecision.objects.create(person=known, decision="later", reasons="x", at=known.created_at, by=ivan.pk, client_uuid=uuid4())


def test_the_page_says_what_stays_open_and_sends_nothing(browse, vera, ivan, known, mailoutbox):
    desk = browse(vera)
    url = reverse("minor", args=[known.pk])
    assert b"Guardianship service" not in desk.get(url).content
    page = desk.post(reverse("minor_mark", args=[known.pk]), {"basis": "declared"}, follow=True).content.decode()
    assert "Everything else stays open" in page
    assert "says they are under 18" in desk.get(reverse("person", args=[known.pk])).content.decode()
    assert desk.post(reverse("minor_mark", args=[known.pk]), {}).status_code == 422
    social = browse(ivan)
    page = social.post(reverse("guardianship_decide", args=[known.pk]), {"decision": "later", "reasons": "Talked"})
    assert (page.status_code, b"Say on which day" in page.content) == (422, True)
    assert b"Talked" in page.content
    past = social.post(reverse("guardianship_decide", args=[known.pk]), {"decision": "later", "reasons": "Talked", "again_on": "2020-01-01"})
    assert b"This day is over." in past.content
    done = social.post(reverse("guardianship_decide", args=[known.pk]), {"decision": "with_them", "reasons": "Called at noon"}, follow=True)
    assert "Called at noon" in done.content.decode()
    assert "078/15 43 24" in done.content.decode()
    assert mailoutbox == []
    page = desk.post(reverse("minor_end", args=[known.pk]), {"ending": "mistaken"}, follow=True).content.decode()
    assert "Nobody is asked for proof" in page


def test_nothing_is_kept_when_the_ledger_fails(as_, vera, momo, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(vera):
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.mark_minor(actor=vera, person=momo, basis="declared")
        assert Minor.objects.count() == 0
