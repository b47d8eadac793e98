"""Migrations say what the models say; those after the first of their table lock nothing for long and lose nothing."""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import MigrationWriter

from . import tree

#: Rules of squawk that say nothing here, each with its reason.
LEFT_OUT = {
    "prefer-bigint-over-int": "Django chooses the type; identifiers are bigint or uuid everywhere",
    "prefer-bigint-over-smallint": "a small number is declared as one",
    "prefer-identity": "as the framework writes it",
    "prefer-text-field": "lengths are declared in the models and asked again by the forms",
    "prefer-timestamp-tz": "Django writes no other",
    "prefer-robust-stmts": "each migration is one transaction: it is done whole or not at all",
    "require-lock-timeout": "web and worker stand still while the version changes (docs/install.md): nobody waits",
    "require-statement-timeout": "the same",
    "ban-drop-default": "Django gives a new column a default for the rows that stand, and takes it away again",
    "ban-drop-not-null": "who reads a column that may be empty is checked by its type",
    "ban-drop-constraint": "what is promised is said by the models, and a change of them is read as such",
}
#: Tables of a house at work that grow by the day: an index or a constraint on them takes minutes, not a moment.
LARGE = {"intake_passage", "intake_historicalpassage", "care_note", "care_historicalnote", "housing_stay", "housing_historicalstay"}
TABLE = re.compile(r'(?:CREATE (?:UNIQUE )?INDEX "\w+" ON|ALTER TABLE) "(\w+)"')
#: On a table that stays small these take a moment: an index, a constraint, a reference that may be empty.
MOMENT = re.compile(r'CREATE (UNIQUE )?INDEX|ALTER TABLE "\w+" ADD (CONSTRAINT|COLUMN "\w+" \w+ NULL CONSTRAINT)')

#: Statements that were looked at, each with why it may stand.
ACCEPTED = {
    'ALTER TABLE "centre_handover" DROP COLUMN "night" CASCADE;': "its shift is named by a code; no house has worked with it",
    'ALTER TABLE "centre_historicalhandover" DROP COLUMN "night" CASCADE;': "the same",
    'ALTER TABLE "intake_referral" DROP COLUMN "consent_id" CASCADE;': "what was shared points at its agreement; no house has worked with it",
    'ALTER TABLE "intake_historicalreferral" DROP COLUMN "consent_id" CASCADE;': "the same",
}

#: Migrations that the judge does not pass, each with why it may stand. No house has worked with the product yet.
UNJUDGED = {
    ("employment", "0003_beds_homes_work"): "hours of attendance become instants and their columns go; references to tables with rows",
    ("care", "0005_care"): "goals receive the number of their form; indexes on paths and notes are made while the house stands still",
    ("housing", "0003_beds_homes_work"): "a stay refers to its request: the table of stays is locked while the house stands still",
}


@pytest.fixture
def migrating(settings):
    """Tests make their tables without migrations; here they are looked at."""
    settings.MIGRATION_MODULES = {}


def later():
    """Every migration of the house that changes tables in use: all but those that make an app's first tables."""
    for path in sorted(tree.ROOT.glob("*/migrations/[0-9]*.py")):
        app = path.parent.parent.name
        if app in tree.APPS and "initial = True" not in path.read_text() and (app, path.stem) not in UNJUDGED:
            yield app, path.stem


def slow(statements):
    """The statements that squawk must judge: not those of a moment, on a table just made or one that stays small."""
    made = {found[1] for line in statements if (found := re.match(r'CREATE TABLE "(\w+)"', line))}
    for line in statements:
        table = (found := TABLE.match(line)) and found[1]
        moment = table in made or (table and table not in LARGE and MOMENT.match(line))
        if not moment and line not in ACCEPTED:
            yield line


