"""The officer's pages: console, one erasure, and the sheet "who looked"."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation

from audit.ledger.models import Event
from audit.rights import selectors, wording
from audit.rights.models import ErasureRequest
from audit.rules import Refused
from tests.conftest import owner_connection


def text_of(response):
    return response.content.decode()


def test_the_console_shows_what_is_under_way(browse, dora, approved):
    page = browse(dora).get(reverse("dpo"))
    assert page.status_code == 200
    assert reverse("erasure", args=[approved.pk]) in text_of(page)
    assert "<td>14</td>" in text_of(page)


def test_the_coordinator_sees_requests_and_no_form(browse, colette, erasure):
    page = browse(colette).get(reverse("dpo"))
    assert reverse("erasure", args=[erasure.pk]) in text_of(page)
    assert f'action="{reverse("erasure_request")}"' not in text_of(page)


@pytest.mark.parametrize("who", ["vera", "ivan", "nadia", "ada", "felix"])
def test_other_roles_are_refused(browse, erasure, momo, who, request):
    client = browse(request.getfixturevalue(who))
    for name, pk in (("dpo", None), ("erasure", erasure.pk), ("who_looked", momo.pk)):
        assert client.get(reverse(name, args=[pk] if pk else [])).status_code == 403
    for name in ("erasure_approve", "erasure_withdraw", "erasure_carry_out"):
        assert client.post(reverse(name, args=[erasure.pk])).status_code == 403
    assert client.post(reverse("erasure_request"), {"file": str(momo.pk)}).status_code == 403


def test_asking_on_the_page(browse, dora, momo):
    answer = browse(dora).post(reverse("erasure_request"), {"file": str(momo.pk), "ground": "asked"})
    assert answer.status_code == 302
    from centre.access.identity import acting

    with acting(dora):
        assert ErasureRequest.objects.get().subject == momo.pk


@pytest.mark.parametrize("typed", ["", "K7QP-3MX9-T2", "momo", "6a19ef3f-e72f-4094-9c5d-a12c9e62f092"])
def test_an_unknown_file_is_refused_on_the_page(browse, dora, typed, rooms):
    answer = browse(dora).post(reverse("erasure_request"), {"file": typed, "ground": "asked"})
    assert answer.status_code == 422


def test_a_registered_finder_knows_cards(browse, dora, momo, rooms):
    rooms.find_by(lambda actor, text: momo.pk if text == "K7QP-3MX9-T2" else None)
    answer = browse(dora).post(reverse("erasure_request"), {"file": "K7QP-3MX9-T2", "ground": "asked"})
    assert answer.status_code == 302


def test_asking_twice_says_why_not(browse, dora, erasure, momo):
    answer = browse(dora).post(reverse("erasure_request"), {"file": str(momo.pk), "ground": "asked"})
    assert answer.status_code == 422
    assert "already under way" in text_of(answer)


def test_the_steps_on_the_page(browse, dora, dirk, erasure):
    own = browse(dora).post(reverse("erasure_approve", args=[erasure.pk]))
    assert own.status_code == 409
    assert "Another person must approve" in text_of(own)
    other = browse(dirk)
    assert other.post(reverse("erasure_approve", args=[erasure.pk])).status_code == 302
    assert other.post(reverse("erasure_approve", args=[erasure.pk])).status_code == 409
    assert browse(dora).post(reverse("erasure_carry_out", args=[erasure.pk])).status_code == 302
    assert "being erased" in text_of(browse(dora).get(reverse("erasure", args=[erasure.pk])))


def test_the_certificate_can_be_read(browse, dora, erasure, monkeypatch):
    certificate = {
        "collected": [{"label": "Cards", "held": {"cards": 2}, "erased": {"cards": 2}, "keeps": "nothing but the law"}],
        "versions": 3, "events": 12, "key_destroyed": True, "keys_rewrapped": 1,
        "traces": {"tables": 40, "rows": {"intake_person": 1, "care_note": 4}, "readable": {}, "readable_events": 0},
    }

    def done(actor, pk):
        found = ErasureRequest.objects.get(pk=pk)
        found.state, found.certificate = "done", certificate
        return found

    monkeypatch.setattr(selectors, "erasure_for", done)
    page = text_of(browse(dora).get(reverse("erasure", args=[erasure.pk])))
    for words in ("Certificate of erasure", "2 cards", "nothing but the law", "40 tables were searched", "5 rows still carry"):
        assert words in page
    assert "Nothing readable about this person was found." in page
    assert "intake_person" not in page


def test_what_is_still_readable_is_named_in_words():
    certificate = {"traces": {"readable": {"intake_person": ["alias", "birth_year"]}}}
    assert wording.remains_of(certificate) == [("Person", "how to call you, year of birth")]


def test_unknown_erasure_is_not_found(browse, dora):
    assert browse(dora).get(reverse("erasure", args=[uuid.uuid4()])).status_code == 404


def test_who_looked_in_plain_words(browse, as_, vera, dora, momo):
    from intake.person.selectors import person_for

    with as_(vera):
        person_for(vera, momo.pk)
    page = browse(dora).get(reverse("who_looked", args=[momo.pk]))
    assert page.status_code == 200
    body = text_of(page)
    assert "Vera" in body
    assert "intake.person" not in body
    assert "row.inserted" not in body
    with as_(dora):
        assert Event.objects.about(momo.pk).filter(verb="audit.sheet.read", actor=dora.pk).exists()


def test_who_looked_page_by_page(as_, dora, momo):
    with as_(dora):
        seen, before = [], None
        for _ in range(30):
            sheet = selectors.who_looked(dora, momo.pk, before, n=1)
            seen += [look.id for look in sheet.looks]
            before = sheet.older
            if before is None:
                break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen))
    assert len(seen) > 1


def test_a_row_changed_behind_the_application_shows(as_, vera, dora, momo):
    with as_(vera), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_person SET gender = 'F' WHERE id = %s", [momo.pk])
    with as_(dora):
        sheet = selectors.who_looked(dora, momo.pk)
    assert all(look.words for look in sheet.looks)


@pytest.mark.parametrize("before", ["", "x", "-1", "99999999999999999999"])
def test_odd_pages_do_no_harm(browse, dora, momo, before):
    assert browse(dora).get(reverse("who_looked", args=[momo.pk]), {"before": before}).status_code == 200


@pytest.mark.parametrize("who", ["vera", "colette", "ada"])
def test_the_database_keeps_the_sheet_for_the_officer(as_, momo, who, request):
    worker = request.getfixturevalue(who)
    with as_(worker):
        with pytest.raises(Refused):
            selectors.who_looked(worker, momo.pk)
        for query in ("SELECT * FROM audit.who_looked(%s, NULL, 10)", "SELECT audit.knows(%s)"):
            with pytest.raises(DatabaseError, match="data protection"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(query, [momo.pk])


def test_a_deed_about_many_is_told_in_its_own_words_and_from_its_place(as_, dora):
    subject = uuid.uuid4()
    with owner_connection() as owner, owner.transaction():
        for verb, about in (
            ("intake.desk.viewed", None), ("employment.place.drawn", None), ("row.updated", subject), ("row.updated", subject),
        ):
            owner.execute("SELECT audit.record(%s, NULL, %s, 'employment_signup', '1', NULL)", [verb, about])
    with as_(dora):
        looks = [look for look in selectors.who_looked(dora, subject).looks if look.verb != "audit.sheet.read"]
    assert [look.words for look in looks] == ["Places of a session drawn"]


def test_the_sheet_names_the_place(browse, as_, ada, vera, dora, momo):
    from centre.workstations.actions import name_workstation
    from intake.person.selectors import person_for

    with as_(vera):
        person_for(vera, momo.pk)
    assert "Workstation TEST" in text_of(browse(dora).get(reverse("who_looked", args=[momo.pk])))
    with as_(ada):
        name_workstation(actor=ada, number="test", name="Night desk")
    body = text_of(browse(dora).get(reverse("who_looked", args=[momo.pk])))
    assert "Night desk" in body
    assert "Workstation TEST" not in body


def test_reasons_are_told_in_words():
    from audit.rights import registry
    from centre.access.enums import Emergency

    with translation.override("en"):
        for code, words in Emergency.choices:
            assert registry.words_of_reason("centre.access.glass_broken", code) == str(words)
        assert registry.words_of_reason("housing.stay.ended", "own_choice") == "own choice"
        assert registry.words_of_reason("x.y", "some_code") == "some code"
