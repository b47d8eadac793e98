"""The shape of every action, its policy, its record; every permission and verb has a place and words."""

import ast
import re

import pytest
from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from centre.staff.roles import ROLES

from . import tree

#: Files whose actions no member of staff orders, each with its reason.
NOBODY = {
    "audit/ledger/actions.py": "the ledger itself: what others record goes through it",
    "centre/imports/actions.py": "a command of the worker: there is no acting user, the batch tells who and what",
}
#: Actions about oneself: no policy is asked, the event is written all the same.
ONESELF = {
    "centre/staff/actions.py": {"enrol", "sign_out", "set_pin", "renew_recovery_codes", "change_preferences"},
}


def ordered_by_an_actor(node):
    """A use case that stands beside the actions of its room: an actor orders it, and it is kept whole or told to the ledger."""
    keywords = node.args.kwonlyargs
    return bool(keywords) and keywords[0].arg == "actor" and bool(
        "record" in calls(node) or any("atomic" in one for one in tree.decorators(node))
    )


def actions():
    for path in tree.files():
        for node in tree.parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and (path.name == "actions.py" or ordered_by_an_actor(node)):
                yield path, node


def calls(node):
    return {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}


ALL = [pytest.param(path, node, id=f"{tree.name(path)}:{node.name}") for path, node in actions()]


@pytest.mark.parametrize(("path", "node"), ALL)
def test_an_action_is_documented_and_takes_names_only(path, node):
    assert ast.get_docstring(node), "say what it does, what it raises"
    if tree.name(path) in NOBODY:
        return
    assert not node.args.args, "keyword-only"
    assert node.args.kwonlyargs[0].arg == "actor"


def through_private_functions(path, called):
    """What the functions of its file call on behalf of an action, however deep."""
    waiting, found = set(called), set()
    helpers = {one.name: one for one in tree.parsed(path).body if isinstance(one, ast.FunctionDef)}
    while waiting:
        name = waiting.pop()
        if name in helpers:
            new = calls(helpers.pop(name)) - found
            found |= new
            waiting |= new
    return found


@pytest.mark.parametrize(("path", "node"), ALL)
def test_an_action_is_atomic_checked_and_recorded(path, node):
    if tree.name(path) in NOBODY:
        return
    assert any("atomic" in one for one in tree.decorators(node)), "a use case is one transaction"
    text = path.read_text()
    called = calls(node)
    private = through_private_functions(path, called)
    if node.name not in ONESELF.get(tree.name(path), ()):
        assert any(one.endswith(".check") for one in called | private), "no policy is asked"
    assert (called | private) & {"record", "viewed", "ledger.record"} or ("record(" in text and _delegates(path, called)) or _by_the_database(path, node), "no event"


def test_use_cases_that_stand_beside_the_actions_of_their_room_are_read_too():
    beside = {tree.name(path) for path, _node in actions() if path.name != "actions.py"}
    assert {"care/entitlements/days.py", "care/entitlements/mailing.py"} <= beside


def test_the_exceptions_are_still_there():
    assert {name for name in [*NOBODY, *ONESELF] if not (tree.ROOT / name).exists()} == set()
    there = {(tree.name(path), node.name) for path, node in actions()}
    assert {(file, one) for file, names in ONESELF.items() for one in names} - there == set()


def _delegates(path, called: set[str]) -> bool:
    """An action that is made of other actions, of its file or imported into it, leaves their events."""
    brought = {one.rpartition(".")[2] for one in tree.imports(path) if ".actions." in one}
    here = {node.name for file, node in actions() if file == path}
    return bool(called & (brought | here))


def _by_the_database(path, node) -> bool:
    """An action leaves its event to its room's SQL: to a function it asks, or to what the database does with each row it writes.

    What the private functions of its file do for it counts as its own.
    """
    reached = {one.rpartition(".")[2] for one in calls(node) | through_private_functions(path, calls(node))}
    helpers = [one for one in tree.parsed(path).body if isinstance(one, ast.FunctionDef) and one.name.startswith("_") and one.name in reached]
    text = "\n".join(map(ast.unparse, [node, *helpers]))
    sql = "\n".join(file.read_text() for file in path.parent.glob("sql/*.sql"))
    asked = set(re.findall(r"\bapp\.(\w+)\(", text))
    tables = {f"{path.parts[-3]}_{model.lower()}" for model in re.findall(r"\b[A-Z]\w+\b", text)}
    asked |= {
        name for table, name in re.findall(r"(?is)create trigger \w+ [^;]*? on (\w+)[^;]*? execute function app\.(\w+)", sql) if table in tables
    }
    bodies = re.findall(r"(?is)create or replace function app\.(\w+)\(.*?\$\$(.*?)\$\$", sql)
    return any(name in asked and "audit.record(" in body for name, body in bodies)


def test_every_permission_of_the_matrix_is_asked_for_and_every_one_asked_for_is_in_it():
    text = "\n".join(path.read_text() for path in tree.files() if path.name != "roles.py")
    asked = set(re.findall(r"[\"']((?:audit|centre|intake|housing|care|employment)\.[a-z_]+)[\"']", text))
    apps_and_rooms = {f"{app}.{room.name}" for app in tree.APPS for room in (tree.ROOT / app).iterdir() if room.is_dir()}
    given = {permission for role in ROLES.values() for permission in role}
    assert given - asked == set(), "in the matrix and asked for nowhere"
    rules = set(re.findall(r"(?:@(?:rule|require)|\.may)\(\s*[\"']([a-z_.]+)[\"']", text))
    assert rules - given == set(), f"asked for and given to nobody {rules & apps_and_rooms}"


def verbs():
    for path in tree.files():
        if path.name == "enums.py":
            for node in tree.parsed(path).body:
                if isinstance(node, ast.ClassDef) and node.name == "Verb":
                    for line in node.body:
                        if isinstance(line, ast.Assign) and isinstance(line.value, (ast.Tuple, ast.Constant)):
                            value = line.value.elts[0] if isinstance(line.value, ast.Tuple) else line.value
                            yield value.value


@pytest.mark.parametrize("verb", sorted(set(verbs())))
def test_every_verb_has_its_words(verb):
    assert re.fullmatch(r"[a-z]+(\.[a-z_]+){1,3}", verb)
    try:
        get_template(f"audit/events/{verb}.txt")
    except TemplateDoesNotExist:
        pytest.fail("no wording: templates/audit/events")


def test_no_wording_is_left_without_a_verb():
    written = {path.stem if path.suffix == ".txt" else path.name for path in (tree.ROOT / "templates/audit/events").glob("*.txt")}
    evidence = {"row.inserted", "row.updated", "row.deleted"}
    assert written - set(verbs()) - evidence == set()


def test_apps_are_the_six_floors():
    assert [one.label for one in apps.get_app_configs() if one.label in tree.APPS] == list(tree.APPS)
