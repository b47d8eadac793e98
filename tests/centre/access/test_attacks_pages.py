"""Attacks by URL: every page of the house with every real number in it, as roles that may open the door but not the file.

And what must hold on every answer: nothing kept by a browser or a proxy, nothing of another in it, nothing typed by one
person that becomes a tag or an attribute in the page of another. Source: PRIVACY 7.
"""
from __future__ import annotations

import uuid
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.test_doors import PUBLIC, doors, methods

pytestmark = pytest.mark.django_db

NOTE = "Plaie au mollet gauche"
ALIAS, HIDDEN = "Momo", "Fatoumata"
NASTY = "\"><b id=x hx-get='/sign-out/' hx-trigger=load onclick=alert(1)>{{7*7}}"
READ = [entry for entry in doors() if "get" in methods(entry)]
PARAMETER_DOORS = [entry for entry in READ if entry.pattern.converters and entry.name not in PUBLIC]


@pytest.fixture
def world(as_, vera, nadia, women_worker, colette, momo):
    """Momo with a nursing note, somebody whom the women's space alone knows; every number there is, by its kind."""
    from care.notes.actions import write_note
    from centre.access.grants import end_grant, grant_team
    from centre.staff.models import Team
    from housing.beds.models import Bed, Room, Ward
    from intake.person.actions import open_file

    nurses = Team.objects.get(code="nurses")
    with as_(vera):
        for compartment in ("desk", "nursing"):
            grant_team(person=momo, team=nurses, compartment=compartment, days=30, origin="manual")
    with as_(nadia):
        note = write_note(actor=nadia, person=momo, compartment="nursing", text=NOTE, client_uuid=uuid.uuid4())
    with as_(women_worker):
        hidden = open_file(actor=women_worker, alias=HIDDEN, gender="W")
        grant_team(person=hidden, team=Team.objects.get(code="women"), compartment="women_space", days=30, origin="manual")
        end_grant(person=hidden, team=Team.objects.get(code="reception"), compartment="desk")
    with as_(colette):
        bed = Bed.objects.create(room=Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1"), label="1A")
    return {"UUIDConverter": [momo.pk, hidden.pk], "IntConverter": [note.pk, bed.pk, vera.pk]}


def addresses(world, floor="", takes=""):
    """Every page (of a floor; with a number of one kind) that takes a number or a word, with each real number in it."""
    words = ["nursing", "women_space", "desk", "2026-11"]
    for entry in (one for one in PARAMETER_DOORS if one.callback.__module__.startswith(floor)):
        kinds = {key: type(one).__name__ for key, one in entry.pattern.converters.items()}
        if takes and takes not in kinds.values():
            continue
        choices = {key: world.get(kind, words) for key, kind in kinds.items()}
        for number in range(max(len(one) for one in choices.values())):
            values = {key: one[number % len(one)] for key, one in choices.items()}
            yield entry.name, reverse(entry.name, kwargs=values)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "unseen"),
    [
        ("vera", (NOTE, HIDDEN)), ("ivan", (NOTE, ALIAS, HIDDEN)), ("noor", (NOTE, ALIAS, HIDDEN)),
        ("psy", (NOTE, ALIAS, HIDDEN)),
    ],
)
def test_attack_100_no_page_shows_what_its_reader_may_not_know(request, browse, world, who, unseen):
    client = browse(request.getfixturevalue(who), raise_request_exception=True)
    seen, loose = [], {}
    # Of two who have the same role and other parts of a file, the second reads the floor where they differ.
    for name, url in addresses(world, "care" if who == "psy" else ""):
        answer = client.get(url)
        assert answer.status_code in (200, 302, 400, 403, 404, 405, 409, 422), (name, answer.status_code)
        body = b"".join(answer) if answer.streaming else answer.content
        seen += [(name, word) for word in unseen if word.encode() in body]
        loose |= without_care(url, answer)
    assert (seen, loose) == ([], {})