def squawk(sql):
    """What squawk says of a transaction: rule -> messages."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("squawk")), "--reporter", "json", "--pg-version", "18",
            "--assume-in-transaction", "--exclude", ",".join(LEFT_OUT),
        ],
        input=sql, capture_output=True, text=True,
    )
    assert done.returncode in {0, 1}, done.stderr
    found = {}
    for one in json.loads(done.stdout):
        found.setdefault(one["rule_name"], []).append(one["message"])
    return found


def test_migrations_say_what_the_models_say(db, migrating):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_the_short_way_of_a_fresh_house_comes_to_the_same(db, migrating):
    """A fresh house makes its tables at once, a house at work step by step: both end with the same tables."""
    ways = [MigrationLoader(None, replace_migrations=short).project_state() for short in (True, False)]
    short, long = ({key: model for key, model in way.models.items() if key[0] in tree.APPS} for way in ways)
    assert short.keys() == long.keys()
    different = []
    for key in sorted(short):
        for part in ("fields", "options", "bases"):
            if said(getattr(short[key], part)) != said(getattr(long[key], part)):
                different.append((key, part))
    assert different == []


def said(part):
    """A part of a model's state as a migration would write it, whatever the order in which its pieces came."""
    if not isinstance(part, dict):
        return MigrationWriter.serialize(part)[0]
    words = {name: MigrationWriter.serialize(value)[0] for name, value in part.items() if name not in {"indexes", "constraints"}}
    return words | {name: sorted(MigrationWriter.serialize(one)[0] for one in part.get(name, ())) for name in ("indexes", "constraints")}


@pytest.mark.parametrize(("app", "name"), list(later()))
def test_a_later_migration_is_safe_on_a_house_at_work(db, migrating, app, name):
    loader = MigrationLoader(connection, replace_migrations=False)  # the way of a house at work
    said = loader.collect_sql([(loader.get_migration(app, name), False)])
    assert squawk("\n".join(slow(said))) == {}


@pytest.mark.parametrize(
    ("rule", "sql"),
    [
        ("adding-not-nullable-field", "ALTER TABLE intake_person ALTER COLUMN alias SET NOT NULL;"),
        ("adding-required-field", "ALTER TABLE intake_person ADD COLUMN name text NOT NULL;"),
        ("require-concurrent-index-creation", "CREATE INDEX by_alias ON intake_person (alias);"),
        ("renaming-column", "ALTER TABLE intake_person RENAME COLUMN alias TO name;"),
        ("renaming-table", "ALTER TABLE intake_person RENAME TO intake_guest;"),
        ("ban-drop-column", "ALTER TABLE intake_person DROP COLUMN alias;"),
        ("changing-column-type", "ALTER TABLE intake_person ALTER COLUMN alias TYPE varchar(10);"),
    ],
)
def test_what_locks_or_loses_is_refused(rule, sql):
    assert set(squawk(sql)) == {rule}


def test_what_waits_for_nobody_is_not_refused():
    assert squawk("CREATE TABLE t (id bigint PRIMARY KEY); CREATE INDEX i ON t (id); ALTER TABLE u ADD COLUMN x text NULL;") == {}


@pytest.mark.parametrize(
    ("statement", "small"),
    [
        ('CREATE INDEX "by_person" ON "care_goal" ("person_id");', True),
        ('CREATE INDEX "by_day" ON "intake_passage" ("service_day");', False),
        ('CREATE UNIQUE INDEX "one_open" ON "housing_bed" ("room_id") WHERE ("label" = 1);', True),
        ('ALTER TABLE "care_goal" ADD CONSTRAINT "in_order" CHECK ("a" < "b");', True),
        ('ALTER TABLE "intake_passage" ADD CONSTRAINT "in_order" CHECK ("a" < "b");', False),
        ('ALTER TABLE "care_goal" ALTER COLUMN "words" SET NOT NULL;', False),
        ('ALTER TABLE "care_goal" RENAME TO "care_aim";', False),
        ('ALTER TABLE "care_goal" ADD COLUMN "a" uuid NULL CONSTRAINT "f" REFERENCES "care_path"("id");', True),
        ('ALTER TABLE "care_goal" ADD COLUMN "a" uuid NOT NULL CONSTRAINT "f" REFERENCES "care_path"("id");', False),
        ('ALTER TABLE "care_goal" DROP COLUMN "words" CASCADE;', False),
    ],
)
def test_only_what_takes_a_moment_is_waved_through(statement, small):
    assert list(slow([statement])) == ([] if small else [statement])


def test_a_table_just_made_is_empty():
    made = 'CREATE TABLE "care_aim" ("id" bigint NOT NULL PRIMARY KEY);'
    assert list(slow([made, 'ALTER TABLE "care_aim" ADD COLUMN "a" uuid NOT NULL;'])) == [made]
