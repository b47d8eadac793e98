"""An agreement names the partner, the items and its end; it is taken back at any time; others never see it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from audit.ledger.models import Event
from audit.rights.registry import collectors
from audit.rules import Refused
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.shifts.hours import shift_now
from centre.staff.models import Team
from intake.consent import actions, selectors
from intake.consent.models import Consent
from intake.consent.panels import forget, held_here

PARTNER = uuid.uuid4()


@pytest.fixture
def followed(as_, vera, ivan, momo):
    with as_(vera):
        for code in ("social", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="x", client_uuid=uuid.uuid4())
    return momo


def give(actor, person, *items, days=30, **more):
    return actions.give_consent(
        actor=actor, person=person, compartment=more.pop("compartment", "social"), recipient=PARTNER, recipient_name="CPAS",
        items=items, purpose="AMU", valid_until=clock.service_day() + timedelta(days=days), **more,
    )


def test_it_covers_its_items_with_its_partner_until_its_day(as_, ivan, followed):
    with as_(ivan):
        consent = give(ivan, followed, "alias", "reason")
        today, other = clock.service_day(), uuid.uuid4()
        asked = ["alias", "reason", "health"]
        assert selectors.not_covered(ivan, followed, PARTNER, asked) == {"health"}
        assert selectors.not_covered(ivan, followed, other, asked) == set(asked)
        assert selectors.not_covered(ivan, followed, PARTNER, asked, on=consent.valid_until) == {"health"}
        assert selectors.not_covered(ivan, followed, PARTNER, asked, on=consent.valid_until + timedelta(days=1)) == set(asked)
        assert selectors.not_covered(ivan, followed, PARTNER, asked, on=today - timedelta(days=1)) == set(asked)


def test_two_agreements_add_up(as_, ivan, followed):
    with as_(ivan):
        give(ivan, followed, "alias")
        give(ivan, followed, "health")
        assert selectors.not_covered(ivan, followed, PARTNER, ["alias", "health"]) == set()


@pytest.mark.parametrize(("items", "days", "words"), [((), 30, "at least one"), (("alias",), 400, "a day to a year"), (("alias",), -1, "a day to a year")])
def test_an_agreement_without_content_or_end_is_refused(as_, ivan, followed, items, days, words):
    with as_(ivan), pytest.raises(Refused, match=words):
        give(ivan, followed, *items, days=days)


def test_the_database_wants_an_end_after_the_beginning(as_, ivan, followed):
    with as_(ivan):
        consent = give(ivan, followed, "alias")
        consent.valid_until = consent.given_on - timedelta(days=1)
        with pytest.raises(IntegrityError):
            consent.save()


def test_only_whoever_follows_writes_it_down(as_, nadia, vera, followed):
    for who in (nadia, vera):
        with as_(who), pytest.raises(Refused):
            give(who, followed, "alias")


def test_taken_back_it_covers_nothing_and_stays_on_the_page(browse, as_, ivan, followed):
    with as_(ivan):
        consent = give(ivan, followed, "birth_year")
    client = browse(ivan)
    assert "year of birth" in client.get(f"/person/{followed.pk}/agreements/").content.decode()
    assert client.post(f"/agreement/{consent.pk}/withdraw/").status_code == 302
    assert "withdrawn" in client.get(f"/person/{followed.pk}/agreements/").content.decode()
    with as_(ivan):
        assert selectors.not_covered(ivan, followed, PARTNER, ["birth_year"]) == {"birth_year"}
        with pytest.raises(Refused, match="withdrawn already"):
            actions.withdraw_consent(actor=ivan, consent=Consent.objects.get())


def test_the_file_shows_it_to_its_compartment_alone(as_, browse, ivan, nadia, vera, followed):
    with as_(ivan):
        give(ivan, followed, "alias")
    shown = {who.username: "CPAS" in browse(who).get(f"/person/{followed.pk}/").content.decode() for who in (ivan, nadia, vera)}
    assert shown == {"ivan": True, "nadia": False, "vera": False}


def test_the_other_side_of_the_wall_is_empty(as_, browse, ivan, nadia, vera, followed):
    with as_(ivan):
        consent = give(ivan, followed, "alias")
    for who in (nadia, vera):
        assert browse(who).post(f"/agreement/{consent.pk}/withdraw/").status_code in {403, 404}
        with as_(who), connection.cursor() as cursor:
            for table in ("intake_consent", "intake_historicalconsent"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)


def test_the_ledger_knows(as_, ivan, dora, followed):
    with as_(ivan):
        actions.withdraw_consent(actor=ivan, consent=give(ivan, followed, "alias"))
        selectors.consents_of(ivan, followed)
    with as_(dora):
        verbs = Event.objects.filter(subject=followed.pk, verb__startswith="intake.consent").order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == ["intake.consent.given", "intake.consent.withdrawn", "intake.consent.viewed"]


def test_nothing_is_left_when_the_ledger_fails(as_, ivan, followed, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(ivan):
        give(ivan, followed, "alias")
    with as_(ivan):
        assert not Consent.objects.exists()


def test_erasure_finds_and_removes_it(as_worker, db):
    from intake.person.models import Person

    person = Person.objects.create(alias="Momo")
    today = clock.service_day()
    Consent.objects.create(
        person=person, compartment="social", recipient=PARTNER, recipient_name="CPAS", items=["alias"], purpose="AMU",
        given_on=today, valid_until=today, recorded_by=1,
    )
    assert any(one.collect(person.pk).get("agreements") == 1 for one in collectors())
    assert forget(person.pk) == {"agreements": 1, "sharings": 0}
    assert held_here(person.pk) == {"agreements": 0, "sharings": 0}
    assert not Consent.history.exists()


def test_an_agreement_is_written_down_by_itself(as_, browse, ivan, colette, followed):
    from intake.directory.models import Organization

    with as_(colette):
        partner = Organization.objects.create(name="Lama")
    client, until = browse(ivan), clock.service_day() + timedelta(days=30)
    form = {"compartment": "social", "recipient": partner.pk, "items": ["alias"], "purpose": "Lit", "manner": "pictures", "valid_until": until.isoformat()}
    assert client.post(f"/person/{followed.pk}/agreements/new/", form).status_code == 302
    late = client.post(f"/person/{followed.pk}/agreements/new/", form | {"valid_until": "2099-01-01"})
    assert (late.status_code, "from a day to a year" in late.content.decode()) == (422, True)
    assert client.post(f"/person/{followed.pk}/agreements/new/", form | {"items": []}).status_code == 422
    with as_(ivan):
        made = Consent.objects.get()
        assert (made.manner, made.recipient, made.items, made.valid_until) == ("pictures", partner.pk, ["alias"], until)


def test_it_is_asked_again_before_it_ends(as_, browse, ivan, nadia, dora, followed, at):
    with as_(ivan):
        consent = give(ivan, followed, "alias")
        assert selectors.ending_soon(ivan) == []
    end = consent.valid_until
    at((clock.local() + (end - clock.service_day()) - timedelta(days=13)).strftime("%Y-%m-%d 12:00"))
    with as_(ivan):
        assert [one.consent for one in selectors.ending_soon(ivan)] == [consent]
        assert selectors.figures(ivan, clock.service_day()) == {"ending": 1}
        told, = selectors.ending_entries(ivan, shift_now())
        assert (told.person, told.compartment, told.key, told.facts["partner"]) == (followed.pk, "social", str(consent.pk), consent.recipient_name)
    with as_(nadia):
        assert (selectors.ending_soon(nadia), selectors.ending_entries(nadia, shift_now())) == ([], [])
    client = browse(ivan)
    assert "until" in client.get("/agreements/ending/").content.decode()
    page = f"/agreement/{consent.pk}/again/"
    too_soon = client.post(page, {"valid_until": end.isoformat(), "manner": "spoken"})
    assert (too_soon.status_code, "after the old one" in too_soon.content.decode()) == (422, True)
    assert client.post(page, {"valid_until": (end + timedelta(days=60)).isoformat(), "manner": "written"}).status_code == 302
    with as_(ivan):
        assert selectors.ending_soon(ivan) == []
        assert Consent.objects.count() == 2
        with pytest.raises(Refused, match="withdrawn"):
            actions.ask_again(actor=ivan, consent=actions.withdraw_consent(actor=ivan, consent=consent), valid_until=end + timedelta(days=90))
    with as_(dora):
        assert Event.objects.filter(verb="intake.consent.asked_again").count() == 1


def test_the_days_before_asking_are_a_setting(as_, ivan, followed, settings):
    settings.CENTRE_CONSENT_ASK_AGAIN_DAYS = 366
    with as_(ivan):
        give(ivan, followed, "alias")
        assert len(selectors.ending_soon(ivan)) == 1


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_sheet_of_pictures_names_nobody(as_, browse, ivan, dora, followed, language):
    from io import BytesIO

    from pypdf import PdfReader

    answer = browse(ivan).get(f"/person/{followed.pk}/agreements/sheet/{language}/")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert (len(reader.pages), reader.trailer["/Root"]["/Lang"]) == (1, language)
    assert "Momo" not in text
    assert browse(ivan).get(f"/person/{followed.pk}/agreements/sheet/xx/").status_code == 404
    with as_(dora):
        assert Event.objects.filter(verb="intake.consent.sheet_printed", subject=followed.pk).count() == 1


def test_every_item_has_its_picture():
    from intake.consent.documents import PICTURES, picture
    from intake.consent.enums import SharedItem

    assert set(PICTURES) == set(SharedItem.values)
    assert all("<path" in picture(name) or "<circle" in picture(name) for name in PICTURES.values())


def test_no_agreement_and_no_sharing_without_its_event(as_, ivan, followed, monkeypatch):
    from intake.consent.enums import Condition
    from intake.consent.models import Sharing

    with as_(ivan):
        consent = give(ivan, followed, "alias")

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    for deed in (
        lambda: actions.ask_again(actor=ivan, consent=consent, valid_until=consent.valid_until + timedelta(days=9)),
        lambda: actions.withdraw_consent(actor=ivan, consent=consent),
        lambda: actions.share(
            actor=ivan, person=followed, compartment="social", recipient=PARTNER, recipient_name="x", items=["alias"], purpose="x",
            conditions=Condition.values,
        ),
        lambda: actions.print_sheet(actor=ivan, person=followed),
    ):
        with pytest.raises(RuntimeError), as_(ivan):
            deed()
    with as_(ivan):
        assert (Consent.objects.get().withdrawn_at, Sharing.objects.count()) == (None, 0)