def without_care(url, answer):
    """{url: what the answer forgot to say to browsers and proxies}; empty when it said everything."""
    headers = answer.headers
    missing = [
        *(["no-store"] if "no-store" not in headers.get("Cache-Control", "") and "/health/" not in url else []),
        *(["nosniff"] if headers.get("X-Content-Type-Options") != "nosniff" else []),
        *(["frame"] if headers.get("X-Frame-Options") != "DENY" else []),
        *(["referrer"] if headers.get("Referrer-Policy") != "same-origin" else []),
        *(["csp"] if "default-src 'none'" not in headers.get("Content-Security-Policy", "") else []),
    ]
    return {url: missing} if missing else {}


@pytest.mark.slow
def test_attack_101_nothing_is_kept_by_a_browser_or_a_proxy(browse, vera):
    """The pages that take no number; those that take one are asked the same above."""
    client, loose = browse(vera), {}
    for entry in READ:
        if not entry.pattern.converters:
            url = reverse(entry.name)
            loose |= without_care(url, client.get(url))
    assert loose == {}


class Attributes(HTMLParser):
    """Every attribute of a page, with its element."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, name, value or "") for name, value in attrs]


@pytest.mark.slow
def test_attack_102_what_one_types_is_no_attribute_of_anothers_page(as_, browse, vera, walid, world):
    from intake.person.actions import open_file

    with as_(vera):
        person = open_file(actor=vera, alias=NASTY[:60], gender="M")
    theirs = addresses({**world, "UUIDConverter": [person.pk]}, takes="UUIDConverter")
    client = browse(walid)
    shown = 0
    for _name, url in [*theirs, *((entry.name, reverse(entry.name)) for entry in READ if not entry.pattern.converters)]:
        answer = client.get(url)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        shown += "&quot;&gt;&lt;b id=x" in page
        parser = Attributes()
        parser.feed(page)
        assert not [one for one in parser.found if one[1].startswith("on") or (one[1].startswith("hx-get") and one[2] == "/sign-out/")], url
        assert "<b id=x" not in page, url
        assert not [one for one in parser.found if one[1].startswith(("hx-on", "hx-vars"))], url
    assert shown


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example", "\t//evil.example"])
def test_attack_103_signing_in_leads_nowhere_else(vera, equip, attempt, to):
    code = equip(vera)
    answer = attempt(Client(), vera, code(), next=to)
    assert answer.headers["Location"] == reverse("home")


def test_attack_104_nothing_about_a_person_stays_in_a_cookie(browse, vera, momo):
    client = browse(vera)
    client.post(reverse("command"), {"q": ALIAS})
    tap = {"service": "coffee", "client_uuid": uuid.uuid4()}
    assert client.post(reverse("passage_record_for", args=[momo.pk]), tap).status_code == 302
    client.post(reverse("my_account"), {"language": "en", "theme": "auto"})
    for cookie in client.cookies.values():
        assert ALIAS not in cookie.value
        assert str(momo.pk) not in cookie.value
    assert "messages" not in client.cookies


@pytest.mark.parametrize("who", ["vera", "ada"])
def test_attack_105_no_page_of_a_session_takes_a_post_without_its_token(request, browse, world, who):
    client = browse(request.getfixturevalue(who), enforce_csrf_checks=True)
    for entry in doors():
        if entry.name.startswith("health") or entry.pattern.converters or "post" not in methods(entry):
            continue
        assert client.post(reverse(entry.name), {"x": "1"}).status_code in (403, 405), entry.name


def test_attack_106_a_wrong_address_says_nothing_of_what_is_there(browse, vera, ivan, world):
    """A file that one may not see and a file that is not there answer alike, to the byte but for the number of the request."""
    hidden, nobody = world["UUIDConverter"][1], uuid.uuid4()
    for user in (vera, ivan):
        client = browse(user)
        answers = [client.get(reverse("person", args=[pk])) for pk in (hidden, nobody)]
        assert [one.status_code for one in answers] == [404, 404]
        assert len({len(one.content) for one in answers}) == 1
