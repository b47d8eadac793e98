"""The navigation in the order of the role: the pages of every day first, the rest under "More"."""

import pytest
from django.test import RequestFactory

from centre.shell import registry
from centre.shell.frame import DAILY, SHOWN_IN_COLUMN, Frame
from centre.shell.registry import Item
from centre.staff.roles import ROLES


class Worker:
    """A worker as far as the navigation asks."""

    is_authenticated = True

    def __init__(self, *roles):
        self._roles = set(roles)

    def roles(self):
        return self._roles

    def may(self, permission):
        return any(permission in ROLES[role] for role in self._roles)


def frame_of(*roles):
    request = RequestFactory().get("/")
    request.session, request.actor = {}, Worker(*roles)
    return Frame(request)


@pytest.mark.parametrize("role", list(DAILY))
def test_the_pages_of_every_day_exist_and_come_first_for_the_role(role):
    shown = [item.key for item in frame_of(role).navigation]
    assert tuple(shown[: len(DAILY[role])]) == DAILY[role]
    assert len(DAILY[role]) <= SHOWN_IN_COLUMN
    assert sorted(shown) == sorted(item.key for item in registry.navigation.for_actor(Worker(role)))


def test_who_has_two_roles_sees_the_order_of_the_first_one_written():
    assert [item.key for item in frame_of("desk", "social").navigation][2] == "paths"


def test_no_entry_waits_alone_under_more(monkeypatch):
    monkeypatch.setattr(registry, "navigation", registry.Shelf())
    for order in range(SHOWN_IN_COLUMN + 1):
        registry.navigation.add(Item(f"page {order}", f"page-{order}", "bed", "", order))
    assert frame_of("desk").long is False
    registry.navigation.add(Item("one more", "one-more", "bed", "", 99))
    assert frame_of("desk").long is True


def test_a_visitor_has_no_navigation():
    request = RequestFactory().get("/")
    request.session, request.actor = {}, None
    assert Frame(request).navigation == []
