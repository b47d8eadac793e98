"""The pages of placements: from the file to the key, the lease and the end; what is refused stands beside its field."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from housing.homes import registry
from housing.placements import actions, selectors
from housing.placements.models import Arrears, Lease, Placement, TenancyEvent

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def autumn(at):
    return at("2026-09-15 14:00")


def text(response):
    return response.content.decode()


def lease_form(**more):
    return {
        "starts_on": "2026-05-04", "holder": "person", "rent_cents": "450,50", "charges_cents": "60", "guarantee_form": "blocked",
        "guarantee_cents": "901", "guarantee_paid_on": "2026-05-04", "note": "Bail de trois ans.", "client_uuid": str(uuid4()),
    } | more


def test_from_the_file_to_the_key_and_back_by_the_undo_bar(browse, as_, hugo, homes, known):
    momo, client = known("Momo"), browse(hugo)
    begin = reverse("placement_begin", args=[momo.pk])
    assert begin in text(client.get(reverse("person", args=[momo.pk])))
    plan = reverse("placement_plan", args=[momo.pk])
    assert client.get(begin)["Location"] == plan
    taken = client.post(plan, {"programme": homes.first.pk, "enrolled_on": "2026-05-04", "worker": hugo.pk, "client_uuid": str(uuid4())})
    with as_(hugo):
        placement = Placement.objects.get()
    page = reverse("placement", args=[placement.pk])
    assert taken["Location"] == page
    move = reverse("placement_move_in", args=[placement.pk])
    assert client.get(begin)["Location"] == move
    assert "Studio Lilas" in text(client.get(move))
    client.post(move, {"moved_in_on": "2026-05-10", "dwelling": homes.studio.pk, "own_name": "yes"})
    shown = text(client.get(page))
    assert "Momo moved in" in shown
    assert "Studio Lilas" in shown
    assert client.get(begin)["Location"] == page
    assert "Studio Lilas" in text(client.get(reverse("person", args=[momo.pk])))
    client.post(reverse("placement_undo_move_in", args=[placement.pk]))
    with as_(hugo):
        assert Placement.objects.get().state == "planned"


def test_what_is_refused_stands_beside_its_field_and_nothing_is_lost(browse, hugo, homes, house_them):
    placement = house_them(enrolled_on=MAY)
    answer = browse(hugo).post(reverse("placement_move_in", args=[placement.pk]), {"moved_in_on": "2026-05-01", "dwelling": homes.studio.pk})
    assert answer.status_code == 422
    assert "they cannot move in before" in text(answer)
    assert 'value="2026-05-01"' in text(answer)


def test_a_lease_is_kept_in_cents_and_one_without_end_is_said_so(browse, as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY, homes.studio)
    client, add = browse(hugo), reverse("lease_add", args=[placement.pk])
    offered = text(client.get(add))
    assert 'value="450.50"' in offered
    assert "Mrs Peeters" in offered
    page = text(client.post(add, lease_form(), follow=True))
    assert "It has no last day: it runs on until notice." in page
    assert "Bail de trois ans." in page
    with as_(hugo):
        lease = Lease.objects.get()
        assert (lease.rent_cents, lease.charges_cents, lease.guarantee_cents) == (45050, 6000, 90100)
    refused = client.post(add, lease_form(starts_on="2026-08-01"))
    assert refused.status_code == 409
    assert "Another lease runs since 4/5/2026, without a last day." in text(refused)
    assert "Bail de trois ans." in text(refused)
    change = reverse("lease_change", args=[lease.pk])
    assert client.post(change, {"ends_on": "2026-01-01", "notice_by": ""}).status_code == 422
    assert client.post(change, {"ends_on": "2026-08-31", "notice_on": "2026-05-20", "notice_by": "landlord", "guarantee_paid_on": "2026-05-04"})["Location"]
    assert "guarantee not returned" in text(client.get(reverse("placement", args=[placement.pk])))


@pytest.mark.parametrize(("amount", "cents"), [("450", 45000), ("450.5", 45050), ("1 200,05", 120005)])
def test_an_amount_may_be_typed_with_a_point_or_a_comma(browse, as_, hugo, house_them, amount, cents):
    placement = house_them("Kenza", MAY)
    browse(hugo).post(reverse("lease_add", args=[placement.pk]), lease_form(rent_cents=amount))
    with as_(hugo):
        assert Lease.objects.get().rent_cents == cents


def test_the_same_form_of_a_lease_sent_twice_is_one_lease(browse, as_, hugo, house_them):
    placement, form = house_them("Kenza", MAY), lease_form()
    client = browse(hugo)
    answers = [client.post(reverse("lease_add", args=[placement.pk]), form).status_code for _ in range(2)]
    with as_(hugo):
        assert (answers, Lease.objects.count()) == ([302, 302], 1)


def test_rent_owed_for_two_months_is_an_alarm_on_every_page(browse, as_, hugo, house_them):
    placement = house_them("Kenza", MAY)
    client = browse(hugo)
    for month in ("2026-07", "2026-08"):
        sent = {"month": month, "owed_cents": "450", "state": "open", "client_uuid": str(uuid4())}
        assert client.post(reverse("arrears_keep", args=[placement.pk]), sent).status_code == 302
    with as_(hugo):
        assert Arrears.objects.count() == 2
    assert "2 months, €900.00" in text(client.get(reverse("placements")))
    assert "2 months of rent owed" in text(client.get(reverse("person", args=[placement.person_id])))
    assert "2 months not paid" in text(client.get(reverse("attention")))


def test_an_absence_is_written_and_ended_from_the_page(browse, as_, hugo, house_them):
    placement = house_them("Kenza", MAY)
    client = browse(hugo)
    sent = {"kind": "absence", "on": "2026-08-01", "away_at": "hospital", "lease_kept": "on", "client_uuid": str(uuid4())}
    assert client.post(reverse("tenancy_add", args=[placement.pk]), sent).status_code == 302
    page = text(client.get(reverse("placement", args=[placement.pk])))
    assert "still away" in page
    with as_(hugo):
        event = TenancyEvent.objects.get()
    back = reverse("tenancy_back", args=[event.pk])
    assert back in page
    assert client.post(back, {"until": "2026-07-01"}).status_code == 422
    assert client.post(back, {"until": "2026-08-20"}).status_code == 302
    crisis = {"kind": "crisis", "on": "2026-08-21", "until": "2026-08-22", "client_uuid": str(uuid4())}
    assert "Only an absence has a day of return." in text(client.post(reverse("tenancy_add", args=[placement.pk]), crisis))


def test_the_end_offers_a_second_home(browse, as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY, homes.studio)
    client, end = browse(hugo), reverse("placement_end", args=[placement.pk])
    assert client.post(end, {"ended_on": "2026-05-01", "reason": "rent"}).status_code == 422
    died = client.post(end, {"ended_on": "2026-09-01", "reason": "died", "destination": "410"})
    assert "The reason says that the person has died." in text(died)
    client.post(end, {"ended_on": "2026-09-01", "reason": "rent", "destination": "101", "ethos_after": "2"})
    page = text(client.get(reverse("placement", args=[placement.pk])))
    rehouse = reverse("placement_rehouse", args=[placement.pk])
    assert rehouse in page
    assert rehouse in text(client.get(reverse("person", args=[placement.person_id])))
    client.post(rehouse, {"programme": homes.first.pk, "enrolled_on": "2026-09-10", "client_uuid": str(uuid4())})
    with as_(hugo):
        second = Placement.objects.get(previous=placement)
        actions.move_in(actor=hugo, placement=second, moved_in_on=date(2026, 9, 12), dwelling=homes.flat)
    page = text(client.get(reverse("placement", args=[placement.pk])))
    assert "re-housed" in page
    assert "second home" in text(client.get(reverse("placement", args=[second.pk])))


def test_two_who_end_at_once_the_second_is_told_who_was_first(browse, as_, hugo, colette, house_them):
    placement = house_them("Kenza", MAY)
    client = browse(colette)
    with as_(hugo):
        actions.end_placement(actor=hugo, placement=placement, ended_on=date(2026, 9, 1), reason="lost")
    answer = client.post(reverse("placement_end", args=[placement.pk]), {"ended_on": "2026-09-02", "reason": "rent"})
    assert answer.status_code == 409
    assert "Hugo was first" in text(answer)


def test_a_day_of_a_closed_quarter_is_kept_and_said(browse, hugo, house_them, monkeypatch):
    placement = house_them("Kenza", date(2026, 2, 2))
    monkeypatch.setattr(selectors, "figures_closed", lambda day: day < date(2026, 4, 1))
    client, end = browse(hugo), reverse("placement_end", args=[placement.pk])
    page = text(client.post(end, {"ended_on": "2026-03-20", "reason": "lost"}, follow=True))
    assert "The figures of that quarter are closed and stay as they were published." in page
    assert "Take the end back" in browse(hugo).get(reverse("placement", args=[placement.pk])).content.decode()
    client.post(reverse("placement_reopen", args=[placement.pk]))
    assert "Take the end back" not in client.get(reverse("placement", args=[placement.pk])).content.decode()
    assert "are closed" not in text(client.post(end, {"ended_on": "2026-04-01", "reason": "lost"}, follow=True))


def test_the_own_house_stands_before_what_was_brought_in(browse, as_, hugo, house_them, monkeypatch):
    house_them("Kenza", MAY)
    house_them("Pavel")  # about to move in, and so first
    client, page = browse(hugo), reverse("placements")
    order = [row["placement"].person.alias for row in client.get(page).context["placements"]]
    with as_(hugo):
        Placement.objects.filter(person__alias="Pavel").update(written_by=None)
    brought = [row["placement"].person.alias for row in client.get(page).context["placements"]]
    assert (order, brought) == (["Pavel", "Kenza"], ["Kenza", "Pavel"])
    monkeypatch.setattr(selectors, "SHOWN", 1)
    cut = text(client.get(page))
    assert ("2 placements" in cut, "1 more is not shown" in cut, "Pavel" in cut) == (True, True, False)


def test_the_list_is_filtered_by_state_programme_and_worker(browse, hugo, colette, homes, house_them):
    house_them("Kenza", MAY, homes.studio)
    house_them("Pavel", programme=homes.transit, worker=colette.pk)
    client = browse(hugo)

    def listed(**asked):
        page = text(client.get(reverse("placements"), asked))
        return [name for name in ("Kenza", "Pavel") if name in page]

    assert listed() == ["Kenza", "Pavel"]
    assert listed(state="housed") == ["Kenza"]
    assert listed(programme=homes.transit.pk) == ["Pavel"]
    assert listed(worker=colette.pk) == ["Pavel"]
    assert client.get(reverse("placements"), {"programme": "x"}).status_code == 422


def test_one_page_on_paper_shows_no_sealed_text(browse, hugo, homes, house_them):
    placement = house_them("Kenza", MAY, homes.studio)
    client = browse(hugo)
    client.post(reverse("lease_add", args=[placement.pk]), lease_form())
    paper = text(client.get(reverse("placement_print", args=[placement.pk])))
    assert "€450.50" in paper
    assert "Bail de trois ans." not in paper
    assert "every 14 days" in paper


def test_the_room_of_homes_is_told_who_lives_where_without_names(as_, hugo, colette, homes, house_them):
    house_them("Kenza", MAY, homes.studio)
    with as_(colette):
        assert {pk: one.since for pk, one in registry.lived_in(colette).items()} == {homes.studio.pk: MAY}


def test_whoever_is_outside_finds_nothing(browse, vera, ivan, nadia, house_them):
    placement = house_them("Kenza", MAY)
    page = reverse("placement", args=[placement.pk])
    assert [browse(one).get(page).status_code for one in (vera, ivan, nadia)] == [403, 404, 404]
    assert "Studio" not in text(browse(ivan).get(reverse("placements")))


def test_an_accepted_search_leads_to_the_key(browse, as_, hugo, homes, known):
    from housing.homes.actions import accept_dwelling, open_search, propose_dwelling

    momo = known("Momo")
    with as_(hugo):
        search = open_search(actor=hugo, person=momo, client_uuid=uuid4())
        search = propose_dwelling(actor=hugo, candidature=search, dwelling=homes.studio)
        search = accept_dwelling(actor=hugo, candidature=search)
        assert registry.way_home(hugo, search) == reverse("placement_begin", args=[momo.pk])
    client = browse(hugo)
    plan = reverse("placement_plan", args=[momo.pk])
    assert f'value="{homes.first.pk}" selected' in text(client.get(plan))
    client.post(plan, {"programme": homes.first.pk, "enrolled_on": "2026-09-10", "client_uuid": str(uuid4())})
    with as_(hugo):
        placement = Placement.objects.get()
        assert (placement.candidature, placement.dwelling) == (search, homes.studio)
        actions.move_in(actor=hugo, placement=placement, moved_in_on=date(2026, 9, 15))
        search.refresh_from_db()
        assert search.state == "housed"


def test_a_search_that_goes_on_ends_with_the_key_of_another_home(browse, as_, hugo, homes, known):
    from housing.homes.actions import open_search

    momo = known("Momo")
    with as_(hugo):
        search = open_search(actor=hugo, person=momo, client_uuid=uuid4())
    client = browse(hugo)
    client.post(reverse("placement_plan", args=[momo.pk]), {"programme": homes.first.pk, "enrolled_on": "2026-09-10", "client_uuid": str(uuid4())})
    assert "Move in" in text(client.get(reverse("person", args=[momo.pk])))
    with as_(hugo):
        placement = Placement.objects.get()
        actions.move_in(actor=hugo, placement=placement, moved_in_on=date(2026, 9, 15), dwelling=homes.flat)
        search.refresh_from_db()
        assert (search.state, search.dwelling) == ("housed", homes.flat)


def test_a_placement_of_nobody_is_shown_and_takes_nothing_more(browse, as_, hugo, homes, house_them):
    placement = house_them("Kenza", MAY, homes.studio)
    with as_(hugo):
        Placement.objects.filter(pk=placement.pk).update(person=None)
    client = browse(hugo)
    for name in ("placement", "placement_print"):
        assert "somebody whose file was erased" in text(client.get(reverse(name, args=[placement.pk]))), name
    assert "somebody whose file was erased" in text(client.get(reverse("placements")))
    refused = client.post(reverse("lease_add", args=[placement.pk]), lease_form())
    assert (refused.status_code, "The file of this person was erased." in text(refused)) == (422, True)
    assert client.get(reverse("placement_rehouse", args=[placement.pk])).status_code == 404
    event = {"kind": "crisis", "on": "2026-08-21", "client_uuid": str(uuid4())}
    assert client.post(reverse("tenancy_add", args=[placement.pk]), event).status_code == 422
    visit = {"at": "2026-09-14T10:00", "outcome": "kept", "where": "home", "client_uuid": str(uuid4())}
    assert client.post(reverse("visit_add", args=[placement.pk]), visit).status_code == 422
