"""The guards beside every test bite: what they forbid fails."""

import logging

import pytest
from django.template import engines

from centre.staff.models import Team

from .. import conftest
from . import shuffling, tree


def orders(queryset):
    seen = set()
    for number in range(20):
        shuffling.start(str(number))
        seen.add(tuple(queryset.all()))
    return seen


def test_rows_without_an_order_come_in_another_one_each_time(db):
    assert len(orders(Team.objects.values_list("pk"))) > 5
    assert len(orders(Team.objects.order_by("pk").values_list("pk"))) == 1


def test_rows_fetched_one_by_one_are_shuffled_too(db):
    found = set()
    for number in range(20):
        shuffling.start(str(number))
        found.add(tuple(team.pk for team in Team.objects.iterator()))
    assert len(found) > 5


def test_the_same_test_shuffles_alike_again(db):
    again = []
    for _ in range(2):
        shuffling.start("one test")
        again.append(list(Team.objects.all()))
    assert again[0] == again[1]


@pytest.mark.parametrize("key", [0, slice(0, 2)])
def test_a_slice_of_rows_without_an_order_fails(db, key):
    with pytest.raises(AssertionError, match=r"without an order: centre\.Team"):
        Team.objects.all()[key]
    assert Team.objects.order_by("pk")[key]


@pytest.mark.parametrize(
    "text", ["{% if nobody %}here{% endif %}", "{% for one in page.nobody %}{{ one }}{% endfor %}", "{% if page.title == 1 %}1{% endif %}"]
)
def test_a_variable_that_is_only_asked_about_must_be_known_too(text, logged):
    assert engines["django"].from_string(text).render({"page": {}}) == ""
    assert [line.partition(": ")[0] for line in logged()] == ["undefined in unknown"]


def test_a_function_that_a_template_cannot_call_is_heard(logged):
    """In the house it is an empty space; an engine that marks what is undefined takes it for something."""
    engines["django"].from_string("{% if page.shown %}1{% endif %}").render({"page": {"shown": lambda actor: True}})
    assert [line.partition(": ")[2].partition(":")[0] for line in logged()] == ["a template calls what needs arguments"]


def test_a_variable_that_is_empty_is_known(logged):
    assert engines["django"].from_string("{% if page.title %}1{% endif %}").render({"page": {"title": ""}}) == ""
    assert logged() == []


def test_what_is_logged_as_an_error_is_heard_and_what_is_said_lower_is_not(logged):
    logging.getLogger("audit.rights.tasks").error("stopped: %s", "why")
    logging.getLogger("audit.rights.tasks").warning("slow")
    assert logged() == ["audit.rights.tasks: stopped: why"]
    assert logged() == []


@pytest.mark.parametrize("level", [logging.ERROR, logging.INFO])
def test_what_was_logged_and_not_asked_for_fails_the_test(request, level):
    test = conftest.pytest_runtest_call(request.node)
    next(test)
    logging.getLogger("house").log(level, "broken")
    with pytest.raises(pytest.fail.Exception if level == logging.ERROR else StopIteration):
        test.send(None)


def test_a_command_that_reads_behind_the_walls_works_as_the_queue_or_as_the_owner():
    """What counts over everybody or writes the ledger without a person signed in is no work of the web role."""
    import manage

    commands = {path.stem for path in tree.ROOT.glob("*/management/commands/[a-z]*.py")}
    assert {"register", "tdi", "figures", "bring", "verify_audit", "simulate", "bench", "demo"} <= commands
    as_web = sorted(commands - set(manage.ROLES))
    behind = [
        name for name in as_web
        for path in tree.ROOT.glob(f"*/management/commands/{name}.py")
        if "audit.ledger.actions" in path.read_text()
    ]
    assert behind == []
