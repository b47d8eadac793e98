"""A card is blocked for a reason, replaced at once, and found again within a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.person import actions
from intake.person.actions import issue_card, restore_card, revoke_card
from intake.person.enums import CardReason
from intake.person.models import Card
from intake.person.selectors import UnknownCard, find_card


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def held(as_, vera, momo):
    """Momo's card and its code."""
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
        return Card.objects.get(), code


def test_a_blocked_card_opens_nothing_until_it_is_found_again(as_, vera, momo, held):
    card, code = held
    with as_(vera):
        revoke_card(actor=vera, card=card, reason=CardReason.BROKEN)
        assert Card.objects.get().revoked_reason == "broken"
        with pytest.raises(UnknownCard):
            find_card(vera, code)
        restore_card(actor=vera, card=card)
        assert find_card(vera, code) == momo
        assert (Card.objects.get().revoked_at, Card.objects.get().revoked_reason) == (None, "")


def test_a_new_card_says_why_the_old_one_went(as_, vera, momo, held):
    card, code = held
    with as_(vera):
        new = issue_card(actor=vera, person=momo, reason=CardReason.STOLEN)
        card.refresh_from_db()
        assert card.revoked_reason == "stolen"
        assert find_card(vera, new) == momo
        with pytest.raises(UnknownCard):
            find_card(vera, code)


def test_a_card_does_not_come_back_when_it_should_not(as_, vera, momo, held):
    card, _code = held
    with as_(vera):
        with pytest.raises(Refused, match="in use"):
            restore_card(actor=vera, card=card)
        revoke_card(actor=vera, card=card, reason=CardReason.STOLEN)
        with pytest.raises(Refused, match="stays blocked"):
            restore_card(actor=vera, card=card)
        issue_card(actor=vera, person=momo)
        with pytest.raises(Refused, match="another card"):
            restore_card(actor=vera, card=card)


def test_after_a_day_a_new_card_is_given_instead(as_, vera, held):
    card, _code = held
    with as_(vera):
        revoke_card(actor=vera, card=card)
        with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(Refused, match="more than a day"):
            restore_card(actor=vera, card=card)


def test_the_page_asks_why_and_offers_the_way_back(browse, as_, vera, held):
    card, code = held
    desk = browse(vera)
    assert "Stolen" in desk.get(reverse("card_revoke", args=[card.pk])).content.decode()
    blocked = desk.post(reverse("card_revoke", args=[card.pk]), {"reason": "broken"}, follow=True).content.decode()
    assert reverse("card_restore", args=[card.pk]) in blocked
    assert "opens the file again" in desk.post(reverse("card_restore", args=[card.pk]), follow=True).content.decode()
    with as_(vera):
        assert find_card(vera, code).pk == card.person_id


def test_the_new_card_can_be_printed_and_is_shown_once(browse, vera, held):
    card, _code = held
    page = browse(vera).post(reverse("card_issue", args=[card.person_id]), {"reason": "lost"})
    assert page.status_code == 200
    assert "data-print" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_strangers_restore_nothing(browse, ivan, as_, vera, held):
    card, _code = held
    with as_(vera):
        revoke_card(actor=vera, card=card)
    assert browse(ivan).post(reverse("card_restore", args=[card.pk])).status_code == 404


def test_nothing_is_left_when_the_ledger_fails(as_, vera, held, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    card, _code = held
    with as_(vera):
        revoke_card(actor=vera, card=card)
    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(vera):
        restore_card(actor=vera, card=card)
    with as_(vera):
        assert Card.objects.get().revoked_at is not None


def test_the_ledger_knows(as_worker, as_, vera, held):
    card, _code = held
    with as_(vera):
        revoke_card(actor=vera, card=card, reason=CardReason.BROKEN)
        restore_card(actor=vera, card=card)
    told = Event.objects.filter(verb__startswith="intake.card", subject=card.person_id).order_by("id")
    assert list(told.values_list("verb", flat=True)) == ["intake.card.issued", "intake.card.revoked", "intake.card.restored"]
