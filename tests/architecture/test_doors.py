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


def methods(entry):
    """Whether a door is for reading ("get"), writing ("post") or both, as its decorator says; both when it says nothing."""
    callback = entry.callback
    while callback is not None:
        if "request_method_list" in callback.__code__.co_freevars:
            named = callback.__closure__[callback.__code__.co_freevars.index("request_method_list")].cell_contents
            return [one.lower() for one in named if one in ("GET", "POST")]
        callback = getattr(callback, "__wrapped__", None)
    return ["get", "post"]


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


def knock(client, found):
    """What each of these doors answers to this client, in each way it is for: (name, method, answer)."""
    for entry in found:
        for method in methods(entry):
            yield entry.name, method, getattr(client, method)(address(entry))


def test_the_stranger_is_sent_to_sign_in(db):
    wrong = []
    for name, method, answer in knock(Client(), doors()):
        if name in PUBLIC:
            sound = answer.status_code < 500
        else:
            sound = answer.status_code in {403, 404, 405} or (answer.status_code == 302 and "/sign-in" in answer["Location"])
        wrong += [] if sound else [(name, method, answer.status_code)]
    assert wrong == []


def test_who_has_no_role_is_refused(db, browse, olga):
    shut = [entry for entry in doors() if entry.name not in PUBLIC | STAFF]
    answers = [(name, method, answer.status_code) for name, method, answer in knock(browse(olga), shut)]
    assert [one for one in answers if one[2] not in {403, 404, 405}] == []
    assert 403 in {status for _name, _method, status in answers}


def test_a_door_answers_in_no_way_but_those_it_is_for(db, browse, vera):
    client, wrong = browse(vera), []
    for number, entry in enumerate(doors()):
        for method in {"get", "post"} - set(methods(entry)):
            if number % 5 == 0 and entry.name not in PUBLIC and getattr(client, method)(address(entry)).status_code not in {403, 405}:
                wrong.append((entry.name, method))
    assert wrong == []


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
    "dora": "dpo", "ada": "admin", "amina": "doctor", "rosa": "room",
}
def test_every_door_says_whom_it_is_for():
    silent = {entry.name for entry in doors() if not getattr(entry.callback, "permission", None)}
    assert silent == PUBLIC | STAFF | set(ASKED_INSIDE)


def permission_of(entry):
    return getattr(entry.callback, "permission", None) or ASKED_INSIDE.get(entry.name)


@pytest.mark.parametrize("name", ROLE_OF)
def test_who_has_the_wrong_role_is_refused(db, browse, request, name):
    """Each door is tried by a role whose permissions do not hold its own; the doors are shared out over the roles."""
    shut = []
    for number, entry in enumerate(entry for entry in doors() if permission_of(entry)):
        wrong = [one for one, role in ROLE_OF.items() if permission_of(entry) not in ROLES[role]]
        if name == wrong[number % len(wrong)]:
            shut.append(entry)
    let_in = [
        (door, method, answer.status_code)
        for door, method, answer in knock(browse(request.getfixturevalue(name)), shut)
        if answer.status_code not in {403, 405} | ({404} if door in ASKED_INSIDE else set())
    ]
    assert shut
    assert let_in == []
