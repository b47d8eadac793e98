"""Attacks of SQL that runs inside a good session: it writes no more than the role of that session may write.

The pages ask the policy first; here nothing asks but the database. Source: PRIVACY 3 and 7 (self-approval).
"""
from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from audit.ledger.models import Event
from audit.walls import OpenTable
from centre.access.raising import is_copy, wall_of
from centre.staff.models import Membership, Team
from centre.staff.roles import ROLES

pytestmark = pytest.mark.django_db


def refused(ask, sql, *values):
    """Said no to, or nothing there to change: both leave every row as it was."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0
    except DatabaseError as error:
        return error.__cause__.sqlstate == "42501"


def open_tables():
    for model in apps.get_models():
        wall = wall_of(model)
        if isinstance(wall, OpenTable) and not is_copy(model):
            yield model, wall


@pytest.mark.parametrize(("model", "wall"), list(open_tables()), ids=lambda one: getattr(getattr(one, "_meta", None), "label", ""))
def test_attack_70_every_open_table_says_who_writes_it(model, wall):
    given = set().union(*ROLES.values())
    assert wall.add is not None, "OpenTable(add=…): the permissions of which one is needed, () for none"
    assert wall.append_only or wall.change is not None, "OpenTable(change=…)"
    assert {*wall.add, *(wall.change or ())} <= given


def test_attack_71_the_database_has_the_matrix_that_the_pages_have(ask, as_, vera, nadia, colette, ada, olga):
    for user in (vera, nadia, colette, ada, olga):
        with as_(user):
            for permission in sorted(set().union(*ROLES.values())):
                assert ask("SELECT app.may(%s)", permission) is user.may(permission), (user, permission)
    assert ask("SELECT app.may('housing.close_bed')") is False
    with as_(ada), pytest.raises(DatabaseError), transaction.atomic():
        ask("INSERT INTO app.role_permission VALUES ('desk', 'housing.close_bed')")


@pytest.mark.parametrize("who", ["vera", "nadia", "ivan", "ada", "dora", "felix", "olga", "peer"])
def test_attack_72_nobody_gives_beds_away(request, ask, as_, who, colette):
    from housing.beds.models import Bed, Room, Ward

    with as_(colette):
        bed = Bed.objects.create(room=Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1"), label="1A")
    with as_(request.getfixturevalue(who)):
        assert refused(ask, "INSERT INTO housing_ward (label, \"order\") VALUES ('mine', 1)")
        assert refused(ask, "UPDATE housing_room SET women_only = false, compartment = ''")
        assert refused(ask, "INSERT INTO housing_closure (bed_id, period, reason, note, closed_by) VALUES (%s, tstzrange(now(), null), 'other', '', 1)", bed.pk)


@pytest.mark.parametrize("who", ["vera", "nadia", "colette", "ada", "dora", "felix", "olga", "peer"])
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO intake_service (code, label_fr, label_nl, label_en, icon, \"order\", active) VALUES ('mine', 'x', 'x', 'x', 'bed', 1, true)",
        "UPDATE intake_service SET active = false",
        "UPDATE intake_space SET women_only = false",
        "UPDATE centre_team SET compartments = '{nursing,psych,social}', role = 'nurse'",
        "INSERT INTO auth_group (name) VALUES ('mine')",
        "DELETE FROM centre_membership",
        "DELETE FROM centre_user",
        "DELETE FROM centre_team",
    ],
)
def test_attack_73_no_page_writes_what_the_house_is_made_of(request, ask, as_, who, sql):
    if who == "colette" and "intake_" in sql:
        pytest.skip("services and spaces are the coordinator's")
    with as_(request.getfixturevalue(who)):
        assert refused(ask, sql)


@pytest.mark.parametrize("who", ["vera", "nadia", "ada", "dora", "felix", "olga", "peer"])
def test_attack_74_the_directory_is_the_coordinators(request, ask, as_, who):
    with as_(request.getfixturevalue(who)):
        assert refused(ask, "INSERT INTO intake_organization (id, name, description, website) VALUES (gen_random_uuid(), 'x', '', '')")
        assert refused(ask, "UPDATE intake_partnerservice SET phone = '0900'")
        assert refused(ask, "INSERT INTO employment_allowancecap (legal_form, valid_from, valid_until, day_cents, year_cents, source, entered_by) VALUES ('volunteer', now(), now(), 1, 1, 'x', 1)")


def test_attack_75_whoever_manages_people_gives_themselves_nothing(ask, as_, ada, colette):
    nurses, social = Team.objects.get(code="nurses"), Team.objects.get(code="social")
    add = "INSERT INTO centre_membership (user_id, team_id, starts_at) VALUES (%s, %s, now())"
    with as_(ada):
        assert refused(ask, add, ada.pk, nurses.pk)
        assert refused(ask, "UPDATE centre_membership SET team_id = %s WHERE user_id = %s", nurses.pk, ada.pk)
        ask(add, colette.pk, social.pk)  # a colleague: that is the work
        assert refused(ask, "UPDATE centre_membership SET user_id = %s WHERE user_id = %s", ada.pk, colette.pk)
        assert refused(ask, "UPDATE centre_user SET username = 'root' WHERE id = %s", ada.pk)
        assert Membership.objects.filter(user=ada).count() == 1


def test_attack_78_nobody_is_put_into_a_team_in_silence_nor_for_yesterday(ask, as_, ada, olga, dora):
    nurses, social = Team.objects.get(code="nurses"), Team.objects.get(code="social")
    add = "INSERT INTO centre_membership (user_id, team_id, starts_at) VALUES (%s, %s, {}) RETURNING id"
    with as_(ada):
        assert refused(ask, add.format("now() - interval '1 day'"), olga.pk, nurses.pk)
        number = ask(add.format("now()"), olga.pk, nurses.pk)
        assert refused(ask, "UPDATE centre_membership SET team_id = %s WHERE id = %s", social.pk, number)
        assert refused(ask, "UPDATE centre_membership SET starts_at = now() - interval '9 days' WHERE id = %s", number)
        ask("UPDATE centre_membership SET ends_at = clock_timestamp() WHERE id = %s", number)
        assert refused(ask, "UPDATE centre_membership SET ends_at = NULL WHERE id = %s", number)
        assert refused(ask, "UPDATE centre_membership SET ends_at = now() + interval '9 days' WHERE id = %s", number)
    with as_(dora):
        told = Event.objects.filter(object_label="centre.membership", object_key=str(number)).order_by("id")
        assert [(one.verb, one.actor) for one in told] == [(f"centre.staff.membership_{how}", ada.pk) for how in ("started", "ended")]
        assert told[0].diff == {"team": "nurses", "user": olga.pk}


def test_attack_76_a_bed_is_cleaned_and_not_renamed(ask, as_, vera, colette):
    from housing.beds.models import Bed, Room, Ward

    with as_(colette):
        Bed.objects.create(room=Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1"), label="1A")
    with as_(vera):
        assert refused(ask, "UPDATE housing_bed SET label = 'mine', emergency = true")
        ask("UPDATE housing_bed SET cleaned_at = now()")
        assert ask("SELECT count(*) FROM housing_bed WHERE cleaned_at IS NULL") == 0


def test_attack_77_history_is_not_invented(ask, as_, vera, olga):
    for user in (vera, olga):
        with as_(user):
            assert refused(ask, "INSERT INTO intake_historicalservice (id, code, label_fr, label_nl, label_en, icon, \"order\", active, history_date, history_type) VALUES (1, 'x', 'x', 'x', 'x', 'x', 1, true, now(), '~')")
            assert refused(ask, "UPDATE intake_historicalservice SET code = 'x'")
            assert refused(ask, "DELETE FROM intake_historicalservice")
