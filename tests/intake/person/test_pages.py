"""A person's page: who, what colleagues must know, and nothing that one may not see."""

from uuid import uuid4

import pytest
from django.urls import reverse

from intake.person import casefile
from intake.person.actions import correct_file, issue_card, open_file
from intake.person.cards import read
from intake.person.models import Alert, Person
from intake.person.selectors import find_card


@pytest.fixture
def desk(browse, vera):
    return browse(vera)


def test_the_page_says_who_and_what_is_not_known(desk, momo, as_, vera):
    text = desk.get(reverse("person", args=[momo.pk])).content.decode()
    assert "about 36 years" in text or "about 3" in text
    assert "French, Arabic" in text
    assert "no card" in text
    with as_(vera):
        nobody = open_file(actor=vera)
    text = desk.get(reverse("person", args=[nobody.pk])).content.decode()
    for words in ("no alias", "age not said", "gender not asked", "languages not said"):
        assert words in text


def test_a_stranger_to_the_file_is_answered_as_if_there_were_none(browse, ivan, momo):
    client = browse(ivan)
    for name in ("person", "person_edit", "desk_person", "alert_add"):
        there = client.get(reverse(name, args=[momo.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert b"Momo" not in there.content


def test_a_new_file_in_one_tap_shows_its_card_once(desk, as_, vera):
    tap = uuid4()
    response = desk.post(reverse("person_open"), {"client_uuid": tap})
    text = response.content.decode()
    code = text.split('id="card-code">')[1].split("<")[0]
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert "<svg" in text
    assert "style=" not in text
    with as_(vera):
        assert find_card(vera, code).pk == tap
    assert read(code) not in desk.get(reverse("person", args=[tap])).content.decode()


def test_a_card_lost_is_replaced_and_blocked(desk, as_, vera, momo):
    desk.post(reverse("card_issue", args=[momo.pk]))
    assert "card since" in desk.get(reverse("person", args=[momo.pk])).content.decode()
    with as_(vera):
        card = momo.cards.get()
    response = desk.post(reverse("card_revoke", args=[card.pk]), follow=True)
    assert b"The card no longer opens anything." in response.content
    assert b"This card was revoked before." in desk.post(reverse("card_revoke", args=[card.pk]), follow=True).content


def test_the_command_bar_leads_to_the_person_or_says_why_not(desk, as_, vera, momo):
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    assert desk.post(reverse("command"), {"q": code})["Location"] == reverse("person", args=[momo.pk])
    wrong = desk.post(reverse("command"), {"q": ("2" if code[0] != "2" else "3") + code[1:]})
    assert wrong.status_code == 422
    assert b"misread or mistyped" in wrong.content
    assert b"Momo" in desk.post(reverse("command"), {"q": "mom"}).content


def test_people_are_searched_in_the_body_of_a_post(desk, momo):
    assert b"Momo" not in desk.get(reverse("people"), {"q": "mom"}).content
    assert b"<mark>Mom</mark>o" in desk.post(reverse("people"), {"q": "mom"}).content
    assert b"Nobody found" in desk.post(reverse("people"), {"q": "zzz"}).content


def test_nothing_is_required_to_correct_a_file(desk, as_, vera, momo):
    response = desk.post(reverse("person_edit", args=[momo.pk]), {"version": 1})
    assert response["Location"] == reverse("person", args=[momo.pk])
    with as_(vera):
        momo.refresh_from_db()
    assert (momo.alias, momo.gender, momo.birth_year, momo.languages) == ("", "", None, [])


def test_would_rather_not_say_is_an_answer(desk, as_, vera, momo):
    desk.post(reverse("person_edit", args=[momo.pk]), {"version": 1, "alias": "Momo", "gender": "NS"})
    assert b"Would rather not say" in desk.get(reverse("person", args=[momo.pk])).content


def test_an_impossible_year_is_said_beside_the_field(desk, momo):
    response = desk.post(reverse("person_edit", args=[momo.pk]), {"version": 1, "birth_year": 1901})
    assert response.status_code == 422
    assert b"This year cannot be right." in response.content


def test_two_corrections_at_once_show_both_texts(desk, as_, vera, momo):
    with as_(vera):
        correct_file(actor=vera, person=momo, version=1, alias="Maurice")
    mine = {"version": 1, "alias": "Mohamed", "gender": "M", "birth_year": 1990, "languages": ["fr", "ar"]}
    response = desk.post(reverse("person_edit", args=[momo.pk]), mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Maurice" in text
    assert "Mohamed" in text
    assert text.count("differs") == 1
    with as_(vera):
        assert Person.objects.get(pk=momo.pk).alias == "Maurice"
    desk.post(reverse("person_edit", args=[momo.pk]), mine | {"version": 2})
    with as_(vera):
        assert Person.objects.get(pk=momo.pk).alias == "Mohamed"


def test_an_alert_is_raised_shown_read_and_ended(desk, as_, vera, momo):
    response = desk.post(reverse("alert_add", args=[momo.pk]), {"text": "Peanut allergy", "lasts": "1"}, follow=True)
    assert b"Peanut allergy" in response.content
    with as_(vera):
        alert = Alert.objects.get()
    assert b"You read it" in desk.post(reverse("alert_read", args=[alert.pk]), follow=True).content
    assert b"Peanut allergy" not in desk.post(reverse("alert_end", args=[alert.pk]), follow=True).content
    assert desk.post(reverse("alert_add", args=[momo.pk]), {"text": "", "lasts": "1"}).status_code == 422


def test_a_panel_one_may_not_see_is_not_even_loaded(as_, vera, momo):
    def never(actor, person):
        raise AssertionError("loaded")

    for compartment, permission in (("nursing", ""), ("desk", "care.read_note")):
        casefile.register(casefile.Panel("forbidden", "Forbidden", 1, compartment, permission, "x.html", never))
        with as_(vera):
            slugs = [shown.panel.slug for shown in casefile.load_panels(vera, momo, {"desk"})]
        assert "forbidden" not in slugs
    del casefile._panels["forbidden"]


@pytest.mark.parametrize("who", ["vera", "ivan", "nadia", "colette", "women_worker"])
def test_every_role_that_meets_people_reads_the_page(browse, as_, vera, momo, request, who):
    actor = request.getfixturevalue(who)
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    client = browse(actor)
    response = client.post(reverse("people"), {"q": code}, follow=True)
    assert response.redirect_chain == [(reverse("person", args=[momo.pk]), 302)]
    assert b"Momo" in response.content
    acts = {entry["act"].slug for entry in response.context["acts"]}
    assert ("refer" in acts) == (who in {"ivan", "nadia"})
    assert "bed" in acts
