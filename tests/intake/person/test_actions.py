"""A file opens without a name, its card is shown once, and what is written about a person has one truth."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from audit.rules import Refused
from centre.shifts import clock
from intake.person import actions, selectors
from intake.person.cards import MistypedCard, read
from intake.person.models import Alert, AlertReading, Card, Person


def test_a_file_opens_with_nothing_said(as_, vera):
    with as_(vera):
        person = actions.open_file(actor=vera)
        assert selectors.person_for(vera, person.pk) == person
    assert (person.alias, person.gender, person.birth_year, person.languages) == ("", "", None, [])


def test_the_same_tap_opens_one_file(as_, vera):
    tap = uuid4()
    with as_(vera):
        assert actions.open_file(actor=vera, client_uuid=tap) == actions.open_file(actor=vera, client_uuid=tap)
        assert Person.objects.filter(pk=tap).count() == 1


def test_a_file_of_another_team_is_as_if_there_were_none(as_, vera, ivan, momo):
    with as_(ivan), pytest.raises(Http404):
        selectors.person_for(ivan, momo.pk)
    with as_(ivan):
        assert not Person.objects.filter(pk=momo.pk).exists()


def test_a_card_opens_the_file_for_the_team_it_is_shown_to(as_, vera, ivan, momo):
    with as_(vera):
        code = actions.issue_card(actor=vera, person=momo)
    assert read(code) == code
    with as_(ivan):
        assert selectors.find_card(ivan, code.lower()) == momo
        assert selectors.person_for(ivan, momo.pk) == momo


def test_the_card_itself_is_stored_nowhere(as_, vera, momo):
    with as_(vera):
        code = actions.issue_card(actor=vera, person=momo)
        card = Card.objects.get(person=momo)
        assert code.encode() not in bytes(card.mac)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM intake_card c WHERE c::text LIKE %s", [f"%{code}%"])
            assert cursor.fetchone()[0] == 0


def test_a_new_card_makes_the_lost_one_worthless(as_, vera, momo):
    with as_(vera):
        lost = actions.issue_card(actor=vera, person=momo)
        found = actions.issue_card(actor=vera, person=momo)
        with pytest.raises(selectors.UnknownCard):
            selectors.find_card(vera, lost)
        assert selectors.find_card(vera, found) == momo
        actions.revoke_card(actor=vera, card=selectors.card_in_use(vera, momo))
        assert selectors.card_in_use(vera, momo) is None
        with pytest.raises(selectors.UnknownCard):
            selectors.find_card(vera, found)


def test_a_mistyped_card_looks_nobody_up(as_, vera, momo):
    with as_(vera):
        code = actions.issue_card(actor=vera, person=momo)
        wrong = ("2" if code[0] != "2" else "3") + code[1:]
        with pytest.raises(MistypedCard) as slip:
            selectors.find_card(vera, wrong)
    assert slip.value.suggestion == code


def test_a_card_is_revoked_once(as_, vera, momo):
    with as_(vera):
        actions.issue_card(actor=vera, person=momo)
        card = selectors.card_in_use(vera, momo)
        actions.revoke_card(actor=vera, card=card)
        with pytest.raises(Refused):
            actions.revoke_card(actor=vera, card=card)


def test_an_alias_is_found_without_accents_and_with_its_letters_marked(as_, vera):
    with as_(vera):
        for alias in ("Mómo", "Momčilo", "Zélie"):
            actions.open_file(actor=vera, alias=alias)
        found = selectors.search_alias(vera, "mom")
    assert {one.person.alias for one in found} == {"Mómo", "Momčilo"}
    assert {one.pieces[0] for one in found} == {("Móm", True), ("Mom", True)}


def test_an_alias_is_found_by_those_who_may_know_it(as_, vera, ivan, momo):
    with as_(ivan):
        assert selectors.search_alias(ivan, "momo") == []


def test_seven_results_and_no_more(as_, vera):
    with as_(vera):
        for number in range(9):
            actions.open_file(actor=vera, alias=f"Ali {number}")
        assert len(selectors.search_alias(vera, "ali")) == 7
        assert selectors.search_alias(vera, "a") == []


def test_a_correction_changes_what_was_given_alone(as_, vera, momo):
    with as_(vera):
        corrected = actions.correct_file(actor=vera, person=momo, version=1, gender="NS")
    assert (corrected.alias, corrected.gender, corrected.version) == ("Momo", "NS", 2)


def test_a_stale_correction_is_refused_with_the_file_as_it_is(as_, vera, momo):
    with as_(vera):
        actions.correct_file(actor=vera, person=momo, version=1, alias="Mo")
        with pytest.raises(actions.StaleFile) as stale:
            actions.correct_file(actor=vera, person=momo, version=1, alias="Maurice")
        assert Person.objects.get(pk=momo.pk).alias == "Mo"
    assert stale.value.person.alias == "Mo"


def test_an_alert_is_sealed_read_and_ended(as_, vera, walid, momo):
    with as_(vera):
        alert = actions.raise_alert(
            actor=vera, person=momo, text="Peanut allergy", until=clock.now() + timedelta(hours=5)
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM intake_alert WHERE id = %s", [alert.pk])
            assert b"Peanut" not in bytes(cursor.fetchone()[0])
    with as_(walid):
        actions.read_alert(actor=walid, alert=alert)
        actions.read_alert(actor=walid, alert=alert)
        (shown,) = selectors.opened(selectors.standing_alerts(walid))
        assert (shown.text, shown.readers, shown.read_by_me, shown.author) == ("Peanut allergy", 1, True, "Vera")
        assert AlertReading.objects.count() == 1
        actions.end_alert(actor=walid, alert=alert)
        assert list(selectors.standing_alerts(walid)) == []
        with pytest.raises(Refused):
            actions.end_alert(actor=walid, alert=Alert.objects.get(pk=alert.pk))


@pytest.mark.parametrize("who", ["dora", "olga", "peer", "felix"])
def test_roles_without_people_open_no_file(as_, request, who):
    actor = request.getfixturevalue(who)
    with as_(actor), pytest.raises(Refused):
        actions.open_file(actor=actor)


def test_nothing_is_left_when_the_ledger_fails(as_, vera, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    tap = uuid4()
    with as_(vera):
        with pytest.raises(RuntimeError):
            actions.open_file(actor=vera, client_uuid=tap)
        assert not Person.objects.filter(pk=tap).exists()
