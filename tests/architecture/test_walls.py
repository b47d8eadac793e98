"""Role by role and table by table, the database gives what was approved (approved/walls.txt), nothing more or less.

After a change that is meant: `CENTRE_APPROVE=1 python3 manage.py test tests/architecture/test_walls.py`, then read the
difference in git before it lands.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from . import catalogue

APPROVED = Path(__file__).parent / "approved" / "walls.txt"
#: Rules of pgrls that speak of another way to build, each with its reason.
LEFT_OUT = {
    "SEC005": "a table about nobody is shut by role or by being at work at all, not row by row",
    "SEC007": "a wall is one permissive policy; denials are restrictive where a person is named",
    "SEC008": "roles behind the walls, and what works before anybody is known, are told one by one in approved/walls.txt",
    "SEC028": "as SEC008",
    "SEC038": "as SEC008",
    "SEC010": "`write=()` says nobody, in the wall's own words",
    "SEC013": "the evidence trigger is meant to see what the role cannot",
    "SEC014": "functions done as their owner are the only doors through a wall; each stands in approved/walls.txt",
    "SEC027": "a name of a colleague in a row is no owner of it",
    "PERF002": "a grant ends by the clock, not by the beginning of the transaction",
    "PERF003": "measured with `manage.py bench`",
    "VIEW004": "as SEC014",
    "HYG003": "each writing of an original is an addition to its copy, so that two commands may say the same",
}
#: Findings that may stand, each with its reason; every other one fails.
STANDING = {
    ("SEC001", "app.token_key"): "no role but its owner may touch it",
    ("SEC001", "app.role_permission"): "the same",
    ("SEC016", "centre_backup"): "reads all to back it up, and may write nothing",
}
@pytest.fixture
def standing(db):
    return catalogue.lines(connection)


def rights_of(role, line):
    """What a line of the catalogue grants to a role; empty when it grants nothing."""
    holders, _, held = line.partition(" > ")[2].partition(": ")
    return held if role in holders.split() else ""


def test_the_database_gives_what_was_approved(standing):
    if os.environ.get("CENTRE_APPROVE"):
        APPROVED.parent.mkdir(exist_ok=True)
        APPROVED.write_text("\n".join(standing) + "\n")
    approved = APPROVED.read_text().splitlines()
    more, less = sorted(set(standing) - set(approved)), sorted(set(approved) - set(standing))
    assert (more, less) == ([], []), "read it, then: CENTRE_APPROVE=1 python3 manage.py test tests/architecture/test_walls.py"


def test_every_table_of_the_house_stands_behind_a_wall_that_binds_its_owner_too(standing):
    bare = {line.split(" = ")[0] for line in standing if " = table of" in line and not line.endswith(", walled")}
    parts = {"audit.event_month", "audit.event_default"}
    assert bare == parts | {name for rule, name in STANDING if rule == "SEC001"}
    assert [line for line in standing if " > " in line and line.split(" > ")[0] in bare] == []


def test_nobody_passes_every_wall_but_the_backup_that_writes_nothing(standing):
    assert [line for line in standing if line.startswith("role ") and ("superuser" in line or "bypassrls" in line)] == [
        "role centre_backup: bypassrls login; member of pg_read_all_data"
    ]
    tables = [line for line in standing if not line.startswith("schema ")]
    assert {held for line in tables if (held := rights_of("centre_backup", line))} == {"SELECT"}


def test_everybody_and_nobody_in_particular_may_do_nothing_to_a_table(standing):
    assert [line for line in standing if rights_of("PUBLIC", line)] == ["schema public > PUBLIC: USAGE"]


def test_the_release_reads_columns_and_never_a_table(standing):
    held = [rights_of("centre_release", line) for line in standing if not line.startswith("schema ")]
    assert [one for one in held if one and not one.startswith("SELECT (")] == []
    assert [one for one in held if one]


def test_a_function_done_as_another_looks_names_up_in_a_fixed_place(standing):
    loose = [line for line in standing if " = done as " in line and "search_path=" not in line]
    assert loose == []


def found_by_pgrls():
    settings = connection.settings_dict
    address = f"postgresql://centre_owner@/{settings['NAME']}?host={settings['HOST']}"
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("pgrls")), "lint", "--database-url", address, "--schemas", "public,audit,app",
            "--format", "json", *(word for rule in LEFT_OUT for word in ("--exclude-rule", rule)),
        ],
        capture_output=True, text=True,
    )
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout)


def test_pgrls_finds_nothing_else(db):
    found = [
        (one["rule_id"], one["location"], one["message"])
        for one in found_by_pgrls()["violations"]
        if (one["rule_id"], one["location"]) not in STANDING
    ]
    assert found == []
