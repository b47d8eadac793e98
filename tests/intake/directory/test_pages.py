"""The directory in the browser: found by what is needed, kept true, printed without what is only for colleagues."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from audit.ledger.models import Event
from centre.shifts import clock
from intake.directory import actions, selectors
from intake.directory.models import Organization, PartnerService
from intake.directory.partners import PARTNERS, ensure_partners


@pytest.fixture
def partners(as_, colette):
    with as_(colette):
        ensure_partners(clock.service_day())
        return list(PartnerService.objects.order_by("name"))


@pytest.fixture
def service(as_, colette):
    with as_(colette):
        partner = Organization.objects.create(name="Projet Lama")
        values = {"name": "Antenne", "languages": ["ar"], "hours": "Mo-Su 09:00-17:00", "staff_note": "SECRET", "phone": "02 1", "animals": True, "needs": ["health"]}
        return actions.write_partner(actor=colette, organization=partner, values=values)


def names(**wishes):
    return {one.service.name for one in selectors.directory(**wishes)}


def test_it_searches_by_words_needs_and_conditions(as_, vera, partners):
    with as_(vera):
        assert len(selectors.directory()) == len(PARTNERS)
        assert names(text="medecins") == {"Médibus"}
        assert all("shelter" in one.service.needs for one in selectors.directory(need="shelter"))
        assert all(one.service.minors is not False for one in selectors.directory(flags=("minors",)))
        assert any(one.to_check for one in selectors.directory())


def test_open_now_finds_what_is_open_and_hides_what_is_not_known(as_, vera, partners, at):
    at("2026-11-20 20:00")
    with as_(vera):
        assert {"Équipe de rue et comptoir", "Centre de crise", "Urgences 112"} <= names(open_now=True)
        assert "Médibus" not in names(open_now=True)
    at("2026-11-22 20:00")
    with as_(vera):
        assert "Équipe de rue et comptoir" not in names(open_now=True)


def test_a_language_one_does_not_know_hides_nothing(as_, vera, colette, service):
    with as_(colette):
        PartnerService.objects.create(organization=service.organization, name="Sans langue")
        PartnerService.objects.create(organization=service.organization, name="Dunkel", languages=["nl"])
    with as_(vera):
        assert names(language="ar") == {"Antenne", "Sans langue"}


def test_free_places_are_believed_for_twelve_hours(as_, browse, vera, service, at):
    assert browse(vera).post(f"/directory/{service.pk}/places/", {"places": "3"}).status_code == 302
    with as_(vera):
        assert names(places=True) == {"Antenne"}
        assert selectors.shown(selectors.service_for(service.pk)).places == 3
    assert "3 places free" in browse(vera).get("/directory/").content.decode()
    at((clock.local() + timedelta(hours=13)).strftime("%Y-%m-%d %H:%M"))
    with as_(vera):
        assert names(places=True) == set()
        assert selectors.shown(selectors.service_for(service.pk)).places is None


@pytest.mark.parametrize("places", ["-3", "many", "501"])
def test_a_number_that_is_none_changes_nothing(as_, browse, vera, service, places):
    assert browse(vera).post(f"/directory/{service.pk}/places/", {"places": places}).status_code == 302
    with as_(vera):
        assert PartnerService.objects.get(pk=service.pk).places_at is None


def test_the_coordinator_verifies_and_the_desk_does_not(as_, browse, colette, vera, service):
    with as_(colette):
        PartnerService.objects.update(verified_on=None)
    assert browse(vera).post(f"/directory/{service.pk}/verify/").status_code == 403
    page = browse(colette).get("/directory/to-check/").content.decode()
    assert "Antenne" in page
    assert browse(colette).post(f"/directory/{service.pk}/verify/", {"list": "1"})["Location"] == "/directory/to-check/"
    assert "Antenne" not in browse(colette).get("/directory/to-check/").content.decode().partition("<main")[2].partition("<section")[2]
    with as_(colette):
        found = selectors.service_for(service.pk)
        assert (found.verified_on, found.verified_by, selectors.to_check(found)) == (clock.service_day(), colette.pk, False)
        assert selectors.to_check(found, clock.service_day() + timedelta(days=181))
        assert not selectors.to_check(found, clock.service_day() + timedelta(days=180))
        assert selectors.figures(colette) == {"to_check": 0}


def test_the_days_until_a_check_are_a_setting(as_, vera, service, settings):
    settings.CENTRE_DIRECTORY_FRESH_DAYS = 30
    with as_(vera):
        assert selectors.to_check(service, clock.service_day() + timedelta(days=31))


def test_a_service_is_written_down_and_corrected(as_, browse, ivan, dora):
    client = browse(ivan)
    assert client.post("/directory/organization/", {"name": "Hobo", "kind": "partner"}).status_code == 302
    with as_(ivan):
        partner = Organization.objects.get(name="Hobo")
    form = {"organization": partner.pk, "name": "Dagcentrum", "status": "active", "hours": "Mo-Fr 09:00-17:00", "needs": ["work"], "animals": "no", "couples": ""}
    made = client.post("/directory/new/", form)
    assert made.status_code == 302
    with as_(ivan):
        service = PartnerService.objects.get(name="Dagcentrum")
        assert (service.animals, service.couples, service.week.count(), service.verified_on) == (False, None, 1, clock.service_day())
    page = client.get(f"/directory/{service.pk}/write/").content.decode()
    assert "Mo-Fr 09:00-17:00" in page
    assert client.post(f"/directory/{service.pk}/write/", form | {"hours": "sur rendez-vous"}).status_code == 302
    assert client.post("/directory/new/", {"name": ""}).status_code == 422
    with as_(ivan):
        assert PartnerService.objects.get(pk=service.pk).week.count() == 0
    with as_(dora):
        assert Event.objects.filter(verb="intake.partner.written").count() == 3


def test_nothing_is_left_when_the_ledger_fails(as_, colette, service, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    for deed in (
        lambda: actions.verify_partner(actor=colette, service=service),
        lambda: actions.tell_places(actor=colette, service=service, places=2),
        lambda: actions.write_partner(actor=colette, organization=service.organization, values={"name": "B"}),
        lambda: actions.write_organization(actor=colette, name="C"),
    ):
        with pytest.raises(RuntimeError), as_(colette):
            deed()
    with as_(colette):
        assert (PartnerService.objects.count(), Organization.objects.count()) == (1, 1)
        assert PartnerService.objects.get().places is None


def test_the_plain_list_and_the_slip_hold_no_note_for_colleagues(browse, vera, service):
    client = browse(vera)
    assert "SECRET" in client.get(f"/directory/{service.pk}/").content.decode()
    plain = client.get("/directory/plain/").content.decode()
    assert "Antenne" in plain
    assert "SECRET" not in plain


@pytest.mark.parametrize(("language", "size", "words", "width"), [("fr", "A5", "Antenne", 420), ("nl", "A4", "Antenne", 595), ("en", "A5", "Phone", 420)])
def test_a_slip_in_the_language_of_the_person(browse, vera, service, language, size, words, width):
    answer = browse(vera).get(f"/directory/{service.pk}/slip/{language}/{size}/")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert words in text
    assert "SECRET" not in text
    assert (len(reader.pages), round(float(reader.pages[0].mediabox.width)) // 10) == (1, width // 10)
    assert reader.trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("rest", ["de/A5", "fr/A3"])
def test_another_slip_is_not_there(browse, vera, service, rest):
    assert browse(vera).get(f"/directory/{service.pk}/slip/{rest}/").status_code == 404


def test_a_list_costs_the_same_for_one_and_three(as_, browse, colette, service):
    client, counts = browse(colette), []
    for number in range(2):
        with as_(colette):
            for _ in range(2 * number):
                actions.write_partner(actor=colette, organization=service.organization, values={"name": f"N{number}", "hours": "Mo 10:00-12:00"})
            PartnerService.objects.update(verified_on=None)
        for url in ("/directory/", "/directory/plain/", "/directory/to-check/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
