"""A search from its first word to a home: every step dated, every no kept, one yes for a dwelling."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from audit.rules import Refused
from centre.shifts import clock
from housing.homes import actions, policies, selectors
from housing.homes.enums import CandidatureState as S
from housing.homes.letting import address_of, dwelling_for
from housing.homes.models import Candidature, CandidatureStep, DwellingAddress, Landlord, LandlordContact
from housing.homes.policies import HomeTaken
from housing.homes.states import TRANSITIONS

pytestmark = pytest.mark.django_db


def test_a_search_goes_from_step_to_step_until_a_home(as_, hugo, colette, looking, homes, verbs):
    search = looking("Kenza", wished=[homes.first.pk], words="Un toit à moi, près de ma sœur.")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
        actions.note_visit(actor=hugo, candidature=search, words="Elle a aimé la lumière.")
        actions.accept_dwelling(actor=hugo, candidature=search)
        done = actions.mark_housed(actor=hugo, candidature=search)
        assert (done.state, done.dwelling_id) == (S.HOUSED, homes.studio.pk)
        trail = [(one.step.kind, one.words, one.by) for one in selectors.steps_of(hugo, done)]
        assert trail == [
            ("housed", "", "Hugo"), ("accepted", "", "Hugo"), ("visited", "Elle a aimé la lumière.", "Hugo"),
            ("proposed", "", "Hugo"), ("opened", "", "Hugo"),
        ]
        assert selectors.words_of(done) == "Un toit à moi, près de ma sœur."
    assert verbs("housing.candidature.") == [
        "housing.candidature.opened", "housing.candidature.proposed", "housing.candidature.visited",
        "housing.candidature.accepted", "housing.candidature.housed",
    ]


def test_the_coordinator_of_housing_sees_the_search_and_the_other_teams_do_not(as_, colette, ivan, vera, looking):
    search = looking("Kenza")
    with as_(colette):
        assert list(selectors.searches_for(colette)) == [search]
    for other in (ivan, vera):
        with as_(other) as actor:
            assert list(selectors.searches_for(actor)) == []
    with as_(ivan):
        assert Candidature.objects.count() == 0
        assert CandidatureStep.objects.count() == 0


def test_after_a_no_of_the_person_the_search_goes_on_with_its_place(as_, hugo, looking, homes):
    search = looking("Kenza", asked_on=clock.service_day() - timedelta(days=40))
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.room)
        after = actions.refuse_by_person(actor=hugo, candidature=search, reason="shared", words="Plus jamais à plusieurs.")
        assert (after.state, after.dwelling_id, after.asked_on) == (S.REFUSED_BY_PERSON, None, search.asked_on)
        step = selectors.steps_of(hugo, after)[0]
        assert (step.step.dwelling, step.step.person_reason, step.words) == (homes.room, "shared", "Plus jamais à plusieurs.")
        assert actions.propose_dwelling(actor=hugo, candidature=after, dwelling=homes.flat).state == S.PROPOSED


def test_refusals_of_landlords_are_counted_with_their_reason(as_, hugo, looking, homes):
    for alias, reason in (("Kenza", "income"), ("Sam", "income"), ("Lou", "unfair")):
        search = looking(alias)
        with as_(hugo):
            actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
            actions.refuse_by_landlord(actor=hugo, candidature=search, reason=reason)
    with as_(hugo):
        today = clock.service_day()
        assert selectors.refusals(hugo, today, today) == [
            ("Madame Peeters", "the income", 2), ("Madame Peeters", "seems unfair to us", 1),
        ]
        assert selectors.refusals(hugo, today - timedelta(days=9), today - timedelta(days=1)) == []
        assert selectors.refusals_of(hugo, homes.owner) == 3


def test_one_yes_for_a_dwelling_and_the_second_is_told_who_was_first(as_, hugo, colette, looking, homes, at):
    one, two = looking("Kenza"), looking("Sam")
    at("2026-11-20 14:02")
    with as_(hugo):
        for search in (one, two):
            search.asked_on = date(2026, 11, 1)
            search.save()
            actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
        actions.accept_dwelling(actor=hugo, candidature=one)
    with as_(colette), pytest.raises(HomeTaken) as refused:
        actions.accept_dwelling(actor=colette, candidature=two)
    assert refused.value.words == "This dwelling was accepted by somebody else: Hugo wrote it down at 20/11 14:02."
    with as_(colette):
        assert Candidature.objects.get(pk=two.pk).state == S.PROPOSED
        line = dwelling_for(colette, homes.studio.pk)
        assert (line.state, line.since, line.proposed) == ("promised", date(2026, 11, 20), 1)
        with pytest.raises(HomeTaken):
            actions.propose_dwelling(actor=colette, candidature=two, dwelling=homes.studio)


def test_the_same_form_twice_is_one_search_and_one_step(as_, hugo, known, homes):
    person, form, tap = known("Kenza"), uuid4(), uuid4()
    with as_(hugo):
        first = actions.open_search(actor=hugo, person=person, client_uuid=form)
        assert actions.open_search(actor=hugo, person=person, client_uuid=form) == first
        for _ in range(2):
            actions.propose_dwelling(actor=hugo, candidature=first, dwelling=homes.flat, client_uuid=tap)
        assert CandidatureStep.objects.filter(candidature=first).count() == 2


def test_a_person_looks_once_at_a_time_and_may_look_again(as_, hugo, looking):
    search = looking("Kenza", asked_on=date(2026, 1, 5))
    with as_(hugo):
        with pytest.raises(Refused, match="looks for a home since 5 January 2026"):
            actions.open_search(actor=hugo, person=search.person)
        over = actions.close_search(actor=hugo, candidature=search, words="Part à Liège.")
        again = actions.reopen_search(actor=hugo, candidature=over)
        assert (over.state, again.state, again.asked_on) == (S.WITHDRAWN, S.OPEN, date(2026, 1, 5))
        lapsed = actions.close_search(actor=hugo, candidature=again, lapsed=True)
        assert actions.open_search(actor=hugo, person=search.person).pk != lapsed.pk
        with pytest.raises(Refused, match="Go on with that search"):
            actions.reopen_search(actor=hugo, candidature=lapsed)


def test_a_page_that_is_behind_is_told_who_wrote_meanwhile(as_, hugo, colette, looking, homes, at):
    search = looking("Kenza", animal=True)
    with as_(colette):
        actions.change_wishes(actor=colette, candidature=search, version=search.version, individual=True)
    with as_(hugo):
        with pytest.raises(HomeTaken, match="Colette wrote in this search"):
            actions.change_wishes(actor=hugo, candidature=search, version=search.version, animal=False)
        with pytest.raises(HomeTaken, match="Look again before you go on"):
            actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat, version=search.version)
        found = Candidature.objects.get(pk=search.pk)
        assert (found.animal, found.individual, found.state) == (True, True, S.OPEN)


@pytest.mark.parametrize(("state", "to"), [(S.OPEN, "visited"), (S.OPEN, "accepted"), (S.HOUSED, "proposed"), (S.LAPSED, "visited")])
def test_a_step_that_does_not_follow_is_refused_with_the_state(as_, hugo, looking, state, to):
    search = looking("Kenza")
    search.state = state
    with as_(hugo):
        words = policies.move_search.why_not(hugo, candidature=search, to=to)
    assert words == f"This step does not follow: the search stands at “{S(state).label}”."


def test_who_said_yes_is_proposed_nothing_else_meanwhile(as_, hugo, looking, homes):
    search = looking("Kenza")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
        actions.accept_dwelling(actor=hugo, candidature=search)
        with pytest.raises(Refused, match="the search stands at “accepted”"):
            actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat)


def test_no_state_is_a_dead_end_but_a_home():
    assert [state for state, ways in TRANSITIONS.items() if not ways] == [S.HOUSED]


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2031, 1, 1)])
def test_a_day_before_the_search_or_ahead_is_refused(as_, hugo, looking, homes, day):
    search = looking("Kenza", asked_on=date(2026, 1, 5))
    with as_(hugo), pytest.raises(Refused, match="Choose a day since the search began"):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat, on=day)


def test_a_dwelling_out_of_use_is_not_proposed(as_, hugo, colette, looking, homes):
    search = looking("Kenza")
    with as_(colette):
        actions.write_dwelling(actor=colette, dwelling=homes.flat, out_reason="chaudière en panne")
    with as_(hugo), pytest.raises(Refused, match="out of use"):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat)


def test_a_team_without_housing_is_told_so(as_, ivan, momo):
    with as_(ivan) as actor:
        with pytest.raises(Refused, match=r"^Your team does not work with housing\.$"):
            actions.open_search(actor=actor, person=momo)


def test_a_dwelling_lived_in_is_not_proposed(as_, hugo, looking, homes, monkeypatch):
    from housing.homes import registry

    occupied = {homes.flat.pk: registry.Occupation(date(2026, 3, 1))}
    monkeypatch.setattr(registry, "_sources", [lambda actor: occupied])
    search = looking("Kenza")
    with as_(hugo):
        assert dwelling_for(hugo, homes.flat.pk).state == "lived_in"
        with pytest.raises(HomeTaken, match="Somebody lives there since 1/3/2026"):
            actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Abstinence depuis six mois", "abstinence"), ("Revenu stable demandé", "revenu"),
        ("met verblijfsvergunning", "verblijfsvergunning"), ("être en ordre de mutuelle", "mutuelle"),
        ("sans revenus : exclus. Sans revenus exclus", "revenus"), ("Sober for a month", "sober"),
        ("Personnes âgées, sans abstinence demandée", ""), ("Geen inkomen nodig", ""), ("Kort verblijf voor 45-plussers", ""),
    ],
)
def test_abstinence_insurance_papers_and_money_close_no_door(as_, colette, text, word):
    with as_(colette):
        words = policies.write_programme.why_not(colette, for_whom=text)
    assert words is None if not word else words.startswith(f"“{word}” would close a door.")


def test_the_address_is_read_by_who_looks_for_homes_alone_and_leaves_an_event(as_, hugo, ivan, vera, homes, verbs):
    with as_(hugo):
        assert address_of(hugo, homes.studio) == "Rue du Moulin 7, 1070"
        assert DwellingAddress.objects.count() == 1
    assert verbs("housing.dwelling.address") == ["housing.dwelling.address_read"]
    for other in (ivan, vera):
        with as_(other) as actor:
            assert (DwellingAddress.objects.count(), Landlord.objects.count()) == (0, 0)
            with pytest.raises(Refused):
                address_of(actor, homes.studio)


def test_words_about_a_tenant_are_sealed_with_their_file(as_, hugo, homes, known):
    kenza = known("Kenza")
    with as_(hugo):
        actions.open_search(actor=hugo, person=kenza)
        for person, words in ((kenza, "Bruit la nuit."), (None, "Propose un deuxième studio.")):
            actions.note_contact(
                actor=hugo, landlord=homes.owner, kind="call", on=clock.service_day(), words=words, client_uuid=uuid4(), person=person
            )
        sealed = LandlordContact.objects.get(person=kenza)
        assert (sealed.note, str(sealed.words)) == ("", "[sealed]")
        assert {one.words for one in selectors.contacts_of(hugo, homes.owner)} == {"Bruit la nuit.", "Propose un deuxième studio."}


def test_a_joined_file_looks_no_second_time(as_, hugo, looking, known):
    search, other = looking("Kenza"), known("Kenza bis")
    with as_(hugo):
        other.merged_into = search.person
        with pytest.raises(Refused, match="looks for a home since"):
            actions.open_search(actor=hugo, person=other)


def test_a_search_that_fails_in_the_ledger_leaves_nothing(as_, hugo, known, monkeypatch):
    kenza = known("Kenza")

    def broken(*arguments, **facts):
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr(actions, "record", broken)
    with as_(hugo):
        with pytest.raises(RuntimeError):
            actions.open_search(actor=hugo, person=kenza)
        assert Candidature.objects.count() == 0
