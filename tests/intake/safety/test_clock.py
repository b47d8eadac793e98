"""Three taps and a clock: what is tapped is a row with the hour of the house, once, on any screen, with or without script."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.rules import Refused
from centre.shifts import clock
from intake.safety import actions, selectors
from intake.safety.enums import Act, Keeping, Kind, keeping_of
from intake.safety.models import Incident, IncidentAct, NaloxoneProduct
from intake.safety.registry import cupboard
from intake.safety.seeds import ensure_products

pytestmark = pytest.mark.django_db


def tap(who, incident, act, number=None, **more):
    return actions.record_act(actor=who, incident=incident, act=act, client_uuid=number or uuid.uuid4(), **more)


def test_three_taps_and_the_clock_runs(browse, as_, vera):
    desk = browse(vera)
    assert "Overdose" in desk.get(reverse("incident_start")).content.decode()
    begun = desk.post(reverse("incident_start"), {"kind": "overdose", "client_uuid": uuid.uuid4()})
    page = begun["Location"]
    with as_(vera):
        incident = Incident.objects.get()
    assert page == reverse("incident_clock", args=[incident.pk])
    assert desk.post(reverse("incident_tap", args=[incident.pk]), {"act": "naloxone_im", "client_uuid": uuid.uuid4()})["Location"] == page
    text = desk.get(page).content.decode()
    assert 'role="timer"' in text
    assert "Naloxone IM at" in text
    assert "×1" in text
    with as_(vera):
        entry = IncidentAct.objects.get()
    assert timezone.now() - entry.at < timedelta(minutes=1)


def test_the_way_to_the_clock_stands_above_every_desk(browse, vera, momo):
    desk = browse(vera)
    assert f'href="{reverse("incident_start")}"' in desk.get(reverse("desk")).content.decode()
    assert f'href="{reverse("incident_start_for", args=[momo.pk])}"' in desk.get(reverse("desk_person", args=[momo.pk])).content.decode()
    assert f'name="person" value="{momo.pk}"' in desk.get(reverse("incident_start_for", args=[momo.pk])).content.decode()


def test_a_clock_that_runs_is_seen_at_the_desk(browse, begin, vera, nadia, momo):
    addresses = [reverse("desk"), reverse("desk_person", args=[momo.pk])]
    assert not [one for one in addresses if "the clock runs since" in browse(vera).get(one).content.decode()]
    clocks = reverse("incident_clock", args=[begin(nadia).pk])
    for address in addresses:
        page = browse(vera).get(address).content.decode()
        assert clocks in page
        assert "the clock runs since" in page


def test_a_tap_needs_nothing_but_the_finger(browse, as_, vera):
    assert browse(vera).post(reverse("incident_start")).status_code == 302
    with as_(vera):
        assert Incident.objects.get().kind == Kind.MEDICAL


def test_the_same_tap_twice_is_one(browse, as_, vera, overdose):
    number, desk = uuid.uuid4(), browse(vera)
    for _ in range(2):
        desk.post(reverse("incident_start"), {"kind": "seizure", "client_uuid": number})
        desk.post(reverse("incident_tap", args=[overdose.pk]), {"act": "oxygen", "client_uuid": number})
    with as_(vera):
        assert Incident.objects.filter(kind="seizure").count() == 1
        assert IncidentAct.objects.count() == 1


def test_two_screens_share_the_clock(browse, as_, vera, walid, overdose):
    one, two = browse(vera), browse(walid)
    url = reverse("incident_live", args=[overdose.pk])
    before = two.get(url)
    revision = before["HX-PTag"]
    assert two.get(url, headers={"HX-PTag": revision}).status_code == 304
    one.post(reverse("incident_tap", args=[overdose.pk]), {"act": "called_112", "client_uuid": uuid.uuid4()})
    after = two.get(url, headers={"HX-PTag": revision})
    assert after.status_code == 200
    assert "112 called" in after.content.decode()
    assert "Vera" in after.content.decode()


def test_a_script_gets_the_live_part_with_fresh_numbers(browse, vera, overdose):
    number = str(uuid.uuid4())
    data = {"act": "oxygen", "client_uuid": number}
    text = browse(vera).post(reverse("incident_tap", args=[overdose.pk]), data, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert number not in text
    assert 'hx-swap-oob="true"' in text


def test_the_time_runs_from_the_beginning(as_, vera, overdose):
    with as_(vera), clock.at(overdose.begun_at + timedelta(minutes=4, seconds=20)):
        tap(vera, overdose, Act.CALLED)
        (line,) = selectors.timeline(overdose)
        assert line.after == "04:20"
        assert selectors.running_page(vera, overdose)["elapsed"] == "04:20"
    assert selectors.elapsed(overdose.begun_at, overdose.begun_at + timedelta(hours=1, minutes=2, seconds=3)) == "1:02:03"


def test_a_wrong_tap_is_struck_and_stays_to_be_seen(browse, as_, vera, walid, overdose):
    with as_(vera):
        entry = tap(vera, overdose, Act.DIED)
        assert Incident.objects.get().outcome == "died"
    response = browse(walid).post(reverse("incident_act_strike", args=[entry.pk]), follow=True)
    assert "<del>Died</del>" in response.content.decode()
    with as_(vera):
        assert Incident.objects.get().outcome == ""
        assert selectors.timeline(overdose)[0].entry.struck_by == walid.pk


@pytest.mark.parametrize(("act", "outcome"), [("recovered", "recovered"), ("transfer", "transferred"), ("left", "left"), ("oxygen", "")])
def test_how_it_ended_is_told_by_the_tap(as_, vera, overdose, act, outcome):
    with as_(vera):
        tap(vera, overdose, act)
        assert Incident.objects.get().outcome == outcome


def test_naloxone_has_a_product_a_lot_and_a_dose(browse, as_, vera, overdose):
    used = []
    cupboard.know(lots=lambda actor, route: ["LOT7"] if route == "naloxone_im" else [], used=lambda *told: used.append(told[2]))
    try:
        with as_(vera):
            entry = tap(vera, overdose, Act.NALOXONE_IM)
            product = NaloxoneProduct.objects.get(route="naloxone_im")
            assert (entry.product, entry.dose_mg) == (product, Decimal("0.40"))
        desk = browse(vera)
        url = reverse("incident_act_detail", args=[entry.pk])
        for _ in range(2):
            desk.post(url, {"product": product.pk, "lot": " LOT7 ", "dose_mg": "0.8"})
        text = desk.get(reverse("incident_clock", args=[overdose.pk])).content.decode()
    finally:
        cupboard.know()
    assert "Naloxone 0,4 mg/1 ml · 0.8 mg · LOT7" in text
    assert '<option value="LOT7">' in text
    assert used == ["LOT7"]


def test_a_wrong_dose_is_said_in_words(browse, as_, vera, overdose):
    with as_(vera):
        entry = tap(vera, overdose, Act.NALOXONE_IN)
    response = browse(vera).post(reverse("incident_act_detail", args=[entry.pk]), {"dose_mg": "-3"}, follow=True)
    assert "The dose is a number of milligrams" in response.content.decode()


def test_the_clock_stops_once(browse, as_, vera, overdose, verbs):
    for _ in range(2):
        assert browse(vera).post(reverse("incident_stop", args=[overdose.pk])).status_code == 302
    with as_(vera):
        assert Incident.objects.get().stopped_by == vera.pk
    assert verbs("intake.incident.stopped") == ["intake.incident.stopped"]


def test_from_paper_it_keeps_its_own_hour(browse, as_, vera):
    began = timezone.localtime() - timedelta(hours=5)
    browse(vera).post(reverse("incident_start"), {"kind": "fire", "at": began.strftime("%Y-%m-%dT%H:%M"), "client_uuid": uuid.uuid4()})
    with as_(vera):
        incident = Incident.objects.get()
    assert incident.recorded_late
    assert incident.service_day == clock.service_day(began)
    assert incident.locks_at - incident.recorded_at == timedelta(hours=24)


def test_after_a_day_nothing_but_addenda(browse, as_, vera, begin, verbs):
    with clock.at(timezone.now() - timedelta(hours=25)):
        incident = begin(vera)
    with as_(vera):
        with pytest.raises(Refused, match="locked after 24 hours"):
            tap(vera, incident, Act.OXYGEN)
        with pytest.raises(Refused, match="locked after 24 hours"):
            actions.describe_incident(actor=vera, incident=incident, kind="fire")
        added = actions.tell_story(actor=vera, incident=incident, text="Later on", client_uuid=uuid.uuid4())
        assert added.addendum
    text = browse(vera).get(reverse("incident_clock", args=[incident.pk])).content.decode()
    assert "locked after 24 hours" in text
    assert 'name="act"' not in text
    assert "Refused" not in "".join(verbs("intake.incident"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE intake_incident SET severity = 1",
        "UPDATE intake_incident SET locks_at = now() + interval '1 year'",
        "INSERT INTO intake_incidentact (incident_id, act, at, recorded_at, by, lot, client_uuid)"
        " SELECT id, 'oxygen', now(), now(), begun_by, '', gen_random_uuid() FROM intake_incident",
    ],
)
def test_the_database_locks_it_too(as_, vera, begin, sql):
    with clock.at(timezone.now() - timedelta(hours=25)):
        begin(vera)
    with as_(vera), pytest.raises(DatabaseError, match="this incident is locked"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_nobody_puts_the_lock_off(as_, vera, overdose):
    with as_(vera), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_incident SET locks_at = now() + interval '1 year'")
        cursor.execute("SELECT max(locks_at) FROM intake_incident")
        assert cursor.fetchone()[0] == overdose.locks_at


def test_nothing_is_left_when_the_ledger_fails(as_, vera, overdose, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(vera):
        actions.start_incident(actor=vera, kind="fire", client_uuid=uuid.uuid4())
    with pytest.raises(RuntimeError), as_(vera):
        tap(vera, overdose, Act.RECOVERED)
    with as_(vera):
        assert list(Incident.objects.values_list("kind", "outcome")) == [("overdose", "")]
        assert not IncidentAct.objects.exists()


def test_the_ledger_knows_every_tap(as_, vera, overdose, verbs):
    with as_(vera):
        tap(vera, overdose, Act.OXYGEN)
    assert verbs("intake.incident") == ["intake.incident.started", "intake.incident.tapped"]


def test_an_outsider_sees_and_taps_nothing(browse, as_, olga, felix, vera, overdose):
    for who in (olga, felix):
        client = browse(who)
        assert client.get(reverse("incident_clock", args=[overdose.pk])).status_code == 403
        assert client.post(reverse("incident_tap", args=[overdose.pk]), {"act": "oxygen"}).status_code == 403
        with as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM intake_incident), (SELECT count(*) FROM intake_historicalincident)")
            assert cursor.fetchone() == (0, 0)


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_begins_and_is_kept_by_somebody(as_, vera, kind):
    with as_(vera):
        made = actions.start_incident(actor=vera, kind=kind, client_uuid=uuid.uuid4())
    assert made.keeping == keeping_of(kind)
    assert made.keeping in Keeping.values


def test_the_clock_costs_the_same_for_one_and_for_three(browse, as_, vera, overdose):
    desk, url, costs = browse(vera), reverse("incident_clock", args=[overdose.pk]), []
    for number in (1, 2):
        with as_(vera):
            for _ in range(number):
                tap(vera, overdose, Act.NALOXONE_IM)
        desk.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(url).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert costs[0] <= 16


def test_the_list_of_naloxone_is_the_centres_own(browse, as_, nadia, vera):
    with as_(nadia):
        assert ensure_products() == 0
    nurse, url = browse(nadia), reverse("naloxone")
    assert nurse.post(url, {"name": "Spray", "route": "naloxone_in", "dose_mg": "1.8", "active": "on"}).status_code == 302
    again = nurse.post(url, {"name": "Spray", "route": "naloxone_in"})
    assert again.status_code == 422
    assert "stands on the list already" in again.content.decode()
    with as_(nadia):
        spray = NaloxoneProduct.objects.get(name="Spray")
    nurse.post(reverse("naloxone_product", args=[spray.pk]), {"name": "Spray 2", "route": "naloxone_in"})
    with as_(vera):
        assert list(NaloxoneProduct.objects.filter(route="naloxone_in").values_list("name", "active")) == [("Spray 2", False)]
    assert browse(vera).get(url).status_code == 403
