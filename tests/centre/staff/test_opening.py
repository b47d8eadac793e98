"""The first day of a real centre: its teams and the one account that makes all others."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError

from centre.staff.models import Membership, Team, User
from centre.staff.opening import TEAMS
from tests.conftest import become


@pytest.fixture
def as_owner(django_db_blocker, django_db_setup):
    """The test's connection is the administrator's. Name it before `db`."""
    with django_db_blocker.unblock():
        become("owner")
    yield
    with django_db_blocker.unblock():
        become("web")


def open_centre(*arguments: str) -> str:
    out = StringIO()
    call_command("create_manager", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_manager_has_every_team_to_choose_from_and_a_password_to_change(as_owner, db, client):
    Membership.objects.filter(team__role="admin").delete()
    Team.objects.filter(code="dpo").update(name="As this centre calls it")
    said = open_centre("first", "--name", "Ms First", "--language", "nl")
    first = User.objects.get(username="first")
    password = said.split("first password: ")[1].split()[0]
    assert first.check_password(password)
    assert (first.display_name, first.language, first.roles()) == ("Ms First", "nl", {"admin"})
    assert set(TEAMS) <= set(Team.objects.values_list("code", flat=True))
    assert Team.objects.get(code="dpo").name == "As this centre calls it"


def test_only_once(as_owner, db, ada):
    with pytest.raises(CommandError, match="has a manager of accounts already"):
        open_centre("second")
    assert not User.objects.filter(username="second").exists()


def test_a_new_one_when_nobody_is_left_who_manages(as_owner, db, ada):
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert "first password" in open_centre("second")


def test_a_request_cannot_do_it(db, ada):
    """The web role may not take away a membership, so the house stays open; nor may it write an account."""
    with pytest.raises(CommandError):
        open_centre("second")
    with pytest.raises(ProgrammingError):
        User.objects.create_user("second", "a-long-password")
