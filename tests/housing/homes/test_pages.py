"""Homes as a worker sees them: the board, a search, matching in sentences, dwellings, landlords, programmes."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from centre.shifts import clock
from housing.homes import actions
from housing.homes.letting import dwelling_for
from housing.homes.models import Candidature, Dwelling, Landlord, Programme

pytestmark = pytest.mark.django_db


def text_of(answer):
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(client, name, *arguments):
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return text_of(answer)


def test_empty_pages_say_what_to_do(browse, colette):
    client = browse(colette)
    assert "A search begins on the page of the person." in page(client, "homes")
    assert "No dwelling answers this." in page(client, "home_dwellings")
    assert "No programme is written yet." in page(client, "home_programmes")
    assert "No landlord answers this." in page(client, "home_landlords")


def test_a_social_worker_without_housing_is_told_and_sees_nobody(browse, ivan, looking, homes):
    search, client = looking("Kenza"), browse(ivan)
    for name in ("homes", "home_landlords"):
        text = page(client, name)
        assert "Your team does not work with housing." in text
        assert "Kenza" not in text
        assert "Peeters" not in text
    assert "Studio 3, Anderlecht" in page(client, "home_dwellings")
    assert client.get(reverse("home_search", args=[search.pk])).status_code == 404
    assert client.get(reverse("home_landlord", args=[homes.owner.pk])).status_code == 404
    assert client.post(reverse("home_address", args=[homes.studio.pk])).status_code == 403
    shown = page(client, "home_dwelling", homes.studio.pk)
    assert "Kenza" not in shown
    assert "Show the address" not in shown


def test_a_search_begins_with_nothing_typed(browse, hugo, known):
    kenza, client = known("Kenza"), browse(hugo)
    assert "no abstinence, no insurance, no papers, no income, no project" in page(client, "home_look", kenza.pk)
    answer = client.post(reverse("home_look", args=[kenza.pk]), {"client_uuid": str(uuid4())}, follow=True)
    assert "Kenza: search for a home" in text_of(answer)
    assert "Looks for a home" in page(client, "person", kenza.pk)
    again = page(client, "home_look", kenza.pk)
    assert "Go on with that search" in again
    assert "Begin the search" not in again


def test_the_wishes_are_kept_in_the_order_of_the_choice(browse, hugo, known, homes, as_):
    kenza, client = known("Kenza"), browse(hugo)
    typed = {
        "choice_0": homes.older.pk, "choice_1": homes.first.pk, "choice_2": "", "areas": ["Forest"], "elsewhere": "Uccle, Jette",
        "individual": "on", "most_rent": "600", "needs": ["older"], "words": "Loin de la gare.", "client_uuid": str(uuid4()),
    }
    client.post(reverse("home_look", args=[kenza.pk]), typed)
    with as_(hugo):
        search = Candidature.objects.get(person=kenza)
    assert (search.wished, search.areas, search.needs) == ([homes.older.pk, homes.first.pk], ["Forest", "Uccle", "Jette"], ["older"])
    text = page(client, "home_search", search.pk)
    assert "Programmes 1. Home 2. Un toit d&#x27;abord" in text
    assert "Loin de la gare." in text
    form = client.get(reverse("home_wishes", args=[search.pk])).content.decode()
    assert 'value="Uccle, Jette"' in form


def test_a_programme_named_twice_is_refused_and_nothing_is_lost(browse, hugo, known, homes):
    kenza, client = known("Kenza"), browse(hugo)
    typed = {"choice_0": homes.first.pk, "choice_1": homes.first.pk, "words": "Un jardin."}
    answer = client.post(reverse("home_look", args=[kenza.pk]), typed)
    assert answer.status_code == 422
    assert "Name each programme once." in text_of(answer)
    assert "Un jardin." in text_of(answer)


def test_the_board_shows_each_search_in_its_state(browse, as_, hugo, looking, homes):
    one, two = looking("Kenza", wished=[homes.first.pk]), looking("Sam")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=two, dwelling=homes.studio)
    text = page(browse(hugo), "homes")
    assert re.search(r"looking 1 .*Kenza.*Un toit d&#x27;abord.*proposed 1 .*Sam · Studio 3, Anderlecht", text)
    assert one.pk != two.pk


def test_matching_tells_each_reason_and_ranks_the_choice_before_the_waiting(browse, hugo, looking, homes):
    today = clock.service_day()
    looking("Longest", asked_on=today - timedelta(days=300))
    looking("Chosen", asked_on=today - timedelta(days=3), wished=[homes.first.pk], areas=["Anderlecht"])
    looking("Second", asked_on=today - timedelta(days=90), wished=[homes.older.pk, homes.first.pk])
    looking("Dog", asked_on=today - timedelta(days=400), wished=[homes.first.pk], animal=True)
    text = page(browse(hugo), "home_dwelling", homes.studio.pk)
    assert [text.index(one) for one in ("Chosen", "Second", "Longest", "Dog")] == sorted(
        text.index(one) for one in ("Chosen", "Second", "Longest", "Dog")
    )
    assert "Choice number 1 of the person; 1 of 1 wishes met; waiting for 3 days." in text
    assert "In Anderlecht, as wished." in text
    assert "The person left the programme open; 0 of 0 wishes met; waiting for 300 days." in text
    assert "One thing stands against it." in text
    assert "Animals are not welcome." in text
    assert "people decide, never the list" in text


def test_matching_asks_what_is_not_known_and_keeps_nobody_out_for_it(browse, hugo, looking, homes):
    young, unknown = looking("Young", birth_year=2000), looking("Unknown", birth_year=None)
    client = browse(hugo)
    assert "The programme begins at the age of 45." in page(client, "home_search", young.pk)
    text = page(client, "home_search", unknown.pk)
    assert "the year of birth is not known: ask." in text
    assert "begins at the age" not in text


def test_one_tap_proposes_and_the_undo_bar_takes_it_back(browse, as_, hugo, looking, homes):
    search, client = looking("Kenza"), browse(hugo)
    typed = {"dwelling": homes.flat.pk, "version": search.version, "client_uuid": str(uuid4()), "back": "dwelling"}
    answer = client.post(reverse("home_propose", args=[search.pk]), typed, follow=True)
    assert "Flat 1, Forest proposed to Kenza" in text_of(answer)
    assert "Under discussion with" in text_of(answer)
    client.post(reverse("home_step", args=[search.pk, "taken_back"]))
    with as_(hugo):
        found = Candidature.objects.get(pk=search.pk)
        assert (found.state, found.dwelling_id) == ("open", None)


def test_a_dwelling_accepted_meanwhile_is_said_with_who_was_first(browse, as_, hugo, colette, looking, homes):
    one, two = looking("Kenza"), looking("Sam")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=one, dwelling=homes.flat)
        actions.accept_dwelling(actor=hugo, candidature=one)
    answer = browse(colette).post(reverse("home_propose", args=[two.pk]), {"dwelling": homes.flat.pk})
    assert answer.status_code == 409
    assert "Hugo wrote it down at" in text_of(answer)


def test_a_no_is_written_with_its_reason_and_costs_nothing(browse, as_, hugo, looking, homes):
    search, client = looking("Kenza"), browse(hugo)
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.room)
    assert "A no costs the person nothing" in page(client, "home_step", search.pk, "no_person")
    refused = client.post(reverse("home_step", args=[search.pk, "no_person"]), {"words": "Trop de bruit."})
    assert refused.status_code == 422
    assert "Trop de bruit." in text_of(refused)
    client.post(reverse("home_step", args=[search.pk, "no_person"]), {"reason": "shared", "words": "Trop de bruit."})
    text = page(client, "home_search", search.pk)
    assert "refused by the person · Room 2, Ixelles · shared with others Trop de bruit." in text
    late = client.post(reverse("home_step", args=[search.pk, "accepted"]))
    assert late.status_code == 422
    assert "This step does not follow" in text_of(late)
    assert client.get(reverse("home_step", args=[search.pk, "nonsense"])).status_code == 404


def test_a_page_that_is_behind_answers_409_and_keeps_what_was_typed(browse, as_, hugo, colette, looking):
    search = looking("Kenza")
    with as_(colette):
        actions.change_wishes(actor=colette, candidature=search, version=search.version, animal=True)
    client = browse(hugo)
    answer = client.post(reverse("home_wishes", args=[search.pk]), {"version": 1, "words": "Au calme."})
    assert answer.status_code == 409
    assert "Colette wrote in this search" in text_of(answer)
    assert "Au calme." in text_of(answer)
    assert 'name="version" value="2"' in answer.content.decode()


def test_a_condition_that_closes_a_door_is_refused_beside_its_field(browse, colette, as_):
    client = browse(colette)
    typed = {"kind": "supervised", "name": "Studios", "for_whom": "Abstinence depuis trois mois."}
    answer = client.post(reverse("home_programme_new"), typed)
    assert answer.status_code == 422
    assert "“abstinence” would close a door." in text_of(answer)
    assert "Abstinence depuis trois mois." in answer.content.decode()
    client.post(reverse("home_programme_new"), typed | {"for_whom": "Sans abstinence demandée.", "active": "on", "needs": ["older"]})
    with as_(colette):
        made = Programme.objects.get()
        assert (made.for_whom, made.needs) == ("Sans abstinence demandée.", ["older"])
    assert "getting older" in page(client, "home_programme", made.pk)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"available_from": "2026-05-01", "available_until": "2026-04-01"}, "The last day lies before the first."),
        ({"rent": "-1"}, "This must be at least €0.00."), ({"label": "Studio 3, Anderlecht"}, "already exists"),
        ({"area": ""}, "This field is required."),
    ],
)
def test_a_dwelling_that_cannot_be_is_refused_with_words(browse, colette, homes, wrong, words):
    typed = {"label": "Studio 9, Jette", "kind": "studio", "area": "Jette"} | wrong
    answer = browse(colette).post(reverse("home_dwelling_new"), typed)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_the_address_is_shown_by_a_tap_and_an_empty_field_keeps_it(browse, as_, hugo, colette, homes, verbs):
    client = browse(hugo)
    assert "Rue du Moulin" not in page(client, "home_dwelling", homes.studio.pk)
    assert "Rue du Moulin 7, 1070" in text_of(client.post(reverse("home_address", args=[homes.studio.pk])))
    typed = {"label": "Studio 3, Anderlecht", "kind": "studio", "area": "Anderlecht", "address": ""}
    browse(colette).post(reverse("home_dwelling_edit", args=[homes.studio.pk]), typed)
    assert "Rue du Moulin 7, 1070" in text_of(client.post(reverse("home_address", args=[homes.studio.pk])))
    assert verbs("housing.dwelling.address") == ["housing.dwelling.address_read"] * 2


def test_dwellings_and_landlords_are_searched_by_post(browse, colette, homes):
    client = browse(colette)
    found = text_of(client.post(reverse("home_dwellings"), {"text": "forest", "state": "free"}))
    assert "Flat 1, Forest" in found
    assert "Studio 3" not in found
    assert "No dwelling answers this." in text_of(client.post(reverse("home_dwellings"), {"state": "lived_in"}))
    assert "Madame Peeters" in text_of(client.post(reverse("home_landlords"), {"text": "peet"}))
    assert "No landlord answers this." in text_of(client.post(reverse("home_landlords"), {"text": "zzz"}))


def test_a_contact_with_a_landlord_is_written_and_one_about_a_person_is_sealed(browse, as_, hugo, looking, homes):
    search, client = looking("Kenza"), browse(hugo)
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
    today = clock.service_day().isoformat()
    typed = {"kind": "dispute", "on": today, "person": str(search.person_id), "words": "Une fuite d'eau.", "client_uuid": str(uuid4())}
    for _ in range(2):
        client.post(reverse("home_landlord", args=[homes.owner.pk]), typed)
    text = page(client, "home_landlord", homes.owner.pk)
    assert text.count("Une fuite d&#x27;eau.") == 1
    assert "dispute · Kenza" in text
    ahead = client.post(reverse("home_landlord", args=[homes.owner.pk]), typed | {"on": "2041-01-01", "client_uuid": str(uuid4())})
    assert ahead.status_code == 422
    assert "This day has not come yet." in text_of(ahead)


def test_the_coordinator_writes_a_landlord(browse, as_, colette, homes):
    client = browse(colette)
    client.post(reverse("home_landlord_new"), {"kind": "social_agency", "name": "AIS du Sud", "active": "on", "warning": "Par écrit."})
    with as_(colette):
        made = Landlord.objects.get(name="AIS du Sud")
    assert "Par écrit." in page(client, "home_landlord", made.pk)
    client.post(reverse("home_landlord_edit", args=[made.pk]), {"kind": "social_agency", "name": "AIS du Nord", "active": "on"})
    assert "AIS du Nord" in page(client, "home_landlords")


def test_the_social_worker_of_homes_changes_no_dwelling(browse, hugo, homes):
    client = browse(hugo)
    assert client.get(reverse("home_dwelling_new")).status_code == 403
    assert "New dwelling" not in page(client, "home_dwellings")


def test_the_home_board_tells_who_waits_for_a_lease_and_where_nothing_happens(browse, as_, hugo, ivan, looking, homes):
    quiet, ready = looking("Quiet"), looking("Ready")
    with as_(hugo):
        quiet.moved_at = clock.now() - timedelta(days=61)
        quiet.save()
        actions.propose_dwelling(actor=hugo, candidature=ready, dwelling=homes.flat)
        actions.accept_dwelling(actor=hugo, candidature=ready)
    text = page(browse(hugo), "home")
    assert re.search(r"Said yes, waiting for a lease Ready · Flat 1, Forest", text)
    assert re.search(r"Nothing happened for sixty days Quiet", text)
    assert "waiting for a lease" not in page(browse(ivan), "home")


def test_nobody_out_of_reach_keeps_a_dwelling_looking_free(as_, hugo, colette, looking, homes):
    """Its promise is known without the person."""
    from centre.access.grants import end_grant
    from centre.staff.models import Team

    search = looking("Kenza")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
        actions.accept_dwelling(actor=hugo, candidature=search)
        end_grant(person=search.person, team=Team.objects.get(code="coordination"), compartment="housing")
    with as_(colette):
        assert Candidature.objects.count() == 0
        assert dwelling_for(colette, homes.studio.pk).state == "promised"
        assert Dwelling.objects.count() == 3


def test_the_board_may_be_narrowed_to_a_programme(browse, hugo, looking, homes):
    looking("Kenza", wished=[homes.older.pk]), looking("Sam", wished=[homes.first.pk])
    client = browse(hugo)
    text = text_of(client.get(reverse("homes"), {"programme": homes.older.pk}))
    assert "Kenza" in text
    assert "Sam" not in text
    assert "Sam" in text_of(client.get(reverse("homes"), {"programme": "nonsense"}))


def test_two_searches_of_joined_files_point_to_one_another(browse, as_, hugo, looking):
    from intake.person.models import Person

    one, two = looking("Kenza"), looking("Kenza bis")
    with as_(hugo):
        Person.objects.filter(pk=two.person_id).update(merged_into=one.person)
    client = browse(hugo)
    for here, there in ((one, two), (two, one)):
        answer = client.get(reverse("home_search", args=[here.pk]))
        assert "Two files of this person were joined" in text_of(answer)
        assert reverse("home_search", args=[there.pk]) in answer.content.decode()


def test_what_to_be_careful_about_is_said_where_a_dwelling_is_proposed(browse, as_, hugo, ivan, colette, homes):
    with as_(colette):
        actions.write_landlord(actor=colette, landlord=homes.owner, warning="Confirmer par écrit.")
    assert "Confirmer par écrit." in page(browse(hugo), "home_dwelling", homes.studio.pk)
    assert "Confirmer par écrit." not in page(browse(ivan), "home_dwelling", homes.studio.pk)


def test_a_yes_tapped_by_mistake_is_taken_back_by_who_tapped(browse, as_, hugo, colette, looking, homes, at):
    search = looking("Kenza")
    with as_(hugo):
        actions.propose_dwelling(actor=hugo, candidature=search, dwelling=homes.flat)
    client = browse(hugo)
    answer = client.post(reverse("home_step", args=[search.pk, "accepted"]), follow=True)
    assert "Accepted by the person: Kenza" in text_of(answer)
    refused = browse(colette).post(reverse("home_undo", args=[search.pk]), follow=True)
    assert "Only the colleague who wrote the last step" in text_of(refused)
    again = client.post(reverse("home_undo", args=[search.pk]), follow=True)
    assert "written by mistake, taken back · Flat 1, Forest" in text_of(again)
    with as_(hugo):
        found = Candidature.objects.get(pk=search.pk)
        assert (found.state, found.dwelling, found.accepted_at) == ("proposed", homes.flat, None)
        assert dwelling_for(hugo, homes.flat.pk).state == "free"
        actions.note_visit(actor=hugo, candidature=search)
    with clock.at(clock.now() + timedelta(minutes=3)):
        late = client.post(reverse("home_undo", args=[search.pk]), follow=True)
    assert "Too late to take it back." in text_of(late)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("dwelling", {"label": "Studio 3, Anderlecht", "kind": "studio", "area": "Jette"}),
        ("landlord", {"kind": "private", "name": "Madame Peeters-Maes", "active": "on"}),
        ("programme", {"kind": "housing_first", "name": "Un toit pour tous", "active": "on"}),
    ],
)
def test_what_a_colleague_changed_meanwhile_is_not_written_over_unseen(browse, as_, colette, corentin, homes, kind, typed):
    row = {"dwelling": homes.studio, "landlord": homes.owner, "programme": homes.first}[kind]
    client, name = browse(corentin), f"home_{kind}_edit"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(reverse(name, args=[row.pk])).content.decode())[1]
    with as_(colette):
        row.save()
    answer = client.post(reverse(name, args=[row.pk]), typed | {"seen": seen})
    assert answer.status_code == 409
    assert "Colette changed this at" in text_of(answer)
    first = next(iter(set(typed.values()) - {"on", "studio", "private", "housing_first"}))
    assert first in answer.content.decode()
    now = re.search(r'name="seen" value="(\d+)" id="id_seen"', answer.content.decode())[1]
    assert int(now) > int(seen)
    assert client.post(reverse(name, args=[row.pk]), typed | {"seen": now}).status_code == 302
