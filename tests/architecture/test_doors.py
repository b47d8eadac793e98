"""Every URL refuses the stranger and the wrong role; what is open to nobody in particular is on a short list."""

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from centre.staff.roles import ROLES

#: Doors that answer before anybody is known; some of them to who holds a secret address.
PUBLIC = {
    "sign_in", "health_live", "health_ready", "offline", "theme", "language", "partner_link", "partner_answer", "rota_calendar",
    "work_calendar",
}
#: Doors for every signed-in member of staff: they speak of nobody.
STAFF = {
    "home", "command", "sign_out", "lock", "unlock", "switch_user", "my_account", "gallery", "enrol", "set_pin",
    "recovery_codes", "help",
}


def doors(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from doors(entry, prefix)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry


def address(entry):
    values = {}
    for key, converter in entry.pattern.converters.items():
        kind = type(converter).__name__
        values[key] = {"UUIDConverter": uuid.uuid4(), "IntConverter": 4711}.get(kind, "nothing")
    return reverse(entry.name, kwargs=values)


def test_the_lists_of_open_doors_name_doors_that_exist():
    assert (PUBLIC | STAFF) - {entry.name for entry in doors()} == set()


def test_every_door_has_a_name_of_its_own():
    names = [entry.name for entry in doors()]
    assert sorted(names) == sorted(set(names))


ALL = [pytest.param(entry, id=entry.name) for entry in doors()]


@pytest.mark.parametrize("entry", ALL)
def test_the_stranger_is_sent_to_sign_in(db, entry):
    for method in ("get", "post"):
        response = getattr(Client(), method)(address(entry))
        if entry.name in PUBLIC:
            assert response.status_code < 500
        else:
            assert response.status_code in {302, 403, 404, 405}, method
            assert response.status_code != 302 or "/sign-in" in response["Location"], response["Location"]


@pytest.mark.parametrize("entry", ALL)
def test_who_has_no_role_is_refused(db, entry, browse, olga):
    if entry.name in PUBLIC | STAFF:
        return
    client = browse(olga)
    for method in ("get", "post"):
        response = getattr(client, method)(address(entry))
        assert response.status_code in {403, 404, 405}, (method, response.status_code)


#: Doors whose rule is asked further in, because it needs the thing itself: name -> its permission.
ASKED_INSIDE = {
    "ledger": "audit.read_ledger",
    "releases": "audit.view_releases",
    "release": "audit.view_releases",
    "release_file": "audit.download_release",
    "dpo": "audit.view_erasures",
    "erasure_request": "audit.request_erasure",
    "erasure": "audit.view_erasures",
    "erasure_approve": "audit.approve_erasure",
    "erasure_withdraw": "audit.withdraw_erasure",
    "erasure_carry_out": "audit.carry_out_erasure",
    "who_looked": "audit.who_looked",
}
#: One member of the cast for each role.
ROLE_OF = {
    "vera": "desk", "peer": "peer", "nadia": "nurse", "ivan": "social", "colette": "coordinator", "felix": "data",
    "dora": "dpo", "ada": "admin",
}
GUARDED = [
    pytest.param(entry, id=entry.name) for entry in doors() if getattr(entry.callback, "permission", None) or entry.name in ASKED_INSIDE
]


def test_every_door_says_whom_it_is_for():
    silent = {entry.name for entry in doors() if not getattr(entry.callback, "permission", None)}
    assert silent == PUBLIC | STAFF | set(ASKED_INSIDE)


@pytest.mark.parametrize("entry", GUARDED)
def test_who_has_the_wrong_role_is_refused(db, entry, browse, request):
    """Every role whose permissions do not hold the door's own."""
    for name, role in ROLE_OF.items():
        if (getattr(entry.callback, "permission", None) or ASKED_INSIDE[entry.name]) in ROLES[role]:
            continue
        client = browse(request.getfixturevalue(name))
        for method in ("get", "post"):
            refused = {403, 404, 405} if entry.name in ASKED_INSIDE else {403, 405}
            assert getattr(client, method)(address(entry)).status_code in refused, (name, method)
