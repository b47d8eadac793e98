"""Every page of every role in a browser, by day, by night, on a tablet and at 320 px.

Each member of the cast starts at home and follows links, one address for each named page; what a role must at least
reach is listed, so that a broken link is a failing test and not a page left out. A page is looked at by day, by night
and on a tablet for the first role that comes to it, by day for each role whose work it is (those listed), and asked for
by every other.
"""

from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.browser.walking import PICTURES, Walker

#: User name -> pages that must be found from home: those of this role's work, which may look otherwise than to others.
ROLES = {
    "vera": {"home", "desk", "beds", "bed", "handover", "my_account", "person", "sessions", "help"},
    "salma": {"home", "desk", "beds", "person", "spaces"},
    "nadia": {"home", "desk", "beds", "person", "directory", "referrals", "doses", "register", "vitals_lately", "path"},
    "ivan": {"home", "desk", "beds", "person", "directory", "referrals", "entitlements", "reach", "path"},
    "colette": {"home", "desk", "beds", "figures", "glass_reviews", "releases"},
    "dora": {"home", "dpo", "ledger"},
    "felix": {"home", "releases"},
    "ada": {"home", "staff_list", "staff_roles"},
    "hugo": {"home", "homes", "placements", "person", "paths"},
    "amina": {"home", "doses", "dose_rules", "register", "person", "paths"},
    "rosa": {"home", "room", "room_setup", "samples", "person"},
    "olga": {"home", "my_account"},
}
pytestmark = pytest.mark.browser
#: How often each page was looked at already: all roles walk in one process.
LOOKED: Counter[str] = Counter()
NOT_FOLLOWED = {"gallery", "health_live", "health_ready", "command"}
MOST_PAGES = 250
#: Typed in the command bar: beginnings of invented names, and nobody.
SEARCHED = ("Mo", "An", "zzzz")


def name_of(address):
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def links_of(page, house):
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [address for address in found if address.startswith(house) and "#" not in address]


def searched(walker, house, look, label):
    """What the command bar finds for a few letters: addresses of persons, for the roles that have it."""
    found = []
    for typed in SEARCHED:
        walker.go(f"{house}/")
        box = walker.page.locator("#command-box")
        if box.count() == 0:
            continue
        box.fill(typed)
        with walker.page.expect_navigation():
            box.press("Enter")
        walker.label = f"{label}-command"
        look(walker.look(f"{house}/command/ ({typed})"))
        found += [walker.page.url, *links_of(walker.page, house)]
    return found


def tour(walker, house, look, label):
    """Visit one address of each named page, following links; gives the names visited."""
    waiting, seen = deque([*searched(walker, house, look, label), f"{house}/"]), set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        name = name_of(address)
        if name in seen or name in NOT_FOLLOWED:
            continue
        seen.add(name)
        if LOOKED[name] and name not in ROLES[label] and not PICTURES:
            found, links = walker.ask(address)
            look(found)
            waiting.extend(link for link in links if link.startswith(f"{house}/"))
            continue
        answer = walker.go(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        walker.label = f"{label}-{name}"
        look(walker.look(address, answer, times=LOOKED[name]))
        LOOKED[name] += 1
        waiting.extend(links_of(walker.page, house))
    return seen


@pytest.mark.parametrize("name", ROLES)
def test_every_page_of_a_role_is_sound(page_of, running, name):
    faults = []
    walker = Walker(page_of(name))
    seen = tour(walker, running.address, lambda found: faults.extend(found.words()), name)
    assert "\n".join(faults) == ""
    assert ROLES[name] - seen == set()


@pytest.mark.parametrize("path", ["/sign-in/", "/offline/"])
def test_a_page_before_sign_in_is_sound(page_of, running, path):
    walker = Walker(page_of())
    walker.label = f"stranger{path.replace('/', '-').rstrip('-')}"
    assert "\n".join(walker.walk(running.address + path).words()) == ""
