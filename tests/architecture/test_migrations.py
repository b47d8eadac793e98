"""Migrations say what the models say; those after the first of their table lock nothing for long and lose nothing."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import tree

#: Rules of squawk that say nothing here, each with its reason.
LEFT_OUT = {
    "prefer-bigint-over-int": "Django chooses the type; identifiers are bigint or uuid everywhere",
    "prefer-bigint-over-smallint": "a small number is declared as one",
    "prefer-identity": "as the framework writes it",
    "prefer-text-field": "lengths are declared in the models and asked again by the forms",
    "prefer-timestamp-tz": "Django writes no other",
    "prefer-robust-stmts": "each migration is one transaction: it is done whole or not at all",
    "require-timeout-settings": "the command that migrates sets them for all",
}
#: Findings that were looked at: file -> rule -> why it may stand.
ACCEPTED: dict[str, dict[str, str]] = {}


@pytest.fixture
def migrating(settings):
    """Tests make their tables without migrations; here they are looked at."""
    settings.MIGRATION_MODULES = {}


def later():
    """Every migration of the house that changes tables in use: all but those that make an app's first tables."""
    for path in sorted(tree.ROOT.glob("*/migrations/[0-9]*.py")):
        if path.parent.parent.name in tree.APPS and "initial = True" not in path.read_text():
            yield path.parent.parent.name, path.stem


def squawk(sql):
    """What squawk says of a transaction: rule -> messages."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("squawk")), "--reporter", "json", "--pg-version", "18",
            "--assume-in-transaction", "--exclude", ",".join(LEFT_OUT),
        ],
        input=sql, capture_output=True, text=True,
    )
    assert done.returncode in {0, 1} and done.stdout.strip(), done.stderr
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


@pytest.mark.parametrize(("app", "name"), list(later()))
def test_a_later_migration_is_safe_on_a_house_at_work(db, migrating, app, name):
    loader = MigrationLoader(connection)
    sql = "\n".join(loader.collect_sql([(loader.get_migration(app, name), False)]))
    found = squawk(sql) if sql.strip() else {}
    assert set(found) - set(ACCEPTED.get(f"{app}/{name}", {})) == set(), found


def test_what_was_accepted_is_still_there():
    assert set(ACCEPTED) - {f"{app}/{name}" for app, name in later()} == set()


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
