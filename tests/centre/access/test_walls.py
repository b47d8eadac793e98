"""The walls, proven on the person's own table from both sides, as the web role."""

import pytest
from django.db import ProgrammingError, connection, transaction

from centre.access.grants import end_grant, grant_team
from centre.access.scope import compartments_of, visible
from centre.staff.models import Membership, Team, User
from intake.person.models import Person


def raw_ids() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM intake_person")
        return [row[0] for row in cursor.fetchall()]


def test_tests_run_as_the_web_role_and_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("centre_web", "centre_web", False, False)


def test_the_reception_sees_who_it_received_and_nobody_else_does(as_, vera, walid, ivan, olga, momo):
    for who, seen in ((vera, [str(momo.pk)]), (walid, [str(momo.pk)]), (ivan, []), (olga, [])):
        with as_(who):
            assert raw_ids() == seen, who
            assert [str(p.pk) for p in visible(who, Person.objects.all())] == seen, who


def test_nothing_is_seen_without_a_token(momo):
    assert raw_ids() == []


def test_a_forged_token_shows_nothing(as_, vera, momo):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.token', %s, true)", [f"{vera.pk}|x|00000000-0000-0000-0000-000000000000|9999999999|0|{'0' * 64}"])
        assert raw_ids() == []


def test_a_grant_opens_and_its_end_shuts(as_, vera, nadia, momo):
    nurses = Team.objects.get(code="nurses")
    with as_(vera):
        grant_team(person=momo, team=nurses, compartment="desk", days=1, origin="relation")
    with as_(nadia):
        assert compartments_of(nadia, momo) == {"desk"}
        assert raw_ids() == [str(momo.pk)]
        end_grant(person=momo, team=nurses, compartment="desk")
        assert raw_ids() == []


def test_a_team_never_holds_what_it_may_not(as_, vera, momo):
    reception = Team.objects.get(code="reception")
    with pytest.raises(ProgrammingError, match="may not hold nursing"), as_(vera):
        grant_team(person=momo, team=reception, compartment="nursing", days=1, origin="manual")


def test_the_grant_book_and_the_memberships_are_shut_to_sql(as_, vera, momo):
    nurses = Team.objects.get(code="nurses")
    for statement in (
        f"INSERT INTO centre_access (person, compartment, principal, valid_until) VALUES ('{momo.pk}', 'nursing', {vera.pk}, now() + interval '1 day')",
        f"INSERT INTO centre_membership (user_id, team_id, starts_at) VALUES ({vera.pk}, {nurses.pk}, now())",
        "SELECT * FROM intake_personteamgrant",
        "SELECT * FROM app.token_key",
    ):
        with as_(vera), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_one_changes_ones_own_pin_and_never_anothers_password(as_, vera, ivan):
    with as_(vera):
        assert User.objects.filter(pk=vera.pk).update(pin="x") == 1
        assert User.objects.filter(pk=ivan.pk).update(password="x") == 0
        with pytest.raises(ProgrammingError, match="manager of accounts"), transaction.atomic():
            User.objects.filter(pk=vera.pk).update(username="boss")


def test_an_ended_membership_shuts_in_the_same_second(as_, vera, ada, momo):
    with as_(ada):
        assert Membership.objects.filter(user=vera).update(ends_at=Membership.objects.get(user=vera).starts_at) == 1
    with as_(vera):
        assert raw_ids() == []


def test_an_inactive_account_is_nobody(as_, vera, ada, momo):
    with as_(ada):
        User.objects.filter(pk=vera.pk).update(is_active=False)
    with as_(vera):
        assert raw_ids() == []
