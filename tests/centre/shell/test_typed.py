"""Changing the language on a form that was refused: the same page again, with what was typed."""

import re

from django.urls import reverse

from centre.shell import typed
from intake.person.models import Person


def carried(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)" data-typed>', page))


def test_the_language_changes_and_nothing_typed_is_lost(browse, vera, momo):
    client = browse(vera)
    address = reverse("person_edit", args=[momo.pk])
    refused = client.post(address, {"alias": "M" * 500, "birth_year": "<1>", "languages": ["fr", "ar"]})
    assert refused.status_code == 422
    page = refused.content.decode()
    fields = carried(page)
    assert (fields["next"], fields["alias"], fields["birth_year"]) == (address, "M" * 500, "&lt;1&gt;")
    assert typed.MARK not in page
    answer = client.post(
        reverse("language"), {"language": "fr", typed.AGAIN: "1", "next": address, "alias": "M" * 500, "birth_year": "<1>"}
    )
    assert (answer.status_code, answer["Location"]) == (307, address)
    again = client.post(address, {"alias": "M" * 500, "birth_year": "<1>", "language": "fr", typed.AGAIN: "1", "next": address})
    assert again.status_code == 422
    assert 'lang="fr"' in again.content.decode()
    assert "M" * 500 in again.content.decode()


def test_secrets_are_not_carried(client, db):
    refused = client.post(reverse("sign_in"), {"username": "vera", "password": "wrong-one-1", "code": "123456"})
    page = refused.content.decode()
    assert refused.status_code in typed.REFUSED
    assert carried(page)["username"] == "vera"
    assert "wrong-one-1" not in page
    assert "123456" not in page


def test_nothing_is_sent_again_elsewhere_or_from_a_page_that_was_not_refused(browse, vera, momo):
    client = browse(vera)
    page = client.get(reverse("person_edit", args=[momo.pk])).content.decode()
    assert carried(page) == {}
    answer = client.post(reverse("language"), {"language": "fr", typed.AGAIN: "1", "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    answer = client.post(reverse("theme"), {"theme": "night", "next": reverse("home")})
    assert answer.status_code == 302
    assert Person.objects.filter(alias="x").count() == 0
