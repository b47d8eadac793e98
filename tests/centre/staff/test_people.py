"""Accounts: made, given a new start, closed by those who manage people; never by oneself."""
from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.urls import reverse

from audit.rules import Refused
from centre.staff import actions
from centre.staff.models import Membership, Team, User

pytestmark = pytest.mark.django_db


def test_a_new_account_can_begin(ada, browse, attempt, deeds):
    from django.test import Client

    team = Team.objects.get(code="reception")
    page = browse(ada).post(
        reverse("staff_add"), {"username": "zoe", "display_name": "Zoé", "language": "fr", "team": team.pk}
    )
    password = page.context["password"]
    zoe = User.objects.get(username="zoe")
    assert zoe.teams() == [team]
    assert zoe.password != password
    assert attempt(Client(), zoe, "", password).headers["Location"] == reverse("enrol")
    assert deeds(ada) == ["centre.staff.account_created", "centre.staff.membership_started"]


def test_a_name_is_given_once(ada, vera, browse):
    team = Team.objects.get(code="reception")
    data = {"username": vera.username, "display_name": "V", "language": "fr", "team": team.pk}
    assert browse(ada).post(reverse("staff_add"), data).status_code == 422


@pytest.mark.parametrize("page", ["staff_list", "staff_add"])
def test_only_those_who_manage_people(vera, colette, browse, page):
    for user in (vera, colette):
        assert browse(user).get(reverse(page)).status_code == 403


def test_an_account_is_never_managed_by_its_owner(ada, as_):
    team = Team.objects.get(code="nurses")
    with as_(ada):
        for act in (
            lambda: actions.start_membership(actor=ada, user=ada, team=team),
            lambda: actions.renew_account(actor=ada, user=ada),
            lambda: actions.deactivate_account(actor=ada, user=ada),
            lambda: actions.end_membership(actor=ada, membership=ada.memberships.get()),
        ):
            with pytest.raises(Refused):
                act()


def test_a_closed_account_is_out_in_the_same_second(ada, vera, browse, as_, deeds):
    client, manager = browse(vera), browse(ada)
    assert client.get(reverse("my_account")).status_code == 200
    manager.post(reverse("staff_deactivate", args=[vera.pk]))
    assert client.get(reverse("my_account")).headers["Location"].startswith(reverse("sign_in"))
    assert not Membership.objects.active().filter(user=vera).exists()
    assert deeds(ada)[-1] == "centre.staff.account_deactivated"


def test_an_ended_membership_is_over_in_the_same_second(ada, vera, browse):
    client, manager = browse(vera), browse(ada)
    assert client.get(reverse("handover")).status_code == 200
    for membership in vera.memberships.order_by("pk"):
        manager.post(reverse("staff_end_membership", args=[membership.pk]))
    assert client.get(reverse("handover")).status_code == 403


def test_a_new_start_forgets_every_factor(ada, vera, browse, at_work, attempt):
    from django.test import Client

    client = Client()
    code = at_work(client, vera)
    page = browse(ada).post(reverse("staff_renew", args=[vera.pk]))
    assert client.get(reverse("my_account")).status_code == 302
    assert client.post(reverse("switch_user"), {"who": vera.pk, "pin": "294681"}).status_code == 403
    assert attempt(client, vera, code(1)).status_code == 422
    assert attempt(client, vera, "", page.context["password"]).headers["Location"] == reverse("enrol")


def test_joining_twice_is_one_membership(ada, vera, as_):
    team = Team.objects.get(code="nurses")
    with as_(ada):
        first = actions.start_membership(actor=ada, user=vera, team=team)
        assert actions.start_membership(actor=ada, user=vera, team=team) == first


def test_nothing_is_made_when_the_ledger_fails(ada, as_, monkeypatch):
    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr("centre.staff.actions.record", broken)
    with as_(ada):
        with pytest.raises(DatabaseError):
            actions.create_account(
                actor=ada, username="zoe", display_name="Zoé", language="fr", team=Team.objects.get(code="reception")
            )
        assert not User.objects.filter(username="zoe").exists()


def test_the_matrix_shows_every_permission(dora, ada, vera, browse):
    from centre.staff.roles import ROLES

    for user in (dora, ada):
        page = browse(user).get(reverse("staff_roles"))
        assert page.content.count(b"<code>") == len(set().union(*ROLES.values()))
    assert browse(vera).get(reverse("staff_roles")).status_code == 403


def test_the_list_costs_the_same_for_few_and_many(ada, browse, django_assert_num_queries, as_):
    client = browse(ada)
    client.get(reverse("staff_list"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("staff_list"))
    with as_(ada):
        for number in range(3):
            actions.create_account(
                actor=ada, username=f"new{number}", display_name="N", language="fr", team=Team.objects.get(code="reception")
            )
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("staff_list"))
    assert len(many) == len(few)


def test_pages_of_one_account(ada, vera, browse):
    client = browse(ada)
    assert vera.display_name.encode() in client.get(reverse("staff_member", args=[vera.pk])).content
    assert client.get(reverse("staff_member", args=[ada.pk])).status_code == 200
    assert client.get(reverse("staff_member", args=[10**6])).status_code == 404
