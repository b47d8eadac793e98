"""Attacks on the functions of the database that run with its owner's rights: the whole surface, listed, and each tried.

What a page may call, injected SQL may call as well: so each function must ask by itself. A new function that the web
role may execute fails here until somebody says what it tells nobody in particular.
"""
from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.vault.keys import card_hmac, seal
from centre.access import actions
from centre.access.identity import sign
from centre.access.models import Access
from centre.staff.models import Team

pytestmark = pytest.mark.django_db

#: What answers about the token itself, or is a part of pages that everybody sees before signing in.
ABOUT_THE_TOKEN = {
    "app.actor", "app.claims", "app.fresh", "app.has_role", "app.may", "app.may_hold", "app.principals", "app.request_id",
    "app.workstation", "audit.seal_state", "app.fold",
}
SURFACE = """
    SELECT n.nspname || '.' || p.proname, pg_get_function_identity_arguments(p.oid), p.prosecdef, p.proconfig,
           ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, i) ORDER BY i), p.prorettype::regtype::text
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname IN ('app', 'audit') AND (has_function_privilege('centre_web', p.oid, 'EXECUTE') OR p.prosecdef)
     ORDER BY 1
"""
#: A harmless value of each type that functions take.
VALUES = {
    "uuid": "gen_random_uuid()", "integer": "1", "bigint": "1", "text": "'desk'", "text[]": "'{desk}'", "bytea": "'\\x00'::bytea",
    "bytea[]": "ARRAY['\\x00'::bytea]", "timestamp with time zone": "now()", "timestamp with time zone[]": "ARRAY[now()]",
    "date": "current_date", "bigint[]": "'{1}'", "uuid[]": "ARRAY[gen_random_uuid()]", "jsonb": "'{}'", "boolean": "true",
    "smallint": "1::smallint", "integer[]": "'{1}'", "interval": "interval '1 day'", "numeric": "1", "double precision": "1",
    "character varying": "'desk'", "date[]": "ARRAY[current_date]", "tstzrange": "tstzrange(now(), NULL)", "time without time zone": "time '06:00'", "time without time zone[]": "ARRAY[time '06:00']", "daterange": "daterange(current_date, NULL)",
}


def surface():
    with connection.cursor() as cursor:
        cursor.execute(SURFACE)
        return [row for row in cursor.fetchall() if row[5] != "trigger"]


def answers(name, types):
    """What a call gives: the rows, without empty ones; None when it was refused."""
    call = f"SELECT * FROM {name}({', '.join(VALUES[one] for one in types)})"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(call)
            return [row for row in cursor.fetchall() if any(value not in (None, False, 0, "", []) for value in row)]
    except DatabaseError as error:
        if error.__cause__.sqlstate not in ("42501", "22023", "P0002", "23514"):
            raise
        return None


def test_attack_90_every_function_with_the_owners_rights_pins_its_search_path(ask):
    loose = [name for name, _args, definer, config, *_ in surface()
             if definer and not any(one.startswith("search_path=") and one.endswith("pg_temp") for one in config or ())]
    assert loose == []
    assert ask("SELECT has_schema_privilege('centre_web', 'public', 'CREATE')") is False


def callable_by_pages():
    return [
        (name, types) for name, _args, _definer, _config, types, _returns in surface()
        if name not in ABOUT_THE_TOKEN
    ]


@pytest.mark.parametrize("token", ["none", "stale", "forged", "stranger"])
def test_attack_91_the_functions_tell_nobody_nothing(ask, bearing, vera, olga, momo, token):
    """No token, a stale one, one with another key, and a colleague without a team."""
    good = sign(vera.pk, "x", uuid.uuid4())
    tokens = {
        "none": "", "stale": sign(vera.pk, "x", uuid.uuid4(), lifetime=-1),
        "forged": good[:-4] + ("0000" if good[-4:] != "0000" else "1111"), "stranger": sign(olga.pk, "x", uuid.uuid4()),
    }
    told = {}
    with bearing(tokens[token]):
        for name, types in callable_by_pages():
            if not ask("SELECT bool_or(has_function_privilege('centre_web', p.oid, 'EXECUTE')) FROM pg_proc p JOIN pg_namespace n"
                       " ON n.oid = p.pronamespace WHERE n.nspname || '.' || p.proname = %s", name):
                continue
            found = answers(name, types)
            if found:
                told[name] = found
    told.pop("audit.record", None) if token == "stranger" else None
    for board in ("app.board_revision", "app.room_revision"):
        told.pop(board, None)  # the fingerprint of an empty board
    assert told == {}


