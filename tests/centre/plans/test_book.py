"""The drawn pages: fresh, and true to what the database itself grants."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from centre.access.raising import rights_of
from centre.plans import book, diagrams, matrices
from centre.staff.roles import ROLES


def test_every_generated_page_is_fresh():
    assert book.stale() == [], "run: manage.py generate_docs"


def test_every_transition_table_has_a_diagram_in_which_every_state_can_be_reached():
    for plan in diagrams.machines():
        reached, edge = set(plan.start), list(plan.start)
        while edge:
            for then in plan.moves[edge.pop()]:
                if then not in reached:
                    reached.add(then)
                    edge.append(then)
        assert reached == set(plan.words), plan.name
        assert "stateDiagram-v2" in book.pages()[f"states/{plan.name}.md"]


def test_a_change_is_found_and_written(monkeypatch, tmp_path):
    monkeypatch.setattr(book, "home", lambda: tmp_path)
    (tmp_path / "gone.md").write_text("of a room that is no more")
    with pytest.raises(CommandError, match=r"gone\.md"):
        call_command("generate_docs", check=True)
    call_command("generate_docs", stdout=StringIO())
    assert book.stale() == []
    assert not (tmp_path / "gone.md").exists()
    assert (tmp_path / "roles.md").read_text() == book.pages()["roles.md"]


def test_the_matrix_gives_each_role_what_it_has():
    lines = [line.split("|") for line in matrices.roles_page().splitlines() if line.startswith("| `")]
    drawn = {
        role: {cells[1].split("`")[1] for cells in lines if cells[2 + place].strip()} for place, role in enumerate(matrices.Role)
    }
    assert drawn == {role: set(given) for role, given in ROLES.items()}


def test_the_database_grants_the_web_role_what_the_page_says(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, array_agg(a.privilege_type::text) FROM pg_class c, aclexplode(c.relacl) a"
            " WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 'centre_web'::regrole"
            " AND c.relkind = 'r' GROUP BY 1"
        )
        granted = {table: set(rights) for table, rights in cursor.fetchall()}
    declared = {model._meta.db_table: set(rights_of(model, wall)) for model, wall in matrices.walled_tables()}
    assert {table: granted.get(table, set()) for table in declared} == declared
