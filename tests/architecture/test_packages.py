"""The packages of the two commands: what the house imports is asked for, and what is asked for is locked."""

import re
import sys
import tomllib
from importlib import metadata

import pytest

from . import tree

ROOT = tree.ROOT
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ASKED = PROJECT["project"]["dependencies"]


def plain(name):
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name).group()).lower()


def locked(name):
    """{package: {locked versions}} of one requirements file."""
    found = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE):
        found.setdefault(plain(package), set()).add(version)
    return found


def foreign():
    """The modules that the house imports and that are neither its own nor Python's."""
    names = {name.split(".")[0] for path in tree.files() for name in tree.imports(path)}
    return names - sys.stdlib_module_names - set(tree.APPS)


def test_each_package_that_the_house_imports_is_asked_for_or_comes_with_one_that_is():
    ships = metadata.packages_distributions()
    served = set(locked("requirements.txt"))
    unknown = {name for name in foreign() if served.isdisjoint(map(plain, ships.get(name, [])))}
    assert not unknown, f"imported and not in requirements.txt: {sorted(unknown)}"


@pytest.mark.parametrize(("lock", "wanted"), [
    ("requirements.txt", ASKED),
    ("requirements-test.txt", [*ASKED, *PROJECT["dependency-groups"]["test"]]),
])
def test_each_package_that_is_asked_for_is_locked(lock, wanted):
    missing = {plain(name) for name in wanted} - set(locked(lock))
    assert not missing, f"{lock} must be made anew (uv pip compile --universal --generate-hashes): {sorted(missing)}"


def test_the_tests_run_with_the_versions_that_the_demonstration_runs_with():
    served, tested = locked("requirements.txt"), locked("requirements-test.txt")
    assert {name: versions for name, versions in served.items() if tested.get(name) != versions} == {}
