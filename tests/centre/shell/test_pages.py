"""The frame as a worker meets it: home, command bar, undo bar, choices, health, and pages for what went wrong."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from audit.rules import Refused
from centre.shell import registry, selectors, undo, views
from centre.shell.registry import Hit, Item, Refusal, Tile

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves(monkeypatch):
    """Empty shelves for one test."""
    for name, shelf in (("navigation", registry.Shelf()), ("home", registry.Shelf()), ("commands", registry.Commands())):
        monkeypatch.setattr(registry, name, shelf)
    monkeypatch.setattr(selectors, "home", registry.home)
    monkeypatch.setattr(selectors, "commands", registry.commands)
    return registry


def test_the_home_board_shows_the_tiles_of_the_role_and_loads_no_other(browse, vera, shelves):
    loaded = []

    def load(slug):
        return lambda actor: loaded.append(slug) or {"icon": "bed", "words": f"tile {slug}", "url": "", "label": ""}

    shelves.home.add(Tile("mine", 1, "intake.use_desk", "shell/_empty.html", load("mine")))
    shelves.home.add(Tile("theirs", 2, "audit.read_ledger", "shell/_empty.html", load("theirs")))
    page = browse(vera).get(reverse("home")).content.decode()
    assert loaded == ["mine"]
    assert "tile mine" in page
    assert "tile theirs" not in page


def test_an_empty_board_says_what_to_do(browse, olga, shelves):
    page = browse(olga).get(reverse("home")).content.decode()
    assert "Your account has no role yet." in page
    assert 'id="command-box"' not in page


def test_the_navigation_lights_the_page_and_keeps_the_fifth_under_more(browse, vera, shelves):
    for order, name in enumerate(["home", "help", "sign_in", "unlock", "enrol"]):
        shelves.navigation.add(Item(name, name, "bed", "", order))
    page = browse(vera).get(reverse("home")).content.decode()
    assert page.count('aria-current="page"') == 1
    assert page.count('class="nav__overflow"') == 1


def test_a_stranger_is_sent_to_sign_in():
    answer = Client().get(reverse("home"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("sign_in"))


def ask(client, text):
    return client.post(reverse("command"), {"q": text})


def test_the_command_bar_goes_where_the_first_address_points(browse, vera, shelves):
    shelves.commands.add(lambda actor, text: [Hit("Momo", "/help/")], order=1)

    def card(actor, text):
        return reverse("help") if text == "K7QP" else None

    shelves.commands.add(card, order=2)
    assert ask(browse(vera), " K7QP ").headers["Location"] == reverse("help")


def test_the_command_bar_shows_hits_and_never_puts_the_text_in_an_address(browse, vera, shelves):
    shelves.commands.add(lambda actor, text: [Hit("Momo", "/help/", note="seen yesterday")])
    answer = ask(browse(vera), "mo")
    assert answer.status_code == 200
    assert "seen yesterday" in answer.content.decode()


def test_the_command_bar_refuses_with_words(browse, vera, shelves):
    shelves.commands.add(lambda actor, text: Refusal("This card is mistyped."))
    answer = ask(browse(vera), "K7QP")
    assert answer.status_code == 422
    assert "This card is mistyped." in answer.content.decode()


def test_a_resolver_of_another_role_is_not_asked(browse, vera, shelves):
    shelves.commands.add(lambda actor, text: pytest.fail("asked"), permission="audit.read_ledger")
    assert "Nothing found." in ask(browse(vera), "x").content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_an_empty_box_does_nothing(browse, vera, shelves, text):
    shelves.commands.add(lambda actor, text: pytest.fail("asked"))
    assert ask(browse(vera), text).headers["Location"] == "/"


def test_the_undo_bar_keeps_five_acts_for_a_minute(browse, vera, monkeypatch):
    client = browse(vera)
    request = RequestFactory().get("/")
    request.session = client.session
    for number in range(6):
        undo.offer(request, f"act {number}", f"/undo/{number}/")
    assert [offer.label for offer in undo.offers(request)] == ["act 5", "act 4", "act 3", "act 2", "act 1"]
    undo.withdraw(request, "/undo/5/")
    assert next(offer.url for offer in undo.offers(request)) == "/undo/4/"
    request.session.save()
    page = client.get(reverse("home")).content.decode()
    assert 'action="/undo/4/"' in page
    assert page.count("data-undo>") == 1
    later = undo.timezone.now() + undo.timezone.timedelta(seconds=61)
    monkeypatch.setattr(undo.timezone, "now", lambda: later)
    assert undo.offers(request) == []


def test_the_theme_is_by_the_clock_until_chosen(browse, vera, at):
    client = browse(vera)
    at("2026-11-22 14:00")
    assert 'data-theme="light"' in client.get(reverse("home")).content.decode()
    at("2026-11-22 21:00")
    assert 'data-theme="night"' in client.get(reverse("home")).content.decode()
    client.post(reverse("theme"), {"theme": "light"})
    assert 'data-theme="light"' in client.get(reverse("home")).content.decode()
    vera.refresh_from_db()
    assert (vera.theme, vera.language, vera.shortcuts) == ("light", "en", True)


def test_the_language_stays_with_the_worker_and_the_workstation(browse, vera):
    client = browse(vera)
    answer = client.post(reverse("language"), {"language": "nl", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    vera.refresh_from_db()
    assert vera.language == "nl"
    stranger = Client()
    stranger.cookies["django_language"] = client.cookies["django_language"].value
    assert stranger.get(reverse("sign_in")).headers["Content-Language"] == "nl"


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("language", "xx"), ("language", "")])
def test_a_choice_outside_the_list_changes_nothing(browse, vera, name, value):
    client = browse(vera)
    client.post(reverse(name), {name: value})
    vera.refresh_from_db()
    assert (vera.theme, vera.language) == ("auto", "en")


def test_nothing_behind_the_door_is_kept_by_the_browser(browse, vera):
    for client, page in ((browse(vera), "home"), (Client(), "sign_in")):
        assert client.get(reverse(page)).headers["Cache-Control"] == "no-store, private"


def test_a_fragment_after_the_session_sends_the_whole_page_to_sign_in():
    answer = Client().get(
        reverse("home"), headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/help/"}
    )
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"{reverse('sign_in')}?next=%2Fhelp%2F"


def test_the_policy_names_no_source_but_the_house():
    policy = Client().get(reverse("sign_in")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_health(monkeypatch):
    assert Client().get(reverse("health_live")).json() == {"status": "ok"}
    answer = Client().get(reverse("health_ready"))
    assert answer.json() == {"status": "ok", "parts": dict.fromkeys(selectors.CHECKS, "ok")}

    def gone():
        raise DatabaseError

    monkeypatch.setitem(selectors.CHECKS, "queue", gone)
    answer = Client().get(reverse("health_ready"))
    assert answer.status_code == 503
    assert answer.json()["parts"]["queue"] == "no answer"


def test_the_refusal_says_why_with_the_number_of_the_request(browse, vera, rf):
    page = browse(vera).get(reverse("home"))
    request = page.wsgi_request
    answer = views.refused(request, Refused("This room is for women.", "housing.admit_to_bed"))
    assert answer.status_code == 403
    assert "This room is for women." in answer.content.decode()
    assert str(request.id)[:8].upper() in answer.content.decode()


def test_a_refused_fragment_is_a_fragment(browse, vera):
    request = browse(vera).get(reverse("home")).wsgi_request
    request.htmx = True
    answer = views.refused(request, Refused("No."))
    assert "<html" not in answer.content.decode()


def test_what_broke_is_told_without_reading_anything(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert views.broken(request).status_code == 500
        assert views.bad_request(request).status_code == 400


def test_a_page_that_is_not_there(browse, vera):
    answer = browse(vera).get("/nowhere/")
    assert answer.status_code == 404
    assert "This does not exist, or it is not yours to see." in answer.content.decode()


def test_a_page_reloaded_that_only_takes_a_form_shows_a_way_home(browse, vera):
    answer = browse(vera).get(reverse("desk_find"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{reverse("home")}"' in answer.content.decode()


def test_english_dates_are_those_of_belgium():
    with translation.override("en"):
        assert date_format(datetime(2026, 12, 11, 14, 5), "SHORT_DATETIME_FORMAT") == "11/12/2026 14:05"


def test_an_old_page_is_told_so(vera):
    answer = Client(enforce_csrf_checks=True).post(reverse("theme"), {"theme": "night"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_the_gallery_is_for_development(browse, vera, settings):
    client = browse(vera)
    assert client.get(reverse("gallery")).status_code == 404
    settings.DEBUG = True
    assert client.get(reverse("gallery")).status_code == 200
