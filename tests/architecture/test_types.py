"""Strict types in every room, no room excused."""

import subprocess
import sys
import tomllib
from pathlib import Path

from . import tree

SETTINGS = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["tool"]["mypy"]


def test_the_types_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mypy")), "--no-incremental", "--cache-dir=/dev/null"],
        cwd=tree.ROOT, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_no_room_is_excused():
    assert SETTINGS["strict"] is True
    assert set(SETTINGS["packages"]) == set(tree.APPS)
    for relaxed in SETTINGS["overrides"]:
        assert set(relaxed) == {"module", "ignore_missing_imports"}
        assert {name.split(".")[0] for name in relaxed["module"]} & set(tree.APPS) == set()


def test_no_silence_is_for_a_whole_file():
    whole = [tree.name(path) for path in tree.files() if "# mypy:" in path.read_text()]
    assert whole == []