def test_attack_92_a_card_is_no_pass_for_ever(ask, as_, vera, momo):
    from intake.person.actions import issue_card

    with as_(vera):
        code = issue_card(actor=vera, person=momo)
        ask("SELECT app.present_card(%s, 100000)", card_hmac(code))
        longest = Access.objects.filter(person=momo.pk).order_by("-valid_until").first().valid_until
    assert longest < timezone.now() + timedelta(days=367)


@pytest.mark.parametrize(("days", "origin"), [(3000, "manual"), (30, "imported"), (30, "break_glass")])
def test_attack_93_no_page_gives_what_only_the_worker_gives(as_, vera, momo, days, origin):
    from centre.access.grants import grant_team

    with as_(vera), pytest.raises(DatabaseError, match="not given by a page"), transaction.atomic():
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=days, origin=origin)


def test_attack_94_a_desk_gives_no_team_what_another_follows(as_, vera, nadia, momo):
    """Vera may refer somebody to nursing; once one team of nurses follows, she cannot let another one in."""
    from centre.access.grants import grant_team

    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="nursing", days=30, origin="manual")
        with pytest.raises(DatabaseError, match="another team follows"), transaction.atomic():
            grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment="nursing", days=30, origin="manual")


@pytest.mark.parametrize("compartment", ["desk", "nursing"])
def test_attack_95_an_emergency_leaves_no_team_behind(as_, vera, noor, momo, wanted, compartment):
    from centre.access.grants import grant_team

    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="nursing", days=30, origin="manual")
    with as_(noor, fresh=True):
        actions.break_glass(actor=noor, person=momo.pk, **wanted)
        with pytest.raises(DatabaseError, match="another team follows"), transaction.atomic():
            grant_team(person=momo, team=Team.objects.get(code="mobile"), compartment=compartment, days=180, origin="relation")


@pytest.mark.parametrize("verb", ["row.updated", "row.deleted", "table.truncated", "audit.subject.forgotten"])
def test_attack_96_no_page_writes_evidence_of_its_own(ask, as_, vera, momo, verb):
    with as_(vera), pytest.raises(DatabaseError) as error, transaction.atomic():
        ask("SELECT audit.record(%s, '', %s, 'intake_person', '1', NULL)", verb, momo.pk)
    assert error.value.__cause__.sqlstate == "42501"


def test_attack_99_what_fails_leaves_no_word_about_anybody_in_the_log_of_the_database(as_, vera, ask, settings):
    from django.core.checks import run_checks

    word = f"Zaynab{uuid.uuid4().hex[:8]}"
    with as_(vera):
        for sql in ("INSERT INTO intake_person (id, alias) VALUES (NULL, %s)", "SELECT %s::text || nobody_knows_this()"):
            with pytest.raises(DatabaseError), transaction.atomic():
                ask(sql, word)
    assert ask("SELECT current_setting('log_min_error_statement') || current_setting('log_error_verbosity')") == "panicterse"
    assert [one.id for one in run_checks(tags=["database"], databases=["default"])] == []
    log = settings.DATA / "postgres" / "postgres.log"
    assert not log.exists() or word not in log.read_text(errors="replace")


@pytest.mark.parametrize("who", ["felix", "dora", "ada", "olga"])
def test_attack_97_who_sleeps_where_is_not_for_every_office(request, ask, as_, who, colette):
    from housing.beds.models import Bed, Room, Ward

    with as_(colette):
        Bed.objects.create(room=Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1"), label="1A")
        assert ask("SELECT count(*) FROM app.occupied_beds(now())") == 1
    with as_(request.getfixturevalue(who)):
        assert ask("SELECT count(*) FROM app.occupied_beds(now())") == 0
        assert ask("SELECT count(*) FROM app.bed_nights(ARRAY[now()])") == 0


def test_attack_98_a_nurse_without_a_code_learns_of_no_file(ask, as_, noor, momo):
    with as_(noor):
        for person in (momo.pk, uuid.uuid4()):
            with pytest.raises(DatabaseError, match="fresh second factor"), transaction.atomic():
                ask("SELECT app.glass_opens(%s)", person)
            cell = seal(momo.pk, "x", "centre_notice.words")
            with pytest.raises(DatabaseError, match="fresh second factor"), transaction.atomic():
                ask("SELECT app.break_glass(%s, 'other', 1, %s, %s)", person, uuid.uuid4(), cell)
