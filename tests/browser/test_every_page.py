"""Every page of every role in a browser, by day, by night, on a tablet and at 320 px.

Each member of the cast starts at home and follows links, one address for each named page; what a role must at least
reach is listed, so that a broken link is a failing test and not a page left out.
"""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.browser.walking import Walker

#: User name -> pages that must be found from home.
ROLES = {
    "vera": {"home", "desk", "beds", "handover", "my_account", "person", "help"},
    "salma": {"home", "desk", "beds"},
    "nadia": {"home", "desk", "beds", "person"},
    "ivan": {"home", "desk", "beds", "person"},
    "colette": {"home", "desk", "beds", "glass_reviews"},
    "dora": {"home", "ledger"},
    "felix": {"home"},
    "ada": {"home", "staff_list", "staff_roles"},
    "olga": {"home", "my_account"},
}
pytestmark = pytest.mark.browser
NOT_FOLLOWED = {"gallery", "health_live", "health_ready"}
MOST_PAGES = 60


def name_of(address):
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def links_of(page, house):
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [address for address in found if address.startswith(house) and "#" not in address]


def tour(walker, house, look, label):
    """Visit one address of each named page, following links; gives the names visited."""
    waiting, seen = deque([f"{house}/"]), set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        name = name_of(address)
        if name in seen or name in NOT_FOLLOWED:
            continue
        seen.add(name)
        answer = walker.go(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        walker.label = f"{label}-{name}"
        look(walker.look(address, answer))
        waiting.extend(links_of(walker.page, house))
    return seen


@pytest.mark.parametrize("name", ROLES)
def test_every_page_of_a_role_is_sound(page_of, running, name):
    faults = []
    walker = Walker(page_of(name))
    seen = tour(walker, running.address, lambda found: faults.extend(found.words()), name)
    assert faults == []
    assert ROLES[name] <= seen


@pytest.mark.parametrize("path", ["/sign-in/", "/offline/"])
def test_a_page_before_sign_in_is_sound(page_of, running, path):
    walker = Walker(page_of())
    walker.label = f"stranger{path.replace('/', '-').rstrip('-')}"
    assert walker.walk(running.address + path).words() == []
