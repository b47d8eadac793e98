"""Two files become one person and two again: nothing is moved, nobody sees more, every figure is right at every moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from audit.ledger.models import Event
from audit.release.catalogue import Window
from audit.release.counting import count_persons
from audit.rights.registry import collectors
from audit.rights.tasks import forget
from audit.rules import Refused
from audit.vault import keys
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.access.models import Access
from centre.access.scope import compartments_of
from centre.shifts import clock
from centre.staff.models import Team
from intake.desk.actions import record_leaving, record_passage
from intake.desk.models import Service
from intake.desk.selectors import inside_count, inside_now, inside_since, recent_passages
from intake.figures import joined as joined_files
from intake.figures import passages, persons
from intake.linkage import actions as linkage
from intake.linkage import tags
from intake.linkage.selectors import number_found
from intake.merging import actions
from intake.merging.models import Merge
from intake.merging.panels import held_here
from intake.person.actions import issue_card, open_file, raise_alert
from intake.person.models import Person
from intake.person.selectors import find_card, search_alias

SAID = tags.Answers("FA", "MO", "AH", "TA", 14, 3, 1990, "M")


def counted(known=(), token=lambda person: person.bytes):
    """What a closing of this quarter would count: (persons, passages of somebody known)."""
    from audit.release import catalogue

    day = clock.service_day()
    window = Window(day.year, 1, day.replace(month=1, day=1), day, day.replace(month=1, day=1))
    source = next(one for one in catalogue.sources() if one.code == "persons")
    people = count_persons(source, persons(window), known=set(known), token=token)
    return people.persons, sum(1 for person, _where, _n in passages(window) if person)


def visit(who, person, service="reception"):
    record_passage(actor=who, service=Service.objects.get(code=service), client_uuid=uuid4(), person=person)


def test_the_elder_file_stays_and_says_what_was_chosen(as_, vera, momo, mo, joined):
    with as_(vera):
        momo.refresh_from_db()
        mo.refresh_from_db()
        assert (momo.alias, momo.gender, momo.birth_year) == ("Mo", "M", 1990)
        assert mo.merged_into_id == momo.pk
        assert momo.merged_into_id is None


def test_taken_apart_each_is_what_it_was(as_, vera, momo, mo, joined):
    with as_(vera):
        actions.undo_merge(actor=vera, merge=joined)
        momo.refresh_from_db()
        mo.refresh_from_db()
        assert (momo.alias, mo.alias, mo.merged_into_id) == ("Momo", "Mo", None)


def test_what_was_corrected_meanwhile_stays_corrected(as_, vera, momo, mo, proposed):
    from intake.person.actions import correct_file

    with as_(vera):
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={"alias": "absorbed", "birth_year": "absorbed"})
        momo.refresh_from_db()
        correct_file(actor=vera, person=momo, version=momo.version, alias="Momo the tall")
        actions.undo_merge(actor=vera, merge=merge)
        momo.refresh_from_db()
        assert (momo.alias, momo.birth_year) == ("Momo the tall", 1990)


def test_the_other_file_can_stay_instead(as_, vera, momo, mo, proposed):
    with as_(vera):
        actions.merge_files(actor=vera, merge=proposed, chosen={"gender": "absorbed"}, swap=True)
        momo.refresh_from_db()
        mo.refresh_from_db()
        assert (momo.merged_into_id, mo.merged_into_id) == (mo.pk, None)
        assert (mo.alias, mo.gender) == ("Mo", "M")


def test_figures_are_right_before_joined_and_undone(as_worker, as_, vera, momo, mo, proposed):
    with as_(vera):
        visit(vera, momo)
        visit(vera, mo)
        visit(vera, mo, "coffee")
        assert (counted(), inside_count(vera)) == ((2, 3), 2)
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
        assert (counted(), inside_count(vera), len(inside_now(vera))) == ((1, 3), 1, 1)
        assert joined_files() == {momo.pk: [mo.pk]}
        visit(vera, momo, "coffee")
        actions.undo_merge(actor=vera, merge=merge)
        assert (counted(), inside_count(vera)) == ((2, 4), 2)
        assert joined_files() == {}


@pytest.mark.parametrize("before", ["kept", "absorbed", "both"])
def test_nobody_is_counted_twice_whichever_file_was_counted_before(as_worker, as_, vera, momo, mo, proposed, before):
    """Counted in the first quarter under one number, joined, and seen under the other in the second."""
    known = {"kept": {momo.pk.bytes}, "absorbed": {mo.pk.bytes}, "both": {momo.pk.bytes, mo.pk.bytes}}[before]
    with as_(vera):
        actions.merge_files(actor=vera, merge=proposed, chosen={})
        visit(vera, momo)
        visit(vera, mo)
        assert counted(known)[0] == 0


def test_the_desk_treats_both_as_one(as_, vera, momo, mo, proposed):
    with as_(vera):
        visit(vera, mo)
        actions.merge_files(actor=vera, merge=proposed, chosen={})
        seen = list(recent_passages(vera, momo))
        assert len(seen) == 1
        assert inside_since(seen) is not None
        assert record_leaving(actor=vera, person=momo)
        assert inside_count(vera) == 0


def test_both_cards_and_both_aliases_lead_to_the_person(as_, vera, momo, mo, proposed):
    with as_(vera):
        old, new = issue_card(actor=vera, person=momo), issue_card(actor=vera, person=mo)
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
        assert find_card(vera, old) == find_card(vera, new) == momo
        assert [one.person for one in search_alias(vera, "Mo")] == [momo]
        assert [one.person for one in search_alias(vera, "Momo")] == [momo]
        actions.undo_merge(actor=vera, merge=merge)
        assert (find_card(vera, old), find_card(vera, new)) == (momo, mo)


def test_both_files_answer_the_questions_as_one(as_, vera, momo, mo, proposed, monkeypatch):
    monkeypatch.setattr(tags, "MEMORY_KIB", 64)
    with as_(vera):
        for person in (momo, mo):
            linkage.set_tags(actor=vera, person=person, answers=SAID, agreed=True)
        assert number_found(vera, linkage.ask_questions(actor=vera, answers=SAID)) == 2
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
        asking = linkage.ask_questions(actor=vera, answers=SAID)
        assert number_found(vera, asking) == 1
        assert linkage.confirm_candidate(actor=vera, asking=asking) == momo
        actions.undo_merge(actor=vera, merge=merge)
        assert number_found(vera, linkage.ask_questions(actor=vera, answers=SAID)) == 2


def test_everything_is_reached_from_both_numbers(browse, as_, vera, momo, mo, proposed):
    with as_(vera):
        raise_alert(actor=vera, person=mo, text="Ask about the dog", until=clock.now() + timedelta(hours=3))
        issue_card(actor=vera, person=mo)
        actions.merge_files(actor=vera, merge=proposed, chosen={})
    desk = browse(vera)
    for number in (momo.pk, mo.pk):
        page = desk.get(reverse("person", args=[number])).content.decode()
        assert page.count("Ask about the dog") == 1
        assert "Joined file: Mo" in page
    assert "Ask about the dog" in desk.get(reverse("desk_person", args=[momo.pk])).content.decode()


def test_joining_gives_nobody_anything(as_worker, as_, browse, vera, ivan, nadia, psy, momo, mo, proposed):
    """Ivan follows one file, Nadia the other: each still reads theirs, and no more."""
    with as_(vera):
        for person, team in ((momo, "social"), (mo, "nurses")):
            grant_team(person=person, team=Team.objects.get(code=team), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="Lost the flat", client_uuid=uuid4())
    with as_(nadia):
        write_note(actor=nadia, person=mo, compartment="nursing", text="Wound of the foot", client_uuid=uuid4())

    def reach():
        return {
            (who.username, person.alias): frozenset(compartments_of(who, person))
            for who in (vera, ivan, nadia, psy) for person in Person.objects.filter(pk__in=(momo.pk, mo.pk)).only("alias")
        }

    def everything():
        return sorted(Access.objects.filter(person__in=(momo.pk, mo.pk)).values_list("person", "compartment", "principal"))

    before, book = reach(), everything()
    with as_(vera):
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
    assert (reach(), everything()) == (before, book)
    social = browse(ivan).get(reverse("person", args=[momo.pk])).content.decode()
    assert "Joined file" not in social
    assert "Wound of the foot" not in social
    assert browse(ivan).get(reverse("person", args=[mo.pk])).status_code == 404
    nursing = browse(nadia).get(reverse("person", args=[mo.pk])).content.decode()
    assert "Momo" not in nursing
    assert "Lost the flat" not in nursing
    assert browse(nadia).get(reverse("merge", args=[merge.pk])).status_code == 404
    with as_(vera):
        actions.undo_merge(actor=vera, merge=merge)
    assert (reach(), everything()) == (before, book)


def test_the_card_of_one_file_opens_that_file_to_whoever_does_not_hold_the_other(as_, vera, psy, momo, mo, proposed):
    with as_(vera):
        card = issue_card(actor=vera, person=mo)
        actions.merge_files(actor=vera, merge=proposed, chosen={})
    with as_(psy):
        assert find_card(psy, card) == mo
        assert not Person.objects.filter(pk=momo.pk).exists()


def test_a_file_denied_on_one_side_is_denied_on_both_while_joined(as_worker, as_, vera, walid, momo, mo, proposed):
    def sees():
        with as_(walid):
            return {person.alias for person in (momo, mo) if compartments_of(walid, person)}

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())", [mo.pk, walid.pk]
        )
    assert sees() == {"Momo"}
    with as_(vera):
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
    assert sees() == set()
    with as_(vera):
        actions.undo_merge(actor=vera, merge=merge)
    assert sees() == {"Momo"}


def test_a_denial_of_later_stands_on_both_and_goes_from_both(as_worker, as_, walid, momo, mo, joined):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())", [momo.pk, walid.pk]
        )
        cursor.execute("SELECT count(*) FROM centre_denial")
        assert cursor.fetchone() == (2,)
        cursor.execute("DELETE FROM centre_denial WHERE person = %s", [momo.pk])
        cursor.execute("SELECT count(*) FROM centre_denial")
        assert cursor.fetchone() == (0,)


def test_two_files_denied_each_stay_denied_when_taken_apart(as_worker, as_, vera, walid, momo, mo, proposed):
    with connection.cursor() as cursor:
        for person in (momo, mo):
            cursor.execute(
                "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())",
                [person.pk, walid.pk],
            )
        with as_(vera):
            merge = actions.merge_files(actor=vera, merge=proposed, chosen={})
        cursor.execute("DELETE FROM centre_denial WHERE person = %s", [mo.pk])
        cursor.execute("SELECT count(*) FROM centre_denial")
        assert cursor.fetchone() == (2,)
        with as_(vera):
            actions.undo_merge(actor=vera, merge=merge)
        cursor.execute("SELECT person FROM centre_denial")
        assert cursor.fetchall() == [(momo.pk,)]


def test_a_third_file_joins_and_a_chain_never_forms(as_, vera, momo, mo, joined):
    with as_(vera):
        third = open_file(actor=vera, alias="Third")
        mo.refresh_from_db()
        with pytest.raises(Refused, match="joined to another file already"):
            actions.propose_merge(actor=vera, one=third, other=mo, ground="seen")
        more = actions.propose_merge(actor=vera, one=third, other=momo, ground="seen")
        assert more.kept_id == momo.pk
        with pytest.raises(Refused, match="Keep that one instead"):
            actions.merge_files(actor=vera, merge=more, chosen={}, swap=True)
        actions.merge_files(actor=vera, merge=more, chosen={})
        assert set(Person.objects.filter(merged_into=momo).values_list("alias", flat=True)) == {"Mo", "Third"}


def test_refusals(as_, vera, momo, mo, proposed):
    with as_(vera):
        with pytest.raises(Refused, match="same file"):
            actions.propose_merge(actor=vera, one=momo, other=momo, ground="said")
        assert actions.propose_merge(actor=vera, one=momo, other=mo, ground="seen") == proposed
        actions.decline_merge(actor=vera, merge=proposed)
        with pytest.raises(Refused, match="decided on this already"):
            actions.merge_files(actor=vera, merge=proposed, chosen={})
        with pytest.raises(Refused, match="not joined"):
            actions.undo_merge(actor=vera, merge=proposed)


def test_after_thirty_days_it_stays(as_, vera, joined):
    with as_(vera):
        with clock.at(clock.now() + timedelta(days=29, hours=23)):
            from intake.merging.policies import undo_merge

            assert undo_merge.allows(vera, merge=joined)
        with clock.at(clock.now() + timedelta(days=30, minutes=1)), pytest.raises(Refused, match="thirty days"):
            actions.undo_merge(actor=vera, merge=joined)


def test_whoever_sees_one_side_alone_proposes_and_undoes_nothing(as_, browse, vera, nadia, momo, mo, joined):
    with as_(vera):
        grant_team(person=mo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        assert not Merge.objects.exists()
        with pytest.raises(Refused, match="within your reach"):
            actions.propose_merge(actor=nadia, one=momo, other=mo, ground="said")
    client = browse(nadia)
    assert client.post(reverse("merge_undo", args=[joined.pk])).status_code == 404
    assert client.post(reverse("merge_propose", args=[mo.pk]), {"other": momo.pk, "ground": "said"}).status_code == 404


@pytest.mark.parametrize("deed", ["propose", "merge", "decline", "undo"])
def test_nothing_is_left_when_the_ledger_fails(as_, vera, momo, mo, proposed, monkeypatch, deed):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    with as_(vera):
        merge = actions.merge_files(actor=vera, merge=proposed, chosen={}) if deed == "undo" else proposed
        third = open_file(actor=vera)
        before = list(Merge.objects.values_list("state", flat=True)), list(Person.objects.order_by("pk").values_list("alias", "merged_into"))
    monkeypatch.setattr(actions, "record", broken)
    deeds = {
        "propose": lambda: actions.propose_merge(actor=vera, one=third, other=momo, ground="said"),
        "merge": lambda: actions.merge_files(actor=vera, merge=merge, chosen={"alias": "absorbed"}),
        "decline": lambda: actions.decline_merge(actor=vera, merge=merge),
        "undo": lambda: actions.undo_merge(actor=vera, merge=merge),
    }
    with pytest.raises(RuntimeError), as_(vera):
        deeds[deed]()
    with as_(vera):
        after = list(Merge.objects.values_list("state", flat=True)), list(Person.objects.order_by("pk").values_list("alias", "merged_into"))
    assert after == before


def test_both_persons_ledgers_tell_it(as_worker, as_, vera, momo, mo, joined):
    with as_(vera):
        actions.undo_merge(actor=vera, merge=joined)
    for person in (momo, mo):
        told = Event.objects.filter(subject=person.pk, verb__startswith="intake.merge").order_by("id")
        assert list(told.values_list("verb", flat=True)) == ["intake.merge.proposed", "intake.merge.done", "intake.merge.undone"]


def test_the_pages_from_search_to_undo(browse, as_, vera, momo, mo):
    desk = browse(vera)
    assert "Same person as another file" in desk.get(reverse("person", args=[momo.pk])).content.decode()
    found = desk.post(reverse("merge_other", args=[momo.pk]), {"q": "Mo"}).content.decode()
    assert str(mo.pk) in found
    proposed = desk.post(reverse("merge_propose", args=[momo.pk]), {"other": mo.pk, "ground": "said"})
    page = desk.get(proposed["Location"]).content.decode()
    assert 'name="alias" value="absorbed"' in page
    done = desk.post(proposed["Location"] + "do/", {"alias": "absorbed", "swap": ""}, follow=True).content.decode()
    assert "Both cards lead to this file" in done
    assert proposed["Location"] + "undo/" in done
    assert "They can be taken apart until" in desk.get(proposed["Location"]).content.decode()
    undone = desk.post(proposed["Location"] + "undo/", follow=True).content.decode()
    assert "Each file is what it was" in undone
    assert desk.post(proposed["Location"] + "undo/").status_code == 409
    assert desk.post(proposed["Location"] + "do/").status_code == 409
    with as_(vera):
        assert set(Person.objects.values_list("alias", flat=True)) == {"Momo", "Mo"}


def test_the_page_of_the_file_that_goes_keeps_the_choice_when_sides_change(browse, as_, vera, momo, mo, proposed):
    """What the worker chose by its value stays chosen by its value, whichever file stays."""
    browse(vera).post(reverse("merge_do", args=[proposed.pk]), {"alias": "kept", "swap": "on"})
    with as_(vera):
        mo.refresh_from_db()
        assert mo.alias == "Momo"


def test_a_wrong_card_leads_nowhere(browse, vera, momo):
    page = browse(vera).post(reverse("merge_other", args=[momo.pk]), {"q": "K7QP-3MX9-T3"})
    assert page.status_code == 422


def test_the_history_stands_behind_both_walls(as_, vera, nadia, momo, mo, joined):
    with as_(vera):
        grant_team(person=mo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
        assert Merge.history.count() == 2
    with as_(nadia):
        assert Merge.history.count() == 0


def test_whoever_is_forgotten_is_forgotten_whole(as_worker, as_, vera, momo, mo, joined, django_capture_on_commit_callbacks):
    with as_(vera):
        raise_alert(actor=vera, person=mo, text="Ask about the dog", until=clock.now() + timedelta(hours=3))
    assert held_here(momo.pk) == {"joined_files": 1, "proposals": 1}
    assert any(one.collect(momo.pk) == held_here(momo.pk) for one in collectors())
    with django_capture_on_commit_callbacks(execute=True):
        forget(momo.pk)
    assert keys.is_shredded(mo.pk)
    for person in Person.objects.filter(pk__in=(momo.pk, mo.pk)):
        assert (person.alias, person.birth_year, person.merged_into_id) == ("", None, None)
    assert (Merge.objects.count(), Merge.history.count()) == (0, 0)


def test_the_queries_of_others_never_meet_a_merge(as_, olga, joined):
    with as_(olga):
        assert not Merge.objects.exists()
